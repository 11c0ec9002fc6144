"""The hidden text that OCR programs lay over a picture in a PDF: right, or worse than none."""

from __future__ import annotations

from math import atan2, degrees, hypot
from typing import TYPE_CHECKING

import numpy as np
from form_dice import dice
from form_pdf import font_of
from reportlab.pdfbase.pdfmetrics import stringWidth
from scan_print import POINT

if TYPE_CHECKING:
    from random import Random

    from reportlab.pdfgen.canvas import Canvas
    from scan_files import Shot
    from scan_print import Line

FONT = "uming"
INVISIBLE = 3  # PDF 32000-1, 9.3.6: neither filled nor stroked
SPOILT = 0.4
"""The share of a garbled text's characters that are others."""


def no_layer(canvas: Canvas, shot: Shot) -> None:
    """A picture alone."""


def right_layer(canvas: Canvas, shot: Shot) -> None:
    """The text that is printed, where it is printed."""
    for line in shot.lines:
        _write(canvas, shot, line, line.text)


def garbled_layer(canvas: Canvas, shot: Shot) -> None:
    """Text of a bad OCR program: other characters, and lines in each other's places."""
    chance = dice("garbled", len(shot.lines), *(line.text for line in shot.lines[:5]))
    texts = [_garbled(line.text, chance) for line in shot.lines]
    chance.shuffle(texts)
    for line, text in zip(shot.lines, texts, strict=True):
        _write(canvas, shot, line, text)


def _garbled(text: str, chance: Random) -> str:
    return "".join(
        chr(chance.randrange(0x4E00, 0x9FA5)) if chance.random() < SPOILT else character
        for character in text
    )


def _write(canvas: Canvas, shot: Shot, line: Line, text: str) -> None:
    """The text from the line's lower left to its lower right corner, whichever way it runs."""
    x0, _, x1, y1 = line.box
    ends = shot.matrix @ np.array([[x0, x1], [y1, y1], [1.0, 1.0]])
    (left, right), (top, bottom) = (ends[:2] / ends[2]) * POINT / shot.dpi
    size = max(4.0, (line.box[3] - line.box[1]) * POINT / shot.dpi)
    font = font_of(FONT)
    wide = stringWidth(text, font, size) or 1.0
    canvas.saveState()
    canvas.translate(left, shot.size[1] - top)
    canvas.rotate(-degrees(atan2(bottom - top, right - left)))
    hidden = canvas.beginText(0, 0)
    hidden.setFont(font, size)
    hidden.setTextRenderMode(INVISIBLE)
    hidden.setHorizScale(100 * hypot(right - left, bottom - top) / wide)
    hidden.textOut(text.replace("\r", "").replace("\n", ""))
    canvas.drawText(hidden)
    canvas.restoreState()
