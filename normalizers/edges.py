"""Merged cells that a page edge cuts: the part without text belongs to the part that has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .sequence import number_in, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parsers.model import Cell, Grid

Group = tuple[int, ...]


def cut_cells(grid: Grid) -> Mapping[Cell, Cell]:
    """For each blank part of a merged cell that a page edge cut: the part with the text.

    Blank cells on both sides of an edge are many: they count as cut only where something was
    merged there, and where both sides belong to one group of the numbering or the column has
    cells merged over several groups.
    """
    groups = _groups(grid)
    found: dict[Cell, Cell] = {}
    for row in grid.breaks:
        for above, below in _facing(grid, row):
            whole = found.get(above, above)
            if _is_cut(grid, whole, below, groups):
                blank, text = (below, whole) if _has_text(whole) else (above, below)
                found[blank] = text
    return found


def _facing(grid: Grid, row: int) -> Iterator[tuple[Cell, Cell]]:
    """The cells that meet at the edge above a row and have the same columns."""
    for below in grid.row(row):
        above = grid.at(row - 1, below.column)
        if (above.column, above.column_span) == (below.column, below.column_span):
            yield above, below


def _is_cut(grid: Grid, above: Cell, below: Cell, groups: Mapping[int, Group]) -> bool:
    if _has_text(above) == _has_text(below):
        return False
    merged = above.row_span > 1 or below.row_span > 1
    if not merged and not _merges(grid, below.column):
        return False
    last = groups.get(above.row + above.row_span - 1, ())
    same = last == groups.get(below.row, last)
    return same or _reaches_over_groups(grid, below.column, groups)


def _has_text(cell: Cell) -> bool:
    return bool(cell.source.text.strip())


def _merges(grid: Grid, column: int) -> bool:
    """Whether a column has merged cells at all: then two single cells may be one that was cut."""
    return any(c.column == column and c.row_span > 1 and _has_text(c) for c in grid.cells)


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
