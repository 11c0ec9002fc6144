"""A page as a picture: what a scanner, a camera or a renderer made of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""(rows, columns, 3), red, green and blue from 0 to 255."""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """The pixels of a page, upright or not, and the size of the paper that they show.

    `width` and `height` are points (1/72 inch) as the picture stands; both are None where the file
    does not say: then the size is estimated.
    """

    pixels: Pixels
    width: float | None = None
    height: float | None = None
