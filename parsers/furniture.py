"""What a page prints besides its content: page numbers, and headers and footers that recur."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .model import Grid, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .model import Block, Box

SAME_HEIGHT = 3.0
"""Points by which a running header may stand higher or lower on the next page."""

_DASH = r"[-\u2010-\u2015－~～·•―—\s]*"
_PAGE_NUMBER = re.compile(
    rf"{_DASH}(第\s*)?\d{{1,4}}(\s*页)?(\s*[,，/／、]?\s*(共|总)?\s*\d{{1,4}}\s*页?)?{_DASH}"
    r"|(page|p\.)\s*\d{1,4}(\s*(of|/)\s*\d{1,4})?",
    re.IGNORECASE,
)
_VARIABLE = re.compile(r"[\d\s]+")


def furniture_of(pages: Sequence[Sequence[Block]]) -> list[list[bool]]:
    """For each block of each page, whether it is furniture.

    A paragraph is, if it stands above or below all tables of its page and either is nothing but a
    page number, or stands (but for digits) at the same height of a neighbouring page too.
    """
    marginal = [[_is_marginal(blocks, i) for i in range(len(blocks))] for blocks in pages]
    return [
        [
            marginal[number][i] and _is_furniture(block, _neighbours(pages, number))
            for i, block in enumerate(blocks)
        ]
        for number, blocks in enumerate(pages)
    ]


def _is_marginal(blocks: Sequence[Block], index: int) -> bool:
    grids = [i for i, block in enumerate(blocks) if isinstance(block, Grid)]
    return not grids or index < grids[0] or index > grids[-1]


def _neighbours(pages: Sequence[Sequence[Block]], number: int) -> Iterator[Paragraph]:
    for near in (number - 1, number + 1):
        if 0 <= near < len(pages):
            yield from (b for b in pages[near] if isinstance(b, Paragraph))


def _is_furniture(block: Block, neighbours: Iterator[Paragraph]) -> bool:
    if not isinstance(block, Paragraph):
        return False
    if _PAGE_NUMBER.fullmatch(block.source.text):
        return True
    return any(_recurs(block, other) for other in neighbours)


def _recurs(first: Paragraph, second: Paragraph) -> bool:
    a, b = first.source.place.box, second.source.place.box
    return _constant(first) == _constant(second) and _level(a, b)


def _constant(paragraph: Paragraph) -> str:
    return _VARIABLE.sub("", paragraph.source.text)


def _level(a: Box | None, b: Box | None) -> bool:
    return a is not None and b is not None and abs(a.y0 - b.y0) <= SAME_HEIGHT
