"""Rules of which only parts are left: found between two rules that cross them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

import cv2
import numpy as np

from parsers.page import Ruling

from .components import components_of
from .free import stands_free

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .ink import Flags

PART = 5.0
"""Points: shorter bits may be anything."""
THICKEST = 2.4
"""Points: parts of a rule are thin."""
LEVEL_LEFT, UPRIGHT_LEFT = 0.55, 0.8
"""Of the way from one crossing rule to the next, that the parts must cover: more where they stand
upright, since in a low row the upright strokes of two characters one over the other cover 0.7."""
NARROWEST = 20.0
"""Points between the crossing rules: in a narrower column 一 covers as much."""
NEAR = 2.5
"""Points from a rule that is known: what lies nearer is its blur."""
ASIDE = 1.2
"""Points by which the parts of one rule may lie higher or lower than one another."""
REACHED = 0.6
"""Of the way from one crossing rule to the next, that a rule must cover to have lost the rest."""
REACH = 3.0
"""Points by which a part may end before the crossing rule."""


def worn_rules(
    ink: Flags, known: Sequence[Ruling], crossing: Sequence[Ruling], left: float, scale: float
) -> tuple[Ruling, ...]:
    """The level rules that parts between two crossing rules make up; all lengths are pixels.

    Args:
        ink: the page's ink.
        known: level rules that are found already, in order.
        crossing: the upright rules.
        left: of the way between two of them, that must have ink.
        scale: pixels a point.
    """
    sides = sorted(crossing)
    spans: dict[tuple[int, int], list[Ruling]] = {}
    for part in _parts(ink, scale):
        if not _is_known(part, known, scale):
            span = _span(part, sides, scale)
            if span is not None:
                spans.setdefault(span, []).append(part)
    return tuple(
        rule
        for (first, last), parts in spans.items()
        for rule in _rules(parts, known, (sides[first].at, sides[last].at), left, scale)
    )


def reaching(
    rules: Sequence[Ruling], crossing: Sequence[Ruling], scale: float
) -> tuple[Ruling, ...]:
    """The level rules, those that end not far from the next crossing rule led up to it.

    Rules of a table end at others; what ends between them has lost the rest.
    """
    return tuple(_reaching(rule, crossing, scale) for rule in rules)


def _reaching(rule: Ruling, crossing: Sequence[Ruling], scale: float) -> Ruling:
    reach = REACH * scale
    here = sorted(c.at for c in crossing if c.start - reach <= rule.at <= c.end + reach)
    within = [x for x in here if rule.start - reach <= x <= rule.end + reach]
    if not within:
        return rule
    before, after = (
        [x for x in here if x < rule.start - reach],
        [x for x in here if x > rule.end + reach],
    )
    start, end = rule.start, rule.end
    if before and within[0] - rule.start > reach and _is_most(before[-1], within[0], rule.start):
        start = before[-1]
    if after and rule.end - within[-1] > reach and _is_most(after[0], within[-1], rule.end):
        end = after[0]
    return Ruling(rule.at, start, end)


def _is_most(crossing: float, other: float, reached: float) -> bool:
    """Whether most of the way from one crossing rule to the next is covered."""
    return abs(reached - other) >= REACHED * abs(crossing - other)


def opened(ink: Flags, scale: float) -> Flags:
    """The level strokes that may be parts of rules."""
    bar = np.ones((1, max(3, round(PART * scale))), np.uint8)
    thick = cv2.dilate(ink, np.ones((2, 1), np.uint8))
    strokes: Flags = cv2.morphologyEx(thick, cv2.MORPH_OPEN, bar)
    return strokes


def _parts(ink: Flags, scale: float) -> Iterator[Ruling]:
    strokes = opened(ink, scale)
    _, stats, centres = components_of(strokes)
    middles = centres[1:, 1].tolist()
    both = ink | strokes
    for (left, _, width, height, area), y in zip(stats[1:].tolist(), middles, strict=True):
        part = Ruling(float(y), float(left), float(left + width))
        thin = height <= THICKEST * scale and width >= PART * scale
        # One of its rows is the dilation's.
        if thin and stands_free(both, part, max(area / width - 1, 1), scale):
            yield part


def _is_known(part: Ruling, known: Sequence[Ruling], scale: float) -> bool:
    first = bisect_left(known, part.at - NEAR * scale, key=_at)
    last = bisect_right(known, part.at + NEAR * scale, key=_at)
    return any(r.start <= part.end and r.end >= part.start for r in known[first:last])


def _span(part: Ruling, sides: Sequence[Ruling], scale: float) -> tuple[int, int] | None:
    """The crossing rules to the left and right of a part, by their numbers."""
    reach = REACH * scale
    here = [i for i, s in enumerate(sides) if s.start - reach <= part.at <= s.end + reach]
    left = [i for i in here if sides[i].at <= part.start + reach]
    right = [i for i in here if sides[i].at >= part.end - reach]
    return (left[-1], right[0]) if left and right and left[-1] < right[0] else None


def _rules(
    parts: Iterable[Ruling],
    known: Sequence[Ruling],
    way: tuple[float, float],
    left: float,
    scale: float,
) -> Iterator[Ruling]:
    if way[1] - way[0] < NARROWEST * scale:
        return
    groups: list[list[Ruling]] = []
    for part in sorted(parts):
        if groups and part.at - groups[-1][0].at <= ASIDE * scale:
            groups[-1].append(part)
        else:
            groups.append([part])
    for group in groups:
        whole = [*group, *_within(known, group[0].at, way, scale)]
        reaches = max(min(p.start for p in whole) - way[0], way[1] - max(p.end for p in whole))
        covered = sum(p.length for p in whole)
        if reaches <= REACH * scale and covered >= left * (way[1] - way[0]):
            yield Ruling(sum(p.at * p.length for p in whole) / covered, *way)


def _within(
    known: Sequence[Ruling], at: float, way: tuple[float, float], scale: float
) -> Iterator[Ruling]:
    """What known rules cover of a way."""
    first = bisect_left(known, at - ASIDE * scale, key=_at)
    last = bisect_right(known, at + ASIDE * scale, key=_at)
    for rule in known[first:last]:
        start, end = max(rule.start, way[0]), min(rule.end, way[1])
        if end > start:
            yield Ruling(rule.at, start, end)


def _at(rule: Ruling) -> float:
    return rule.at
