"""Tables without any rules: columns and rows from how their text is aligned.

Such a table has at least four columns, between which nearly all of its lines leave the page white,
and at least four rows, which at least three of its columns agree upon. Less is running text, a list
or a letter's end, and is left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .aligned_columns import stretches_of
from .aligned_lattice import lattices_around
from .aligned_rows import blocks_of, edges_of_rows, rows_under

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .aligned_columns import Stretch
    from .aligned_rows import Block
    from .lattice import Lattice
    from .page import Piece

FEWEST_COLUMNS, FEWEST_ROWS = 4, 4
AGREEING = 3
"""Columns at least that bear the rows out: each has a text of its own in most of them."""
BORNE_OUT = 0.7
"""Of the rows, in which such a column has a text of its own."""
MOST_PIECES = 5_000
"""Ten times what a full page of 8 point type holds."""
MARGIN = 2.0
"""Points of air around the table's text."""


def aligned_lattices(pieces: Sequence[Piece]) -> list[Lattice]:
    """The tables that these pieces make, whose writing is not turned."""
    if not FEWEST_COLUMNS * FEWEST_ROWS <= len(pieces) <= MOST_PIECES:
        return []
    found: list[Lattice] = []
    for stretch in stretches_of(pieces, FEWEST_COLUMNS):
        blocks = blocks_of(stretch)
        edges = edges_of_rows(blocks)
        if _is_table(blocks, edges):
            found += _lattices(stretch, blocks, edges)
    return found


def _is_table(blocks: Sequence[Block], edges: Sequence[float]) -> bool:
    """Whether enough columns have a text of their own in most rows."""
    rows = len(edges) - 1
    if rows < FEWEST_ROWS:
        return False
    own: dict[int, set[int]] = {}
    for block in blocks:
        first, last = rows_under(block, edges)
        if first == last and block.first == block.last:
            own.setdefault(block.first, set()).add(first)
    return sum(len(x) >= BORNE_OUT * rows for x in own.values()) >= AGREEING


def _lattices(stretch: Stretch, blocks: Sequence[Block], edges: Sequence[float]) -> list[Lattice]:
    ys = [edges[0] - MARGIN, *edges[1:-1], edges[-1] + MARGIN]
    left = min(p.box.x0 for p in stretch.pieces) - MARGIN
    right = max(p.box.x1 for p in stretch.pieces) + MARGIN
    return lattices_around(blocks, [left, *stretch.cuts, right], ys)
