"""The points that a form's indicators come to, in exact decimals."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from normalizers.model import Indicator
    from parsers.model import Source


def has_weight(indicator: Indicator) -> bool:
    """Whether the indicator has a weight that counts: one over zero."""
    weight = indicator.weight.value
    return weight is not None and weight > 0


def weighing(indicators: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """The indicators whose weights add up: a merged weight cell counts with its first row only."""
    counted: list[Indicator] = []
    before: Source | None = None
    for indicator in indicators:
        source = indicator.weight.source
        if has_weight(indicator) and not (before and is_same_cell(before, source)):
            counted.append(indicator)
        before = source
    return tuple(counted)


def points_of(indicators: Iterable[Indicator]) -> Decimal:
    """The sum of the weights, each merged cell counted once."""
    weights = (i.weight.value for i in weighing(indicators))
    return sum((w for w in weights if w is not None), Decimal(0))


def is_same_cell(one: Source, other: Source) -> bool:
    """Whether two rows' values were read from one merged cell.

    The normaliser puts the very same source on each row that a merged cell covers. A form that
    was stored and loaded has copies instead: there the same text in the same box is the same cell.
    Without a box equal texts prove nothing: two rows may well have 1.5 each.
    """
    return one is other or (one.place.box is not None and one == other)


def plain(points: Decimal) -> str:
    """Points as the office writes them: 61.5, 20, never 2E+1 or 2.0."""
    return f"{points.normalize():f}"
