"""The objects that a PDF page paints: where its texts stand in the order, what its paths draw."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate, islice, repeat
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2.raw as pdfium

from .errors import TooLarge
from .foreign import ADDRESS, INTEGER, addressed, answers_of, counted, places_of
from .marks import (
    MOST_NESTED,
    MOST_SEGMENTS,
    STROKE_COLUMNS,
    UNMOVED,
    Extent,
    Path,
    Transform,
)
from .pdf_paths import Shape, paths_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .upright import Numbers

_page_count = counted("FPDFPage_CountObjects", ADDRESS)
_page_object = addressed("FPDFPage_GetObject", ADDRESS, INTEGER)
_form_count = counted("FPDFFormObj_CountObjects", ADDRESS)
_form_object = addressed("FPDFFormObj_GetObject", ADDRESS, ctypes.c_ulong)
_kind = counted("FPDFPageObj_GetType", ADDRESS)
_matrix = counted("FPDFPageObj_GetMatrix", ADDRESS, ADDRESS)
_fill_colour = counted("FPDFPageObj_GetFillColor", ADDRESS, *[ADDRESS] * 4)
_render_mode = counted("FPDFTextObj_GetTextRenderMode", ADDRESS)
_segment_count = counted("FPDFPath_CountSegments", ADDRESS)
_image_size = counted("FPDFImageObj_GetImagePixelSize", ADDRESS, ADDRESS, ADDRESS)

# pdfium serves one caller at a time, so that one place for each answer is enough.
_MATRIX = (ctypes.c_float * 6)()
_MATRIX_PLACE = ctypes.addressof(_MATRIX)
_SIZE = (ctypes.c_uint * 2)()
_SIZE_PLACES = places_of(_SIZE)

_Object = tuple[int, int, Transform]
"""An object's address, its kind, and the map of what it stands in."""

_AT_ONCE = 5_000  # objects that are asked for before segments are counted: bombs have millions
_TEXT, _PATH = pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH
_IMAGE, _FORM = pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM

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

    Single straight strokes are rows of `strokes` (`marks.STROKE_COLUMNS`), other drawings `paths`.
    `outlined` is how many segments its filled shapes have that are no rectangles: letters drawn as
    curves are such.
    """

    texts: dict[int, int] = field(default_factory=dict)
    invisible: dict[int, int] = field(default_factory=dict)
    strokes: Numbers = field(default_factory=lambda: np.empty((0, STROKE_COLUMNS)))
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
    objects: list[_Object] = []
    shapes: list[Shape] = []
    segments = 0
    for some in _objects(page):
        objects += some
        paths = [Shape(t, outer, _segment_count(t)) for t, kind, outer in some if kind == _PATH]
        segments += sum(shape.segments for shape in paths)
        shapes += paths
        if segments > MOST_SEGMENTS:  # a page of outlined letters is looked at, not traced
            shapes = shapes[: _fitting(shapes)]
            break
    painted = Painted({o[0]: i for i, o in enumerate(objects) if o[1] == _TEXT})
    for order, (thing, kind, outer) in enumerate(objects):
        if kind == _IMAGE:
            painted.photos.append(_photo(thing, order, outer))
    _hide(painted)
    _trace(painted, shapes)
    if segments > MOST_SEGMENTS and 2 * painted.outlined < segments:
        raise TooLarge(f"页面上的线段超过 {MOST_SEGMENTS} 条")
    return painted


def _fitting(shapes: Sequence[Shape]) -> int:
    """How many of the first shapes have no more segments together than a page may have."""
    return bisect_right(list(accumulate(shape.segments for shape in shapes)), MOST_SEGMENTS)


def _trace(painted: Painted, shapes: Sequence[Shape]) -> None:
    traced = paths_of(shapes)
    painted.strokes = traced.strokes
    for shape, path in zip(shapes, traced.paths, strict=True):
        if path is not None:
            painted.paths.append(path)
            painted.outlined += shape.segments * (path.filled and shape.segments >= FEWEST_OUTLINE)


def _hide(painted: Painted) -> None:
    """Takes out texts that leave no mark, as the layer that recognisers put over a picture."""
    texts = list(painted.texts)
    modes = np.fromiter(map(_render_mode, texts), dtype=np.int64, count=len(texts))
    known, colours = answers_of(_fill_colour, texts, ctypes.c_uint, 4, 4)
    hidden = np.isin(modes, HIDDEN_MODES) | (known & (colours[:, 3] == 0))
    for index in np.flatnonzero(hidden).tolist():
        painted.invisible[texts[index]] = painted.texts.pop(texts[index])


def _photo(thing: int, order: int, outer: Transform) -> Photo:
    """A picture fills the unit square of its map (ISO 32000-1, 8.9.3)."""
    to_page = _transform(thing).then(outer)
    xs, ys = zip(*(to_page.of(x, y) for x in (0, 1) for y in (0, 1)), strict=True)
    _image_size(thing, *_SIZE_PLACES)
    return Photo(thing, order, Extent(min(xs), min(ys), max(xs), max(ys)), (_SIZE[0], _SIZE[1]))


def _objects(page: int) -> Iterator[list[_Object]]:
    """The objects that paint, with kinds and maps to the page's coordinates; some at a time."""
    things = map(_page_object, repeat(page), range(_page_count(page)))
    return _painting(things, UNMOVED, MOST_NESTED)


def _painting(things: Iterator[int], outer: Transform, depth: int) -> Iterator[list[_Object]]:
    while some := list(islice(things, _AT_ONCE)):
        kinds = list(map(_kind, some))
        if _FORM in kinds:
            yield from _unfolded(zip(some, kinds, strict=True), outer, depth)
        else:
            yield list(zip(some, kinds, repeat(outer)))


def _unfolded(
    things: Iterable[tuple[int, int]], outer: Transform, depth: int
) -> Iterator[list[_Object]]:
    """The objects, with those of a Form XObject in its place."""
    for thing, kind in things:
        if kind == _FORM:
            inside = map(_form_object, repeat(thing), range(_form_count(thing) if depth else 0))
            yield from _painting(inside, _transform(thing).then(outer), depth - 1)
        else:
            yield [(thing, kind, outer)]


def _transform(thing: int) -> Transform:
    _matrix(thing, _MATRIX_PLACE)
    return Transform._make(_MATRIX)
