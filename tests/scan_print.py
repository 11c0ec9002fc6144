"""A form in print: its pages as a renderer sees them, and where their lines of text stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import pypdfium2
from form_docx import docx_of
from form_layout import layout
from form_office import office_pdf
from form_pdf import FONT_FILES, pdf_of
from form_style import Turn

if TYPE_CHECKING:
    from form_model import FormSpec
    from form_style import Style

    from parsers.picture import Pixels

POINT = 72.0  # points in an inch
BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """A run of text and its box x0, y0, x1, y1: pixels from the sheet's upper left corner."""

    text: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A printed page, upright: its pixels at `dpi`, and its lines of text."""

    pixels: Pixels
    lines: tuple[Line, ...]
    dpi: int

    @property
    def landscape(self) -> bool:
        """Whether it is one of the table's pages."""
        return self.pixels.shape[1] > self.pixels.shape[0]

    def line_with(self, word: str) -> Line | None:
        """The first line that holds the word, blanks aside."""
        return next((line for line in self.lines if word in BLANKS.sub("", line.text)), None)


@lru_cache(maxsize=8)
def printed(spec: FormSpec, style: Style) -> bytes:
    """The form as a digital PDF, each page upright: by LibreOffice where only it has the font."""
    upright = replace(style, turn=Turn.NONE)
    blocks = layout(spec, upright)
    if style.font in FONT_FILES:
        return pdf_of(blocks, upright)
    return office_pdf(docx_of(blocks, upright))


def sheets_of(pdf: bytes, dpi: int) -> list[Sheet]:
    """Every page of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [_sheet(page, dpi) for page in document]


def _sheet(page: pypdfium2.PdfPage, dpi: int) -> Sheet:
    scale = dpi / POINT
    pixels = cv2.cvtColor(page.render(scale=scale).to_numpy(), cv2.COLOR_BGR2RGB)
    text, height = page.get_textpage(), page.get_height()
    lines = []
    for index in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(index)
        box = (left * scale, (height - top) * scale, right * scale, (height - bottom) * scale)
        lines.append(Line(text.get_text_bounded(left, bottom, right, top), box))
    return Sheet(pixels, tuple(lines), dpi)
