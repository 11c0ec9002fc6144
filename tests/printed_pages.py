"""Pages made by hand: pieces of text and rules, without any file."""

from __future__ import annotations

from itertools import pairwise

from parsers.limits import DEFAULT_LIMITS
from parsers.model import Box
from parsers.page import Drawing, Page, Piece, Ruling
from parsers.rulings import lay_out

SIZE = 8.0


def piece(text: str, x: float, baseline: float, size: float = SIZE) -> Piece:
    """A piece with square characters."""
    starts = tuple(x + size * i for i in range(len(text)))
    ends = tuple(s + size for s in starts)
    box = Box(x, baseline - 0.88 * size, ends[-1], baseline + 0.12 * size)
    return Piece(text, box, size, 0, starts, ends)


def ruled(xs: list[float], ys: list[float], *missing: Ruling) -> Drawing:
    """All rules between the edges."""
    horizontal = [Ruling(y, a, b) for y in ys for a, b in pairwise(xs)]
    vertical = [Ruling(x, a, b) for x in xs for a, b in pairwise(ys)]
    return Drawing(
        tuple(r for r in horizontal if r not in missing),
        tuple(r for r in vertical if r not in missing),
    )


def page(drawing: Drawing, *pieces: Piece) -> Page:
    return Page(1, 595, 842, pieces, drawing)


def texts(content: Page) -> list[list[str]]:
    """The texts of the only grid, by row."""
    (grid,) = lay_out(content, DEFAULT_LIMITS).grids
    return [[c.source.text for c in grid.row(row)] for row in range(grid.rows)]
