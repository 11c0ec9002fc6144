"""Head rows that a table prints again at the top of a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .model import Cell

FEWEST_WORDS = 3
"""Different texts without figures that a row must have to be a head beyond doubt: rows of data
have numbers and dates, blank rows of a template have none."""

_BLANK = re.compile(r"\s+")
_FIGURE = re.compile(r"\d")

Row = tuple[str, ...]
"""A row's texts by column, without blanks; a spanning cell's text stands in each."""


def repeated_rows(
    former: tuple[Sequence[Cell], Sequence[Cell]], below: Sequence[Cell], columns: int
) -> int:
    """How many rows at the top of a page print head rows of its table again.

    The table's first rows may be repeated whole or in part, or the head of a later section. Rows
    with another text are never taken for heads.

    Args:
        former: what the table's first page holds, and the page before this one.
        below: what this page holds.
        columns: how many columns all have.
    """
    first, before = (_rows(cells, columns) for cells in former)
    later = _rows(below, columns)
    depth = head_depth(former[0], columns)
    counts = [_alike(first[s:], later, depth - s) for s in range(len(first))]
    counts += [_alike(before[s:], later, 0) for s in range(len(before))]
    return _closed(max(counts), below)


def head_depth(cells: Iterable[Cell], columns: int) -> int:
    """How many rows the table's head has: down to where its first row's cells end.

    A title that spans the whole table is a row more.
    """
    depth = 1
    for cell in sorted(cells, key=lambda c: c.row):
        if cell.row >= depth:
            break
        title = cell.row == depth - 1 and cell.column_span == columns
        depth = max(depth, cell.row + cell.row_span + int(title))
    return depth


def _rows(cells: Iterable[Cell], columns: int) -> list[Row]:
    rows: dict[int, list[str]] = {}
    for cell in cells:
        text = _BLANK.sub("", cell.source.text)
        for row in range(cell.row, cell.row + cell.row_span):
            texts = rows.setdefault(row, [""] * columns)
            for column in range(cell.column, cell.column + cell.column_span):
                texts[column] = text
    return [tuple(rows[i]) for i in sorted(rows)]


def _alike(former: Sequence[Row], later: Sequence[Row], depth: int) -> int:
    """How many rows from the first on are the same, and heads."""
    count = 0
    for first, second in zip(former, later, strict=False):
        if first != second or not (count < depth or _wordy(first)):
            break
        count += 1
    return count


def _wordy(row: Row) -> bool:
    words = {text for text in row if text}
    return len(words) >= FEWEST_WORDS and not any(_FIGURE.search(w) for w in words)


def _closed(count: int, cells: Iterable[Cell]) -> int:
    """The most rows up to `count` that no cell runs out of."""
    crossing = [c.row for c in cells if c.row < count < c.row + c.row_span]
    return _closed(min(crossing), cells) if crossing else count
