"""What a batch still lacks by the office's own lists: units that sent nothing, items nobody claims.

What the office has no list of is not known, and is said to be not checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalizers.roster import bare_unit
from normalizers.scheme import packaged_schemes
from normalizers.unit_names import unit_among

from .coverage import Coverage, coverage_rows
from .model import Outstanding
from .pile import facts
from .since_last_year import unmatched
from .standing import standing_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalizers.roster import Roster
    from normalizers.scheme import Scheme

    from .coverage import CoverageRow
    from .last_year import LastYear
    from .model import Result
    from .ownership import Ownership
    from .standing import Standing

UNREPORTED = "未报送"
"""What stands for the state of a unit of which nothing has come."""

SHORTEST = 3
"""Characters of a unit's name (财政局) that say in a file's name whose it is."""


def outstanding_of(
    results: Sequence[Result],
    roster: Roster | None,
    ownership: Ownership | None,
    last_year: LastYear | None,
) -> Outstanding:
    """What these results lack by the lists that there are."""
    rows = tuple(_listed(results, ownership)) if ownership else ()
    return Outstanding(
        unreported=None if roster is None else absent(results, roster.units),
        targets=None if ownership is None else len(ownership.items),
        unclaimed=sum(row.state is Coverage.NOBODY for row in rows),
        misclaimed=sum(row.state is Coverage.OTHERS for row in rows),
        former_years=None if last_year is None else last_year.years,
        unmatched=() if last_year is None else unmatched(results, last_year),
        former_only=() if last_year is None else absent(results, last_year.units),
    )


def absent(results: Sequence[Result], units: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the units of which no submission is, once each, without the city's name.

    A file that could not be read counts as its unit's where the file's name says whose it is.
    """
    standings = facts(results, standing_of)
    scheme = next((s.scheme for s in standings if s.scheme is not None), packaged_schemes()[0])
    sent = {name for s in standings for name in _senders(s, units, scheme)}
    bare = {bare_unit(name, scheme) for name in sent}
    left = (unit for unit in units if bare_unit(unit, scheme) not in bare)
    by_name = {bare_unit(unit, scheme): unit.removeprefix(scheme.city) for unit in left}
    return tuple(by_name.values())


def _senders(standing: Standing, units: tuple[str, ...], default: Scheme) -> Iterator[str]:
    scheme = standing.scheme or default
    if standing.unit:
        name = unit_among(standing.unit, units, scheme)
        yield from () if name is None else (name,)
        return
    for name in units:
        bare = bare_unit(name, scheme)
        if len(bare) >= SHORTEST and bare in standing.id:
            yield name


def _listed(results: Sequence[Result], ownership: Ownership) -> Iterator[CoverageRow]:
    rows = coverage_rows(results, ownership)
    return (row for row in rows if (row.source_list, row.item) in ownership.items)
