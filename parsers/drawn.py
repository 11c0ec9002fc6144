"""The objects that a PDF page paints: where its texts stand in the order, what its paths draw."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from .errors import TooLarge
from .foreign import ADDRESS, INTEGER, addressed, counted, places_of
from .marks import (
    MOST_NESTED,
    MOST_SEGMENTS,
    PAPER_WHITE,
    UNMOVED,
    Extent,
    Move,
    Path,
    Transform,
    common_extent,
    extent_of,
    subpaths_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .marks import Step

_page_count = counted("FPDFPage_CountObjects", ADDRESS)
_page_object = addressed("FPDFPage_GetObject", ADDRESS, INTEGER)
_form_count = counted("FPDFFormObj_CountObjects", ADDRESS)
_form_object = addressed("FPDFFormObj_GetObject", ADDRESS, ctypes.c_ulong)
_kind = counted("FPDFPageObj_GetType", ADDRESS)
_matrix = counted("FPDFPageObj_GetMatrix", ADDRESS, ADDRESS)
_mode = counted("FPDFPath_GetDrawMode", ADDRESS, ADDRESS, ADDRESS)
_stroke_colour = counted("FPDFPageObj_GetStrokeColor", ADDRESS, *[ADDRESS] * 4)
_fill_colour = counted("FPDFPageObj_GetFillColor", ADDRESS, *[ADDRESS] * 4)
_render_mode = counted("FPDFTextObj_GetTextRenderMode", ADDRESS)
_segment_count = counted("FPDFPath_CountSegments", ADDRESS)
_segment = addressed("FPDFPath_GetPathSegment", ADDRESS, INTEGER)
_segment_kind = counted("FPDFPathSegment_GetType", ADDRESS)
_segment_point = counted("FPDFPathSegment_GetPoint", ADDRESS, ADDRESS, ADDRESS)
_segment_closes = counted("FPDFPathSegment_GetClose", ADDRESS)
_image_size = counted("FPDFImageObj_GetImagePixelSize", ADDRESS, ADDRESS, ADDRESS)
_clip = addressed("FPDFPageObj_GetClipPath", ADDRESS)
_clip_count = counted("FPDFClipPath_CountPaths", ADDRESS)
_clip_segment_count = counted("FPDFClipPath_CountPathSegments", ADDRESS, INTEGER)
_clip_segment = addressed("FPDFClipPath_GetPathSegment", ADDRESS, INTEGER, INTEGER)

# pdfium serves one caller at a time, so that one place for each answer is enough.
_MATRIX = (ctypes.c_float * 6)()
_MATRIX_PLACE = ctypes.addressof(_MATRIX)
_MODE = (ctypes.c_int * 2)()
_MODE_PLACES = places_of(_MODE)
_COLOUR = (ctypes.c_uint * 4)()
_COLOUR_PLACES = places_of(_COLOUR)
_POINT = (ctypes.c_float * 2)()
_POINT_PLACES = places_of(_POINT)
_SIZE = (ctypes.c_uint * 2)()
_SIZE_PLACES = places_of(_SIZE)

_MOVES = {pdfium.FPDF_SEGMENT_MOVETO: Move.JUMP, pdfium.FPDF_SEGMENT_LINETO: Move.STRAIGHT}


FEWEST_OUTLINE = 8
"""Segments of a filled path from which on it is no rectangle: a rounded one has 17, a Chinese
character some 60."""
HIDDEN_MODES = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that is painted: its address, its place in the order, where, and its pixels."""

    address: int
    order: int
    extent: Extent
    pixels: tuple[int, int]


@dataclass(slots=True)
class Painted:
    """What a page paints. `texts` and `invisible` map text objects' addresses to their order.

    `outlined` is how many segments its filled shapes have that are no rectangles: letters drawn
    as curves are such.
    """

    texts: dict[int, int] = field(default_factory=dict)
    invisible: dict[int, int] = field(default_factory=dict)
    paths: list[Path] = field(default_factory=list)
    photos: list[Photo] = field(default_factory=list)
    outlined: int = 0


def read_painted(page: int) -> Painted:
    """The objects of a page, those within Form XObjects too.

    Args:
        page: the address of pdfium's page.

    Raises:
        TooLarge: its drawings have more than MOST_SEGMENTS segments, most of them no letters.
    """
    painted = Painted()
    segments = 0
    for order, (thing, kind, outer) in enumerate(_objects(page)):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            (painted.invisible if _is_hidden(thing) else painted.texts)[thing] = order
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            painted.photos.append(_photo(thing, order, outer))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            count = _segment_count(thing)
            segments += count
            if segments > MOST_SEGMENTS:
                if 2 * painted.outlined < segments:
                    raise TooLarge(f"页面上的线段超过 {MOST_SEGMENTS} 条")
                break  # a page of outlined letters is looked at, not traced
            paths = list(_path(thing, outer))
            painted.outlined += count * (count >= FEWEST_OUTLINE and any(p.filled for p in paths))
            painted.paths.extend(paths)
    return painted


def _is_hidden(text: int) -> bool:
    """Whether a text leaves no mark, as the layer that recognisers put over a picture."""
    if _render_mode(text) in HIDDEN_MODES:
        return True
    return bool(_fill_colour(text, *_COLOUR_PLACES)) and not _COLOUR[3]


def _photo(thing: int, order: int, outer: Transform) -> Photo:
    """A picture fills the unit square of its map (ISO 32000-1, 8.9.3)."""
    to_page = _transform(thing).then(outer)
    xs, ys = zip(*(to_page.of(x, y) for x in (0, 1) for y in (0, 1)), strict=True)
    _image_size(thing, *_SIZE_PLACES)
    return Photo(thing, order, Extent(min(xs), min(ys), max(xs), max(ys)), (_SIZE[0], _SIZE[1]))


def _objects(page: int) -> Iterator[tuple[int, int, Transform]]:
    """Each object that paints, with its kind and the map to the page's coordinates."""
    for index in range(_page_count(page)):
        thing = _page_object(page, index)
        kind = _kind(thing)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            yield from _within(thing, UNMOVED, MOST_NESTED)
        else:
            yield thing, kind, UNMOVED


def _within(form: int, outer: Transform, depth: int) -> Iterator[tuple[int, int, Transform]]:
    inner = _transform(form).then(outer)
    for index in range(_form_count(form) if depth else 0):
        thing = _form_object(form, index)
        kind = _kind(thing)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            yield from _within(thing, inner, depth - 1)
        else:
            yield thing, kind, inner


def _transform(thing: int) -> Transform:
    _matrix(thing, _MATRIX_PLACE)
    return Transform._make(_MATRIX)


def _path(thing: int, outer: Transform) -> Iterator[Path]:
    _mode(thing, *_MODE_PLACES)
    fill, stroke = _MODE
    stroked = bool(stroke) and _is_seen(thing, _stroke_colour)
    filled = bool(fill) and _is_seen(thing, _fill_colour)
    if stroked or filled:
        segments = map(_segment, repeat(thing), range(_segment_count(thing)))
        subpaths = tuple(subpaths_of(_steps(segments, _transform(thing).then(outer))))
        yield Path(subpaths, stroked, filled, _clip_of(thing, outer))


def _is_seen(thing: int, colour: Callable[..., int]) -> bool:
    if not colour(thing, *_COLOUR_PLACES):
        return True
    *rgb, alpha = _COLOUR
    return bool(alpha) and min(rgb) < PAPER_WHITE


def _steps(segments: Iterable[int], transform: Transform) -> Iterator[Step]:
    for segment in segments:
        _segment_point(segment, *_POINT_PLACES)
        move = _MOVES.get(_segment_kind(segment), Move.CURVED)
        yield move, transform.of(*_POINT), bool(_segment_closes(segment))


def _clip_of(thing: int, outer: Transform) -> Extent | None:
    clip = _clip(thing)
    count = _clip_count(clip) if clip else 0
    return common_extent(_clip_extent(clip, i, outer) for i in range(count))


def _clip_extent(clip: int, index: int, outer: Transform) -> Extent | None:
    count = _clip_segment_count(clip, index)
    segments = map(_clip_segment, repeat(clip), repeat(index), range(count))
    return extent_of(point for _, point, _ in _steps(segments, outer))
