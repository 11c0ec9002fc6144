"""Upright rules that are print: figures 1 of low rows, one over the other from rule to rule.

Their strokes are as straight and solid as a rule is, but fade towards each rule that they meet,
and thin type is lighter than rules all along.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from .ink import PAPER

if TYPE_CHECKING:
    from parsers.page import Ruling

    from .ink import Tones
    from .rules import Rules

LONG = 60.0
"""Points: longer ones are rules."""
LIGHTEST = 10
"""Percent of a stroke's length that is left out as lightest."""
PALE = 0.65
"""Of the darkness of long rules: where they are lightest, type of 8 points at 150 dots an inch has
0.45 to 0.6 of it, and short rules 0.85 and more."""
ASIDE = 1.2
"""Points beside the middle of a rule in which its pixels lie."""


def without_print(rules: Rules, tones: Tones, scale: float) -> Rules:
    """The rules, without short upright ones that are much lighter than the long ones.

    Args:
        rules: in pixels.
        tones: the page.
        scale: pixels a point.
    """
    long = [_darkness(r, tones) for r in rules.vertical if r.length >= LONG * scale]
    if not long:
        return rules
    least = PALE * float(np.median(long))
    print_ = [r for r in rules.vertical if r.length < LONG * scale and _darkness(r, tones) < least]
    upright = rules.upright.copy()
    for rule in print_:
        left, right = round(rule.at - ASIDE * scale), round(rule.at + ASIDE * scale) + 1
        upright[round(rule.start) : round(rule.end) + 1, max(left, 0) : right] = False
    vertical = tuple(r for r in rules.vertical if r not in print_)
    return replace(rules, vertical=vertical, upright=upright)


def _darkness(rule: Ruling, tones: Tones) -> float:
    """How dark an upright stroke is where it is lightest, 0 to 255."""
    x = round(rule.at)
    along = tones[round(rule.start) : round(rule.end) + 1, max(x - 2, 0) : x + 3].min(axis=1)
    return PAPER - float(np.percentile(along, 100 - LIGHTEST))
