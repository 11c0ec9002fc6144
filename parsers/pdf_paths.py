"""The paths that a PDF page paints -> what they draw; by pdfium, asked for all paths at once.

Pages have some hundred paths of two segments each: a loop over them in Python costs twice what
pdfium does.
"""

from __future__ import annotations

import ctypes
from itertools import accumulate, pairwise, repeat
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium

from .foreign import ADDRESS, INTEGER, addressed, answers_of, counted
from .marks import PAPER_WHITE, Extent, Move, Path, Transform, common_extent, extent_of, subpaths_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from .marks import Point

_matrix = counted("FPDFPageObj_GetMatrix", ADDRESS, ADDRESS)
_mode = counted("FPDFPath_GetDrawMode", ADDRESS, ADDRESS, ADDRESS)
_stroke_colour = counted("FPDFPageObj_GetStrokeColor", ADDRESS, *[ADDRESS] * 4)
_fill_colour = counted("FPDFPageObj_GetFillColor", ADDRESS, *[ADDRESS] * 4)
_segment = addressed("FPDFPath_GetPathSegment", ADDRESS, INTEGER)
_segment_kind = counted("FPDFPathSegment_GetType", ADDRESS)
_segment_point = counted("FPDFPathSegment_GetPoint", ADDRESS, ADDRESS, ADDRESS)
_segment_closes = counted("FPDFPathSegment_GetClose", ADDRESS)
_clip = addressed("FPDFPageObj_GetClipPath", ADDRESS)
_clip_count = counted("FPDFClipPath_CountPaths", ADDRESS)
_clip_segment_count = counted("FPDFClipPath_CountPathSegments", ADDRESS, INTEGER)
_clip_segment = addressed("FPDFClipPath_GetPathSegment", ADDRESS, INTEGER, INTEGER)

_MOVES = {pdfium.FPDF_SEGMENT_MOVETO: Move.JUMP, pdfium.FPDF_SEGMENT_LINETO: Move.STRAIGHT}
_STROKE = [Move.JUMP, Move.STRAIGHT]


class Shape(NamedTuple):
    """A path object: its address, the map of what it stands in, and how many segments it has."""

    address: int
    outer: Transform
    segments: int


def paths_of(shapes: Sequence[Shape]) -> list[Path | None]:
    """What each shape draws; None where it leaves no mark."""
    filled, stroked = _painted([shape.address for shape in shapes])
    marks = filled | stroked
    subpaths = _traced([shapes[i] for i in np.flatnonzero(marks).tolist()])
    return [
        Path(next(subpaths), stroke, fill, _clip_of(shape)) if stroke or fill else None
        for shape, stroke, fill in zip(shapes, stroked.tolist(), filled.tolist(), strict=True)
    ]


def _painted(shapes: list[int]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which shapes are filled, and which are stroked, in a colour that can be seen."""
    _, modes = answers_of(_mode, shapes, ctypes.c_int, 2, 2)
    filled = (modes[:, 0] != 0) & _is_seen(shapes, _fill_colour)
    stroked = (modes[:, 1] != 0) & _is_seen(shapes, _stroke_colour)
    return filled, stroked


def _is_seen(shapes: list[int], colour: Callable[..., int]) -> NDArray[np.bool_]:
    known, colours = answers_of(colour, shapes, ctypes.c_uint, 4, 4)
    alpha, darkest = colours[:, 3], colours[:, :3].min(axis=1)
    seen: NDArray[np.bool_] = ~known | ((alpha != 0) & (darkest < PAPER_WHITE))
    return seen


def _traced(shapes: Sequence[Shape]) -> Iterator[tuple[tuple[Point, ...], ...]]:
    """The straight subpaths of each shape, on the page."""
    segments = [s for shape in shapes for s in _segments_of(shape)]
    moves = [_MOVES.get(kind, Move.CURVED) for kind in map(_segment_kind, segments)]
    points = _points_of(segments, shapes)
    closes = list(map(bool, map(_segment_closes, segments)))
    stops = accumulate((shape.segments for shape in shapes), initial=0)
    for start, stop in pairwise(stops):
        if moves[start:stop] == _STROKE and not closes[stop - 1]:
            yield (tuple(points[start:stop]),)  # most paths by far
            continue
        steps = zip(moves[start:stop], points[start:stop], closes[start:stop], strict=True)
        yield tuple(subpaths_of(steps))


def _segments_of(shape: Shape) -> Iterator[int]:
    return map(_segment, repeat(shape.address), range(shape.segments))


def _points_of(segments: list[int], shapes: Sequence[Shape]) -> list[Point]:
    """Where each segment ends, on the page."""
    _, own = answers_of(_segment_point, segments, ctypes.c_float, 2, 2)
    maps = [
        transform.then(shape.outer) for transform, shape in zip(_maps(shapes), shapes, strict=True)
    ]
    counts = [shape.segments for shape in shapes]
    a, b, c, d, e, f = np.repeat(np.array(maps).reshape(-1, 6), counts, axis=0).T
    x, y = own.T
    return list(zip((a * x + c * y + e).tolist(), (b * x + d * y + f).tolist(), strict=True))


def _maps(shapes: Sequence[Shape]) -> Iterator[Transform]:
    _, found = answers_of(_matrix, [shape.address for shape in shapes], ctypes.c_float, 6, 1)
    return map(Transform._make, found.tolist())


def _clip_of(shape: Shape) -> Extent | None:
    clip = _clip(shape.address)
    count = _clip_count(clip) if clip else 0
    return common_extent(_clip_extent(clip, i, shape) for i in range(count)) if count > 0 else None


def _clip_extent(clip: int, index: int, shape: Shape) -> Extent | None:
    count = _clip_segment_count(clip, index)
    segments = map(_clip_segment, repeat(clip), repeat(index), range(count))
    _, points = answers_of(_segment_point, list(segments), ctypes.c_float, 2, 2)
    return extent_of(shape.outer.of(x, y) for x, y in points.tolist())
