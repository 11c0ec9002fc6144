"""Where the cells of a Word table stand: rows of w:tc laid on one grid of columns.

Spans are counted as declared (17.4.17 gridSpan, 17.4.84 vMerge); the widths of cells decide only
in rows that declare fewer columns than the table has.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.errors import TooLarge
from parsers.word.names import W, find, number_value, switch_value, text_value, unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

# Widths are rounded cell by cell, so that a sum may be off by a few twips a cell; an edge more
# than a quarter of the narrowest column away is another edge.
_NEAR = 0.25
_CONTINUE = "continue"
_RESTART = "restart"


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the table: the cell that stands there, or None for a gap, and what it covers.

    `merge` is `restart`, `continue` or empty, for merges downward. `unseen` counts the cells
    with text whose place a merge took: Word does not show what they hold.
    """

    element: _Element | None
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    merge: str = ""
    unseen: int = 0

    @property
    def end(self) -> int:
        """The column after the last that it covers."""
        return self.column + self.column_span


def slots_of(table: _Element, cells: int) -> tuple[Slot, ...]:
    """The cells of a table, tiling it, in the order of rows and columns; gaps are slots too.

    Args:
        table: a w:tbl.
        cells: how many places the table may have.

    Raises:
        TooLarge: it has more.
    """
    elements = [element for element in unwrapped(table) if _is_row(element)]
    rows = [_row(element, index, cells) for index, element in enumerate(elements)]
    columns = max(map(_end, rows), default=0)
    if columns * len(rows) > cells:
        raise TooLarge(f"表格过大（{len(rows)} 行 {columns} 列，上限 {cells} 格）")
    edges = _edges(table, columns)
    placed = [
        list(_filled(_widened(row, edges, columns), index, columns))
        for index, row in enumerate(rows)
    ]
    return tuple(_merged_down(placed))


def _is_row(element: _Element) -> bool:
    """Whether this is a row that stands: neither deleted with tracking nor hidden."""
    if element.tag != f"{W}tr":
        return False
    properties = find(element, "trPr")
    hidden = switch_value(find(properties, "hidden"))
    return not hidden and find(properties, "del") is None


def _row(element: _Element, index: int, cells: int) -> list[Slot]:
    """The slots of one row; a gap at either end is a slot without a cell."""
    properties = find(element, "trPr")
    slots: list[Slot] = []
    _append_gap(slots, index, number_value(find(properties, "gridBefore"), 0))
    for cell in unwrapped(element):
        if cell.tag == f"{W}tc":
            _append_cell(slots, index, cell)
            _check_width(slots, cells)
    _append_gap(slots, index, number_value(find(properties, "gridAfter"), 0))
    _check_width(slots, cells)
    return slots


def _append_gap(slots: list[Slot], index: int, span: int) -> None:
    if span > 0:
        slots.append(Slot(None, index, _end(slots), column_span=span))


def _append_cell(slots: list[Slot], index: int, cell: _Element) -> None:
    properties = find(cell, "tcPr")
    span = max(1, number_value(find(properties, "gridSpan"), 1))
    if _merge(properties, "hMerge") == _CONTINUE and slots and slots[-1].element is not None:
        last = slots.pop()
        unseen = last.unseen + _has_text(cell)
        slots.append(replace(last, column_span=last.column_span + span, unseen=unseen))
    else:
        merge = _merge(properties, "vMerge")
        slots.append(Slot(cell, index, _end(slots), column_span=span, merge=merge))


def _check_width(slots: list[Slot], cells: int) -> None:
    if _end(slots) > cells:
        raise TooLarge(f"表格过宽（超过 {cells} 列）")


def _end(slots: list[Slot]) -> int:
    return slots[-1].end if slots else 0


def _merge(properties: _Element | None, name: str) -> str:
    element = find(properties, name)
    if element is None:
        return ""
    return _RESTART if text_value(element) == _RESTART else _CONTINUE


def _edges(table: _Element, columns: int) -> tuple[float, ...]:
    """The x of the declared columns' edges, in twips; nothing where they are not all declared."""
    grid = find(table, "tblGrid")
    widths = [] if grid is None else [_twips(c) for c in grid.iterfind(f"{W}gridCol")]
    if len(widths) != columns or not all(widths):
        return ()
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width)
    return tuple(edges)


def _twips(element: _Element | None) -> float:
    """A width in twentieths of a point; 0 where it is relative or absent."""
    if element is None or element.get(f"{W}type", "dxa") != "dxa":
        return 0.0
    try:
        return max(0.0, float(element.get(f"{W}w", "0")))
    except ValueError:
        return 0.0


def _widened(row: list[Slot], edges: tuple[float, ...], columns: int) -> list[Slot]:
    """A row that declares too few columns, with its spans taken from the widths of its cells.

    Some programs write widths and no gridSpan, and Word goes by them. They count only where
    every right edge falls near an edge of the grid and the last one ends it.
    """
    if not edges or not row or _end(row) == columns:
        return row
    tolerance = min(b - a for a, b in pairwise(edges)) * _NEAR
    x, column, widened = 0.0, 0, []
    for slot in row:
        width = _twips(find(slot.element, "tcPr", "tcW"))
        x += width
        end = _nearest(edges, x)
        if not width or end <= column or abs(edges[end] - x) > tolerance:
            return row
        widened.append(replace(slot, column=column, column_span=end - column))
        column = end
    return widened if column == columns else row


def _nearest(edges: tuple[float, ...], x: float) -> int:
    right = min(bisect_left(edges, x), len(edges) - 1)
    return right - 1 if right and x - edges[right - 1] < edges[right] - x else right


def _filled(row: list[Slot], index: int, columns: int) -> Iterator[Slot]:
    """The row at its index, gaps cut into single places, the end filled with gaps."""
    for slot in row:
        if slot.element is not None:
            yield slot
        else:
            for column in range(slot.column, slot.end):
                yield Slot(None, index, column)
    for column in range(_end(row), columns):
        yield Slot(None, index, column)


def _merged_down(rows: list[list[Slot]]) -> list[Slot]:
    """All slots, each continuing cell joined to the one above whose columns it covers.

    Several continuing cells side by side may together lie under one wider cell. One that lies
    under no merge begins a cell of its own, as Word shows it.
    """
    merged: list[Slot] = []
    open_above: dict[int, int] = {}
    for row in rows:
        open_here: dict[int, int] = {}
        index = 0
        while index < len(row):
            slot = row[index]
            above = open_above.get(slot.column)
            group = 0 if above is None else _continuing(row, index, merged[above].end)
            if above is not None and group:
                merged[above] = _extended(merged[above], row[index : index + group])
                open_here[slot.column] = above
            else:
                if slot.merge:
                    open_here[slot.column] = len(merged)
                merged.append(slot)
            index += max(group, 1)
        open_above = open_here
    return merged


def _continuing(row: list[Slot], index: int, end: int) -> int:
    """How many slots from this one on continue what stands above and ends at this column."""
    for last in range(index, len(row)):
        slot = row[last]
        if slot.merge != _CONTINUE or slot.end > end:
            return 0
        if slot.end == end:
            return last - index + 1
    return 0


def _extended(slot: Slot, below: list[Slot]) -> Slot:
    unseen = sum(s.unseen + _has_text(s.element) for s in below)
    return replace(slot, row_span=slot.row_span + 1, unseen=slot.unseen + unseen)


def _has_text(cell: _Element | None) -> bool:
    return cell is not None and any((text.text or "").strip() for text in cell.iter(f"{W}t"))
