"""People who answer in several departments of the batch: the same name may be two people.

One person may rightly answer in several units, so it is a hint only, and none where the leaders
are the same, or where the roster lists the name in both departments.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from normalizers.model import Field
from normalizers.roster import bare_unit

from .checks.items import about, number_of, some_of
from .checks.people import names_nobody
from .claims import unit_of
from .findings import Contrast, Subject, finding
from .model import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalizers.model import Indicator
    from normalizers.roster import Roster

    from .model import Finding, Result

MOST_NAMED = 3
"""Departments that a sentence names."""


@dataclass(frozen=True, slots=True)
class _Answering:
    """Somebody of one name in one submission; `department` is it without city and district.

    `listed`: the roster has the name in this department.
    """

    index: int
    result: Result
    department: str
    name: str
    rows: tuple[Indicator, ...]
    leaders: frozenset[str]
    listed: bool


def with_shared_people(
    results: Sequence[Result], roster: Roster | None = None
) -> tuple[Result, ...]:
    """The results, with a `people.ambiguous` of level 提示 on each that shares a name so.

    The order of the results is kept, and does not matter to what is found.
    """
    by_name: defaultdict[str, list[_Answering]] = defaultdict(list)
    for index, result in enumerate(results):
        for answering in _owners_of(index, result, roster):
            by_name[answering.name].append(answering)
    found: defaultdict[int, list[Finding]] = defaultdict(list)
    for namesakes in by_name.values():
        for one in namesakes:
            others = [o for o in namesakes if _is_another(one, o)]
            if others:
                found[one.index].append(_shared(one, others))
    return tuple(replace(r, findings=(*r.findings, *found[i])) for i, r in enumerate(results))


def _owners_of(index: int, result: Result, roster: Roster | None) -> Iterator[_Answering]:
    unit = unit_of(result)
    if result.form is None or result.scheme is None or not unit:
        return
    rows: defaultdict[str, list[Indicator]] = defaultdict(list)
    for indicator in result.form.indicators:
        for name in indicator.owners.value or ():
            if not names_nobody(name):
                rows[name].append(indicator)
    department = bare_unit(unit, result.scheme)
    staff = None if roster is None else roster.staff_of(unit, result.scheme)
    for name, own in rows.items():
        leaders = frozenset(leader for i in own for leader in i.leaders.value or ())
        listed = staff is not None and name in staff.people
        yield _Answering(index, result, department, name, tuple(own), leaders, listed)


def _is_another(one: _Answering, other: _Answering) -> bool:
    """Whether the name stands in another department, with none of these leaders."""
    if one.department == other.department or not one.leaders.isdisjoint(other.leaders):
        return False
    return not (one.listed and other.listed)


def _shared(one: _Answering, others: list[_Answering]) -> Finding:
    others.sort(key=lambda o: o.result.submission.id)
    units = list(dict.fromkeys(unit_of(o.result) for o in others))
    more = "等" if len(units) > MOST_NAMED else ""
    named = "、".join(units[:MOST_NAMED]) + more
    first = one.rows[0]
    told = finding(
        "people.ambiguous",
        f"责任人“{one.name}”（{some_of(one.rows)}）在{named}的考评表里也是责任人，"
        "而分管领导不同：可能是同名的两个人，也可能填错了。",
        Subject(
            number_of(first) if len(one.rows) == 1 else "",
            Field.OWNERS,
            about(first, Field.OWNERS).place,
        ),
        Contrast("本单位的责任人", f"{unit_of(one.result)}和{named}都有“{one.name}”"),
        "请核对这位责任人是否属于本单位；填错的请改正。",
    )
    return replace(told, level=Level.HINT)
