"""Boxes between edges -> cells: rectangles of boxes that no rule parts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Sides = list[list[bool]]
"""For each edge, and each step along it, whether a rule stands there."""


class Span(NamedTuple):
    """A rectangle of boxes, in rows and columns from 0."""

    row: int
    column: int
    row_span: int
    column_span: int


def spans_of(walls: Sides, floors: Sides) -> tuple[list[Span], bool]:
    """The cells; and whether one was no rectangle and had to be cut into several.

    Args:
        walls: by vertical edge from the left, then by row.
        floors: by horizontal edge from the top, then by column.
    """
    areas = _areas(walls, floors)
    spans = [span for area in areas for span in _cut(area)]
    return spans, len(spans) > len(areas)


def _areas(walls: Sides, floors: Sides) -> list[list[tuple[int, int]]]:
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
    seen: list[list[bool]], walls: Sides, floors: Sides, start: tuple[int, int]
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
