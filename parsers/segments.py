"""Bits of rules -> whole rules: dashes joined, doubles made one, ticks dropped."""

from __future__ import annotations

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


def whole_rules(bits: Iterable[Ruling]) -> list[Ruling]:
    """The rules that these bits of one direction make up, in order."""
    return sorted(
        rule
        for bundle in _bundles(sorted(bits), float("inf"))
        for stretch in _stretches(bundle)
        for strokes in _bundles(stretch, BUNDLE)
        for rule in map(_as_one, _stretches(strokes))
        if rule.length >= SHORTEST
    )


def _bundles(bits: Sequence[Ruling], width: float) -> Iterator[list[Ruling]]:
    """Bits that lie beside one another, over no more than this width."""
    bundle: list[Ruling] = []
    for bit in bits:
        if bundle and (bit.at - bundle[-1].at > DOUBLE or bit.at - bundle[0].at > width):
            yield bundle
            bundle = []
        bundle.append(bit)
    if bundle:
        yield bundle


def _stretches(bundle: list[Ruling]) -> Iterator[list[Ruling]]:
    """Bits that follow one another, in order of their places."""
    if len(bundle) == 1:  # as most are
        yield bundle
        return
    stretch: list[Ruling] = []
    end = 0.0
    for bit in sorted(bundle, key=lambda b: b.start):
        if stretch and bit.start - end > DASH_GAP:
            yield sorted(stretch)
            stretch = []
        end = max(end, bit.end) if stretch else bit.end
        stretch.append(bit)
    yield sorted(stretch)


def _as_one(strokes: list[Ruling]) -> Ruling:
    """One rule where the strokes lie, long ones counting more."""
    if len(strokes) == 1:  # as most are
        ((at, start, end),) = strokes
        return Ruling(round(at, 2), round(start, 2), round(end, 2))
    weight = sum(s.length for s in strokes)
    at = sum(s.at * s.length for s in strokes) / weight if weight else strokes[0].at
    start, end = min(s.start for s in strokes), max(s.end for s in strokes)
    return Ruling(round(at, 2), round(start, 2), round(end, 2))
