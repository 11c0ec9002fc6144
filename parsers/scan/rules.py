"""Ink -> rules, in pixels: long straight strokes, joined over gaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from parsers.page import Ruling

from .bridged import bridged
from .components import components_of
from .dashes import dashes_of
from .free import FREE, FREE_LONG, LONG, free_share, is_solid
from .in_line import in_line
from .worn import LEVEL_LEFT, NEAR, UPRIGHT_LEFT, opened, reaching, worn_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .ink import Flags, Mask

LEVEL, UPRIGHT = 20.0, 12.0
"""Points: shorter straight strokes may be print. Characters touch their neighbours in a line, and
their level strokes join; between lines there is air. Columns are wider than two characters of 8
points, rows of such print with their padding higher than 12."""
THICKEST = 4.0
"""Points: thicker strokes are bars or shadows."""
BREAK = 0.7
"""Points between two parts of one stroke that ink or paper lost."""
GAP = 9.0
"""Points between two strokes of one rule; the narrowest column of print is wider."""
MEET = 3.5
"""Points by which a rule may miss another and still meet it."""
OVERRUN = 12.0
"""Points by which the fold of a sheet, or a stroke of the scanner, runs on beyond a table on both
sides; rules of tables that are open there end level with one another."""
WORN_GAP = 60.0
"""Points between two strokes of one rule that is worn away between them."""
WORN = 0.45
"""Of such a gap, that must still have ink; dashes have 0.5 and more."""
CLOSE = 0.5
"""Points from its line within which short strokes are parts of a rule, not of print beside it."""
DARK = 0.5
"""Of the length of a faint upright rule, that may be as dark as print: figures 1 have
0.75."""
WANDER = 1.2
"""Points by which one rule may wander from its line, after the page was straightened."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a page and the pixels that they cover; places and lengths are pixels."""

    horizontal: tuple[Ruling, ...]
    vertical: tuple[Ruling, ...]
    level: Mask
    upright: Mask


def rules_of(black: Mask, faint: Mask, scale: float) -> Rules:
    """The straight strokes of a page that lie level or stand upright.

    Args:
        black: the page's ink, straightened.
        faint: what may be ink besides: rules fade before print does.
        scale: pixels a point.
    """
    ink, pale = black.astype(np.uint8), faint.astype(np.uint8)
    turned, pale_turned = np.ascontiguousarray(ink.T), np.ascontiguousarray(pale.T)
    level = _rules(ink, pale, scale, LEVEL)
    upright = _rules(turned, pale_turned, scale, UPRIGHT)
    lying = _held(level.rules, upright.rules, scale)
    standing = _held(upright.rules, level.rules, scale)
    lying, standing = (
        bridged(lying, standing, ink, scale),
        bridged(standing, lying, turned, scale),
    )
    lying = reaching(lying + worn_rules(pale, lying, standing, LEVEL_LEFT, scale), standing, scale)
    standing += worn_rules(pale_turned, standing, lying, UPRIGHT_LEFT, scale)
    standing = reaching(standing, lying, scale)
    lying += in_line(pale, lying, standing, scale)
    standing += in_line(pale_turned, standing, lying, scale)
    return Rules(lying, standing, level.mask(lying, scale), upright.mask(standing, scale).T)


def strokes_of(ink: Flags, scale: float, shortest: float) -> Flags:
    """The level strokes among ink, as pixels; `shortest` in points."""
    # A rule that falls by a pixel goes on in the next row.
    thick = cv2.dilate(ink, np.ones((2, 1), np.uint8))
    bridged = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, _bar(BREAK * scale))
    whole = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, _bar(shortest * scale))
    # What is thicker than a rule is a bar, or a seal that a rule runs through.
    bar = np.ones((round(THICKEST * scale) + 1, 1), np.uint8)
    bars = cv2.dilate(cv2.morphologyEx(whole, cv2.MORPH_OPEN, bar), np.ones((3, 3), np.uint8))
    strokes: Flags = whole & (1 - bars)
    return strokes


@dataclass(frozen=True, slots=True)
class _Level:
    """Level rules, the pixels of long level strokes, and of shorter ones that rules may have."""

    rules: tuple[Ruling, ...]
    strokes: Flags
    parts: Flags

    def mask(self, kept: Sequence[Ruling], scale: float) -> Mask:
        """The pixels of these rules: print begins within a point of some."""
        mask: Mask = (self._near(kept, WANDER * scale) & self.strokes) > 0
        mask |= (self._near(kept, CLOSE * scale) & self.parts) > 0
        return mask

    def _near(self, kept: Sequence[Ruling], reach: float) -> Flags:
        near = np.zeros_like(self.strokes)
        rows = max(1, round(reach))
        for rule in kept:
            top, bottom = max(round(rule.at) - rows, 0), round(rule.at) + rows + 1
            near[top:bottom, round(rule.start) : round(rule.end) + 1] = 1
        return near


def _rules(ink: Flags, pale: Flags, scale: float, shortest: float) -> _Level:
    dashes = dashes_of(ink, scale, shortest)
    strokes: Flags = strokes_of(ink, scale, shortest) | dashes
    both, solid = ink | strokes, ink | dashes
    found = []
    for stroke, thickness, _ in _thin(strokes, scale):
        share = free_share(both, stroke, thickness, scale)
        lies = shortest > UPRIGHT
        long = lies and stroke.length >= LONG * scale
        if share >= (FREE_LONG if long else FREE) and (
            lies or is_solid(solid, stroke, thickness, scale)
        ):
            found.append(stroke)
    strokes, faint = _with_faint(strokes, ink, pale, scale, shortest)
    return _Level(tuple(_joined(found + faint, pale, scale)), strokes, opened(pale, scale))


def _with_faint(
    strokes: Flags, ink: Flags, pale: Flags, scale: float, shortest: float
) -> tuple[Flags, list[Ruling]]:
    """The strokes with those of faint rules, and these rules: they stand free of print.

    What is as dark as print along most of its length is no faint rule: figures 1 of low rows stand
    one over the other, and the blur of the rules between them joins them.
    """
    known = cv2.dilate(strokes, np.ones((2 * round(NEAR * scale) + 1, 1), np.uint8))
    paler = strokes_of(pale, scale, shortest)
    found, drawn = [], strokes.copy()
    for stroke, thickness, (rows, columns) in _thin(paler & (1 - known), scale):
        whole = stroke.length >= shortest * scale and is_solid(pale, stroke, thickness, scale)
        whole &= shortest > UPRIGHT or _inked(ink, stroke) <= DARK
        if whole and free_share(pale | paler, stroke, thickness, scale) >= FREE:
            found.append(stroke)
            drawn[rows, columns] |= paler[rows, columns]
    return drawn, found


def _inked(ink: Flags, stroke: Ruling) -> float:
    """The share of a stroke's length that is ink."""
    middle = round(stroke.at)
    along = ink[max(middle - 1, 0) : middle + 2, int(stroke.start) : int(stroke.end)]
    return float(along.any(axis=0).mean()) if along.size else 0.0


def _thin(strokes: Flags, scale: float) -> Iterator[tuple[Ruling, float, tuple[slice, slice]]]:
    """Strokes no thicker than rules, how thick they are, and the rows and columns they lie in.

    The two of a double rule are one. What is thicker may be a rule and print right below it: its
    strokes are looked at one by one.
    """
    tall = np.zeros_like(strokes)
    for stroke in _connected(strokes, 3):
        _, _, (rows, columns) = stroke
        if rows.stop - rows.start <= (THICKEST + WANDER) * scale:
            yield stroke
        else:
            tall[rows, columns] |= strokes[rows, columns]
    for stroke in _connected(tall, 1) if tall.any() else ():
        _, _, (rows, columns) = stroke
        if rows.stop - rows.start <= (THICKEST + WANDER) * scale:
            yield stroke


def _connected(strokes: Flags, reach: int) -> Iterator[tuple[Ruling, float, tuple[slice, slice]]]:
    """Connected strokes; `reach` is 3 where those in the next row but one belong together, or 1."""
    joined = cv2.dilate(strokes, np.ones((reach, 3), np.uint8))
    _, stats, centres = components_of(joined)
    for number, (left, top, width, height, area) in enumerate(stats.tolist()):
        if number:
            stroke = Ruling(float(centres[number][1]), float(left), float(left + width))
            box = slice(top, top + height), slice(left, left + width)
            yield stroke, max(area / width - (reach - 1), 1), box


def _held(rules: Sequence[Ruling], crossing: Sequence[Ruling], scale: float) -> tuple[Ruling, ...]:
    """The rules that bound something: those that end at rules on both sides, and long ones.

    What runs on beyond a table to both sides, and ends nowhere, is no rule of it. Where a table is
    open at a side, its rules end there one below the other.
    """
    reach = MEET * scale
    long = [r for r in rules if r.length >= LONG * scale]

    def is_held(rule: Ruling, end: float) -> bool:
        met = any(
            abs(c.at - end) <= reach and c.start - reach <= rule.at <= c.end + reach
            for c in crossing
        )
        return met or sum(min(abs(r.start - end), abs(r.end - end)) <= reach for r in long) > 1

    def bounds(rule: Ruling) -> bool:
        held = is_held(rule, rule.start) + is_held(rule, rule.end)
        if rule.length < LONG * scale:
            return held > 1
        return held > 0 or not _overruns(rule, crossing, scale)

    return tuple(r for r in rules if bounds(r))


def _overruns(rule: Ruling, crossing: Sequence[Ruling], scale: float) -> bool:
    """Whether a rule runs on beyond the outermost of several that it crosses, to both sides."""
    reach, far = MEET * scale, OVERRUN * scale
    sides = [c.at for c in crossing if c.start - reach <= rule.at <= c.end + reach]
    return len(sides) > 1 and rule.start < min(sides) - far and rule.end > max(sides) + far


def _bar(length: float) -> Flags:
    return np.ones((1, max(3, round(length))), np.uint8)


def _joined(strokes: Sequence[Ruling], ink: Flags, scale: float) -> list[Ruling]:
    """Strokes of one line as one rule: with less than a column between them, or ink all along."""
    done: list[Ruling] = []
    open_rules: list[Ruling] = []
    for stroke in sorted(strokes, key=lambda s: s.start):
        # Only the last one in line may go on: between an earlier one and this there is its ink.
        near = (r for r in open_rules if abs(r.at - stroke.at) <= WANDER * scale)
        last = max(near, key=lambda r: r.end, default=None)
        if last is not None and _goes_on(last, stroke, ink, scale):
            open_rules.remove(last)
            open_rules.append(_together(last, stroke))
        else:
            open_rules.append(stroke)
        ended = [r for r in open_rules if stroke.start - r.end > WORN_GAP * scale]
        done += ended
        open_rules = [r for r in open_rules if r not in ended]
    return sorted(done + open_rules)


def _goes_on(rule: Ruling, stroke: Ruling, ink: Flags, scale: float) -> bool:
    gap = stroke.start - rule.end
    if gap <= GAP * scale:
        return True
    return gap <= WORN_GAP * scale and _is_worn(rule, stroke, ink, scale)


def _is_worn(rule: Ruling, stroke: Ruling, ink: Flags, scale: float) -> bool:
    """Whether what lies between two strokes of one line is a rule, worn as it may be."""
    between = Ruling((rule.at + stroke.at) / 2, rule.end, stroke.start)
    return free_share(ink, between, scale, scale) >= WORN


def _together(rule: Ruling, stroke: Ruling) -> Ruling:
    weight = rule.length + stroke.length
    at = (rule.at * rule.length + stroke.at * stroke.length) / weight
    return Ruling(at, rule.start, max(rule.end, stroke.end))
