"""How light the paper is at each pixel of a page, whatever is printed on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .ink import Flags

STROKE = 4.0
"""Points: no stroke of print is as wide; what is stained as widely is paper beneath the stain."""
BACKGROUND = 9.0
"""Points: the width of the widest stroke that is ink and no shadow; a title's are 4 wide."""
COARSE = 4
"""Pixels that are taken together where only the paper's own light is looked for."""
DARKEST_PAPER = 40
"""Of 255: what is darker is no paper in any light, but the scanner's lid or a table."""


def light_of(lightness: NDArray[np.uint8], scale: float) -> NDArray[np.uint8]:
    """How light the paper is at each pixel: as the lightest around it."""
    rows, columns = lightness.shape
    small = cv2.resize(
        lightness, (max(columns // COARSE, 1), max(rows // COARSE, 1)), interpolation=cv2.INTER_AREA
    )
    width = max(3, round(BACKGROUND * scale / COARSE)) | 1
    light = cv2.GaussianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, disc(width)), (0, 0), width)
    light = cv2.resize(light, (columns, rows), interpolation=cv2.INTER_LINEAR)
    least: NDArray[np.uint8] = np.maximum(light, np.uint8(DARKEST_PAPER))
    return least


def light_beside(lightest: NDArray[np.uint8], scale: float) -> NDArray[np.uint8]:
    """How light what no print covers is around each pixel, be it stained."""
    width = max(3, round(STROKE * scale)) | 1
    light = cv2.morphologyEx(lightest, cv2.MORPH_CLOSE, disc(width))
    least: NDArray[np.uint8] = np.maximum(
        cv2.GaussianBlur(light, (0, 0), width / 3), np.uint8(DARKEST_PAPER)
    )
    return least


def commonest(levels: NDArray[np.uint8]) -> float:
    """The level of most of a page: that of its paper, be it yellow."""
    return float(np.median(levels[::COARSE, ::COARSE]))


def disc(width: float) -> Flags:
    """A disc of so many pixels, at least 3 and odd."""
    size = max(3, round(width)) | 1
    disc: Flags = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)).astype(np.uint8)
    return disc
