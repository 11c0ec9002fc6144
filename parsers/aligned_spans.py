"""How many rows a text covers that stands halfway up its cell, where no rule says so."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from .aligned_rows import rows_under

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .aligned_rows import Block

Rows = tuple[int, int]
"""The first and the last row of a cell, from 0."""

Way = tuple[float, tuple[Rows, ...]]
"""What it costs to give these rows to the first texts of a column."""

BARE = 6.0
"""Points off the middle that a row without any text of its column weighs up; the lowest row is 14
points high, and a text that gains such a row is 7 points farther off."""
OFF = 7.0
"""Points that a text may stand off the middle of several rows; farther off, it is on top."""

HIGHER = 2.5
"""Heights of a text, beyond which its row has room for it to stand on top or in the middle."""


def spans_of(blocks: Sequence[Block], edges: Sequence[float]) -> dict[Block, Rows]:
    """The rows of each text: those that it touches, and empty ones that put it in the middle."""
    spans = {block: rows_under(block, edges) for block in blocks}
    if not _are_centred(spans, edges):
        return spans
    for column in {b.first for b in blocks if b.first == b.last}:
        own = sorted((b for b in blocks if b.first <= column <= b.last), key=lambda b: b.top)
        room = 0
        for run in _runs(own, spans):
            end = spans[run[-1]][1] if run[-1] is not own[-1] else len(edges) - 2
            fitted = _fitted(run, (room, end), spans, edges)
            spans |= {b: rows for b, rows in fitted.items() if b.first == b.last}
            room = spans[run[-1]][1] + 1
    return spans


def _are_centred(spans: Mapping[Block, Rows], edges: Sequence[float]) -> bool:
    """Whether short texts stand halfway up their rows, where these are higher, not at their top."""
    spare = [
        (b.top - edges[first], edges[last + 1] - b.bottom)
        for b, (first, last) in spans.items()
        if first == last and edges[last + 1] - edges[first] > HIGHER * (b.bottom - b.top)
    ]
    return 2 * sum(abs(above - below) <= OFF for above, below in spare) > len(spare)


def _runs(blocks: Sequence[Block], spans: dict[Block, Rows]) -> Iterator[list[Block]]:
    """Texts of a column between those that share a row with the next."""
    run = [blocks[0]]
    for above, below in pairwise(blocks):
        if spans[below][0] <= spans[above][1]:
            yield run
            run = []
        run.append(below)
    yield run


def _fitted(
    run: Sequence[Block], room: Rows, spans: dict[Block, Rows], edges: Sequence[float]
) -> dict[Block, Rows]:
    """The rows of each text so that all stand in the middle and few rows of the room are bare.

    Of all ways to share out the rows between the texts, the cheapest; found from top to bottom,
    as the cheapest for each row at which a text may end.
    """
    room = min(room[0], spans[run[0]][0]), room[1]
    ways: dict[int, Way] = {room[0] - 1: (0.0, ())}
    for block, below in zip(run, [*run[1:], None], strict=True):
        first, end = spans[block]
        stop = spans[below][0] - 1 if below else max(end, room[1])
        ways = {
            until: min(
                (
                    cost + BARE * (begin - before - 1) + _off(block, (begin, until), spans, edges),
                    (*rows, (begin, until)),
                )
                for before, (cost, rows) in ways.items()
                for begin in range(before + 1, first + 1)
            )
            for until in range(end, stop + 1)
        }
    last = min(ways, key=lambda until: ways[until][0] + BARE * (room[1] - until))
    return dict(zip(run, ways[last][1], strict=True))


def _off(block: Block, rows: Rows, spans: dict[Block, Rows], edges: Sequence[float]) -> float:
    """Points between the middles of a text and of these rows; none may be too far off."""
    if block.first != block.last:
        return 0.0 if rows == spans[block] else float("inf")
    off = abs(block.top + block.bottom - edges[rows[0]] - edges[rows[1] + 1]) / 2
    return off if rows == spans[block] or off <= OFF else float("inf")
