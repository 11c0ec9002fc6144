"""Whether a page of a PDF is to be read from what it shows instead of the text that it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .model import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .drawn import Painted, Photo
    from .page import Piece
    from .upright import Frame

WHOLE = 0.5
"""Of the page, that the pictures of a scan cover at least: they may come in strips or tiles."""
LITTLE = 0.03
"""Of an area, that text over a scan covers at most: a page number, a stamp, a watermark of the
program. Two lines of a letter cover as much; a whole one, or a form, has 5 to 30 percent."""
PART = 0.15
"""Of the page, from which on a picture with no text over it may hold a table; photographs of
seals and signatures cover 1 to 4 percent."""
FEWEST_OUTLINED = 1000
"""Segments of filled shapes that may be outlined letters: about twenty Chinese characters."""
CELLS = 100
"""Rows and columns in which a page is divided to see what is covered."""
ORNAMENT = 0.02
"""Of the page: smaller pictures do not say how fine the page is."""
VECTOR = 300.0
"""Dots an inch at which drawn letters are looked at: as fine as a recogniser makes use of."""


@dataclass(frozen=True, slots=True)
class Look:
    """What of a page is to be looked at: all of it, or parts in points as the page is read.

    `dpi` is how many dots an inch there are to be seen.
    """

    whole: bool = False
    parts: tuple[Box, ...] = ()
    dpi: float = VECTOR


WHOLLY_TEXT = Look()


def look_at(painted: Painted, pieces: Sequence[Piece], frame: Frame, *, nameless: bool) -> Look:
    """What is to be looked at of a page.

    Args:
        painted: what it paints.
        pieces: the text that is seen on it.
        frame: its visible rectangle.
        nameless: whether the file does not say which characters its text has.
    """
    page = Box(0, 0, frame.width, frame.height)
    boxes = [_within(_box(photo, frame), page) for photo in painted.photos]
    little = _text_share(pieces, page) <= LITTLE
    drawn = painted.outlined >= FEWEST_OUTLINED and little
    if nameless or drawn:
        return Look(whole=True)
    scanned = _covered(boxes, page) >= WHOLE and little
    dpi = max(map(_fineness, painted.photos, boxes, [page] * len(boxes)), default=0.0)
    if painted.photos and (scanned or not pieces):
        return Look(whole=True, dpi=dpi)
    parts = (
        b for b in boxes if _area(b) >= PART * _area(page) and _text_share(pieces, b) <= LITTLE
    )
    return Look(parts=_apart(parts), dpi=dpi)


def _box(photo: Photo, frame: Frame) -> Box:
    e = photo.extent
    return frame.box((e.left, e.bottom), (e.right, e.top))


def _within(box: Box, outer: Box) -> Box:
    x0, y0 = max(box.x0, outer.x0), max(box.y0, outer.y0)
    return Box(x0, y0, max(min(box.x1, outer.x1), x0), max(min(box.y1, outer.y1), y0))


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.y1 - box.y0)


def _text_share(pieces: Iterable[Piece], area: Box) -> float:
    """How much of an area is covered by text."""
    return sum(_area(_within(piece.box, area)) for piece in pieces) / max(_area(area), 1.0)


def _covered(boxes: Iterable[Box], page: Box) -> float:
    """How much of the page these cover together."""
    cells = np.zeros((CELLS, CELLS), dtype=bool)
    across, down = CELLS / max(page.x1, 1.0), CELLS / max(page.y1, 1.0)
    for b in boxes:
        rows = slice(round(b.y0 * down), round(b.y1 * down))
        cells[rows, round(b.x0 * across) : round(b.x1 * across)] = True
    return float(cells.mean())


def _fineness(photo: Photo, box: Box, page: Box) -> float:
    """Dots an inch of a picture; 0 for an ornament."""
    e = photo.extent
    longer = max(e.right - e.left, e.top - e.bottom)
    if not longer or _area(box) < ORNAMENT * _area(page):
        return 0.0
    # Turned pictures are as fine the other way round.
    return max(photo.pixels) / longer * 72


def _apart(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """The boxes, from the top down, those that overlap made one."""
    apart: list[Box] = []
    for box in boxes:
        joined = box
        for other in [o for o in apart if _area(_within(o, joined))]:
            apart.remove(other)
            joined = joined.joined(other)
        apart.append(joined)
    return tuple(sorted(apart, key=lambda b: (b.y0, b.x0)))
