"""The paper itself: its tint, what shows through it, and what happened to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from scan_ink import Colour, clouds, inked
from scan_print import POINT

if TYPE_CHECKING:
    from random import Random

    from parsers.picture import Pixels

WHITE: Colour = (255, 255, 255)
YELLOWED: Colour = (240, 224, 184)
COFFEE: Colour = (150, 100, 50)
DARK: Colour = (40, 40, 42)
STEEL: Colour = (110, 112, 118)
HOLE = 17.0  # points: 6 mm
STAPLE = (34.0, 2.6)  # points: 12 mm long


@dataclass(frozen=True, slots=True)
class Paper:
    """Strengths run from 0 to 1.

    `bleed` is how dark the back's print shows, `fold` how dark a fold across the page is, `stain`
    how dark a cup's ring. `holes` are punched along the binding edge.
    """

    tint: Colour = WHITE
    texture: float = 0.0
    bleed: float = 0.0
    fold: float = 0.0
    stain: float = 0.0
    holes: int = 0
    staples: int = 0


def on_paper(pixels: Pixels, back: Pixels, paper: Paper, dpi: int, chance: Random) -> Pixels:
    """The print on this paper; `back` is what is printed on the other side."""
    if paper.bleed:
        pixels = _shone_through(pixels, back, paper.bleed, dpi)
    if paper.tint != WHITE or paper.texture:
        ground = 1 - paper.texture * (1 - clouds(pixels.shape, chance, max(2, dpi // 25)))
        tint = np.array(paper.tint, np.float32) / 255
        pixels = (pixels * (tint * ground[..., None])).astype(np.uint8)
    if paper.stain:
        pixels = _stained(pixels, paper.stain, dpi, chance)
    if paper.fold:
        pixels = _folded(pixels, paper.fold, dpi, chance)
    return _pierced(pixels, paper, dpi)


def _shone_through(pixels: Pixels, back: Pixels, bleed: float, dpi: int) -> Pixels:
    if back.shape != pixels.shape:
        back = cv2.resize(back, (pixels.shape[1], pixels.shape[0]))
    soft = cv2.GaussianBlur(back[:, ::-1], (0, 0), dpi / 140)
    return (pixels * (1 - bleed * (1 - soft.astype(np.float32) / 255))).astype(np.uint8)


def _stained(pixels: Pixels, stain: float, dpi: int, chance: Random) -> Pixels:
    radius = round(chance.uniform(1.3, 1.7) * dpi)
    side = 2 * radius + dpi // 4
    ring = np.zeros((side, side), np.float32)
    middle = (side // 2, side // 2)
    cv2.circle(ring, middle, radius, 0.35, -1)
    cv2.circle(ring, middle, radius, 1.0, max(2, dpi // 18))
    ring = cv2.GaussianBlur(ring, (0, 0), dpi / 60) * (0.4 + 0.6 * clouds(ring.shape, chance, 30))
    height, width = pixels.shape[:2]
    x, y = chance.randrange(width) - side // 2, chance.randrange(height) - side // 2
    return inked(pixels, ring * stain, COFFEE, x, y)


def _folded(pixels: Pixels, fold: float, dpi: int, chance: Random) -> Pixels:
    """A crease: dark in its middle, and a soft shade on one side."""
    height = pixels.shape[0]
    away = (np.arange(height) - height * chance.uniform(0.4, 0.6)) / dpi  # inches
    crease = np.exp(-((away / 0.012) ** 2)) + 0.25 * np.exp(-away / 0.4) * (away > 0)
    shade = 1 - fold * np.clip(crease, 0, 1)
    return (pixels * shade[:, None, None]).astype(np.uint8)


def _pierced(pixels: Pixels, paper: Paper, dpi: int) -> Pixels:
    height = pixels.shape[0]
    size = round(HOLE / POINT * dpi)
    disc = np.zeros((size + 2, size + 2), np.float32)
    cv2.circle(disc, (size // 2 + 1, size // 2 + 1), size // 2, 1.0, -1, cv2.LINE_AA)
    for number in range(paper.holes):
        y = round(height * (number + 1) / (paper.holes + 1)) - size // 2
        pixels = inked(pixels, disc, DARK, round(size * 0.7), y)
    length, thick = (round(p / POINT * dpi) for p in STAPLE)
    bar = np.ones((thick, length), np.float32)
    for number in range(paper.staples):
        pixels = inked(pixels, bar, STEEL, length // 2, length // 2 + number * height // 3)
    return pixels
