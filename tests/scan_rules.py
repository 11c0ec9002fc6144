"""Rules of a printed table that toner, copies or scanners lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from scan_print import POINT

if TYPE_CHECKING:
    from random import Random

    from scan_print import Sheet

    from parsers.picture import Pixels

SHORTEST = 26.0  # points: longer than any character's stroke
DARK = 200  # levels: a thin rule is grey where it falls between pixels, a shaded head lighter


@dataclass(frozen=True, slots=True)
class Rulings:
    """`ink` is how dark rules are, from 0 to 1; `lost` is the share of them that is missing.

    `gaps` are breaks of 2 to 6 points, per rule.
    """

    ink: float = 1.0
    lost: float = 0.0
    gaps: int = 0

    @property
    def whole(self) -> bool:
        """Nothing is wrong with them."""
        return self == Rulings()


def spoilt_rules(sheet: Sheet, rulings: Rulings, chance: Random) -> Pixels:
    """The page's pixels with its rules spoilt; where two cross, neither is touched."""
    if rulings.whole:
        return sheet.pixels
    dark = (sheet.pixels.min(axis=2) < DARK).astype(np.uint8)
    length = round(SHORTEST / POINT * sheet.dpi)
    level = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    upright = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    faded = np.zeros(dark.shape, np.float32)
    for own, other in ((level, upright), (upright, level)):
        beside = cv2.dilate(other, np.ones((3, 3), np.uint8))
        faded = np.maximum(faded, _faded(own, rulings, sheet.dpi, chance) * (1 - beside))
    lighter = 255 - (255 - sheet.pixels.astype(np.float32)) * (1 - faded[..., None])
    return lighter.round().astype(np.uint8)


def _faded(rules: np.ndarray, rulings: Rulings, dpi: int, chance: Random) -> np.ndarray:
    """How much of the ink is gone, by pixel."""
    count, _, boxes, _ = cv2.connectedComponentsWithStats(rules)
    faded = np.zeros(rules.shape, np.float32)
    for x, y, width, height, _ in boxes[1:count]:
        x0, y0 = max(x - 1, 0), max(y - 1, 0)
        own = faded[y0 : y + height + 1, x0 : x + width + 1]
        own[:] = 1.0 if chance.random() < rulings.lost else 1 - rulings.ink
        for _ in range(rulings.gaps):
            _break(own, dpi, chance)
    return faded


def _break(own: np.ndarray, dpi: int, chance: Random) -> None:
    """Take a piece out of a rule, whichever way it runs."""
    along = own if own.shape[0] > own.shape[1] else own.T
    length = round(chance.uniform(2, 6) / POINT * dpi)
    start = chance.randrange(max(1, len(along) - length))
    along[start : start + length] = 1.0
