"""Pixels -> tones: how light each pixel is against the paper beside it, whatever colour stains it.

Seals, stamps, markers and ball pens are coloured, print is black: the lightest of a pixel's three
colours is dark only where black ink lies, also beneath a seal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from parsers.picture import Pixels

Tones = NDArray[np.uint8]
"""(rows, columns), from 0 for black ink to 255 for paper."""

Mask = NDArray[np.bool_]
"""(rows, columns)."""

Levels = NDArray[np.float32]
"""(rows, columns), in levels of 255."""

Flags = NDArray[np.uint8]
"""(rows, columns), 1 where a mask is true, as OpenCV takes it."""

PAPER = 255
GREY = 128
"""The difference of red, or blue, from lightness where there is no colour (ITU-T T.871, 7)."""
NOISE = 14.0
"""Levels of tint that black print on white paper has after JPEG at quality 50."""
COLOURED = 32.0
"""Levels of tint from which on a pixel is stained."""
FAINTEST, NOISES = 26.0, 6.0
"""By how many levels, and by how many times the usual difference between pixels of bare paper, the
faintest ink is darker than paper."""
AROUND = 1.2
"""Points to every side over which tint and darkness are compared; a character is 8 wide."""
FAINT = 6.0
"""Levels of tint around a pixel from which on there is a stain."""
EXCESS = 0.3
"""Of a stain's own darkness, by which it may be darker around a pixel and have no print beneath."""
WHOLE = 0.5
"""Of a stain's full tint, around a pixel: where there is more, each pixel has its own."""
DEEPEST = 1.35
"""Of a stain's darkness where it is full, by which no pixel of it is darker: that is print."""
SLIGHT = 5.0
"""Levels of darkness that paper has of its own."""
STAIN_DARKEST = 80
"""Of 255, after evening: what is coloured and darker than this is print, however much stained."""
SPREAD, NARROWEST, WIDEST = 1.3, 14.0, 40.0
"""How far below its commonest tone a stain alone may be: in spreads above it, and in levels."""
BENEATH = 50.0
"""Levels by which print beneath a stain is darker than the stain, at least."""
BACKGROUND = 9.0
"""Points: the width of the widest stroke that is ink and no shadow; a title's are 4 wide."""
COARSE = 4
"""Pixels that are taken together where only the paper's own light is looked for."""
DARKEST_PAPER = 40
"""Of 255: what is darker is no paper in any light, but the scanner's lid or a table."""


def tones_of(pixels: Pixels, scale: float) -> Tones:
    """The print of a page, its light evened and its stains taken out.

    Args:
        pixels: the page.
        scale: pixels a point.
    """
    split = cv2.cvtColor(pixels, cv2.COLOR_RGB2YCrCb)
    tint = _tint(split)
    stained = tint > COLOURED
    if not stained.any():
        return _evened(split[:, :, 0], scale)
    dark = PAPER - _evened(split[:, :, 0], scale).astype(np.float32)
    lightest = np.minimum(split[:, :, 0] + np.where(tint > NOISE, tint, 0), PAPER)
    tones = _unstained(_evened(lightest.astype(np.uint8), scale), stained)
    return np.where(_is_bare_stain(dark, tint, stained, scale), np.uint8(PAPER), tones)


def black_of(tones: Tones) -> Mask:
    """Which pixels are ink: darker than halfway between the paper and the page's usual ink."""
    dark = tones[tones < 200]  # noqa: PLR2004 - far from paper
    ink = float(np.percentile(dark, 25)) if len(dark) else 0.0
    return tones < (PAPER + ink) / 2


def faint_of(tones: Tones) -> Mask:
    """Which pixels may be ink, however faint: those that stand out of the paper's own noise."""
    light = tones[tones > 200].astype(np.float32)  # noqa: PLR2004 - near paper
    noise = float(np.median(np.abs(light - np.median(light)))) if len(light) else 0.0
    return tones < PAPER - max(FAINTEST, NOISES * noise)


def _tint(split: NDArray[np.uint8]) -> Levels:
    """By how much each pixel's lightest colour is lighter than its grey, against the paper's own.

    The paper's colour goes where ink covers it: black print has none, be the paper yellow.

    Args:
        split: lightness, and the differences of red and blue from it.
    """
    lightness = split[:, :, 0].astype(np.float32)
    share = lightness / max(_commonest(split[:, :, 0]), 1.0)
    red, blue = (
        split[:, :, i].astype(np.float32) - GREY - (_commonest(split[:, :, i]) - GREY) * share
        for i in (1, 2)
    )
    # ITU-T T.871, 7: how red and blue come back from lightness and its two differences.
    tint: Levels = np.maximum(np.maximum(1.402 * red, 1.772 * blue), 0)
    return tint


def _commonest(levels: NDArray[np.uint8]) -> float:
    """The level of most of a page: that of its paper, be it yellow."""
    return float(np.median(levels[::COARSE, ::COARSE]))


def _evened(lightness: NDArray[np.uint8], scale: float) -> Tones:
    """Each pixel against the lightest paper around it."""
    rows, columns = lightness.shape
    small = cv2.resize(
        lightness, (max(columns // COARSE, 1), max(rows // COARSE, 1)), interpolation=cv2.INTER_AREA
    )
    width = max(3, round(BACKGROUND * scale / COARSE)) | 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (width, width))
    light = cv2.GaussianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, kernel), (0, 0), width)
    light = cv2.resize(light, (columns, rows), interpolation=cv2.INTER_LINEAR)
    light = np.maximum(light, DARKEST_PAPER)
    evened: Tones = cv2.divide(lightness, light, scale=PAPER)
    return evened


def _unstained(tones: Tones, stained: Mask) -> Tones:
    """The tones with what a coloured stain darkens made paper, and print beneath it kept."""
    stain = stained & (tones > STAIN_DARKEST)
    if not stain.any():
        return tones
    clear = _palest(tones[stain])
    beneath = min(float(np.percentile(tones[stain], 1)), clear - BENEATH)
    share = (tones.astype(np.float32) - beneath) / (clear - beneath)
    lifted = (np.clip(share, 0, 1) * PAPER).astype(np.uint8)
    around = cv2.dilate(stained.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return np.where(around & (tones > STAIN_DARKEST), lifted, tones)


def _palest(stained: Tones) -> float:
    """The tone from which on a stain lies on bare paper: just below the commonest one."""
    counts = np.bincount(stained, minlength=256).astype(np.float32)
    smooth = np.convolve(counts, np.ones(9), "same")
    middle = float(smooth[STAIN_DARKEST:].argmax() + STAIN_DARKEST)
    spread = float(np.percentile(stained, 90)) - middle
    return middle - min(max(SPREAD * spread, NARROWEST), WIDEST)


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
    bare: Mask = alone & (tints < WHOLE * full) & (dark < DEEPEST * each * full)
    return bare
