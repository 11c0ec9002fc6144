"""The ends of a line whose outermost strokes are too thin or pale to count as ink: 《, 一, 三."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from .components import components_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .ink import Mask
    from .print_lines import Strip

REACH = 1.1
"""Heights of print beside a line in which a character of it may begin or end."""

STROKE = 0.02
"""Of the square of the height of print: the pixels of the least stroke; paper's noise is less."""

LOWEST = 0.25
"""Heights of print that a stroke spans at least, one way or the other."""


def stretched(strips: Sequence[Strip], pale: Mask, upright: Mask, height: float) -> Iterator[Strip]:
    """The lines, each to the ends of the pale strokes right beside it.

    Args:
        strips: lines of print.
        pale: what is ink on the page, or nearly as dark, its rules left out.
        upright: the pixels of upright rules with their fringes: no line goes beyond one.
        height: the usual height of print, in pixels.
    """
    for strip in strips:
        left, right = _room(strip, strips, upright, height)
        boxes = _strokes(pale, replace(strip, x0=left, x1=right), height)
        ends = [strip.x0, *boxes[:, 0].tolist()], [strip.x1, *boxes[:, 1].tolist()]
        yield replace(strip, x0=min(ends[0]), x1=max(ends[1]))


def _room(strip: Strip, strips: Sequence[Strip], upright: Mask, height: float) -> tuple[int, int]:
    """How far a line may go to the left and to the right: up to a rule, or to another line."""
    reach = round(REACH * height)
    left, right = max(strip.x0 - reach, 0), min(strip.x1 + reach, upright.shape[1])
    for other in strips:
        if other.y0 < strip.y1 and other.y1 > strip.y0 and other is not strip:
            if other.x1 <= strip.x0:
                left = max(left, (other.x1 + strip.x0) // 2)
            if other.x0 >= strip.x1:
                right = min(right, (other.x0 + strip.x1) // 2)
    ruled = np.flatnonzero(upright[(strip.y0 + strip.y1) // 2, left:right]) + left
    before, after = ruled[ruled < strip.x0], ruled[ruled >= strip.x1]
    return int(before.max(initial=left - 1)) + 1, int(after.min(initial=right))


def _strokes(pale: Mask, area: Strip, height: float) -> np.ndarray:
    """The strokes in an area: (count, 2), from where to where each goes."""
    part = pale[area.y0 : area.y1, area.x0 : area.x1].astype(np.uint8)
    stats = components_of(part).stats
    left, _, width, tall, pixels = stats[1:].T
    least = LOWEST * height
    kept = (pixels >= STROKE * height**2) & (np.maximum(width, tall) >= least)
    return np.stack((left[kept], (left + width)[kept]), axis=1) + area.x0
