"""Pictures of pages (PNG, JPEG, TIFF, BMP, GIF, WebP, HEIC, AVIF) -> Reading."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from parsers.abreast import abreast
from parsers.errors import Unreadable
from parsers.leaf import Leaf, reading_of
from parsers.scan import METHOD, read_picture

from .frames import frames_of, opened
from .sheet import Damaged, sheet_of

if TYPE_CHECKING:
    from PIL.Image import Image

    from parsers.abreast import Job
    from parsers.limits import Limits
    from parsers.model import Reading


def read_image(data: bytes, limits: Limits) -> Reading:
    """The tables and paragraphs of a picture; a TIFF may hold many pages, each read for itself.

    Of other files the first picture is read. Boxes are points from the upper left corner of the
    page turned upright and made straight. A damaged page of several is noted, and costs itself.

    Raises:
        Unreadable: damaged or cut off, so that no page can be seen whole.
        TooLarge: more pages, pixels or unpacked bytes than `limits` allow.
    """
    with opened(data, limits) as (kind, image):
        jobs = (_job(frame, number, limits) for number, frame in frames_of(image, limits))
        leaves = abreast(jobs, limits)
    if all(leaf.unread for leaf in leaves):
        raise Unreadable("图片已损坏或不完整，无法读取，请重新扫描或拍摄后再报送")
    return reading_of(leaves, kind)


def _job(frame: Image | None, number: int, limits: Limits) -> Job[Leaf]:
    """A page as far as the file is needed for it, which is only asked by one thread."""
    try:
        picture = sheet_of(frame)
    except Damaged:
        damaged = Leaf(number, METHOD, faults=("已损坏，无法读取",), unsure=True, unread=True)
        return lambda: damaged
    return partial(read_picture, picture, number, limits)
