"""Whether a page of a PDF is to be read from what it shows instead of the text that it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .covering import LITTLE, is_scanned, size_of, text_share, within
from .model import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .drawn import Painted, Photo
    from .page import Piece
    from .upright import Frame

PART = 0.15
"""Of the page, from which on a picture with no text over it may hold a table; photographs of
seals and signatures cover 1 to 4 percent."""
FEWEST_OUTLINED = 1000
"""Segments of filled shapes that may be outlined letters: about twenty Chinese characters."""
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
    boxes = [within(_box(photo, frame), page) for photo in painted.photos]
    drawn = painted.outlined >= FEWEST_OUTLINED and text_share(pieces, page) <= LITTLE
    if nameless or drawn:
        return Look(whole=True)
    dpi = max(map(_fineness, painted.photos, boxes, [page] * len(boxes)), default=0.0)
    if painted.photos and (not pieces or is_scanned(boxes, pieces, page)):
        return Look(whole=True, dpi=dpi)
    parts = (
        b for b in boxes if size_of(b) >= PART * size_of(page) and text_share(pieces, b) <= LITTLE
    )
    return Look(parts=_apart(parts), dpi=dpi)


def _box(photo: Photo, frame: Frame) -> Box:
    e = photo.extent
    return frame.box((e.left, e.bottom), (e.right, e.top))


def _fineness(photo: Photo, box: Box, page: Box) -> float:
    """Dots an inch of a picture; 0 for an ornament."""
    e = photo.extent
    longer = max(e.right - e.left, e.top - e.bottom)
    if not longer or size_of(box) < ORNAMENT * size_of(page):
        return 0.0
    # Turned pictures are as fine the other way round.
    return max(photo.pixels) / longer * 72


def _apart(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """The boxes, from the top down, those that overlap made one."""
    apart: list[Box] = []
    for box in boxes:
        joined = box
        for other in [o for o in apart if size_of(within(o, joined))]:
            apart.remove(other)
            joined = joined.joined(other)
        apart.append(joined)
    return tuple(sorted(apart, key=lambda b: (b.y0, b.x0)))
