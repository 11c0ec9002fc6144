"""Files that hold pictures of pages: single pictures, TIFF, and PDFs of every making."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from scan_print import POINT
from scan_sensor import jpeg_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from scan_print import Line
    from scan_shape import Matrix

    from parsers.picture import Pixels

MOMENT = time.gmtime(0)  # no file says when it was made
STAMPS = (
    (re.compile(rb"/CreationDate\(D:\d{14}"), b"/CreationDate(D:19700101000000"),
    (re.compile(rb"/ID\[<\w{32}><\w{32}>\]"), b"/ID[<" + b"0" * 32 + b"><" + b"0" * 32 + b">]"),
)
"""What pdfium writes anew each time; the places of a PDF's objects stay as they are."""


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """A page as a machine took it.

    `matrix` leads from the printed page's pixels, in which `lines` are given, to the picture's.
    `jpeg` is the quality that it is kept at, None for no loss; `bits` is 1 where it is black and
    white only.
    """

    pixels: Pixels
    matrix: Matrix
    lines: tuple[Line, ...]
    dpi: int
    jpeg: int | None = None
    bits: int = 8

    @property
    def image(self) -> Image.Image:
        """The picture after compression, if there is any."""
        if self.bits == 1:
            return Image.fromarray(self.pixels).convert("1", dither=Image.Dither.NONE)
        if self.jpeg is None:
            return Image.fromarray(self.pixels)
        return Image.open(BytesIO(jpeg_of(self.pixels, self.jpeg)))

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        height, width = self.pixels.shape[:2]
        return width * POINT / self.dpi, height * POINT / self.dpi


def png_of(shot: Shot) -> bytes:
    """A PNG, which knows its dpi."""
    return _saved(shot.image, "PNG", dpi=(shot.dpi, shot.dpi))


def jpeg_file_of(shot: Shot) -> bytes:
    """A JPEG, which knows its dpi."""
    image = Image.fromarray(shot.pixels)
    return _saved(image, "JPEG", quality=shot.jpeg or 95, dpi=(shot.dpi, shot.dpi))


def tiff_of(shots: Sequence[Shot]) -> bytes:
    """All pages in one TIFF: fax compression where there are two tones only."""
    first, *rest = (shot.image for shot in shots)
    packed = "group4" if shots[0].bits == 1 else "tiff_adobe_deflate"
    dpi = (shots[0].dpi, shots[0].dpi)
    return _saved(first, "TIFF", save_all=True, append_images=rest, compression=packed, dpi=dpi)


def fax_pdf_of(shots: Sequence[Shot]) -> bytes:
    """A PDF of black and white pictures, with the compression of fax machines (CCITT G4)."""
    first, *rest = (shot.image.convert("1", dither=Image.Dither.NONE) for shot in shots)
    return _saved(
        first,
        "PDF",
        save_all=True,
        append_images=rest,
        resolution=shots[0].dpi,
        creationDate=MOMENT,
        modDate=MOMENT,
    )


def picture_pdf_of(
    shots: Sequence[Shot], strips: int, overlay: Callable[[Canvas, Shot], None]
) -> bytes:
    """A PDF of one picture per page, cut into so many strips; the overlay is drawn last."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pageCompression=1, invariant=1)
    for shot in shots:
        canvas.setPageSize(shot.size)
        for top, part in _strips(shot, strips):
            _lay(canvas, shot, top, part)
        overlay(canvas, shot)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def mixed_pdf_of(digital: bytes, pictures: bytes, chosen: Sequence[bool]) -> bytes:
    """Page by page the picture where it is chosen, the digital page otherwise."""
    with (
        pypdfium2.PdfDocument(digital) as one,
        pypdfium2.PdfDocument(pictures) as other,
        pypdfium2.PdfDocument.new() as result,
    ):
        for number, picture in enumerate(chosen):
            result.import_pages(other if picture else one, [number])
        buffer = BytesIO()
        result.save(buffer)
    data = buffer.getvalue()
    for stamp, fixed in STAMPS:
        data = stamp.sub(fixed, data)
    return data


def _strips(shot: Shot, strips: int) -> list[tuple[int, Pixels]]:
    """The picture in bands, each with its first row."""
    edges = np.linspace(0, len(shot.pixels), strips + 1).round().astype(int)
    return [(int(a), shot.pixels[a:b]) for a, b in pairwise(edges) if a < b]


def _lay(canvas: Canvas, shot: Shot, top: int, part: Pixels) -> None:
    scale = POINT / shot.dpi
    height, width = part.shape[:2]
    whole = len(shot.pixels)
    y = (whole - top - height) * scale
    if shot.jpeg is None or shot.bits == 1:
        image = ImageReader(Image.fromarray(part if shot.bits == 8 else part[:, :, 0]))
    else:
        image = ImageReader(BytesIO(jpeg_of(part, shot.jpeg)))
    canvas.drawImage(image, 0, y, width * scale, height * scale)


def _saved(image: Image.Image, format_: str, **options: object) -> bytes:
    buffer = BytesIO()
    image.save(buffer, format_, **options)
    return buffer.getvalue()
