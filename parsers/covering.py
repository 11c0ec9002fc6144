"""How much of a page is covered, by pictures and by text: what tells a scan from a page of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .model import Box

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .page import Piece

WHOLE = 0.5
"""Of the page, that the pictures of a scan cover at least: they may come in strips or tiles."""
LITTLE = 0.03
"""Of an area, that text over a scan covers at most: a page number, a stamp, a watermark of the
program. Two lines of a letter cover as much; a whole one, or a form, has 5 to 30 percent."""
_CELLS = 100
"""Rows and columns in which a page is divided to see what is covered."""


def is_scanned(pictures: Iterable[Box], pieces: Iterable[Piece], page: Box) -> bool:
    """Whether pictures are what a page shows: they cover it, and there is little text over them."""
    return covered(pictures, page) >= WHOLE and text_share(pieces, page) <= LITTLE


def covered(boxes: Iterable[Box], page: Box) -> float:
    """How much of the page these cover together."""
    cells = np.zeros((_CELLS, _CELLS), dtype=bool)
    across, down = _CELLS / max(page.x1, 1.0), _CELLS / max(page.y1, 1.0)
    for box in boxes:
        b = within(box, page)
        rows = slice(round(b.y0 * down), round(b.y1 * down))
        cells[rows, round(b.x0 * across) : round(b.x1 * across)] = True
    return float(cells.mean())


def text_share(pieces: Iterable[Piece], area: Box) -> float:
    """How much of an area is covered by text."""
    return sum(size_of(within(piece.box, area)) for piece in pieces) / max(size_of(area), 1.0)


def within(box: Box, outer: Box) -> Box:
    """What both have in common; of no size where that is nothing."""
    x0, y0 = max(box.x0, outer.x0), max(box.y0, outer.y0)
    return Box(x0, y0, max(min(box.x1, outer.x1), x0), max(min(box.y1, outer.y1), y0))


def size_of(box: Box) -> float:
    """Square points."""
    return (box.x1 - box.x0) * (box.y1 - box.y0)
