"""Rules that are faint or broken, found where others lie in line with them.

The rules of a table lie in line: where one ends at a merged cell, or is lost, it goes on beyond. Of
a rule whose place is known from elsewhere less must be seen than of one that nothing else tells of.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.page import Ruling

from .free import free_share

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .ink import Flags

SEEN = 0.5
"""Of the way from one crossing rule to the next, along which a rule must be seen: of 13 points, the
height of the lowest rows, an upright stroke of print takes 7, and its feet are not free."""
NARROWEST = 9.0
"""Points between the crossing rules: between nearer ones one stroke of print is enough."""
ASIDE = 1.2
"""Points by which the rules of one line may lie higher or lower than one another."""
STEPS = (0.0, -0.5, 0.5)
"""Points from its line, at which a rule is looked for."""
THICK = 0.7
"""Points: the usual thickness of a rule."""
REACH = 3.0
"""Points by which rules may end before a rule that they meet."""
KNOWN = 0.6
"""Of the way, that known rules cover where no other is looked for."""


def in_line(
    ink: Flags, known: Sequence[Ruling], crossing: Sequence[Ruling], scale: float
) -> tuple[Ruling, ...]:
    """The level rules between two crossing ones that ink shows in line with known rules.

    Args:
        ink: the page's ink, and what may be ink.
        known: the level rules that are found already; in pixels, as all lengths are.
        crossing: the upright rules.
        scale: pixels a point.
    """
    return tuple(
        rule
        for line in _lines(known, scale)
        for way in _ways(line, crossing, scale)
        if way.length >= NARROWEST * scale and not _is_known(way, line)
        for rule in _seen(ink, way, scale)
    )


def _lines(known: Sequence[Ruling], scale: float) -> list[list[Ruling]]:
    """The rules that lie in line with one another."""
    lines: list[list[Ruling]] = []
    for rule in sorted(known):
        if lines and rule.at - lines[-1][-1].at <= ASIDE * scale:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    return lines


def _ways(line: Sequence[Ruling], crossing: Sequence[Ruling], scale: float) -> Iterator[Ruling]:
    """The ways from each crossing rule to the next, as high as the nearest rule of the line."""
    reach = REACH * scale
    at = line[0].at
    here = sorted(c.at for c in crossing if c.start - reach <= at <= c.end + reach)
    for start, end in pairwise(here):
        nearest = min(line, key=lambda r: max(r.start - end, start - r.end))
        yield Ruling(nearest.at, start, end)


def _is_known(way: Ruling, line: Sequence[Ruling]) -> bool:
    covered = sum(max(min(r.end, way.end) - max(r.start, way.start), 0.0) for r in line)
    return covered >= KNOWN * way.length


def _seen(ink: Flags, way: Ruling, scale: float) -> Iterator[Ruling]:
    """The rule that goes this way, if it does."""
    inner = REACH / 2 * scale
    for step in STEPS:
        rule = Ruling(way.at + step * scale, way.start + inner, way.end - inner)
        if free_share(ink, rule, THICK * scale, scale) >= SEEN:
            yield Ruling(rule.at, way.start, way.end)
            return
