"""A picture -> a plate: the page upright, level and straight, its light even, its stains gone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from .components import components_of
from .ink import PAPER, black_of, faint_of, usual_ink
from .paper import sheet_in
from .skew import lean_of, turned_back
from .stains import stained_in
from .straight import straightening
from .tones import tones_of

if TYPE_CHECKING:
    from parsers.picture import Picture, Pixels

    from .ink import Mask, Tones
    from .stains import Stained

POINTS = 72.0
"""Points an inch."""
COARSEST, FINEST = 200.0, 300.0
"""Dots an inch that pages are worked at: print of 7.5 points is 20 pixels high at 200; what is
finer than 300 takes time and tells the recogniser, which sees 48 pixels, nothing."""
A4_LONG, A4_SHORT = 842.0, 595.0
"""Points of the paper that is taken for granted where nothing is said."""
SMALLEST, LARGEST = 250.0, 1700.0
"""Points of a page's longer side that can be true: from A6 to A2; camera files say anything."""
HOLE = 11.0
"""Points: solid ink as large as this in both directions is a punch hole or a staple's corner."""
SOLID = 0.62
"""Of its box: a disc fills 0.79 of it, the fullest character of a title 0.55."""


@dataclass(frozen=True, slots=True, eq=False)
class Plate:
    """A page ready to be read: its ink, and what may be ink; `scale` is in pixels a point.

    `stained` is the page with its stains left in, where it has any.
    """

    tones: Tones
    black: Mask
    faint: Mask
    scale: float
    stained: Stained | None = None

    @property
    def width(self) -> float:
        """Points."""
        columns: int = self.tones.shape[1]
        return columns / self.scale

    @property
    def height(self) -> float:
        """Points."""
        rows: int = self.tones.shape[0]
        return rows / self.scale

    @property
    def ink(self) -> Mask:
        """The page's ink, also that which its stains were taken off with."""
        return self.stained.ink(self.black, usual_ink(self.tones)) if self.stained else self.black

    @property
    def ruled(self) -> Mask:
        """Where rules may be: ink, and what is as dark beneath a stain."""
        return self.stained.ruled(self.black, usual_ink(self.tones)) if self.stained else self.black


def sized(picture: Picture) -> tuple[Pixels, float]:
    """The sheet in the picture, as finely as it is worked at, and its scale in pixels a point."""
    pixels = sheet_in(picture.pixels)
    whole = pixels is picture.pixels
    rows, columns = pixels.shape[:2]
    long_side = max(picture.width or 0.0, picture.height or 0.0) if whole else A4_LONG
    if not SMALLEST <= long_side <= LARGEST:
        long_side = A4_LONG
    scale = max(rows, columns) / long_side
    wanted = min(max(scale, COARSEST / POINTS), FINEST / POINTS)
    if abs(wanted / scale - 1) < 0.01:  # noqa: PLR2004 - a rounded size
        return pixels, scale
    size = (round(columns * wanted / scale), round(rows * wanted / scale))
    method = cv2.INTER_AREA if wanted < scale else cv2.INTER_CUBIC
    return cv2.resize(pixels, size, interpolation=method), wanted


def plate_of(pixels: Pixels, scale: float) -> Plate:
    """The plate of an upright page.

    Args:
        pixels: the page, turned so that it can be read.
        scale: pixels a point.
    """
    tones = _cleared(tones_of(pixels, scale), scale)
    lean = lean_of(black_of(tones))
    tones = turned_back(tones, lean)
    straight = straightening(black_of(tones), faint_of(tones), scale)
    tones = straight(tones)
    stained = stained_in(pixels, scale)
    if stained:
        stained = stained.moved(lambda look: straight(turned_back(look, lean)))
    return Plate(tones, black_of(tones), faint_of(tones), scale, stained)


def _cleared(tones: Tones, scale: float) -> Tones:
    """The page without the scanner's borders and punch holes."""
    rows, columns = tones.shape
    dark = black_of(tones).astype(np.uint8)
    # Only what is thick all over can be a border or a hole.
    reach = max(3, round(HOLE / 2 * scale))
    thick = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((reach, reach), np.uint8))
    parts = components_of(thick)
    gone = np.zeros(parts.number, dtype=bool)
    for number, (left, top, width, height, area) in enumerate(parts.stats.tolist()):
        at_edge = left == 0 or top == 0 or left + width == columns or top + height == rows
        hole = min(width, height) >= HOLE * scale and area >= SOLID * width * height
        gone[number] = bool(number) and (hole or (at_edge and area >= reach * reach))
    if not gone.any():
        return tones
    around = cv2.dilate(gone[parts.labels].astype(np.uint8), np.ones((reach, reach), np.uint8)) > 0
    return np.where(around, np.uint8(PAPER), tones)
