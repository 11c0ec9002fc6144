"""What a page prints besides its content: page numbers, and headers and footers that recur."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .model import Grid, Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .model import Block

SAME_HEIGHT = 3.0
"""Points by which a running header may stand higher or lower on the next page."""

_DASH = r"[-\u2010-\u2015－~～·•―—_=一ー\s]*"
"""Dashes, and what recognition takes them for."""
_PAGE_NUMBER = re.compile(
    rf"{_DASH}(第\s*)?\d{{1,4}}(\s*页)?(\s*[,，/／、]?\s*(共|总)?\s*\d{{1,4}}\s*页?)?{_DASH}"
    r"|(page|p\.)\s*\d{1,4}(\s*(of|/)\s*\d{1,4})?",
    re.IGNORECASE,
)
_VARIABLE = re.compile(r"[\d\s]+")

Mark = tuple[str, int]
"""A paragraph's text but for figures and blanks, and its height on the page in SAME_HEIGHTs."""


def furniture_of(pages: Sequence[Sequence[Block]]) -> list[list[bool]]:
    """For each block of each page, whether it is furniture.

    A paragraph is, if it stands above or below all tables of its page and either is nothing but a
    page number, or stands (but for figures) at the same height of a neighbouring page too.
    """
    marks = [_marks(blocks) for blocks in pages]
    found = []
    for number, blocks in enumerate(pages):
        near = set().union(*marks[max(number - 1, 0) : number], *marks[number + 1 : number + 2])
        inner = _inner(blocks)
        found.append([i not in inner and _is_furniture(b, near) for i, b in enumerate(blocks)])
    return found


def _marks(blocks: Sequence[Block]) -> set[Mark]:
    return {mark for block in blocks if isinstance(block, Paragraph) for mark in _marks_of(block)}


def _marks_of(paragraph: Paragraph) -> tuple[Mark, ...]:
    """The mark at its own height and those next to it: heights fall on either side of a border."""
    box = paragraph.source.place.box
    if box is None:
        return ()
    text, height = _VARIABLE.sub("", paragraph.source.text), int(box.y0 // SAME_HEIGHT)
    return (text, height), (text, height - 1), (text, height + 1)


def _inner(blocks: Sequence[Block]) -> range:
    """The blocks from the first table to the last."""
    grids = [i for i, block in enumerate(blocks) if isinstance(block, Grid)]
    return range(grids[0], grids[-1] + 1) if grids else range(0)


def _is_furniture(block: Block, near: set[Mark]) -> bool:
    if not isinstance(block, Paragraph):
        return False
    if _PAGE_NUMBER.fullmatch(block.source.text):
        return True
    return any(mark in near for mark in _marks_of(block)[:1])
