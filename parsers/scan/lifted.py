"""The page as if its rules had been lifted off: print that touches a rule keeps its edge.

A rule is as dark all along its length; print that lies on it is darker in places. What a rule adds
is taken from the page, and of what is left only what print outside the rule goes on into.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from .ink import PAPER

if TYPE_CHECKING:
    from .erase import Erased
    from .ink import Flags, Mask, Tones

LEVEL, UPRIGHT = 20.0, 12.0
"""Points of a rule over which the lightest pixel tells how dark the rule itself is there."""
UNEVEN = 10
"""Tones by which a rule is darker here and there than its lightest pixel near by."""
LEAST_ROOM = 110
"""Tones between a rule and full black, at least, over which what is darker is spread to full ink;
where there is less, noise would become ink."""
INTO = 2.0
"""Points that print may reach into a rule and its blur."""


def lifted(tones: Tones, rules: Erased, scale: float) -> Tones:
    """A page's print without its rules, print beneath their edges kept.

    Args:
        tones: the page.
        rules: where its rules are.
        scale: pixels a point.
    """
    dark: Tones = np.uint8(PAPER) - tones
    lying = _along(dark, rules.lying, LEVEL * scale)
    standing = _along(_turned(dark), _turned(rules.standing), UPRIGHT * scale)
    own = np.maximum(lying, _turned(standing))
    gone = rules.gone
    rest = np.zeros_like(dark)
    rest[gone] = _beyond(dark[gone], own[gone])
    inked = dark * ~gone
    return np.uint8(PAPER) - _reached(inked, rest, round(INTO * scale))


def _along(dark: Tones, band: Mask, length: float) -> Tones:
    """How dark the level rules in a band are by themselves; nothing elsewhere."""
    bar = np.ones((1, max(3, round(length))), np.uint8)
    even: Tones = cv2.morphologyEx(dark, cv2.MORPH_OPEN, bar)
    return np.where(band, even, np.uint8(0))


def _beyond(dark: Tones, own: Tones) -> Tones:
    """How dark the print is that makes a rule of its own darkness as dark as it is."""
    room = np.maximum(PAPER - own.astype(np.float32), LEAST_ROOM)
    more = (dark.astype(np.float32) - own) * (PAPER / room) - UNEVEN
    spread: Tones = more.clip(0, PAPER).astype(np.uint8)
    return spread


def _reached(inked: Tones, rest: Tones, steps: int) -> Tones:
    """The ink outside the rules, and what of the rest it goes on into, pixel by pixel."""
    around: Flags = np.ones((3, 3), np.uint8)
    reached = inked
    for _ in range(steps):
        reached = cv2.max(cv2.min(cv2.dilate(reached, around), rest), inked)
    return reached


def _turned(pixels: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(pixels.T)
