"""Signs of a line -> a Piece of text in its place on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.model import Box, Doubt
from parsers.page import Piece

if TYPE_CHECKING:
    from .print_lines import Strip
    from .recogniser import Sign, Signs

SURE = 0.97
"""Certainty from which on a character is not doubted."""
FIRST_WIDE = "\u2e80"
"""Characters from here on are as wide as high, and stand without blanks."""


def piece_of(signs: Signs, strip: Strip, crop: Strip, scale: float) -> Piece | None:
    """The text of a line, None where nothing was read.

    Args:
        signs: what was read.
        strip: where the line's ink lies, in pixels.
        crop: what was cut out and read.
        scale: pixels a point.
    """
    kept = _without_idle_blanks(signs)
    if not kept:
        return None
    wide = crop.x1 - crop.x0
    starts = tuple((crop.x0 + s.start * wide) / scale for s in kept)
    ends = tuple((crop.x0 + s.end * wide) / scale for s in kept)
    box = Box(strip.x0 / scale, strip.y0 / scale, strip.x1 / scale, strip.y1 / scale)
    doubts = tuple(
        Doubt(i, s.certainty, s.others) for i, s in enumerate(kept) if s.certainty < SURE
    )
    text = "".join(s.character for s in kept)
    return Piece(text, box, box.y1 - box.y0, 0, starts, ends, doubts)


def _without_idle_blanks(signs: Signs) -> list[Sign]:
    """The signs without blanks at the ends, beside Chinese characters, and after one another."""
    kept: list[Sign] = []
    for sign in signs:
        if sign.character.isspace():
            if kept and not kept[-1].character.isspace() and kept[-1].character < FIRST_WIDE:
                kept.append(sign)
            continue
        if kept and kept[-1].character.isspace() and sign.character >= FIRST_WIDE:
            kept.pop()
        kept.append(sign)
    while kept and kept[-1].character.isspace():
        kept.pop()
    return kept
