"""Every table of a reading, for programs (JSON) and for the eye."""

from __future__ import annotations

import io
import json
import shutil
from functools import reduce
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from parsers.model import Box, Cell, Grid, Reading

_FROM_ABOVE, _FROM_LEFT = "↑", "←"
_DECIMALS = 2  # of a point: a hundredth is finer than any print
_NARROWEST = 8  # characters of a column, so that a wide table stays readable on any terminal


def tables_json(reading: Reading) -> str:
    """The tables as JSON: rows and columns from 0, each cell once, boxes in points.

    A table's page and box are those of its first cell's page; a cell says its own page where it
    stands on another. Both are null where the format has none.
    """
    tables = [_table_as_json(grid) for grid in reading.grids]
    return json.dumps({"tables": tables}, ensure_ascii=False, indent=2)


def tables_text(reading: Reading) -> Text:
    """The tables drawn for a terminal, as wide as this one.

    A merged cell's text stands in its upper left place; arrows lead there from the others.
    """
    console = Console(
        file=io.StringIO(),
        width=max(_width_of(reading), shutil.get_terminal_size().columns),
        color_system=None,
    )
    with console.capture() as captured:
        if not reading.grids:
            console.print("没有表格")
        for index, grid in enumerate(reading.grids, start=1):
            console.print(_title(grid, index), no_wrap=True)
            console.print(_drawn(grid))
    return Text(captured.get().rstrip("\n"), no_wrap=True)


def _table_as_json(grid: Grid) -> dict[str, object]:
    page = _page_of(grid)
    boxes = [c.source.place.box for c in grid.cells if c.source.place.page == page]
    drawn = [b for b in boxes if b is not None]
    return {
        "page": page,
        "rows": grid.rows,
        "cols": grid.columns,
        "box": _box_as_json(reduce(lambda a, b: a.joined(b), drawn) if drawn else None),
        "cells": [_cell_as_json(cell, page) for cell in grid.cells],
    }


def _cell_as_json(cell: Cell, table_page: int | None) -> dict[str, object]:
    place = cell.source.place
    written: dict[str, object] = {
        "row": cell.row,
        "col": cell.column,
        "rowspan": cell.row_span,
        "colspan": cell.column_span,
        "text": cell.source.text,
        "box": _box_as_json(place.box),
    }
    if place.page != table_page:
        written["page"] = place.page
    return written


def _box_as_json(edges: Box | None) -> list[float] | None:
    if edges is None:
        return None
    return [round(edge, _DECIMALS) for edge in (edges.x0, edges.y0, edges.x1, edges.y1)]


def _page_of(grid: Grid) -> int | None:
    return grid.cells[0].source.place.page if grid.cells else None


def _width_of(reading: Reading) -> int:
    return max((grid.columns * (_NARROWEST + 1) + 1 for grid in reading.grids), default=0)


def _title(grid: Grid, index: int) -> Text:
    page = _page_of(grid)
    where = f"第 {page} 页，" if page else ""
    return Text(f"表 {index}（{where}{grid.rows} 行 {grid.columns} 列）")


def _drawn(grid: Grid) -> Table:
    table = Table(box=box.SQUARE, padding=0, show_lines=True)
    table.show_header = False
    for _ in range(grid.columns):
        table.add_column(overflow="fold")
    for row in range(grid.rows):
        table.add_row(*(_seen(grid, row, column) for column in range(grid.columns)))
    return table


def _seen(grid: Grid, row: int, column: int) -> Text:
    cell = grid.at(row, column)
    if (cell.row, cell.column) == (row, column):
        return Text(_printable(cell.source.text))
    return Text(_FROM_ABOVE if cell.row < row else _FROM_LEFT, style="dim")


def _printable(text: str) -> str:
    """A text without the characters that would steer the terminal."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)
