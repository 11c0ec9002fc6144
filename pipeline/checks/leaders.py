"""Each unit has one leader, whatever item it answers for (people.mismatch)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalizers.model import Field
from pipeline.findings import Contrast, Subject, finding

from .items import about, number_of, some_of
from .people import is_listed, names_nobody

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from normalizers.model import Form, Indicator
    from normalizers.scheme import Scheme
    from pipeline.model import Finding

    from .background import Background

    Rows = tuple[Indicator, ...]


def check_leaders(form: Form, scheme: Scheme, background: Background) -> Iterator[Finding]:
    """A unit that stands with several leaders is told for each that it has less often.

    Leaders and units are paired by order, or one leader leads all units of a row. A name that is
    told as people.ambiguous, or people.unknown, says nothing of who leads.
    """
    roster = background.roster
    staff = None if roster is None else roster.staff_of(form.unit.value, scheme)
    for unit, leaders in _leaders_of_units(form).items():
        usual, *others = sorted(leaders.items(), key=lambda entry: -len(entry[1]))
        for other in others:
            if staff is None or is_listed(other[0], Field.LEADERS, staff, scheme):
                yield _other_leader(unit, usual, other)


def _leaders_of_units(form: Form) -> Mapping[str, dict[str, Rows]]:
    found: dict[str, dict[str, Rows]] = {}
    for indicator in form.indicators:
        for leader, unit in _paired(indicator):
            if not names_nobody(unit):
                rows = found.setdefault(unit, {})
                rows[leader] = (*rows.get(leader, ()), indicator)
    return found


def _paired(indicator: Indicator) -> Iterator[tuple[str, str]]:
    leaders, units = indicator.leaders.value or (), indicator.units.value or ()
    doubted = {s.before for s in (*indicator.leaders.suggestions, *indicator.units.suggestions)}
    if len(leaders) == 1:
        leaders *= len(units)
    if len(leaders) == len(units):
        pairs = zip(leaders, units, strict=True)
        yield from (pair for pair in pairs if doubted.isdisjoint(pair))


def _other_leader(unit: str, usual: tuple[str, Rows], other: tuple[str, Rows]) -> Finding:
    (leader, rows), (odd, odd_rows) = usual, other
    first = odd_rows[0]
    return finding(
        "people.mismatch",
        f"责任单位“{unit}”在{some_of(odd_rows)}由“{odd}”分管，"
        f"在其他{len(rows)}项由“{leader}”分管；一个单位只有一位分管领导。",
        Subject(
            number_of(first) if len(odd_rows) == 1 else "",
            Field.LEADERS,
            about(first, Field.LEADERS).place,
        ),
        Contrast(leader, odd),
        f"请核对“{unit}”由谁分管，统一填写。",
    )
