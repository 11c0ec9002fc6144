"""Whether a straight stroke stands free, as rules do, or is part of characters."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parsers.page import Ruling

    from .ink import Flags

NEAR = 0.6
"""Points beside a rule in which there is air, but where print or other rules touch it."""
SOLID, SOLID_LONG = 0.93, 0.85
"""Of a short upright rule's length, and of a long one's, that has ink."""
LONG = 60.0
"""Points: no strokes of characters that touch one another are as long."""
FREE_LONG = 0.15
"""Of a longer level rule, that has air on both sides: in low rows print touches it all along."""
FREE = 0.55
"""Of a rule's length, with air on both sides; strokes of characters joined to one have less."""


def stands_free(ink: Flags, stroke: Ruling, thickness: float, scale: float) -> bool:
    """Whether there is air right above and below most of a stroke; in print others cross it."""
    return free_share(ink, stroke, thickness, scale) >= FREE


def free_share(ink: Flags, stroke: Ruling, thickness: float, scale: float) -> float:
    """The share of a level stroke's length at which it has ink, and air right above and below.

    Where a rule wanders by a row, it is looked for in the rows beside it.

    Args:
        ink: the page's ink.
        stroke: in pixels.
        thickness: in pixels.
        scale: pixels a point.
    """
    left, right, middle = int(stroke.start), int(stroke.end), round(stroke.at)
    half = math.ceil(thickness / 2)
    near = half + 1 + max(1, round(NEAR * scale))
    inked = ink[max(middle - half, 0) : middle + half + 1, left:right].any(axis=0)
    above = ink[max(middle - near, 0) : max(middle - half - 1, 0), left:right].any(axis=0)
    below = ink[middle + half + 2 : middle + near + 1, left:right].any(axis=0)
    return float((inked & ~above & ~below).mean()) if right > left else 0.0


def is_solid(ink: Flags, stroke: Ruling, thickness: float, scale: float) -> bool:
    """Whether a stroke has ink all along, as rules have; long ones may be worn.

    In low rows that say the same, upright strokes stand one over the other, each up to its rules:
    between them there is a little air.
    """
    left, right, middle = int(stroke.start), int(stroke.end), round(stroke.at)
    # The middle of a double rule is white.
    half = math.ceil(thickness / 2)
    along = ink[max(middle - half, 0) : middle + half + 1, left:right].any(axis=0)
    least = SOLID if stroke.length < LONG * scale else SOLID_LONG
    return float(along.mean()) >= least
