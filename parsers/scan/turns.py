"""Which way up a page lies: the way in which its print can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .plate import plate_of
from .reading import glimpsed, printed_on, transcribed
from .turned import turned

if TYPE_CHECKING:
    from parsers.picture import Pixels

    from .reading import Printed, Transcript

WAYS = (0, 2, 3, 1)
"""Quarter turns against the clock, the likelier first: a page may be upside down in the feeder, or
on its side."""
LEGIBLE = 0.75
"""The recogniser's certainty of print that lies upright, at least: even a faint fax has 0.85, and
print on its head 0.1 to 0.3. On its side it has as little to one side, and up to 1 to the other."""
LYING = 0.5
"""What legibility counts where print lies on its side: more than that of print on its head."""


def upright(pixels: Pixels, scale: float, threads: int) -> Transcript:
    """What is printed on a page, which is turned by quarters until it can be read.

    Args:
        pixels: the page, lying any way round.
        scale: pixels a point.
        threads: cores to be used at once; 0 for all.
    """
    as_it_lies = printed_on(plate_of(pixels, scale))
    if not as_it_lies.lies:
        first = transcribed(as_it_lies, threads)
        if first.legibility >= LEGIBLE:
            return first
    best = max(WAYS, key=lambda turns: _uprightness(glimpsed(turned(as_it_lies, turns), threads)))
    return transcribed(_printed(pixels, best, scale) if best else as_it_lies, threads)


def _uprightness(transcript: Transcript) -> float:
    """How well the page can be read, and less where it could be read from its side."""
    return transcript.legibility * (LYING if transcript.printed.lies else 1)


def _printed(pixels: Pixels, turns: int, scale: float) -> Printed:
    return printed_on(plate_of(np.ascontiguousarray(np.rot90(pixels, turns)), scale))
