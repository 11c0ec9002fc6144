"""Bits of rules -> whole rules: dashes joined, doubles made one, ticks dropped."""

from __future__ import annotations

from math import inf
from operator import itemgetter, mul
from typing import TYPE_CHECKING

from .page import Ruling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

DOUBLE = 2.5
"""Points between the strokes of a double rule; the lowest row of print is twice as high."""
BUNDLE = 5.0
"""Points across all strokes that are taken for one rule."""
DASH_GAP = 4.0
"""Points between the bits of one rule; the narrowest cell is twice as wide."""
SHORTEST = 4.5
"""Points: shorter rules bound no cell."""

_START = itemgetter(1)


def whole_rules(bits: Iterable[Ruling]) -> list[Ruling]:
    """The rules that these bits of one direction make up, in order."""
    return sorted(
        rule
        for bundle in _bundles(sorted(set(bits)), inf)  # neighbours draw the same side each
        for rule in (_in_line(bundle) if bundle[0][0] == bundle[-1][0] else _beside(bundle))
        if rule.length >= SHORTEST
    )


def _in_line(bundle: list[Ruling]) -> Iterator[Ruling]:
    """The rules of bits that lie in one line, as most do; in order of where they start."""
    at, first, last = bundle[0]
    for _, start, end in bundle:
        if start - last > DASH_GAP:
            yield Ruling(round(at, 2), round(first, 2), round(last, 2))
            first, last = start, end
        elif end > last:
            last = end
    yield Ruling(round(at, 2), round(first, 2), round(last, 2))


def _beside(bundle: list[Ruling]) -> Iterator[Ruling]:
    """The rules of bits that lie beside one another."""
    for stretch in _stretches(bundle):
        for strokes in _bundles(stretch, BUNDLE):
            yield from map(_as_one, _stretches(strokes))


def _bundles(bits: Sequence[Ruling], width: float) -> Iterator[list[Ruling]]:
    """Bits that lie beside one another, over no more than this width."""
    bundle: list[Ruling] = []
    first = last = 0.0
    for bit in bits:
        at = bit[0]
        if bundle and (at - last > DOUBLE or at - first > width):
            yield bundle
            bundle = []
        if not bundle:
            first = at
        last = at
        bundle.append(bit)
    if bundle:
        yield bundle


def _stretches(bundle: list[Ruling]) -> Iterator[list[Ruling]]:
    """Bits that follow one another, in order of their places."""
    if len(bundle) == 1:  # as most are
        yield bundle
        return
    stretch: list[Ruling] = []
    reach = inf
    for bit in sorted(bundle, key=_START):
        _, start, end = bit
        if start > reach:
            yield sorted(stretch)
            stretch = []
            reach = inf
        if not stretch or end + DASH_GAP > reach:
            reach = end + DASH_GAP
        stretch.append(bit)
    yield sorted(stretch)


def _as_one(strokes: list[Ruling]) -> Ruling:
    """One rule where the strokes lie, long ones counting more."""
    if len(strokes) == 1:  # as most are
        ((at, start, end),) = strokes
        return Ruling(round(at, 2), round(start, 2), round(end, 2))
    ats, starts, ends = zip(*strokes, strict=True)
    first, last = min(starts), max(ends)
    weights = [end - start for _, start, end in strokes]
    weight = sum(weights)
    at = sum(map(mul, ats, weights)) / weight if weight else ats[0]
    return Ruling(round(at, 2), round(first, 2), round(last, 2))
