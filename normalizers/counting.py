"""序号 that a scan left doubtful, read by the numbers above and below them.

Numbers count on: between 2-3-1 and 2-4-1 stands 2-3-2. A number that was recognised with doubt, or
is none, and differs in one character from the only one that can stand there, is that one.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from parsers.model import Grid

from .sequence import number_in, parts_of
from .text import narrowed, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsers.model import Cell

FEWEST = 5
"""Numbers of a column that make it the column of 序号."""
SURE = 0.97
"""Certainty below which a recognised number may be another."""
SLIPS = 1
"""Characters by which what was read may differ."""


def recounted(grid: Grid) -> Grid:
    """The grid with the doubtful 序号 that only one number can be; what was read is their rival."""
    known = {id(old): new for column in _columns(grid) for old, new in _corrected(column)}
    if not known:
        return grid
    return Grid(tuple(known.get(id(cell), cell) for cell in grid.cells), grid.breaks)


def _columns(grid: Grid) -> Iterator[list[Cell]]:
    """The columns of 序号: their cells that are not blank, from top to bottom."""
    for column in range(grid.columns):
        cells = [c for c in grid.cells if c.column == column and c.source.text.strip()]
        if sum(number_in(c.source.text) is not None for c in cells) >= FEWEST:
            yield sorted(cells, key=lambda c: c.row)


def _corrected(cells: Sequence[Cell]) -> Iterator[tuple[Cell, Cell]]:
    for (above, cell), (_, below) in pairwise(pairwise(cells)):
        number = number_in(cell.source.text)
        if not cell.source.doubts or (number and cell.source.confidence >= SURE):
            continue
        expected = _between(number_in(above.source.text), number_in(below.source.text))
        if expected and expected != number and _is_near(cell.source.text, expected):
            rivals = (*cell.source.rivals, cell.source.text)
            source = replace(cell.source, text=expected, rivals=rivals, doubts=())
            yield cell, replace(cell, source=source)


def _between(above: str | None, below: str | None) -> str | None:
    """The only number that follows the one above and is followed by the one below."""
    if not above or not below:
        return None
    fitting = [n for n in _followers(above) if below in _followers(n)]
    return fitting[0] if len(fitting) == 1 else None


def _followers(number: str) -> list[str]:
    """What may come next: one more in one of its parts, those after it from 1."""
    parts = parts_of(number)
    return [
        "-".join(map(str, (*parts[:i], parts[i] + 1, *(1 for _ in parts[i + 1 :]))))
        for i in range(len(parts))
    ]


def _is_near(read: str, expected: str) -> bool:
    plain = narrowed(squeezed(read))
    return Levenshtein.distance(plain, expected, score_cutoff=SLIPS) <= SLIPS
