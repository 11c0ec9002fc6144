"""Pixels -> tones: how light each pixel is against the paper beside it, whatever colour stains it.

Seals, stamps, markers and ball pens are coloured, print is black: the lightest of a pixel's three
colours is dark only where black ink lies, also beneath a seal.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
RED, BLUE = 1.402, 1.772
"""How red and blue come back from lightness and their differences from it (ITU-T T.871, 7)."""
NEAR_PAPER = 55
"""Levels below paper within which its own noise lies."""
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
"""Points to every side of a stain in which its colour, which JPEG spreads, darkens the paper."""
STROKE = 4.0
"""Points: no stroke of print is as wide; what is stained as widely is paper beneath the stain."""
SHADE, FRINGED = 25, 15
"""Levels by which a stain, and its fringe, stay darker than paper, at least."""
DEEPEST = 98
"""Percent of the stained pixels that are lighter than the print beneath a stain."""
LEAST, MOST_CONTRAST = 30.0, 2.0
"""The least darkness that may be print, and by how much it is made darker at most: noise is too."""
FAINT = 6.0
"""Levels of tint around a pixel from which on there is a stain."""
EXCESS = 0.3
"""Of a stain's own darkness, by which it may be darker around a pixel and have no print beneath."""
WHOLE = 0.5
"""Of a stain's full tint, around a pixel: where there is more, each pixel has its own."""
FULLEST = 1.35
"""Of a stain's darkness where it is full, by which no pixel of it is darker: that is print."""
BROAD = 2.0
"""Points: a stain as wide hides print beneath it, and is wide enough to be known for itself."""
COVERED = 128
BENEATH = 0.6
"""Of the way from paper to usual ink, beyond which no thin stain is dark by itself in the lightest
of its colours."""
DARKER, DARKEST = 1.2, 0.85
"""By how much print is darker than a stain, and of usual ink how dark it is at most."""
SLIGHT = 5.0
"""Levels of darkness that paper has of its own."""
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
    lightness, *colours = cv2.split(cv2.cvtColor(pixels, cv2.COLOR_RGB2YCrCb))
    light = _light(lightness, scale)
    tones: Tones = cv2.divide(lightness, light, scale=PAPER)
    uncoloured = [cv2.LUT(lightness, _fading(lightness, colour)) for colour in colours]
    part = _stained_part(colours, uncoloured, scale)
    if part is not None:
        red, blue = (
            colour[part].astype(np.float32) - own[part]
            for colour, own in zip(colours, uncoloured, strict=True)
        )
        tones[part] = _cleaned(lightness[part], light[part], _tint(red, blue), scale)
    return tones


@dataclass(frozen=True, slots=True, eq=False)
class Stained:
    """A page with its stains left in, in the lightest of each pixel's colours, its light evened.

    `clear` is paper where no stain's colour lies, be it spread by JPEG, `COVERED` where a broad one
    does, and 0 where a thin one does. `shade` is how dark stains are by themselves, in levels below paper.
    """

    shown: Tones
    clear: Tones
    shade: float

    def moved(self, movement: Callable[[Tones], Tones]) -> Stained:
        """The same, of the page moved."""
        return replace(self, shown=movement(self.shown), clear=movement(self.clear))

    @property
    def near(self) -> Mask:
        """Where a stain lies."""
        near: Mask = self.clear < (PAPER + COVERED) // 2
        return near

    @property
    def beside(self) -> Mask:
        """Where a thin stain lies, or the edge of a broad one."""
        beside: Mask = self.clear < COVERED // 2
        return beside

    def ink(self, black: Mask, usual: float) -> Mask:
        """The ink of the page; beneath thin stains what none of them is as dark as.

        Where a broad one lies it hides print, which shows no darker than a thin stain.

        Args:
            black: the ink of the page without its stains.
            usual: how dark most of it is.
        """
        full = PAPER - usual
        least = max(BENEATH * full, DARKER * self.shade)
        if least > DARKEST * full:
            return black
        ink: Mask = np.where(self.beside, self.shown < PAPER - least, black)
        return ink


def stained_in(pixels: Pixels, scale: float) -> Stained | None:
    """The page with its stains, None where it has none; the arguments are those of `tones_of`."""
    lightness, *colours = cv2.split(cv2.cvtColor(pixels, cv2.COLOR_RGB2YCrCb))
    uncoloured = [cv2.LUT(lightness, _fading(lightness, colour)) for colour in colours]
    part = _stained_part(colours, uncoloured, scale)
    if part is None:
        return None
    red, blue = (
        colour[part].astype(np.float32) - own[part]
        for colour, own in zip(colours, uncoloured, strict=True)
    )
    width = 2 * round(AROUND * scale) + 1
    clear = np.full_like(lightness, PAPER)
    tint = _tint(red, blue)
    spread = cv2.blur(tint, (width, width)) > FAINT
    broad = cv2.morphologyEx(
        (tint > COLOURED).astype(np.uint8), cv2.MORPH_OPEN, _disc(BROAD * scale)
    )
    clear[part] = np.where(broad > 0, COVERED, np.where(spread, 0, PAPER))
    lightest = pixels.max(axis=2)
    shown = cv2.divide(lightest, _light(lightest, scale), scale=PAPER)
    shade = PAPER - float(np.median(shown[part][tint > COLOURED]))
    return Stained(shown, clear, shade)


def _fading(lightness: NDArray[np.uint8], colour: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """What a colour is on unstained paper, for each lightness from 0 to 255.

    The paper's own colour goes where ink covers it: black print has none, be the paper yellow.
    """
    paper, own = _commonest(lightness), _commonest(colour)
    levels = np.arange(PAPER + 1) / max(paper, 1.0)
    return np.clip(np.rint(GREY + (own - GREY) * levels), 0, PAPER).astype(np.uint8)


def _stained_part(
    colours: Sequence[NDArray[np.uint8]], uncoloured: Sequence[NDArray[np.uint8]], scale: float
) -> tuple[slice, slice] | None:
    """The rows and columns among which all stains lie, with what is around them; None without."""
    stained = [
        cv2.subtract(colour, own) > COLOURED / weight
        for colour, own, weight in zip(colours, uncoloured, (RED, BLUE), strict=True)
    ]
    both = stained[0] | stained[1]
    if not both.any():
        return None
    rows, columns = np.flatnonzero(both.any(axis=1)), np.flatnonzero(both.any(axis=0))
    reach = round(2 * AROUND * scale) + 1
    return (
        slice(max(int(rows[0]) - reach, 0), int(rows[-1]) + reach),
        slice(max(int(columns[0]) - reach, 0), int(columns[-1]) + reach),
    )


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
    paper = _light(lightest, scale)
    near = np.minimum(_light_beside(lightest, scale), paper)
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


def _light_beside(lightest: NDArray[np.uint8], scale: float) -> NDArray[np.uint8]:
    """How light what no print covers is around each pixel, be it stained."""
    width = max(3, round(STROKE * scale)) | 1
    light = cv2.morphologyEx(lightest, cv2.MORPH_CLOSE, _disc(width))
    least: NDArray[np.uint8] = np.maximum(
        cv2.GaussianBlur(light, (0, 0), width / 3), np.uint8(DARKEST_PAPER)
    )
    return least


def black_of(tones: Tones) -> Mask:
    """Which pixels are ink: darker than halfway between the paper and the page's usual ink."""
    return tones < (PAPER + usual_ink(tones)) / 2


def usual_ink(tones: Tones) -> float:
    """How dark most of a page's ink is."""
    dark = tones[tones < 200]  # noqa: PLR2004 - far from paper
    return float(np.percentile(dark, 25)) if len(dark) else 0.0


def faint_of(tones: Tones) -> Mask:
    """Which pixels may be ink, however faint: those that stand out of the paper's own noise."""
    counts = np.bincount(tones.ravel(), minlength=PAPER + 1)
    counts[: PAPER - NEAR_PAPER] = 0
    usual = _middle(counts)
    levels = np.abs(np.arange(len(counts)) - usual)
    noise = _middle(np.bincount(levels, weights=counts))
    return tones < PAPER - max(FAINTEST, NOISES * noise)


def _middle(counts: NDArray[Any]) -> int:
    """The level below which half of all lie."""
    return int(np.searchsorted(counts.cumsum(), counts.sum() / 2))


def _tint(red: Levels, blue: Levels) -> Levels:
    """By how much each pixel's lightest colour is lighter than its grey, against the paper's own.

    Args:
        red: the difference of red from lightness, against that of unstained paper.
        blue: the same of blue.
    """
    tint: Levels = np.maximum(np.maximum(RED * red, BLUE * blue), 0)
    return tint


def _commonest(levels: NDArray[np.uint8]) -> float:
    """The level of most of a page: that of its paper, be it yellow."""
    return float(np.median(levels[::COARSE, ::COARSE]))


def _light(lightness: NDArray[np.uint8], scale: float) -> NDArray[np.uint8]:
    """How light the paper is at each pixel: as the lightest around it."""
    rows, columns = lightness.shape
    small = cv2.resize(
        lightness, (max(columns // COARSE, 1), max(rows // COARSE, 1)), interpolation=cv2.INTER_AREA
    )
    width = max(3, round(BACKGROUND * scale / COARSE)) | 1
    light = cv2.GaussianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, _disc(width)), (0, 0), width)
    light = cv2.resize(light, (columns, rows), interpolation=cv2.INTER_LINEAR)
    least: NDArray[np.uint8] = np.maximum(light, np.uint8(DARKEST_PAPER))
    return least


def _disc(width: float) -> Flags:
    """A disc of so many pixels, at least 3 and odd."""
    size = max(3, round(width)) | 1
    disc: Flags = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)).astype(np.uint8)
    return disc
