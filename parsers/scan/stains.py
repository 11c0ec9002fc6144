"""Where coloured stains lie on a page, and the page as it shows with them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from .ink import PAPER
from .light import commonest, disc, light_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from parsers.picture import Pixels

    from .ink import Levels, Mask, Tones

RED, BLUE = 1.402, 1.772
"""How red and blue come back from lightness and their differences from it (ITU-T T.871, 7)."""
GREY = 128
"""The difference of red, or blue, from lightness where there is no colour (ITU-T T.871, 7)."""
COLOURED = 32.0
"""Levels of tint from which on a pixel is stained."""
AROUND = 1.2
"""Points to every side of a stain in which its colour, which JPEG spreads, darkens the paper."""
FAINT = 6.0
"""Levels of tint around a pixel from which on there is a stain."""
BROAD = 2.0
"""Points: a stain as wide hides print beneath it, and is wide enough to be known for itself."""
COVERED = 128
"""What stands for a broad stain, between paper and the 0 of a thin one."""
BENEATH = 0.6
"""Of the way from paper to usual ink, beyond which no thin stain is dark by itself in the lightest
of its colours."""
DARKER, DARKEST = 1.2, 0.85
"""By how much print is darker than a stain, and of usual ink how dark it is at most."""


@dataclass(frozen=True, slots=True, eq=False)
class Stained:
    """A page with its stains left in, in the lightest of each pixel's colours, its light evened.

    `clear` is paper where no stain's colour lies, be it spread by JPEG, `COVERED` where a broad one
    does, and 0 where a thin one does. `shade` is how dark stains are by themselves, in levels
    below paper.
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
        dark = self._dark(usual)
        if dark is None:
            return black
        ink: Mask = np.where(self.beside, dark, black)
        return ink

    def ruled(self, black: Mask, usual: float) -> Mask:
        """Where rules may be: as `ink`, and what is dark beneath any stain, which a rule is."""
        dark = self._dark(usual)
        return black if dark is None else black | (dark & self.near)

    def _dark(self, usual: float) -> Mask | None:
        """What is darker than any stain by itself, None where stains are as dark as print."""
        full = PAPER - usual
        least = max(BENEATH * full, DARKER * self.shade)
        return self.shown < PAPER - least if least <= DARKEST * full else None


def stained_in(pixels: Pixels, scale: float) -> Stained | None:
    """The page with its stains, None where it has none.

    Args:
        pixels: the page.
        scale: pixels a point.
    """
    tint = tint_in(pixels, scale)
    if tint is None:
        return None
    red, green, blue = cv2.split(pixels)
    lightest = cv2.max(cv2.max(red, green), blue)
    shown = cv2.divide(lightest, light_of(lightest, scale), scale=PAPER)
    stained = tint.levels > COLOURED
    width = 2 * round(AROUND * scale) + 1
    spread = cv2.blur(tint.levels, (width, width)) > FAINT
    broad = cv2.morphologyEx(stained.astype(np.uint8), cv2.MORPH_OPEN, disc(BROAD * scale)) > 0
    clear = np.full_like(shown, PAPER)
    clear[tint.part] = np.where(broad, COVERED, np.where(spread, 0, PAPER))
    return Stained(shown, clear, PAPER - float(np.median(shown[tint.part][stained])))


class Tint(NamedTuple):
    """By how much the lightest colour is lighter than grey, in the part of a page that has stains.

    `part` are its rows and columns, with what is around the stains; `levels` are against the
    paper's own tint, at least 0.
    """

    part: tuple[slice, slice]
    levels: Levels


def tint_in(pixels: Pixels, scale: float) -> Tint | None:
    """The tint of a page, None where it has no stains; `scale` is in pixels a point."""
    lightness, *colours = cv2.split(cv2.cvtColor(pixels, cv2.COLOR_RGB2YCrCb))
    uncoloured = [cv2.LUT(lightness, _fading(lightness, colour)) for colour in colours]
    part = _stained_part(colours, uncoloured, scale)
    if part is None:
        return None
    red, blue = (
        colour[part].astype(np.float32) - own[part]
        for colour, own in zip(colours, uncoloured, strict=True)
    )
    levels: Levels = np.maximum(np.maximum(RED * red, BLUE * blue), 0)
    return Tint(part, levels)


def _fading(lightness: NDArray[np.uint8], colour: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """What a colour is on unstained paper, for each lightness from 0 to 255.

    The paper's own colour goes where ink covers it: black print has none, be the paper yellow.
    """
    paper, own = commonest(lightness), commonest(colour)
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
