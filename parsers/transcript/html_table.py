"""A table element -> a Grid, by the algorithm of browsers (HTML Standard, 4.9.12).

A row's cells go to the free places from the left; a span ends where its group of rows ends, or
where a cell from above stands in its way. Places that no cell covers are empty cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.errors import TooLarge
from parsers.model import Cell, Grid, Source
from parsers.transcript.html_text import hidden, text_of_cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from parsers.limits import Limits

_MOST_COLUMNS = 1000  # that a cell may span (HTML Standard, 4.9.11)
_GROUPS = ("thead", "tbody", "tfoot")


def grid_of(table: HtmlElement, limits: Limits) -> Grid:
    """The grid of a table's own cells; tables nested in them are left out.

    Raises:
        TooLarge: it covers more places than the limit.
    """
    placed = _Placed(limits.cells)
    for group in _groups(table):
        placed.take(group)
    return placed.grid()


def own_cells(table: HtmlElement) -> Iterator[HtmlElement]:
    """The cells of a table, those of nested tables left out."""
    for group in _groups(table):
        for row in group:
            yield from _cells(row)


def _groups(table: HtmlElement) -> list[list[HtmlElement]]:
    """Rows by group: heads first, feet last, rows without a group where they stand."""
    ranked: list[tuple[int, list[HtmlElement]]] = []
    loose: list[HtmlElement] = []
    for child in table:
        if child.tag in _GROUPS and not hidden(child):
            rows = [row for row in child if row.tag == "tr" and not hidden(row)]
            ranked.append((_GROUPS.index(child.tag), rows))
            loose = []
        elif child.tag == "tr" and not hidden(child):
            if not loose:
                ranked.append((1, loose))
            loose.append(child)
    return [rows for _, rows in sorted(ranked, key=lambda pair: pair[0])]


def _cells(row: HtmlElement) -> list[HtmlElement]:
    return [cell for cell in row if cell.tag in ("td", "th") and not hidden(cell)]


class _Placed:
    """The cells that have found their places so far."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._taken: set[tuple[int, int]] = set()
        self._cells: list[Cell] = []
        self._rows = 0
        self._columns = 0

    def take(self, group: Sequence[HtmlElement]) -> None:
        for index, row in enumerate(group):
            column = 0
            for cell in _cells(row):
                column = self._place(cell, column, len(group) - index)
            self._rows += 1

    def grid(self) -> Grid:
        self._check(self._rows * self._columns)
        everywhere = ((r, c) for r in range(self._rows) for c in range(self._columns))
        holes = (p for p in everywhere if p not in self._taken)
        cells = [*self._cells, *(Cell(Source(""), row, column) for row, column in holes)]
        return Grid(tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))

    def _place(self, element: HtmlElement, column: int, rows_left: int) -> int:
        """Set a cell into the first free place from this column on; the column behind it."""
        while (self._rows, column) in self._taken:
            column += 1
        wanted = min(max(1, _count(element, "colspan", 1)), _MOST_COLUMNS)
        width = 1
        while width < wanted and (self._rows, column + width) not in self._taken:
            width += 1
        height = min(_count(element, "rowspan", 1) or rows_left, rows_left)
        self._check(len(self._taken) + width * height)
        self._taken.update(
            (self._rows + r, column + c) for r in range(height) for c in range(width)
        )
        text = text_of_cell(element)
        self._cells.append(Cell(Source(text), self._rows, column, height, width))
        self._columns = max(self._columns, column + width)
        return column + width

    def _check(self, places: int) -> None:
        if places > self._limit:
            raise TooLarge(f"表格过大（上限 {self._limit} 个单元格），请拆分后再报送")


def _count(element: HtmlElement, name: str, default: int) -> int:
    """A span as browsers read it: the digits that it begins with."""
    digits = ""
    for character in element.get(name, "").strip().strip("\"'“”\\").lstrip("+"):
        if not ("0" <= character <= "9"):
            break
        digits += character
    return int(digits[:9]) if digits else default
