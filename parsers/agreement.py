"""Two readings of one file compared, cell by cell: what the rival reads otherwise is kept."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from .model import Cell, Grid, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .model import Block, Box

SAME_CORNER = 6.0
"""Points within which two engines put the upper left corner of one cell: half the lowest row."""
SAME_PLACE = 0.7
"""Of the area that two cells cover together, which they share if they are one."""

_BLANKS = re.compile(r"\s+")

Corner = tuple[int, int, int]
"""A page, and a square of SAME_CORNER points on it."""


def compared(ours: Reading, theirs: Reading) -> Reading:
    """Our reading, with the rival's text in `Source.rivals` of each cell that it reads otherwise.

    Cells are matched by page and box; blanks do not count. A cell that the rival has not got, or
    has otherwise merged, is left as it is.
    """
    rivals: dict[Corner, list[Cell]] = {}
    for cell in (c for grid in theirs.grids for c in grid.cells):
        corner = _corner(cell)
        if corner:
            rivals.setdefault(corner, []).append(cell)
    return replace(ours, blocks=tuple(_compared_block(b, rivals) for b in ours.blocks))


def _compared_block(block: Block, rivals: dict[Corner, list[Cell]]) -> Block:
    if not isinstance(block, Grid):
        return block
    return Grid(tuple(_compared_cell(cell, rivals) for cell in block.cells), block.breaks)


def _compared_cell(cell: Cell, rivals: dict[Corner, list[Cell]]) -> Cell:
    for rival in _near(cell, rivals):
        text = rival.source.text
        known = (cell.source.text, *cell.source.rivals)
        if _is_same_place(cell, rival) and _squeezed(text) not in map(_squeezed, known):
            source = replace(cell.source, rivals=(*cell.source.rivals, text))
            return replace(cell, source=source)
    return cell


def _near(cell: Cell, rivals: dict[Corner, list[Cell]]) -> Iterator[Cell]:
    corner = _corner(cell)
    if corner:
        page, x, y = corner
        for dx, dy in product((-1, 0, 1), repeat=2):
            yield from rivals.get((page, x + dx, y + dy), ())


def _corner(cell: Cell) -> Corner | None:
    place = cell.source.place
    if place.page is None or place.box is None:
        return None
    return place.page, int(place.box.x0 // SAME_CORNER), int(place.box.y0 // SAME_CORNER)


def _is_same_place(first: Cell, second: Cell) -> bool:
    a, b = first.source.place.box, second.source.place.box
    if a is None or b is None:
        return False
    width = min(a.x1, b.x1) - max(a.x0, b.x0)
    height = min(a.y1, b.y1) - max(a.y0, b.y0)
    shared = max(width, 0.0) * max(height, 0.0)
    return shared >= SAME_PLACE * (_area(a) + _area(b) - shared)


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.y1 - box.y0)


def _squeezed(text: str) -> str:
    return _BLANKS.sub("", text)
