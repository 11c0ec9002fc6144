"""How far the lines of a page lean."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .ink import Mask, Tones

MOST = 6.0
"""Degrees: feeders lean by up to 2, hands by up to 5."""
STEPS = (0.5, 0.1, 0.02)
"""Degrees between the angles that are tried, each round finer around the best one before."""
MOST_POINTS = 60_000
"""Pixels of ink that are asked: more do not change the hundredth of a degree."""


def lean_of(black: Mask) -> float:
    """The angle in degrees by which lines fall to the right, between -MOST and MOST."""
    rows, columns = np.nonzero(black)
    if not len(rows):
        return 0.0
    stride = max(1, len(rows) // MOST_POINTS)
    x, y = columns[::stride].astype(np.float64), rows[::stride].astype(np.float64)
    best, reach = 0.0, MOST
    for step in STEPS:
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(angles, key=lambda a: _sharpness(x, y, a)))
        reach = step
    return best


def turned_back(tones: Tones, degrees: float) -> Tones:
    """The page turned so that lines which fall by this angle lie level, on paper."""
    rows, columns = tones.shape
    matrix = cv2.getRotationMatrix2D((columns / 2, rows / 2), degrees, 1.0)
    turned: Tones = cv2.warpAffine(
        tones, matrix, (columns, rows), flags=cv2.INTER_CUBIC, borderValue=255
    )
    return turned


def _sharpness(x: NDArray[np.float64], y: NDArray[np.float64], degrees: float) -> float:
    """How unevenly ink falls on level lines: most where lines of print lie along them."""
    heights = y - x * math.tan(math.radians(degrees))
    counts = np.bincount((heights - heights.min()).astype(np.int64))
    return float((np.diff(counts.astype(np.float64)) ** 2).sum())
