"""Texts joined and parted, each with what is doubted of its characters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.model import Place, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.model import Box, Doubt


def joined(sources: Sequence[Source]) -> Source:
    """One source of several, in order, blank ones left out: lines parted by a line feed.

    Its box is around those that stand on the page of the first, its confidence the least.
    """
    if len(sources) == 1:
        return sources[0]
    first = sources[0].place
    boxes = [s.place.box for s in sources if s.place.box and s.place.page == first.page]
    text = ""
    doubts: list[Doubt] = []
    for source in sources:
        if source.text.strip():
            text += "\n" if text else ""
            doubts += [replace(d, at=d.at + len(text)) for d in source.doubts]
            text += source.text
    return Source(
        text,
        Place(first.page, _around(boxes)),
        min(s.confidence for s in sources),
        tuple(dict.fromkeys(r for s in sources for r in s.rivals)),
        tuple(doubts),
    )


def part_of(source: Source, start: int, stop: int) -> Source:
    """A part of a text, in the place of the whole."""
    doubts = tuple(replace(d, at=d.at - start) for d in source.doubts if start <= d.at < stop)
    confidence = source.confidence
    if source.doubts:
        confidence = min((d.certainty for d in doubts), default=1.0)
    return Source(source.text[start:stop], source.place, confidence, source.rivals, doubts)


def with_text(source: Source, text: str) -> Source:
    """The source with another text: doubted as it was if it stands there, else as a whole."""
    start = source.text.find(text)
    if start < 0:
        return replace(source, text=text, doubts=())
    return part_of(source, start, start + len(text))


def _around(boxes: Sequence[Box]) -> Box | None:
    box = boxes[0] if boxes else None
    for other in boxes[1:]:
        box = box.joined(other) if box else other
    return box
