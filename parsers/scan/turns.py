"""Which way up a page lies: the way in which its print can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .plate import plate_of
from .reading import legibility, printed_on

if TYPE_CHECKING:
    from parsers.picture import Pixels

    from .reading import Printed

ORDER = (0, 2, 3, 1)
"""Quarter turns against the clock, in the order in which they are tried: pages lie upright, or
upside down in the feeder, or on their side."""
LEGIBLE = 0.75
"""The recogniser's certainty of print that lies upright, at least: even a faint fax has 0.85, and
print that lies on its side or its head 0.2 to 0.6."""


def upright(pixels: Pixels, scale: float, threads: int) -> Printed:
    """What is printed on a page, which is turned by quarters until it can be read.

    Args:
        pixels: the page, lying any way round.
        scale: pixels a point.
        threads: cores to be used at once; 0 for all.
    """
    best: tuple[float, Printed] | None = None
    for turns in ORDER:
        turned = np.ascontiguousarray(np.rot90(pixels, turns))
        printed = printed_on(plate_of(turned, scale))
        legible = legibility(printed, threads)
        if legible >= LEGIBLE:
            return printed
        if best is None or legible > best[0]:
            best = legible, printed
    return best[1] if best else printed
