"""Ink on paper: colours that darken what lies under them, as pigments do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from random import Random

    from parsers.picture import Pixels

Mask = NDArray[np.float32]
"""(rows, columns), from 0, no ink, to 1."""

Colour = tuple[int, int, int]
"""Red, green and blue from 0 to 255."""


def inked(pixels: Pixels, mask: Mask, colour: Colour, x: int, y: int) -> Pixels:
    """The picture with the mask's upper left corner laid at x, y; what hangs over is cut off."""
    height, width = pixels.shape[:2]
    x0, y0 = max(x, 0), max(y, 0)
    x1, y1 = min(x + mask.shape[1], width), min(y + mask.shape[0], height)
    if x0 >= x1 or y0 >= y1:
        return pixels
    own = mask[y0 - y : y1 - y, x0 - x : x1 - x, None]
    taken = 1 - np.array(colour, np.float32) / 255
    result = pixels.copy()
    result[y0:y1, x0:x1] = result[y0:y1, x0:x1] * (1 - own * taken)
    return result


def mottled(mask: Mask, chance: Random, grain: int, least: float) -> Mask:
    """The mask with ink that did not take everywhere; `grain` in pixels, `least` of it stays."""
    return mask * (least + (1 - least) * clouds(mask.shape, chance, grain))


def clouds(shape: tuple[int, ...], chance: Random, grain: int) -> Mask:
    """Smooth chance between 0 and 1, with spots about `grain` pixels wide."""
    height, width = shape[:2]
    small = (height // grain + 2, width // grain + 2)
    spots = source_of(chance).random(small, np.float32)
    return np.clip(cv2.resize(spots, (width, height), interpolation=cv2.INTER_CUBIC), 0, 1)


def source_of(chance: Random) -> np.random.Generator:
    """numpy's source of chance, which depends on this one."""
    return np.random.default_rng(chance.getrandbits(64))
