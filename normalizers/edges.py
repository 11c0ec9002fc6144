"""Merged cells that a page edge cuts: the part without text belongs to the part that has it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .sequence import number_in, parts_of
from .sources import joined
from .text import canonical, squeezed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from parsers.model import Cell, Grid

Group = tuple[int, ...]


def cut_cells(
    grid: Grid, data: Collection[int], known: frozenset[str] = frozenset()
) -> Mapping[Cell, Cell]:
    """For each part of a merged cell that a page edge cut: the cell with the text.

    `data` are the rows that hold items: a header printed again at the page's top is passed over,
    and what a 合计 row ends goes on nowhere. `known` are texts, canonical, that are whole: what two
    parts make together, if it is one of them, an edge has split.

    Blank cells on both sides of an edge are many: they count as cut only where something was
    merged there, and where both sides belong to one group of the numbering or the column has
    cells merged over several groups.
    """
    groups = _groups(grid)
    found: dict[Cell, Cell] = {}
    for row in grid.breaks:
        first = next((r for r in range(row, grid.rows) if r in data), None)
        if first is None or row - 1 not in data:
            continue
        for above, below in _facing(grid, row - 1, first):
            whole = found.get(above, above)
            if _is_split(grid, whole, below, known):
                found[above] = found[below] = _joined(whole, below)
            elif _is_cut(grid, whole, below, groups, data):
                blank, text = (below, whole) if _has_text(whole) else (above, below)
                found[blank] = text
    return found


def _facing(grid: Grid, last: int, first: int) -> Iterator[tuple[Cell, Cell]]:
    """The cells of the rows on both sides of an edge that have the same columns."""
    for below in grid.row(first):
        above = grid.at(last, below.column)
        if (above.column, above.column_span) == (below.column, below.column_span):
            yield above, below


def _is_split(grid: Grid, above: Cell, below: Cell, known: frozenset[str]) -> bool:
    """Whether an edge split the text of one cell: joined it stands in the column elsewhere too."""
    if not (_has_text(above) and _has_text(below)) or above.row_span + below.row_span == _TWO:
        return False
    others = [c for c in grid.cells if c.column == below.column and c not in {above, below}]
    texts = {squeezed(c.source.text) for c in others}
    first, second = squeezed(above.source.text), squeezed(below.source.text)
    if canonical(first + second) in known and canonical(second) not in known:
        return True
    return first + second in texts and not {first, second} <= texts


_TWO = 2  # rows: one on each side, which may as well be one row that the edge cut


def _joined(above: Cell, below: Cell) -> Cell:
    source = joined((above.source, below.source))
    return replace(above, source=replace(source, place=above.source.place))


def _is_cut(
    grid: Grid, above: Cell, below: Cell, groups: Mapping[int, Group], data: Collection[int]
) -> bool:
    if _has_text(above) == _has_text(below):
        return False
    merged = above.row_span > 1 or below.row_span > 1
    if not merged and not _merges(grid, below.column, data):
        return False
    last = groups.get(above.row + above.row_span - 1, ())
    same = last == groups.get(below.row, last)
    return same or _reaches_over_groups(grid, below.column, groups)


def _has_text(cell: Cell) -> bool:
    return bool(cell.source.text.strip())


def _merges(grid: Grid, column: int, data: Collection[int]) -> bool:
    """Whether a column merges items at all: then two single cells may be one that was cut."""
    cells = (c for c in grid.cells if c.column == column and c.row in data)
    return any(c.row_span > 1 and _has_text(c) for c in cells)


def _reaches_over_groups(grid: Grid, column: int, groups: Mapping[int, Group]) -> bool:
    for cell in grid.cells:
        if cell.column == column and cell.row_span > 1:
            held = {groups.get(r) for r in range(cell.row, cell.row + cell.row_span)}
            if len(held - {None}) > 1:
                return True
    return False


def _groups(grid: Grid) -> dict[int, Group]:
    """The group of the numbering that each row belongs to; rows before the first have none."""
    groups: dict[int, Group] = {}
    current: Group = ()
    for row in range(grid.rows):
        for cell in grid.row(row):
            number = number_in(cell.source.text) if cell.row == row else None
            if number:
                current = parts_of(number)[:-1]
                break
        groups[row] = current
    return groups
