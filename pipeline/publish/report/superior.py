"""Superior lists, and which of their items nobody, one unit or several cite."""

from __future__ import annotations

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

_COLUMNS = ("来源清单", "条目", "引用数", "参评单位", "状态")


@dataclass(frozen=True, slots=True)
class SuperiorItem:
    """An item that is cited: `name` (第3项), how, how often, and by whom."""

    name: str
    state: Coverage
    count: int
    units: str


@dataclass(frozen=True, slots=True)
class SuperiorList:
    """A list: the numbers that nobody cites (第2、4—7项, or empty), and the items that units do.

    `counts` has how many items there are of each state, without states that none is in.
    """

    name: str
    nobody: str
    items: tuple[SuperiorItem, ...]
    counts: tuple[tuple[Coverage, int], ...]


def superior_lists(coverage: Filled) -> tuple[SuperiorList, ...]:
    """The lists in the order of the table."""
    rows = coverage.only(_COLUMNS).rows
    return tuple(
        _list_of(str(name), tuple(members)) for name, members in groupby(rows, key=lambda r: r[0])
    )


def _list_of(name: str, rows: Sequence[tuple[CellValue, ...]]) -> SuperiorList:
    states = [Coverage(str(row[-1])) for row in rows]
    uncited = [
        item
        for (_, item, *_), state in zip(rows, states, strict=True)
        if state is Coverage.NOBODY and isinstance(item, int)
    ]
    cited = (pair for pair in zip(rows, states, strict=True) if pair[1] is not Coverage.NOBODY)
    return SuperiorList(
        name=unguarded(name),
        nobody=f"第{'、'.join(_ranges(uncited))}项" if uncited else "",
        items=tuple(_item_of(row, state) for row, state in cited),
        counts=tuple((state, states.count(state)) for state in Coverage if state in states),
    )


def _item_of(row: tuple[CellValue, ...], state: Coverage) -> SuperiorItem:
    _, item, count, units, _ = row
    name = "整个清单" if item is None else f"第{item}项"
    return SuperiorItem(name, state, int(str(count)), _few(unguarded(str(units))))


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
