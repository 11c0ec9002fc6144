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

NEXT = 0.8
"""Points beside an upright rule in which nothing is a stroke of print."""

CORNER = 1.6
"""Points around a crossing in which rules, their blur and their broken ends lie."""


@dataclass(frozen=True, slots=True, eq=False)
class Erased:
    """Which pixels are rules with their blur, and which lie around a place where rules cross.

    `lying` are those of level rules, `standing` those of upright ones, `gone` both.
    """

    lying: Mask
    standing: Mask
    gone: Mask
    crossings: Mask


def erased(level: Mask, upright: Mask, scale: float) -> Erased:
    """What is to be taken out of a page.

    Args:
        level: the pixels of its level rules.
        upright: those of its upright rules.
        scale: pixels a point.
    """
    lying = _band(level.astype(np.uint8), scale)
    standing = np.ascontiguousarray(
        _band(np.ascontiguousarray(upright.T.astype(np.uint8)), scale).T
    )
    reach = 2 * round(CORNER * scale) + 1
    around = np.ones((reach, reach), np.uint8)
    crossings: Mask = (cv2.dilate(lying, around) > 0) & (cv2.dilate(standing, around) > 0)
    return Erased(lying > 0, standing > 0, (lying > 0) | (standing > 0), crossings)


def beside(upright: Mask, scale: float) -> Mask:
    """The upright rules, with what lies so near beside them that it is theirs.

    Args:
        upright: the pixels of upright rules.
        scale: pixels a point.
    """
    reach = 2 * round(NEXT * scale) + 1
    wide: Mask = cv2.dilate(upright.astype(np.uint8), np.ones((1, reach), np.uint8)) > 0
    return wide


def _band(mask: Flags, scale: float) -> Flags:
    reach = 2 * max(1, round(FRINGE * scale)) + 1
    band: Flags = cv2.dilate(mask, np.ones((reach, 1), np.uint8))
    return band
