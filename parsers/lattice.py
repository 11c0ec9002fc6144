"""Whole rules -> lattices: the edges of a table, and which of its boxes are one cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .edges import TOUCH, edges_of, prune, walls_of
from .model import Box
from .regions import Span, spans_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .edges import Walls
    from .page import Ruling


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
    ys, xs = edges_of(across, down), edges_of(down, across)
    if len(xs) < 2 or len(ys) < 2:  # noqa: PLR2004 - no box has fewer edges
        return None
    walls, floors = walls_of(down, xs, ys), walls_of(across, ys, xs)
    prune(walls, floors)
    spans, ragged = spans_of(walls.tolist(), floors.tolist())
    return _without_idle_edges(xs, ys, spans, ragged)


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
