"""Print without the rules that it stands between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from .ink import Flags, Mask

FRINGE = 0.35
"""Points beside a rule that its blur darkens."""
CROSSING = 0.3
"""Points on either side of a rule in which the stroke that crosses it must have ink: print that
comes near it from both sides does not cross."""

RUN = 1.2
"""Points over which a stroke that crosses a rule has ink on either side."""
AROUND = 9.0
"""Points along a rule, about a character, over which crossing strokes are counted."""
STRADDLED = 0.15
"""Of a rule's length, that strokes cross where print straddles it."""
SOME = 1e-3
"""Share of a band around a pixel; less is none."""
CORNER = 1.6
"""Points around a crossing in which rules, their blur and their broken ends lie."""


@dataclass(frozen=True, slots=True, eq=False)
class Erased:
    """Which pixels are rules and nothing else, and which lie around a place where rules cross."""

    gone: Mask
    crossings: Mask


def erased(black: Mask, level: Mask, upright: Mask, scale: float) -> Erased:
    """What is to be taken out of a page: where a stroke of print crosses a rule, it is left whole.

    Args:
        black: the page's ink.
        level: the pixels of its level rules.
        upright: those of its upright rules.
        scale: pixels a point.
    """
    lying = _band(level.astype(np.uint8), scale)
    standing = np.ascontiguousarray(
        _band(np.ascontiguousarray(upright.T.astype(np.uint8)), scale).T
    )
    rest = black & (lying == 0) & (standing == 0)
    ink = rest.astype(np.uint8)
    crossed = _crossed(ink, lying, scale)
    crossed_too = _crossed(np.ascontiguousarray(ink.T), np.ascontiguousarray(standing.T), scale).T
    gone: Mask = ((lying > 0) & ~crossed) | ((standing > 0) & ~crossed_too)
    reach = 2 * round(CORNER * scale) + 1
    around = np.ones((reach, reach), np.uint8)
    crossings: Mask = (cv2.dilate(lying, around) > 0) & (cv2.dilate(standing, around) > 0)
    return Erased(gone, crossings)


def _band(mask: Flags, scale: float) -> Flags:
    reach = 2 * max(1, round(FRINGE * scale)) + 1
    band: Flags = cv2.dilate(mask, np.ones((reach, 1), np.uint8))
    return band


def _crossed(ink: Flags, band: Flags, scale: float) -> Mask:
    """Where print runs through level bands: where many strokes go on right above and right below.

    Print that touches a rule from both sides meets itself now and then; where a line of print
    straddles the rule, a good part of its strokes do.
    """
    reach = _thickness(band) + max(1, round(CROSSING * scale))
    run = max(2, round(RUN * scale))
    stroke, kernel = np.ones((run, 1), np.uint8), np.ones((reach, 1), np.uint8)
    above, below = (cv2.erode(ink, stroke, anchor=(0, at)) for at in (run - 1, 0))
    from_above = cv2.dilate(above, kernel, anchor=(0, reach - 1))
    from_below = cv2.dilate(below, kernel, anchor=(0, 0))
    crossed = ((band > 0) & (from_above > 0) & (from_below > 0)).astype(np.float32)
    size = (max(3, round(AROUND * scale)), 2 * reach + 1)
    share = cv2.blur(crossed, size) / np.maximum(cv2.blur(band.astype(np.float32), size), SOME)
    straddled: Mask = (crossed > 0) & (share >= STRADDLED)
    return straddled


def _thickness(band: Flags) -> int:
    """How many rows a band usually covers."""
    heights = band.sum(axis=0)
    starts = (np.diff(band.astype(np.int8), axis=0, prepend=0) == 1).sum(axis=0)
    crossed = starts > 0
    return round(float(np.median(heights[crossed] / starts[crossed]))) if crossed.any() else 1
