"""Texts as a recogniser hands them out: with what it doubts of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.model import Box, Doubt, Place, Source

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACE = Place(2, Box(10, 20, 110, 40))


def doubtful(
    text: str, *doubts: tuple[int, float, Mapping[str, float]], place: Place = PLACE
) -> Source:
    """A text whose characters at these places are as sure as this, and may be these others."""
    found = tuple(Doubt(at, sure, tuple(others.items())) for at, sure, others in doubts)
    return Source(text, place, min((d.certainty for d in found), default=1.0), doubts=found)
