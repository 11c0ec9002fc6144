"""A section's sum as a bar against what the scheme gives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.columns import written

if TYPE_CHECKING:
    from pipeline.overview import SectionSum

_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: `share` is how much of it is filled, in percent; `verdict` is empty where all is well.

    The verdict says in words what the bar shows: nobody has to tell lengths or colours apart.
    """

    found: str
    expected: str
    share: int
    verdict: str


def bar_of(points: SectionSum) -> Bar:
    """The bar; full where there are more points than there should be."""
    expected = written(points.expected)
    if points.found is None:
        return Bar("", expected, 0, "缺此大类")
    share = round(_WHOLE * points.found / points.expected) if points.expected else _WHOLE
    return Bar(written(points.found), expected, min(_WHOLE, share), _verdict(points))


def _verdict(points: SectionSum) -> str:
    difference = (points.found or 0) - points.expected
    if not difference:
        return ""
    return f"多 {written(difference)}" if difference > 0 else f"少 {written(-difference)}"
