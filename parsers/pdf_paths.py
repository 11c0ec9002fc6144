"""The paths that a PDF page paints -> what they draw; by pdfium, asked for all paths at once.

Pages have some hundred paths of two segments each: a loop over them in Python costs twice what
pdfium does.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium

from .foreign import ADDRESS, INTEGER, addressed, answers_of, counted
from .marks import (
    EVERYWHERE,
    PAPER_WHITE,
    Extent,
    Move,
    Path,
    Transform,
    common_extent,
    extent_of,
    subpaths_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from .marks import Point
    from .upright import Numbers

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
_STROKE = (pdfium.FPDF_SEGMENT_MOVETO, pdfium.FPDF_SEGMENT_LINETO)


class Shape(NamedTuple):
    """A path object: its address, the map of what it stands in, and how many segments it has."""

    address: int
    outer: Transform
    segments: int


@dataclass(frozen=True, slots=True)
class Traced:
    """What shapes draw: single straight strokes as rows (`marks.STROKE_COLUMNS`), and the rest.

    `paths` has None for each shape that leaves no mark or is such a stroke.
    """

    strokes: Numbers
    paths: list[Path | None]


def paths_of(shapes: Sequence[Shape]) -> Traced:
    """What each shape draws."""
    filled, stroked = _painted([shape.address for shape in shapes])
    marking = np.flatnonzero(filled | stroked)
    those = [shapes[place] for place in marking.tolist()]
    segments = [s for shape in those for s in _segments_of(shape)]
    kinds = np.fromiter(map(_segment_kind, segments), dtype=np.int64, count=len(segments))
    points = _points_of(segments, those)
    clips = [_clip_of(shape) for shape in those]
    counts = np.array([shape.segments for shape in those], dtype=np.int64)
    starts = np.cumsum(counts) - counts
    single = stroked[marking] & (counts == len(_STROKE))
    for offset, kind in enumerate(_STROKE):
        single[single] = kinds[starts[single] + offset] == kind
    paths: list[Path | None] = [None] * len(shapes)
    for index in np.flatnonzero(~single).tolist():
        own = slice(starts[index], starts[index] + counts[index])
        place = int(marking[index])
        traced = _traced(segments[own], kinds[own].tolist(), points[own].tolist())
        paths[place] = Path(traced, bool(stroked[place]), bool(filled[place]), clips[index])
    cut = [clips[index] or EVERYWHERE for index in np.flatnonzero(single).tolist()]
    first, last = points[starts[single]], points[starts[single] + 1]
    return Traced(np.hstack((first, last, np.array(cut).reshape(-1, 4))), paths)


def _painted(shapes: list[int]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which shapes are filled, and which are stroked, in a colour that can be seen."""
    _, modes = answers_of(_mode, shapes, ctypes.c_int, 2, 2)
    filled = _seen(modes[:, 0] != 0, shapes, _fill_colour)
    stroked = _seen(modes[:, 1] != 0, shapes, _stroke_colour)
    return filled, stroked


def _seen(
    painted: NDArray[np.bool_], shapes: list[int], colour: Callable[..., int]
) -> NDArray[np.bool_]:
    """Which of those that are painted are in a colour that can be seen."""
    places = np.flatnonzero(painted)
    those = [shapes[place] for place in places.tolist()]
    known, colours = answers_of(colour, those, ctypes.c_uint, 4, 4)
    alpha, darkest = colours[:, 3], colours[:, :3].min(axis=1, initial=PAPER_WHITE)
    seen = painted.copy()
    seen[places] = ~known | ((alpha != 0) & (darkest < PAPER_WHITE))
    return seen


def _traced(
    segments: list[int], kinds: list[int], points: list[list[float]]
) -> tuple[tuple[Point, ...], ...]:
    """The straight subpaths of a shape, on the page."""
    moves = (_MOVES.get(kind, Move.CURVED) for kind in kinds)
    closes = map(bool, map(_segment_closes, segments))
    return tuple(subpaths_of(zip(moves, ((x, y) for x, y in points), closes, strict=True)))


def _segments_of(shape: Shape) -> Iterator[int]:
    return map(_segment, repeat(shape.address), range(shape.segments))


def _points_of(segments: list[int], shapes: Sequence[Shape]) -> Numbers:
    """Where each segment ends, on the page: rows of x and y."""
    _, own = answers_of(_segment_point, segments, ctypes.c_float, 2, 2)
    maps = [
        transform.then(shape.outer) for transform, shape in zip(_maps(shapes), shapes, strict=True)
    ]
    counts = [shape.segments for shape in shapes]
    a, b, c, d, e, f = np.repeat(np.array(maps).reshape(-1, 6), counts, axis=0).T
    x, y = own.T
    return np.column_stack((a * x + c * y + e, b * x + d * y + f))


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
