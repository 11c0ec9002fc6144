"""Which way up a page lies: the way in which its print can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .plate import plate_of
from .reading import glimpsed, printed_on, transcribed
from .turned import turned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.picture import Pixels

    from .reading import Printed, Transcript

WAYS = (0, 2, 3, 1)
"""Quarter turns against the clock, the likelier first: a page may be upside down in the feeder, or
on its side."""
ASIDE = (0, 3, 1)
"""Those of a page whose print seems to lie on its side."""
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
    if as_it_lies.lies:
        turns, legibility = _likeliest(as_it_lies, ASIDE, threads)
        if legibility < LEGIBLE:
            turns, _ = _likeliest(as_it_lies, WAYS, threads)
        return _transcribed(pixels, as_it_lies, turns, threads)
    first = transcribed(as_it_lies, threads)
    if first.legibility >= LEGIBLE:
        return first
    turns, _ = _likeliest(as_it_lies, WAYS, threads)
    return _transcribed(pixels, as_it_lies, turns, threads) if turns else first


def _likeliest(printed: Printed, ways: Sequence[int], threads: int) -> tuple[int, float]:
    """The turn after which some lines can be read best, and how well that is."""
    seen = {turns: glimpsed(turned(printed, turns), threads) for turns in ways}
    best = max(ways, key=lambda turns: _uprightness(seen[turns]))
    return best, seen[best].legibility


def _transcribed(pixels: Pixels, printed: Printed, turns: int, threads: int) -> Transcript:
    """All that is printed on a page after so many turns; `printed` is what is there before."""
    if turns:
        upright_pixels = np.ascontiguousarray(np.rot90(pixels, turns))
        printed = printed_on(plate_of(upright_pixels, printed.scale))
    return transcribed(printed, threads)


def _uprightness(transcript: Transcript) -> float:
    """How well the page can be read, and less where it could be read from its side."""
    return transcript.legibility * (LYING if transcript.printed.lies else 1)
