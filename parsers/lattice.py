"""Whole rules -> lattices: the edges of a table, and which of its boxes are one cell."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .model import Box
from .page import Ruling

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Walls = np.ndarray[tuple[int, int], np.dtype[np.bool_]]

TOUCH = 3.5
"""Points by which a rule may miss another and still meet it: printed corners are often broken."""


class Span(NamedTuple):
    """A rectangle of boxes, in rows and columns from 0."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class Region:
    """A cell: the rows and columns that it covers, from 0, and where it stands, in points."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class Lattice:
    """A table's edges, in points, and the cells between them, in reading order.

    `ragged` says that some cell was no rectangle and had to be cut into several.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[Region, ...]
    ragged: bool = False

    @property
    def outline(self) -> Box:
        """The box around the table."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def lattices_of(horizontal: Sequence[Ruling], vertical: Sequence[Ruling]) -> list[Lattice]:
    """The tables of at least two cells that these whole rules draw, in reading order."""
    found = []
    for across, down in _connected(horizontal, vertical):
        lattice = _lattice(across, down)
        if lattice is not None and len(lattice.regions) > 1:
            found.append(lattice)
    return sorted(found, key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


def _connected(
    horizontal: Sequence[Ruling], vertical: Sequence[Ruling]
) -> Iterable[tuple[list[Ruling], list[Ruling]]]:
    """The groups of rules that meet one another, directly or through others."""
    if not horizontal or not vertical:
        return
    meets = _meetings(horizontal, vertical)
    h_left, v_left = np.ones(len(horizontal), bool), np.ones(len(vertical), bool)
    for first in range(len(horizontal)):
        if not h_left[first]:
            continue
        h_in, v_in = np.zeros_like(h_left), np.zeros_like(v_left)
        h_new = h_in.copy()
        h_new[first] = True
        while h_new.any():
            h_in |= h_new
            v_new = meets[h_new].any(axis=0) & ~v_in
            v_in |= v_new
            h_new = meets[:, v_new].any(axis=1) & ~h_in
        h_left &= ~h_in
        if v_in.any():
            yield (
                [horizontal[i] for i in np.flatnonzero(h_in).tolist()],
                [vertical[i] for i in np.flatnonzero(v_in).tolist()],
            )


def _meetings(horizontal: Sequence[Ruling], vertical: Sequence[Ruling]) -> Walls:
    y, x0, x1 = np.array([(h.at, h.start, h.end) for h in horizontal]).T[:, :, None]
    x, y0, y1 = np.array([(v.at, v.start, v.end) for v in vertical]).T[:, None, :]
    meets: Walls = (x >= x0 - TOUCH) & (x <= x1 + TOUCH) & (y >= y0 - TOUCH) & (y <= y1 + TOUCH)
    return meets


def _lattice(across: list[Ruling], down: list[Ruling]) -> Lattice | None:
    ys = _edges(across, down)
    xs = _edges(down, across)
    if len(xs) < 2 or len(ys) < 2:  # noqa: PLR2004 - no box has fewer edges
        return None
    walls = _walls(_trimmed(down, ys), xs, ys)
    floors = _walls(_trimmed(across, xs), ys, xs)
    _prune(walls, floors)
    areas = _areas(walls.tolist(), floors.tolist())
    cut = [_cut(area) for area in areas]
    spans = [region for parts in cut for region in parts]
    return _without_idle_edges(xs, ys, spans, len(spans) > len(areas))


def _edges(own: Iterable[Ruling], crossing: Sequence[Ruling]) -> list[float]:
    """Where these rules lie; and the ends of the crossing ones, where the table is open there."""
    edges = sorted({r.at for r in own})
    first, last = min(r.start for r in crossing), max(r.end for r in crossing)
    # One rule that runs on is a slip of the pen; where several end level, the table is open.
    if first < edges[0] - TOUCH and sum(r.start - first <= TOUCH for r in crossing) > 1:
        edges.insert(0, first)
    if last > edges[-1] + TOUCH and sum(last - r.end <= TOUCH for r in crossing) > 1:
        edges.append(last)
    return edges


def _trimmed(rules: Iterable[Ruling], crossings: Sequence[float]) -> Iterable[Ruling]:
    """The rules from the first crossing edge that they meet to the last: no loose ends."""
    for rule in rules:
        first = bisect_left(crossings, rule.start - TOUCH)
        last = bisect_left(crossings, rule.end + TOUCH) - 1
        if first < last:
            yield Ruling(rule.at, crossings[first], crossings[last])


def _walls(rules: Iterable[Ruling], edges: Sequence[float], along: Sequence[float]) -> Walls:
    """For each edge, and each step along it, whether a rule stands there; the outermost do."""
    places = {edge: i for i, edge in enumerate(edges)}
    walls = np.zeros((len(edges), len(along) - 1), dtype=bool)
    walls[0] = walls[-1] = True
    for rule in rules:
        first, last = bisect_left(along, rule.start), bisect_left(along, rule.end)
        walls[places[rule.at], first:last] = True
    return walls


def _prune(walls: Walls, floors: Walls) -> None:
    """Takes away what ends within a cell: underlines, strokes through text, slips of the pen."""
    while True:
        ends = np.zeros((len(floors), len(walls)), dtype=np.int8)
        ends[:-1] += walls.T
        ends[1:] += walls.T
        ends[:, :-1] += floors
        ends[:, 1:] += floors
        loose = np.argwhere(ends == 1)
        if not len(loose):
            return
        for row, column in loose.tolist():
            walls[column, max(row - 1, 0) : row + 1] = False
            floors[row, max(column - 1, 0) : column + 1] = False


def _areas(walls: list[list[bool]], floors: list[list[bool]]) -> list[list[tuple[int, int]]]:
    """The boxes, by row and column, that no rule parts from one another."""
    rows, columns = len(floors) - 1, len(walls) - 1
    seen = [[False] * columns for _ in range(rows)]
    return [
        _flood(seen, walls, floors, (row, column))
        for row in range(rows)
        for column in range(columns)
        if not seen[row][column]
    ]


def _flood(
    seen: list[list[bool]],
    walls: list[list[bool]],
    floors: list[list[bool]],
    start: tuple[int, int],
) -> list[tuple[int, int]]:
    seen[start[0]][start[1]] = True
    area = [start]
    for row, column in area:
        if not walls[column][row] and not seen[row][column - 1]:
            seen[row][column - 1] = True
            area.append((row, column - 1))
        if not walls[column + 1][row] and not seen[row][column + 1]:
            seen[row][column + 1] = True
            area.append((row, column + 1))
        if not floors[row][column] and not seen[row - 1][column]:
            seen[row - 1][column] = True
            area.append((row - 1, column))
        if not floors[row + 1][column] and not seen[row + 1][column]:
            seen[row + 1][column] = True
            area.append((row + 1, column))
    return area


def _cut(area: list[tuple[int, int]]) -> list[Span]:
    """The area in as few upright or lying strips as tile it."""
    if len(area) == 1:
        return [Span(*area[0], 1, 1)]
    rows, columns = [r for r, _ in area], [c for _, c in area]
    height, width = max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
    if height * width == len(area):
        return [Span(min(rows), min(columns), height, width)]
    lying = _strips(area)
    upright = [
        Span(s.column, s.row, s.column_span, s.row_span) for s in _strips([(c, r) for r, c in area])
    ]
    return min(upright, lying, key=len)


def _strips(area: Iterable[tuple[int, int]]) -> list[Span]:
    """The area in stretches of rows, those of equal stretch in following rows being one."""
    done: list[Span] = []
    growing: dict[tuple[int, int], Span] = {}
    by_row: dict[int, list[int]] = {}
    for row, column in sorted(area):
        by_row.setdefault(row, []).append(column)
    for row, columns in by_row.items():
        before, growing = growing, {}
        for start, width in _stretches(columns):
            above = before.pop((start, width), None)
            if above and above.row + above.row_span == row:
                growing[start, width] = Span(above.row, start, above.row_span + 1, width)
            else:
                done.extend([above] if above else [])
                growing[start, width] = Span(row, start, 1, width)
        done.extend(before.values())
    return done + list(growing.values())


def _stretches(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """First and length of each run of following numbers."""
    cuts = [i for i, (a, b) in enumerate(pairwise(numbers), 1) if b != a + 1]
    return [(numbers[a], b - a) for a, b in pairwise([0, *cuts, len(numbers)])]


def _without_idle_edges(
    xs: list[float],
    ys: list[float],
    spans: list[Span],
    ragged: bool,  # noqa: FBT001 - a finding, no switch
) -> Lattice:
    """The lattice without edges at which no cell begins: they would make empty columns."""
    columns = sorted({r.column for r in spans} | {len(xs) - 1})
    rows = sorted({r.row for r in spans} | {len(ys) - 1})
    column_of = {old: new for new, old in enumerate(columns)}
    row_of = {old: new for new, old in enumerate(rows)}
    moved = sorted(_moved(s, row_of, column_of) for s in spans)
    x, y = [xs[c] for c in columns], [ys[r] for r in rows]
    regions = tuple(
        Region(*s, Box(x[s.column], y[s.row], x[s.column + s.column_span], y[s.row + s.row_span]))
        for s in moved
    )
    return Lattice(tuple(x), tuple(y), regions, ragged)


def _moved(span: Span, row_of: dict[int, int], column_of: dict[int, int]) -> Span:
    row, column = row_of[span.row], column_of[span.column]
    below, right = span.row + span.row_span, span.column + span.column_span
    return Span(row, column, row_of[below] - row, column_of[right] - column)
