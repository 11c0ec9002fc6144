"""A page that is a picture -> a Leaf: its rules found, its print recognised, offline."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2

from parsers.leaf import leaf_of

from .plate import sized
from .turns import upright

if TYPE_CHECKING:
    from parsers.leaf import Leaf
    from parsers.limits import Limits
    from parsers.picture import Picture

METHOD = "rapidocr"
_ALL_CORES = -1
"""As OpenCV is told it; 0 would be none but the caller's."""


def read_picture(picture: Picture, number: int, limits: Limits) -> Leaf:
    """The tables and paragraphs of a page of which there is only a picture; none is said to be so.

    Boxes are points from the upper left corner of the page turned upright and made straight.

    Args:
        picture: the page, lying any way round.
        number: of the page, from 1.
        limits: on cells; and how many cores to use.

    Raises:
        TooLarge: more cells than `limits` allow.
    """
    cv2.setNumThreads(limits.threads or _ALL_CORES)
    pixels, scale = sized(picture)
    leaf = leaf_of(upright(pixels, scale, limits.threads).page(number), METHOD, limits)
    return leaf if leaf.blocks else replace(leaf, faults=("是图片，没有认出文字",))
