"""Readings as a recogniser makes them of scanned pages: with doubts, and with what it misread."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from parsers.model import Grid, Kind, Paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parsers.model import Block, Reading, Source


@dataclass(frozen=True, slots=True)
class Sight:
    """How well a page was seen.

    `misread` maps texts to what is read in their place, `rivals` to what another engine reads;
    `doubtful` are texts, as read, with a confidence of 0.5 instead of `confidence`.
    """

    confidence: float = 0.97
    misread: Mapping[str, str] = field(default_factory=dict)
    rivals: Mapping[str, str] = field(default_factory=dict)
    doubtful: frozenset[str] = frozenset()


def scanned(reading: Reading, sight: Sight) -> Reading:
    """The reading of the same pages as a picture."""
    blocks = tuple(_block(block, sight) for block in reading.blocks)
    return replace(reading, kind=Kind.PDF, blocks=blocks, method="rapidocr")


def _block(block: Block, sight: Sight) -> Block:
    if isinstance(block, Paragraph):
        return Paragraph(_source(block.source, sight))
    cells = tuple(replace(c, source=_source(c.source, sight)) for c in block.cells)
    return Grid(cells, block.breaks)


def _source(source: Source, sight: Sight) -> Source:
    text = source.text
    for right, read in sight.misread.items():
        text = text.replace(right, read)
    rivals = tuple(other for read, other in sight.rivals.items() if text == read)
    doubtful = any(d in text for d in sight.doubtful)
    return replace(
        source, text=text, confidence=0.5 if doubtful else sight.confidence, rivals=rivals
    )
