"""Paths -> what they draw on the page as it is read: rules and shaded rectangles."""

from __future__ import annotations

from itertools import pairwise, starmap
from typing import TYPE_CHECKING

import numpy as np

from .marks import EVERYWHERE, STROKE_COLUMNS
from .model import Box
from .page import Drawing, Ruling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from .marks import Path, Point
    from .upright import Frame, Numbers

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


def drawing_of(paths: Iterable[Path], frame: Frame, strokes: Numbers | None = None) -> Drawing:
    """The rules and shaded rectangles that these paths draw, and these single straight strokes."""
    x0, y0, x1, y1 = _boxes(paths, frame, strokes)
    width, height = x1 - x0, y1 - y0
    thin = np.minimum(width, height) <= THIN
    # A square bit may be part of a dotted rule in either direction.
    level = thin & ((width >= ASPECT * height) | (width <= THIN))
    upright = thin & ((height >= ASPECT * width) | (height <= THIN))
    whole = (width >= WHOLE_PAGE * frame.width) & (height >= WHOLE_PAGE * frame.height)
    return Drawing(
        tuple(starmap(Ruling, _rows(level, (y0 + y1) / 2, x0, x1))),
        tuple(starmap(Ruling, _rows(upright, (x0 + x1) / 2, y0, y1))),
        tuple(starmap(Box, _rows(~thin & ~whole, x0, y0, x1, y1))),
    )


def _rows(chosen: NDArray[np.bool_], *columns: Numbers) -> Iterator[tuple[float, ...]]:
    return zip(*(column[chosen].tolist() for column in columns), strict=True)


def _boxes(
    paths: Iterable[Path], frame: Frame, strokes: Numbers | None
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """The x0, y0, x1 and y1 of all marks on the page as it is read."""
    marks = [
        (*first, *second, *(path.clip or EVERYWHERE))
        for path in paths
        for first, second in _marks(path)
    ]
    rows = np.array(marks, dtype=np.float64).reshape(-1, STROKE_COLUMNS)
    if strokes is not None:
        rows = np.vstack((rows, _straightened(strokes)))
    x0, y0, x1, y1, *clip = rows.T
    left, bottom = np.maximum(np.minimum(x0, x1), clip[0]), np.maximum(np.minimum(y0, y1), clip[1])
    right, top = np.minimum(np.maximum(x0, x1), clip[2]), np.minimum(np.maximum(y0, y1), clip[3])
    seen = (left <= right) & (bottom <= top)
    ax, ay = frame.point(left[seen], bottom[seen])
    bx, by = frame.point(right[seen], top[seen])
    return np.minimum(ax, bx), np.minimum(ay, by), np.maximum(ax, bx), np.maximum(ay, by)


def _straightened(strokes: Numbers) -> Numbers:
    """The strokes that are level or upright, laid so; as `_strokes` does for one."""
    x0, y0, x1, y1 = strokes[:, :4].T
    width, height = np.abs(x1 - x0), np.abs(y1 - y0)
    lies = width >= height
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    laid = np.column_stack(
        (
            *(np.where(lies, x0, x), np.where(lies, y, y0)),
            *(np.where(lies, x1, x), np.where(lies, y, y1)),
            strokes[:, 4:],
        )
    )
    straight: Numbers = laid[
        np.minimum(width, height) <= SLANT * np.maximum(width, height) + ROUNDING
    ]
    return straight


def _marks(path: Path) -> Iterator[tuple[Point, Point]]:
    """Opposite corners of what the path marks; those of a stroke lie level or upright."""
    for subpath in path.subpaths:
        if path.stroked:
            yield from _strokes(subpath)
        if path.filled and len(subpath) > 3:  # noqa: PLR2004 - corners of an area
            yield from _area(subpath)


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
