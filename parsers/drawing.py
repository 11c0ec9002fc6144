"""Paths -> what they draw on the page as it is read: rules and shaded rectangles."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from .page import Drawing, Ruling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .marks import Extent, Path, Point
    from .model import Box
    from .upright import Frame

THIN = 6.0
"""Points: no rule is thicker (Word's thickest border), no cell lower (a line of 5 point type)."""
ASPECT = 3.0
"""A thin rectangle at least this many times as long as it is thick is a rule."""
SLANT = 0.02
"""Of its length, by which a rule may lean, besides rounding."""
ROUNDING = 0.5
"""Points by which two ends of a straight side may differ."""
WHOLE_PAGE = 0.9
"""Of the page, in both directions: a rectangle this large is the paper, not a cell."""


def drawing_of(paths: Iterable[Path], frame: Frame) -> Drawing:
    """The rules and shaded rectangles that these paths draw."""
    horizontal: list[Ruling] = []
    vertical: list[Ruling] = []
    fills: list[Box] = []
    for path in paths:
        for box in _marks(path, frame):
            width, height = box.x1 - box.x0, box.y1 - box.y0
            thin = min(width, height) <= THIN
            # A square bit may be part of a dotted rule in either direction.
            if thin and (width >= ASPECT * height or width <= THIN):
                horizontal.append(Ruling((box.y0 + box.y1) / 2, box.x0, box.x1))
            if thin and (height >= ASPECT * width or height <= THIN):
                vertical.append(Ruling((box.x0 + box.x1) / 2, box.y0, box.y1))
            if not thin and not _covers_page(width, height, frame):
                fills.append(box)
    return Drawing(tuple(horizontal), tuple(vertical), tuple(fills))


def _marks(path: Path, frame: Frame) -> Iterator[Box]:
    boxes: list[tuple[Point, Point]] = []
    for subpath in path.subpaths:
        if path.stroked:
            boxes.extend(_strokes(subpath))
        if path.filled and len(subpath) > 3:  # noqa: PLR2004 - corners of an area
            boxes.extend(_area(subpath))
    for first, second in boxes:
        clipped = _clipped(first, second, path.clip)
        if clipped:
            yield frame.box(*clipped)


def _strokes(subpath: tuple[Point, ...]) -> Iterator[tuple[Point, Point]]:
    for (x0, y0), (x1, y1) in pairwise(subpath):
        width, height = abs(x1 - x0), abs(y1 - y0)
        if min(width, height) <= SLANT * max(width, height) + ROUNDING:
            x, y = (x0 + x1) / 2, (y0 + y1) / 2
            yield ((x0, y), (x1, y)) if width >= height else ((x, y0), (x, y1))


def _area(subpath: tuple[Point, ...]) -> Iterator[tuple[Point, Point]]:
    """The outline of a rectangle; or of any thin shape: mitred borders are drawn as trapezes."""
    xs, ys = [x for x, _ in subpath], [y for _, y in subpath]
    low, high = (min(xs), min(ys)), (max(xs), max(ys))
    straight = all(
        abs(ax - bx) <= ROUNDING or abs(ay - by) <= ROUNDING
        for (ax, ay), (bx, by) in pairwise(subpath)
    )
    five = len(set(subpath)) == 4  # noqa: PLR2004 - the corners of a rectangle
    if (straight and five) or min(high[0] - low[0], high[1] - low[1]) <= THIN:
        yield low, high


def _clipped(first: Point, second: Point, clip: Extent | None) -> tuple[Point, Point] | None:
    low = (min(first[0], second[0]), min(first[1], second[1]))
    high = (max(first[0], second[0]), max(first[1], second[1]))
    if clip is None:
        return low, high
    low = (max(low[0], clip.left), max(low[1], clip.bottom))
    high = (min(high[0], clip.right), min(high[1], clip.top))
    return (low, high) if low[0] <= high[0] and low[1] <= high[1] else None


def _covers_page(width: float, height: float, frame: Frame) -> bool:
    return width >= WHOLE_PAGE * frame.width and height >= WHOLE_PAGE * frame.height
