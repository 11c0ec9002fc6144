"""Short strokes in a row -> the rules that they make: dashed, dotted, or worn away."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from .components import components_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .ink import Flags

THINNEST = 2.2
"""Points: the bits of a rule are no thicker."""
LONGEST = 14.0
"""Points: longer strokes are rules by themselves."""
APART, ACROSS = 3.4, 9.0
"""Points from bit to bit; and where the two bits that cross lie between them, in one piece."""
CROSSED = 0.4
"""Of the way across such a piece, that has ink; a plain rule between two figures 1 has less."""
ASIDE = 0.7
"""Points by which the next bit may lie higher or lower."""
FEWEST = 6
"""Bits of a rule: the six dots of …… and a dash or two are no rule."""


class Bit(NamedTuple):
    """A short level stroke, in pixels."""

    left: int
    right: int
    top: int
    bottom: int

    @property
    def middle(self) -> float:
        """The row halfway down."""
        return (self.top + self.bottom) / 2


def dashes_of(ink: Flags, scale: float, shortest: float) -> Flags:
    """The level rules that are made of bits, drawn whole.

    Args:
        ink: the page's ink.
        scale: pixels a point.
        shortest: points from the first bit to the last: the dots of …… are 20 from end to end where
            print has 10 points, and bits one below the other are no print.
    """
    drawn = np.zeros_like(ink)
    for chain in _chains(ink, scale):
        long = chain[-1].right - chain[0].left >= shortest * scale
        if len(chain) >= FEWEST and long and _has_air(chain, ink):
            for one, next_one in pairwise(chain):
                top, bottom = min(one.top, next_one.top), max(one.bottom, next_one.bottom)
                drawn[top:bottom, one.left : next_one.right] = 1
    return drawn


def _has_air(chain: Sequence[Bit], ink: Flags) -> bool:
    """Whether most gaps are bare: between the figures 1 of low rows there is a rule."""
    crossed = [
        bool(ink[min(a.top, b.top) : max(a.bottom, b.bottom), a.right : b.left].any())
        for a, b in pairwise(chain)
    ]
    return sum(crossed) < len(crossed) / 2


def _bits(ink: Flags, scale: float) -> Iterator[Bit]:
    stats = components_of(ink).stats
    thin = stats[1:][stats[1:, cv2.CC_STAT_HEIGHT] <= THINNEST * scale]
    short = thin[thin[:, cv2.CC_STAT_WIDTH] <= LONGEST * scale]
    for left, top, width, height, _ in short.tolist():
        if width >= height:
            yield Bit(left, left + width, top, top + height)


def _chains(ink: Flags, scale: float) -> Sequence[Sequence[Bit]]:
    """The bits in rows of followers, each begun by a bit that follows none."""
    chains: list[list[Bit]] = []
    lanes: defaultdict[int, list[list[Bit]]] = defaultdict(list)  # those that may go on, by height
    for bit in sorted(_bits(ink, scale)):
        lane = int(bit.middle / (ASIDE * scale))
        for number in (lane - 1, lane, lane + 1):
            lanes[number] = [c for c in lanes[number] if bit.left - c[-1].right <= ACROSS * scale]
        near = lanes[lane - 1] + lanes[lane] + lanes[lane + 1]
        before = [c for c in near if _follows(c[-1], bit, ink, scale)]
        if not before:
            chains.append([bit])
            lanes[lane].append(chains[-1])
            continue
        nearest = min(
            before, key=lambda c: (abs(c[-1].middle - bit.middle), bit.left - c[-1].right)
        )
        if bit.right > nearest[-1].right:
            lanes[int(nearest[-1].middle / (ASIDE * scale))].remove(nearest)
            nearest.append(bit)
            lanes[lane].append(nearest)
    return chains


def _follows(last: Bit, bit: Bit, ink: Flags, scale: float) -> bool:
    if abs(last.middle - bit.middle) > ASIDE * scale:
        return False
    if bit.left - last.right <= APART * scale:
        return True
    between = ink[min(last.top, bit.top) : max(last.bottom, bit.bottom), last.right : bit.left]
    return float(between.any(axis=0).mean()) >= CROSSED
