"""Columns, and the texts of their rows -> the lattice that rules would draw around them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from .aligned_spans import spans_of
from .lattice import lattices_of
from .page import Ruling
from .segments import whole_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .aligned_rows import Block
    from .aligned_spans import Rows
    from .lattice import Lattice


def lattices_around(
    blocks: Sequence[Block], xs: Sequence[float], ys: Sequence[float]
) -> list[Lattice]:
    """The lattices, usually one, that have these edges, in points, and a cell around each text."""
    spans = spans_of(blocks, ys)
    return lattices_of(whole_rules(_floors(xs, ys, spans)), whole_rules(_walls(xs, ys, spans)))


def _floors(
    xs: Sequence[float], ys: Sequence[float], spans: Mapping[Block, Rows]
) -> Iterator[Ruling]:
    """Rules between the rows, but where a text covers both."""
    covered = {
        (row, column)
        for block, (first, last) in spans.items()
        for row in range(first + 1, last + 1)
        for column in range(block.first, block.last + 1)
    }
    for row, y in enumerate(ys):
        for column, (start, end) in enumerate(pairwise(xs)):
            if (row, column) not in covered:
                yield Ruling(y, start, end)


def _walls(
    xs: Sequence[float], ys: Sequence[float], spans: Mapping[Block, Rows]
) -> Iterator[Ruling]:
    """Rules between the columns, but where a text lies across."""
    crossed = {
        (row, column)
        for block, (first, last) in spans.items()
        for row in range(first, last + 1)
        for column in range(block.first + 1, block.last + 1)
    }
    for column, x in enumerate(xs):
        for row, (start, end) in enumerate(pairwise(ys)):
            if (row, column) not in crossed:
                yield Ruling(x, start, end)
