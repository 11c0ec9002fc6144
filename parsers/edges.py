"""Whole rules of one table -> its edges, and which boxes between them are parted."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .page import Ruling

TOUCH = 3.5
"""Points by which a rule may miss another and still meet it: printed corners are often broken."""
NARROW = 4.5
"""Points between two edges that are one: no row or column of print is as narrow, but the borders
of cells that stand apart, and thick double rules, are."""

Walls = np.ndarray[tuple[int, int], np.dtype[np.bool_]]
"""For each edge, and each step along it, whether a rule stands there."""


def edges_of(own: Iterable[Ruling], crossing: Sequence[Ruling]) -> list[float]:
    """Where these rules lie; and the ends of the crossing ones, where the table is open there."""
    edges = _merged(sorted(own))
    first, last = min(r.start for r in crossing), max(r.end for r in crossing)
    # One rule that runs on is a slip of the pen; where several end level, the table is open.
    if first < edges[0] - TOUCH and sum(r.start - first <= TOUCH for r in crossing) > 1:
        edges.insert(0, first)
    if last > edges[-1] + TOUCH and sum(last - r.end <= TOUCH for r in crossing) > 1:
        edges.append(last)
    return edges


def walls_of(rules: Iterable[Ruling], edges: Sequence[float], crossings: Sequence[float]) -> Walls:
    """Where along its edge each rule stands, from crossing to crossing; the outermost are whole."""
    walls = np.zeros((len(edges), len(crossings) - 1), dtype=bool)
    walls[0] = walls[-1] = True
    for rule in rules:
        near = _nearest(crossings, rule.start)
        first = near if crossings[near] >= rule.start - TOUCH else near + 1
        near = _nearest(crossings, rule.end)
        last = near if crossings[near] <= rule.end + TOUCH else near - 1
        walls[_nearest(edges, rule.at), first:last] = True
    return walls


def prune(walls: Walls, floors: Walls) -> None:
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


def _merged(rules: Sequence[Ruling]) -> list[float]:
    """The rules' places, those nearest to one another as one, long rules counting more."""
    bundles: list[list[Ruling]] = []
    for rule in rules:
        if bundles and rule.at - bundles[-1][0].at <= NARROW:
            bundles[-1].append(rule)
        else:
            bundles.append([rule])
    weights = [sum(r.length for r in bundle) for bundle in bundles]
    return [
        round(sum(r.at * r.length for r in bundle) / weight, 2)
        for bundle, weight in zip(bundles, weights, strict=True)
    ]


def _nearest(edges: Sequence[float], value: float) -> int:
    place = bisect_left(edges, value)
    if place and (place == len(edges) or value - edges[place - 1] < edges[place] - value):
        return place - 1
    return place
