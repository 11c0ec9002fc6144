"""Superior lists, and which of their items nobody, one unit or several cite."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.columns import unguarded
from pipeline.coverage import Coverage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.columns import CellValue, Filled

MOST_NAMED = 12
"""Units that are named with an item; coverage.csv has them all."""

_COLUMNS = ("来源清单", "条目", "参评单位", "状态")
_ORDER = (
    Coverage.NOBODY,
    Coverage.OTHERS,
    Coverage.UNKNOWN,
    Coverage.SEVERAL,
    Coverage.ONE,
)


@dataclass(frozen=True, slots=True)
class Citing:
    """Units that cite the same items of a list (第2、4—7项)."""

    units: str
    items: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The items of a list that are in one state: how many, and by whom they are cited.

    Of items that nobody cites, one entry without units.
    """

    state: Coverage
    count: int
    citing: tuple[Citing, ...]


@dataclass(frozen=True, slots=True)
class SuperiorList:
    """A list, with the states that its items are in: what asks for attention comes first."""

    name: str
    standings: tuple[Standing, ...]


def superior_lists(coverage: Filled) -> tuple[SuperiorList, ...]:
    """The lists in the order of the table."""
    rows = coverage.only(_COLUMNS).rows
    return tuple(
        _list_of(str(name), tuple(members)) for name, members in groupby(rows, key=lambda r: r[0])
    )


def _list_of(name: str, rows: Sequence[tuple[CellValue, ...]]) -> SuperiorList:
    by_state: defaultdict[str, list[tuple[CellValue, ...]]] = defaultdict(list)
    for _, *row, state in rows:
        by_state[str(state)].append(tuple(row))
    return SuperiorList(
        unguarded(name),
        tuple(_standing_of(state, by_state[state]) for state in _ORDER if state in by_state),
    )


def _standing_of(state: Coverage, rows: Sequence[tuple[CellValue, ...]]) -> Standing:
    by_units: defaultdict[str, list[CellValue]] = defaultdict(list)
    for item, units in rows:
        by_units[unguarded(str(units))].append(item)
    citing = tuple(Citing(_few(units), _items(items)) for units, items in by_units.items())
    return Standing(state, len(rows), citing)


def _items(items: Sequence[CellValue]) -> str:
    """The items in words; None stands for the list as a whole."""
    numbers = [item for item in items if isinstance(item, int)]
    whole = "整个清单" if None in items else ""
    numbered = f"第{'、'.join(_ranges(numbers))}项" if numbers else ""
    return "，".join(part for part in (whole, numbered) if part)


def _few(units: str) -> str:
    names = units.split("、")
    more = f"等 {len(names)} 家" if len(names) > MOST_NAMED else ""
    return "、".join(names[:MOST_NAMED]) + more


def _ranges(numbers: Iterable[int]) -> Iterator[str]:
    """Numbers that follow each other as one range, from three on."""
    for _, run in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        members = [number for _, number in run]
        if len(members) > 2:  # noqa: PLR2004 - 第4、5项 is shorter than 第4—5项
            yield f"{members[0]}—{members[-1]}"
        else:
            yield from map(str, members)
