"""Pixels -> tones: how light each pixel is against the paper beside it, whatever colour stains it.

Seals, stamps, markers and ball pens are coloured, print is black: the lightest of a pixel's three
colours is dark only where black ink lies, also beneath a seal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from .ink import NEAR_PAPER, PAPER
from .light import light_beside, light_of
from .stains import AROUND, COLOURED, FAINT, tint_in

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parsers.picture import Pixels

    from .ink import Levels, Mask, Tones

NOISE = 14.0
"""Levels of tint that black print on white paper has after JPEG at quality 50."""
SHADE, FRINGED = 25, 15
"""Levels by which a stain, and its fringe, stay darker than paper, at least."""
DEEPEST = 98
"""Percent of the stained pixels that are lighter than the print beneath a stain."""
LEAST, MOST_CONTRAST = 30.0, 2.0
"""The least darkness that may be print, and by how much it is made darker at most: noise is too."""
EXCESS = 0.3
"""Of a stain's own darkness, by which it may be darker around a pixel and have no print beneath."""
WHOLE = 0.5
"""Of a stain's full tint, around a pixel: where there is more, each pixel has its own."""
FULLEST = 1.35
"""Of a stain's darkness where it is full, by which no pixel of it is darker: that is print."""
SLIGHT = 5.0
"""Levels of darkness that paper has of its own."""


def tones_of(pixels: Pixels, scale: float) -> Tones:
    """The print of a page, its light evened and its stains taken out.

    Args:
        pixels: the page.
        scale: pixels a point.
    """
    lightness = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    light = light_of(lightness, scale)
    tones: Tones = cv2.divide(lightness, light, scale=PAPER)
    tint = tint_in(pixels, scale)
    if tint is not None:
        part = tint.part
        tones[part] = _cleaned(lightness[part], light[part], tint.levels, scale)
    return tones


def _cleaned(
    lightness: NDArray[np.uint8], light: NDArray[np.uint8], tint: Levels, scale: float
) -> Tones:
    """A stained part of a page without its stains.

    The lightest colour is measured against what is lightest right beside it: the inside of a star
    or of a thick ring counts as paper, and print beneath it keeps its strokes; it is made as dark
    as other print. Thin stains go where they can be told from print, or stay as a shade.
    """
    stained = tint > COLOURED
    lightest = np.minimum(lightness + np.where(tint > NOISE, tint, 0), PAPER).astype(np.uint8)
    reach = 2 * round(AROUND * scale) + 1
    around = cv2.dilate(stained.astype(np.uint8), np.ones((reach, reach), np.uint8)) > 0
    inside = cv2.dilate(stained.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    paper = light_of(lightest, scale)
    near = np.minimum(light_beside(lightest, scale), paper)
    against = np.where(around, near, paper)
    dark = PAPER - cv2.divide(lightest, against, scale=PAPER).astype(np.float32)
    beneath = np.maximum(dark - SHADE, 0) * _contrast(dark[stained], dark[~around])
    fringe = PAPER - np.minimum((PAPER - dark) * (PAPER / (PAPER - FRINGED)), PAPER)
    dark = np.where(inside, beneath, np.where(around, fringe, dark))
    shown = PAPER - cv2.divide(lightness, light, scale=PAPER).astype(np.float32)
    dark[_is_bare_stain(shown, tint, stained, scale)] = 0
    clean: Tones = (PAPER - np.clip(dark, 0, PAPER)).astype(np.uint8)
    return clean


def _contrast(stained: Levels, free: Levels) -> float:
    """How many times as dark as it shows beneath a stain print is beside it, up to a limit.

    Args:
        stained: how dark the stained pixels are, with print beneath some of them.
        free: how dark the others around are.
    """
    print_ = free[free > NEAR_PAPER]
    if not len(print_) or not len(stained):
        return 1.0
    usual, deepest = float(np.percentile(print_, 75)), float(np.percentile(stained, DEEPEST))
    return float(np.clip(usual / max(deepest - SHADE, LEAST), 1, MOST_CONTRAST))


def _is_bare_stain(dark: Levels, tint: Levels, stained: Mask, scale: float) -> Mask:
    """Where a stain alone darkens the paper, with no print beneath it.

    JPEG keeps colours coarsely: a thin red line stays as dark as it was drawn, but its redness is
    spread over what lies around. Over some pixels together the two are as they were: a stain
    darkens the paper by so many levels for each level of tint, and print adds to that.
    """
    strong = stained & (tint >= np.percentile(tint[stained], 75))
    each = float(np.percentile(dark[strong] / tint[strong], 40))
    width = 2 * round(AROUND * scale) + 1
    darkness, tints = cv2.blur(dark, (width, width)), cv2.blur(tint, (width, width))
    full = float(np.percentile(tint[stained], 90))
    alone = (tints > FAINT) & (darkness < (1 + EXCESS) * each * tints + SLIGHT)
    bare: Mask = alone & (tints < WHOLE * full) & (dark < FULLEST * each * full)
    return bare
