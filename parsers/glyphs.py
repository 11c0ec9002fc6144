"""The characters of a PDF page, in the order in which they were painted."""

from __future__ import annotations

import ctypes
from itertools import repeat
from typing import TYPE_CHECKING

import numpy as np

from .foreign import ADDRESS, INTEGER, addressed, counted, floats_of, measured, points_of
from .printed import letters_printed
from .written import Glyphs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from .upright import Numbers

LEAST_SIZE, GREATEST_SIZE = 0.25, 4.0
"""A type size outside these multiples of the glyphs' height is none: Type 3 fonts have units of
their own. The boxes of real fonts are 0.5 to 2 sizes high."""

_loose_box = counted("FPDFText_GetLooseCharBox", ADDRESS, INTEGER, ADDRESS)
_origin = counted("FPDFText_GetCharOrigin", ADDRESS, INTEGER, ADDRESS, ADDRESS)
_matrix = counted("FPDFText_GetMatrix", ADDRESS, INTEGER, ADDRESS)
_font_size = measured("FPDFText_GetFontSize", ADDRESS, INTEGER)
_text_object = addressed("FPDFText_GetTextObject", ADDRESS, INTEGER)
_unicode = counted("FPDFText_GetUnicode", ADDRESS, INTEGER)
_text = counted("FPDFText_GetText", ADDRESS, INTEGER, INTEGER, ADDRESS)
_count = counted("FPDFText_CountChars", ADDRESS)


def read_glyphs(text_page: int, painted: Mapping[int, int]) -> Glyphs:
    """The characters of a page, without those that pdfium made up (they have no text object).

    Args:
        text_page: the address of pdfium's text page.
        painted: the place of each text object in the order of painting, by its address; an
            object that is not listed is left out.
    """
    # Most pages hide nothing: then no character need be asked what it belongs to.
    count = max(_count(text_page), 0) if painted else 0
    objects = map(_text_object, repeat(text_page), range(count))
    places = np.array([painted.get(o, -1) for o in objects], dtype=np.int64)
    kept = np.flatnonzero(places >= 0)
    runs = places[kept]
    order = np.argsort(runs, kind="stable")
    kept, runs = kept[order], runs[order]
    boxes = floats_of(_loose_box, text_page, range(count), 4)[kept]
    sizes, angles = _sizes_and_angles(text_page, kept, runs, boxes)
    return Glyphs(
        letters=letters_printed(_texts(text_page, count))[kept],
        boxes=boxes,
        origins=points_of(_origin, text_page, count)[kept],
        sizes=sizes,
        angles=angles,
        runs=runs,
        parted=(places[kept - 1] < 0) & (kept > 0),
    )


def _texts(text_page: int, count: int) -> str:
    """A character for each of them."""
    # One call for the whole page, where its text has a code unit per character; not so where
    # characters lie beyond the basic plane, or pdfium leaves some out of its text.
    buffer = ctypes.create_string_buffer(2 * count + 2)
    written = _text(text_page, 0, count, ctypes.addressof(buffer))
    text = buffer.raw[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
    if len(text) == count == written - 1:
        return text
    return "".join(_character(code) for code in map(_unicode, repeat(text_page), range(count)))


def _character(code: int) -> str:
    return chr(code) if 0 <= code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else "\0"  # noqa: PLR2004 - Unicode's bounds


def _sizes_and_angles(
    text_page: int, kept: NDArray[np.int64], runs: NDArray[np.int64], boxes: Numbers
) -> tuple[Numbers, Numbers]:
    # Both are the same throughout a run: asked once, of its first glyph.
    if not len(kept):
        return np.empty(0), np.empty(0)
    starts = np.flatnonzero(np.diff(runs, prepend=-1))
    indices: list[int] = kept[starts].tolist()
    a, b, c, d = floats_of(_matrix, text_page, indices, 6).T[:4]
    font_sizes = np.array(list(map(_font_size, repeat(text_page), indices)))
    widths, heights = np.abs(boxes[:, 2] - boxes[:, 0]), np.abs(boxes[:, 1] - boxes[:, 3])
    tallest = np.maximum.reduceat(np.where(_lies(a, b, starts, len(kept)), heights, widths), starts)
    sizes = font_sizes * np.hypot(c, d)
    odd = (sizes < LEAST_SIZE * tallest) | (sizes > GREATEST_SIZE * tallest)
    sizes = np.maximum(np.where(odd & (tallest > 0), tallest, sizes), 1.0)
    lengths = np.diff(starts, append=len(kept))
    return np.repeat(sizes, lengths), np.repeat(np.degrees(np.arctan2(b, a)), lengths)


def _lies(a: Numbers, b: Numbers, starts: NDArray[np.int64], count: int) -> NDArray[np.bool_]:
    lying: NDArray[np.bool_] = np.repeat(np.abs(a) >= np.abs(b), np.diff(starts, append=count))
    return lying
