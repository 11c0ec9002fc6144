"""What paths draw, whatever file they stand in, and where it is cut off."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from functools import reduce
from math import inf
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_SEGMENTS = 200_000
"""Segments of paths on one page. Forms have some hundreds, detailed maps some ten thousand; this
many take a second to read."""
MOST_NESTED = 20
"""Drawings (Form XObjects, composite objects) within one another; more than a handful is a loop or
an attack."""
PAPER_WHITE = 250
"""Of 255, for each of red, green and blue: from here on a mark cannot be seen on paper."""

Point = tuple[float, float]
"""x and y in the page's own coordinates, points, y upward."""


class Transform(NamedTuple):
    """An affine map as PDF and OFD write it."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def of(self, x: float, y: float) -> Point:
        """Where this point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, outer: Transform) -> Transform:
        """This map, followed by the outer one."""
        if outer is UNMOVED:
            return self
        a, b = self.a * outer.a + self.b * outer.c, self.a * outer.b + self.b * outer.d
        c, d = self.c * outer.a + self.d * outer.c, self.c * outer.b + self.d * outer.d
        return Transform(a, b, c, d, *outer.of(self.e, self.f))

    def from_point(self, x: float, y: float) -> Transform:
        """This map for points that are counted from another one."""
        return Transform(self.a, self.b, self.c, self.d, *self.of(x, y))


UNMOVED = Transform()


class Extent(NamedTuple):
    """A rectangle in the page's own coordinates."""

    left: float
    bottom: float
    right: float
    top: float

    def within(self, other: Extent) -> Extent:
        """What both have in common; empty where left exceeds right or bottom top."""
        return Extent(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )


EVERYWHERE = Extent(-inf, -inf, inf, inf)

STROKE_COLUMNS = 8
"""Of a row that stands for a single straight stroke: x and y of both ends, and its clip as an
`Extent` has it."""


@dataclass(frozen=True, slots=True)
class Path:
    """A path that leaves a mark: its straight subpaths, what is painted, and where it is cut off.

    A curve parts two subpaths. `clip` is None where nothing cuts the path off.
    """

    subpaths: tuple[tuple[Point, ...], ...]
    stroked: bool
    filled: bool
    clip: Extent | None


class Move(Enum):
    """How a path goes on to its next point."""

    JUMP = auto()
    STRAIGHT = auto()
    CURVED = auto()


Step = tuple[Move, Point, bool]
"""How a path goes on, to where, and whether it then closes: goes back to its first point."""


def subpaths_of(steps: Iterable[Step]) -> Iterator[tuple[Point, ...]]:
    """The straight subpaths: each jump and each curve begins another."""
    points: list[Point] = []
    first: Point | None = None
    for move, point, closes in steps:
        if move is not Move.STRAIGHT:
            yield tuple(points)
            points = []
        if move is Move.JUMP or first is None:
            first = point
        points.append(point)
        if closes:
            points.append(first)
    yield tuple(points)


def extent_of(points: Iterable[Point]) -> Extent | None:
    """The smallest rectangle around these points; None around none."""
    known = tuple(points)
    if not known:
        return None
    xs, ys = zip(*known, strict=True)
    return Extent(min(xs), min(ys), max(xs), max(ys))


def common_extent(extents: Iterable[Extent | None]) -> Extent | None:
    """What all these rectangles have in common; None where nothing cuts anything off."""
    known = [extent for extent in extents if extent]
    return reduce(Extent.within, known) if known else None
