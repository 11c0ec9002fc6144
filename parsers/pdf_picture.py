"""A page of a PDF -> the picture that it shows, all of it or a part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .picture import Picture

if TYPE_CHECKING:
    import pypdfium2

    from .model import Box
    from .pdf_page import Content
    from .picture import Pixels

POINTS = 72.0
"""Points an inch."""
COARSEST, FINEST = 100.0, 300.0
"""Dots an inch that a page is rendered at, at least and at most."""
MOST_PIXELS = 40_000_000
"""Pixels of a picture: A2 at 300 dots an inch has 35 million."""


def picture_of(document: pypdfium2.PdfDocument, content: Content) -> Picture:
    """The page, turned as its text is read, at the resolution of what it shows."""
    pixels, _ = _rendered(document, content)
    return Picture(pixels, content.page.width, content.page.height)


def part_of(document: pypdfium2.PdfDocument, content: Content, part: Box) -> Picture:
    """A part of the page, given in points of the page as it is read."""
    pixels, scale = _rendered(document, content)
    x0, y0, x1, y1 = (round(edge * scale) for edge in (part.x0, part.y0, part.x1, part.y1))
    return Picture(pixels[y0:y1, x0:x1].copy(), part.x1 - part.x0, part.y1 - part.y0)


def _rendered(document: pypdfium2.PdfDocument, content: Content) -> tuple[Pixels, float]:
    """The page and its scale in pixels a point."""
    width, height = content.page.width, content.page.height
    dpi = min(max(content.look.dpi, COARSEST), FINEST)
    scale = min(dpi / POINTS, (MOST_PIXELS / (width * height)) ** 0.5)
    page = document[content.page.number - 1]
    try:
        turned = (content.turn - page.get_rotation()) % 360
        bitmap = page.render(scale=scale, rotation=turned, rev_byteorder=True)
        pixels: Pixels = bitmap.to_numpy()[:, :, :3].copy()
        bitmap.close()
    finally:
        page.close()
    return pixels, scale
