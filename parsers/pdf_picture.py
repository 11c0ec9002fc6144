"""A page of a PDF -> the picture that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from .picture import Picture

if TYPE_CHECKING:
    import pypdfium2

POINTS = 72.0
"""Points an inch."""
COARSEST, FINEST = 100.0, 300.0
"""Dots an inch that a page is rendered at, at least and at most."""
LEAST_SHARE = 0.02
"""Of the page: smaller pictures are seals, codes and the like; scans may come cut into strips."""
MOST_PIXELS = 40_000_000
"""Pixels of a picture: A2 at 300 dots an inch has 35 million."""


def picture_of(document: pypdfium2.PdfDocument, number: int) -> Picture:
    """Page `number`, counted from 1, as it is viewed, at the resolution of its own pictures."""
    page = document[number - 1]
    try:
        width, height = page.get_size()
        dpi = min(max(_finest(page), COARSEST), FINEST)
        scale = min(dpi / POINTS, (MOST_PIXELS / (width * height)) ** 0.5)
        bitmap = page.render(scale=scale, rev_byteorder=True)
        return Picture(bitmap.to_numpy()[:, :, :3].copy(), width, height)
    finally:
        page.close()


def _finest(page: pypdfium2.PdfPage) -> float:
    """Dots an inch of the page's finest picture that is no mere ornament."""
    width, height = page.get_size()
    finest = 0.0
    for thing in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,)):
        left, bottom, right, top = thing.get_bounds()
        if (right - left) * (top - bottom) >= LEAST_SHARE * width * height:
            columns, rows = thing.get_px_size()
            # Turned pictures are as fine the other way round.
            across = max(columns, rows) / max(right - left, top - bottom)
            finest = max(finest, across * POINTS)
    return finest
