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
    return [
        Ruling(round(at, 2), round(start, 2), round(end, 2))
        for bundle in _bundles(sorted(bits))
        for at in (_middle(bundle),)
        for start, end in _joined(bundle)
        if end - start >= SHORTEST
    ]


def _bundles(bits: Sequence[Ruling]) -> Iterator[list[Ruling]]:
    bundle: list[Ruling] = []
    for bit in bits:
        if bundle and (bit.at - bundle[-1].at > DOUBLE or bit.at - bundle[0].at > BUNDLE):
            yield bundle
            bundle = []
        bundle.append(bit)
    if bundle:
        yield bundle


def _middle(bundle: list[Ruling]) -> float:
    """Where the bundle lies, long bits counting more."""
    weight = sum(b.length for b in bundle)
    if not weight:
        return bundle[0].at
    return sum(b.at * b.length for b in bundle) / weight


def _joined(bundle: list[Ruling]) -> Iterator[tuple[float, float]]:
    spans = sorted((b.start, b.end) for b in bundle)
    start, end = spans[0]
    for next_start, next_end in spans[1:]:
        if next_start - end > DASH_GAP:
            yield start, end
            start, end = next_start, next_end
        end = max(end, next_end)
    yield start, end
