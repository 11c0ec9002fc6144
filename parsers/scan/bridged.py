"""Rules that a stain or a seal parts -> whole again.

Rules of a table end at others. Where one ends in the open, and another begins in the open farther
along the same line, they are one that lost what lay between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.page import Ruling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .ink import Flags

REACH = 3.5
"""Points by which a rule may miss the one at which it ends."""
ASIDE = 1.2
"""Points by which two parts of one rule may lie aside of each other."""
LOST = 60.0
"""Points of a rule that may be lost altogether: the letters of a seal are 20 points high."""
INKED = 0.5
"""Of a longer gap, that must have ink: print that touches a rule all along hides it."""


def bridged(
    rules: Sequence[Ruling], crossing: Sequence[Ruling], ink: Flags, scale: float
) -> tuple[Ruling, ...]:
    """The level rules, those that are parts of one put together; all lengths are pixels.

    Args:
        rules: the level rules.
        crossing: the upright rules.
        ink: the page's ink.
        scale: pixels a point.
    """
    done: list[Ruling] = []
    for rule in sorted(rules, key=lambda r: r.start):
        left = next((r for r in done if _are_one(r, rule, crossing, ink, scale)), None)
        if left is not None:
            done.remove(left)
            done.append(_together(left, rule))
        else:
            done.append(rule)
    return tuple(sorted(done))


def _are_one(
    left: Ruling, right: Ruling, crossing: Sequence[Ruling], ink: Flags, scale: float
) -> bool:
    if right.start <= left.end or abs(left.at - right.at) > ASIDE * scale:
        return False
    if not _is_open(left, left.end, crossing, scale):
        return False
    return _is_open(right, right.start, crossing, scale) and (
        right.start - left.end <= LOST * scale or _inked(left, right, ink) >= INKED
    )


def _is_open(rule: Ruling, end: float, crossing: Sequence[Ruling], scale: float) -> bool:
    """Whether a rule that crosses others ends where there is none."""
    reach = REACH * scale
    crossed = [c.at for c in crossing if c.start - reach <= rule.at <= c.end + reach]
    within = any(rule.start - reach <= x <= rule.end + reach for x in crossed)
    return within and not any(abs(x - end) <= reach for x in crossed)


def _inked(left: Ruling, right: Ruling, ink: Flags) -> float:
    """The share of the way from one rule to the other that has ink."""
    row = round((left.at + right.at) / 2)
    between = ink[max(row - 1, 0) : row + 2, round(left.end) : round(right.start)]
    return float(between.any(axis=0).mean()) if between.size else 0.0


def _together(left: Ruling, right: Ruling) -> Ruling:
    weight = left.length + right.length
    at = (left.at * left.length + right.at * right.length) / weight
    return Ruling(at, left.start, right.end)
