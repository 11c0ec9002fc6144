"""The lines of a stretch's columns -> its rows, and which rows each text covers."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from .aligned_columns import Stretch
    from .page import Piece

EVEN = 1.15
"""Of the usual pitch: lines farther apart are two cells' (cells pad by 2 points and more)."""
WIDEST_PITCH = 1.4
"""Sizes from line to line within a cell, at most, where all lines are even: if they are farther
apart, all cells have one line each."""
ONE_LINE = 0.8
"""Of a column's texts, that have one line, where the column tells of the rows."""
LEADING = 0.5
"""Heights of a line between the lines of one text, at most."""
ALIKE = 2
"""Columns that have two texts in one row, from which on it is two rows."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one text, evenly below one another: columns from 0, y in points."""

    first: int
    last: int
    top: float
    bottom: float
    lines: int = 1

    def holds(self, y: float) -> bool:
        """Whether a rule at this height would cut the text."""
        return self.top < y < self.bottom


def blocks_of(stretch: Stretch) -> list[Block]:
    """The texts of a stretch, by column and from top to bottom."""
    lines: dict[tuple[int, int], list[Piece]] = {}
    for piece in stretch.pieces:
        lines.setdefault(stretch.columns(piece), []).append(piece)
    pitch = _pitch(lines.values())
    return [b for key in sorted(lines) for b in _blocks(key, lines[key], pitch)]


def edges_of_rows(blocks: Sequence[Block]) -> list[float]:
    """The heights between rows, and above the first and below the last; empty if not to be told."""
    anchor = _anchor(blocks)
    if not anchor:
        return []
    worth = _worths(blocks, len(anchor))
    edges = [min(b.top for b in blocks)]
    edges += [_between(a.bottom, b.top, worth) for a, b in pairwise(anchor)]
    edges.append(max(b.bottom for b in blocks))
    return sorted(_with_unanchored(edges, worth))


def rows_under(block: Block, edges: Sequence[float]) -> tuple[int, int]:
    """The first and the last row that a text touches."""
    first = max(bisect_right(edges, block.top) - 1, 0)
    last = min(bisect_right(edges, block.bottom - 0.01) - 1, len(edges) - 2)
    return first, max(first, last)


def _pitch(columns: Iterable[Sequence[Piece]]) -> float:
    """Points from line to line within a cell: the lower end of what occurs more than by chance."""
    steps, sizes = [], []
    for pieces in columns:
        sizes += [p.size for p in pieces]
        found = (b.middle - a.middle for a, b in pairwise(pieces))
        steps += [step for step in found if step > pieces[0].size / 2]
    size = sorted(sizes)[len(sizes) // 2]
    steps.sort()
    if not steps:
        return size
    low, high = steps[len(steps) // 10], steps[3 * len(steps) // 4]
    one_line = low > WIDEST_PITCH * size and high <= EVEN * low
    return WIDEST_PITCH * size if one_line else low


def _blocks(columns: tuple[int, int], pieces: Sequence[Piece], pitch: float) -> Iterator[Block]:
    """The texts of one column; `pieces` are sorted by their middles."""
    block: Block | None = None
    middle = 0.0
    for piece in pieces:
        step = piece.middle - middle
        if block is None or step > EVEN * pitch:
            if block is not None:
                yield block
            block, middle = Block(*columns, piece.box.y0, piece.box.y1), piece.middle
            continue
        new = step > piece.size / 2
        middle = piece.middle if new else middle
        block = Block(*columns, block.top, max(block.bottom, piece.box.y1), block.lines + new)
    if block is not None:
        yield block


def _anchor(blocks: Sequence[Block]) -> list[Block]:
    """The texts of the column that tells of the rows: it has the most texts of one line."""
    columns: dict[int, list[Block]] = {}
    for block in blocks:
        if block.first == block.last:
            columns.setdefault(block.first, []).append(block)
    single = [c for c in columns.values() if sum(b.lines == 1 for b in c) >= ONE_LINE * len(c)]
    return max(single, key=len, default=[])


def _worths(blocks: Sequence[Block], rows: int) -> dict[Block, float]:
    """What it costs to cut each text: less in columns that have fewer, whose cells are merged."""
    counts = Counter(b.first for b in blocks)
    return {b: min(counts[b.first] / rows, 1.0) ** 2 for b in blocks}


def _between(low: float, high: float, worth: Mapping[Block, float]) -> float:
    """The height, between these, at which a rule would cut the least, in the widest gap."""
    if low >= high:  # texts that touch, or lie over one another
        return (low + high) / 2
    over = [b for b in worth if b.top < high and b.bottom > low]
    inner = {y for b in over for y in (b.top, b.bottom) if low < y < high}
    parts = list(pairwise(sorted({low, high} | inner)))
    ranks = [(sum(worth[b] for b in over if b.holds((a + z) / 2)), a - z) for a, z in parts]
    a, z = parts[ranks.index(min(ranks))]
    return (a + z) / 2


def _with_unanchored(edges: Sequence[float], worth: Mapping[Block, float]) -> Iterator[float]:
    """The edges, and those between rows of which the anchor says nothing: heads, labels, sums."""
    yield edges[0]
    for top, bottom in pairwise(edges):
        yield from _parting({b: w for b, w in worth.items() if top <= b.top and b.bottom <= bottom})
        yield bottom


def _parting(worth: Mapping[Block, float]) -> Iterator[float]:
    """Where a row is to be parted in which several columns have two texts each."""
    gaps = list(_gaps(worth))
    middles = [(a + z) / 2 for a, z in gaps]
    common = [sum(a < y < z for a, z in gaps) for y in middles]
    if max(common, default=0) < ALIKE:
        return
    y = middles[common.index(max(common))]
    inner = [(a, z) for a, z in gaps if a < y < z]
    edge = _between(max(a for a, _ in inner), min(z for _, z in inner), worth)
    yield edge
    yield from _parting({b: w for b, w in worth.items() if b.bottom <= edge})
    yield from _parting({b: w for b, w in worth.items() if b.top >= edge})


def _gaps(blocks: Collection[Block]) -> Iterator[tuple[float, float]]:
    """The white between each text and the next, column by column.

    What lies across columns is no cell's text, and tells as much as two columns.
    """
    for column in range(max((b.last for b in blocks), default=-1) + 1):
        own = sorted((b for b in blocks if b.first <= column <= b.last), key=lambda b: b.top)
        for above, below in pairwise(own):
            if below.top - above.bottom > LEADING * (above.bottom - above.top) / above.lines:
                across = above.first != above.last or below.first != below.last
                yield from [(above.bottom, below.top)] * (ALIKE if across else 1)
