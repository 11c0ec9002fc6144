"""People who answer in several departments of the batch: the same name may be two people.

One person may rightly answer in several units, so it is a hint only, and none where the leaders
are the same, or where the roster lists the name in both departments.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from normalizers.model import Field

from .checks.items import about, number_of, some_of
from .checks.people import names_nobody
from .findings import Contrast, Subject, finding
from .model import Level
from .pile import facts, with_findings_of
from .standing import standing_of, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalizers.model import Indicator
    from normalizers.roster import Roster

    from .model import Finding, Result
    from .standing import Standing

MOST_NAMED = 3
"""Departments that a sentence names."""


class Owner(NamedTuple):
    """Somebody who answers for items of a form, and the leaders above these."""

    name: str
    leaders: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Answering:
    """Somebody of one name in one submission; `index` is the submission's.

    `listed`: the roster has the name in this department.
    """

    index: int
    standing: Standing
    owner: Owner
    listed: bool


def with_shared_people(results: Sequence[Result], roster: Roster | None = None) -> Sequence[Result]:
    """The results, with a `people.ambiguous` of level 提示 on each that shares a name so.

    The order of the results is kept, and does not matter to what is found.
    """
    by_name: defaultdict[str, list[_Answering]] = defaultdict(list)
    for answering in _answering(results, roster):
        by_name[answering.owner.name].append(answering)
    shared: defaultdict[int, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for name, namesakes in by_name.items():
        for one in namesakes:
            others = [o for o in namesakes if _is_another(one, o)]
            if others:
                shared[one.index].append((name, _units_of(others)))
    return with_findings_of(results, lambda index, one: _told(one, shared.get(index, ())))


def owners_of(result: Result) -> tuple[Owner, ...]:
    """Everybody whom a form names as 责任人, in the order of the form."""
    leaders: dict[frozenset[str], frozenset[str]] = {}  # one set for all that say the same
    rows = _rows(result)
    above = {n: frozenset(x for i in own for x in i.leaders.value or ()) for n, own in rows.items()}
    return tuple(Owner(sys.intern(n), leaders.setdefault(a, a)) for n, a in above.items())


def _rows(result: Result) -> dict[str, list[Indicator]]:
    """The items that each of the form's 责任人 answers for; none where the unit is not known."""
    rows: defaultdict[str, list[Indicator]] = defaultdict(list)
    if result.form is not None and result.scheme is not None and unit_of(result):
        for indicator in result.form.indicators:
            for name in indicator.owners.value or ():
                if not names_nobody(name):
                    rows[name].append(indicator)
    return rows


def _answering(results: Sequence[Result], roster: Roster | None) -> Iterator[_Answering]:
    pairs = zip(facts(results, standing_of), facts(results, owners_of), strict=True)
    for index, (standing, owners) in enumerate(pairs):
        if not owners or standing.scheme is None:
            continue
        staff = None if roster is None else roster.staff_of(standing.unit, standing.scheme)
        for owner in owners:
            listed = staff is not None and owner.name in staff.people
            yield _Answering(index, standing, owner, listed)


def _is_another(one: _Answering, other: _Answering) -> bool:
    """Whether the name stands in another department, with none of these leaders."""
    if one.standing.department == other.standing.department:
        return False
    if not one.owner.leaders.isdisjoint(other.owner.leaders):
        return False
    return not (one.listed and other.listed)


def _units_of(others: list[_Answering]) -> tuple[str, ...]:
    """The units of these, each once, in the order of their submissions' ids."""
    others.sort(key=lambda o: o.standing.id)
    return tuple(dict.fromkeys(o.standing.unit for o in others))


def _told(result: Result, shared: Sequence[tuple[str, tuple[str, ...]]]) -> Iterator[Finding]:
    rows = _rows(result) if shared else {}
    for name, units in shared:
        yield _shared(result, name, rows[name], units)


def _shared(result: Result, name: str, rows: Sequence[Indicator], units: Sequence[str]) -> Finding:
    named = "、".join(units[:MOST_NAMED]) + ("等" if len(units) > MOST_NAMED else "")
    first = rows[0]
    told = finding(
        "people.ambiguous",
        f"责任人“{name}”（{some_of(rows)}）在{named}的考评表里也是责任人，"
        "而分管领导不同：可能是同名的两个人，也可能填错了。",
        Subject(
            number_of(first) if len(rows) == 1 else "",
            Field.OWNERS,
            about(first, Field.OWNERS).place,
        ),
        Contrast("本单位的责任人", f"{unit_of(result)}和{named}都有“{name}”"),
        "请核对这位责任人是否属于本单位；填错的请改正。",
    )
    return replace(told, level=Level.HINT)
