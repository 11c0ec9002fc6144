"""The columns of several grids, joined by where their edges stand."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .model import Grid

SAME_EDGE = 2.5
"""Points between two edges that are one: printing moves them by less than 1, and no two edges of
one page are as near to each other."""
SAME_WIDTH = 6.0
"""Points by which the outer edges of two pages of a table may differ."""
STRETCH = 0.02
"""Of its width, by which a table may be larger on one page than on another."""
MOST = 0.6
"""Of a grid's edges that must continue one of the other grid's, where the outer ones do not."""


class Columns:
    """The edges of grids in consecutive order, and which edge of all each grid's edges are."""

    def __init__(self, grids: Sequence[Grid]) -> None:
        each: list[list[float]] = []
        known: list[float] = []
        for grid in grids:
            edges = edges_of(grid)
            each.append(list(_matched(_shifted(edges, known), known)) if known else edges)
            known = sorted({*known, *each[-1]})
        number_of = {x: i for i, x in enumerate(known)}
        self.count = len(known) - 1
        self._numbers = [[number_of[x] for x in edges] for edges in each]

    def edges(self, number: int) -> list[int]:
        """For each edge of grid `number`, from left to right, its number among all edges."""
        return self._numbers[number]


def agree(first: Grid, second: Grid) -> bool:
    """Whether the second grid's columns may go on from the first's."""
    above, below = edges_of(first), edges_of(second)
    if not above or not below:
        return False
    below = _shifted(below, above)
    if max(abs(above[0] - below[0]), abs(above[-1] - below[-1])) <= SAME_WIDTH:
        return True
    shared = sum(abs(_nearest(above, x) - x) <= SAME_EDGE for x in below)
    return shared >= MOST * len(below)


def edges_of(grid: Grid) -> list[float]:
    """The x of the grid's column edges, from left to right; empty if cells have no boxes."""
    edges: dict[int, float] = {}
    for cell in grid.cells:
        box = cell.source.place.box
        if box is None:
            return []
        edges[cell.column] = box.x0
        edges[cell.column + cell.column_span] = box.x1
    return [edges[i] for i in sorted(edges)]


def _shifted(edges: list[float], model: Sequence[float]) -> list[float]:
    """The edges laid on the model's: as they are, or moved and stretched where more of them fit.

    Left and right pages have their margins the other way round; a scanner lays each page a little
    elsewhere, and a camera sees each from another distance.
    """
    move = model[0] - edges[0]
    wide, model_wide = edges[-1] - edges[0], model[-1] - model[0]
    ways = [edges]
    if abs(model_wide - wide) <= SAME_EDGE:
        ways.append([x + move for x in edges])
    elif abs(model_wide - wide) <= STRETCH * wide:
        ways.append([model[0] + (x - edges[0]) * model_wide / wide for x in edges])
    return max(ways, key=lambda way: sum(abs(_nearest(model, x) - x) <= SAME_EDGE for x in way))


def _matched(edges: Sequence[float], known: Sequence[float]) -> Iterator[float]:
    """Each edge's value among the known ones, or its own where it is none of them."""
    last = float("-inf")
    for i, x in enumerate(edges):
        outer = i == 0 or i == len(edges) - 1
        value = _nearest(known, x)
        reach = SAME_WIDTH if outer and value in {known[0], known[-1]} else SAME_EDGE
        free = last < value and (i + 1 == len(edges) or value < edges[i + 1])
        last = value if free and abs(value - x) <= reach else x
        yield last


def _nearest(edges: Sequence[float], x: float) -> float:
    place = bisect_left(edges, x)
    return min(edges[max(place - 1, 0) : place + 1], key=lambda edge: abs(edge - x))
