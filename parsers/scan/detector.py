"""Where lines of print stand on a page, or a part of it, that no rules divide."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from parsers.cores import cores

from .print_lines import Strip
from .recogniser import engine

if TYPE_CHECKING:
    from .ink import Tones

COARSE = 110.0
"""Dots an inch at which lines are looked for: print of 8 points is 12 pixels high."""
LONGEST = 4000
"""Pixels of a side, beyond which the model's own scaling would set in."""


def found_lines(tones: Tones, scale: float, threads: int) -> list[Strip]:
    """The lines of print in a part of a page, in pixels of that part, in no order.

    Args:
        tones: the part, straight.
        scale: pixels a point.
        threads: cores to be used at once; 0 for all.
    """
    rows, columns = tones.shape
    share = min(1.0, COARSE / 72 / scale, LONGEST / max(rows, columns))
    size = (max(32, round(columns * share)), max(32, round(rows * share)))
    small = cv2.resize(tones, size, interpolation=cv2.INTER_AREA)
    found = _model(threads)(cv2.cvtColor(small, cv2.COLOR_GRAY2BGR))
    if found.boxes is None:
        return []
    scaled = np.asarray(found.boxes) * (columns / size[0], rows / size[1])
    low = np.floor(scaled.min(axis=1)).astype(int)
    high = np.ceil(scaled.max(axis=1)).astype(int)
    return [
        Strip(int(x0), int(y0), int(x1), int(y1))
        for (x0, y0), (x1, y1) in zip(low, high, strict=True)
    ]


@cache
def _model(threads: int) -> Any:  # noqa: ANN401 - a foreign object
    return engine(threads or cores())._load_det_model()  # noqa: SLF001 - the one way to the bare model
