"""What was recognised on a page, against the text that its file hides, and on a larger page."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from .model import Box, Grid, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .model import Block, Source

ALIKE = 0.8
"""Of the characters of two recognitions of a page, that are common to both; a right one shares
0.95 and more, whatever the order in which they read."""


def layer_faults(hidden: str, blocks: Iterable[Block]) -> tuple[str, ...]:
    """What is to be said of a page's hidden text, of which the picture was recognised instead."""
    told = Counter(c for c in hidden if not c.isspace())
    seen = Counter(c for s in _sources(blocks) for c in s.text if not c.isspace())
    if not told or (told & seen).total() >= ALIKE * max(told.total(), seen.total()):
        return ()
    return ("自带的文字层与图像不一致，已按图像识别",)


def shifted(blocks: Sequence[Block], to: Box) -> tuple[Block, ...]:
    """Blocks of a part of a page, at their places on the page.

    Args:
        blocks: with places counted from the part's upper left corner.
        to: where the part stands.
    """
    return tuple(_shifted(block, to) for block in blocks)


def _shifted(block: Block, to: Box) -> Block:
    if isinstance(block, Paragraph):
        return Paragraph(_moved(block.source, to))
    cells = (replace(cell, source=_moved(cell.source, to)) for cell in block.cells)
    return Grid(tuple(cells), block.breaks)


def _moved(source: Source, to: Box) -> Source:
    box = source.place.box
    if box is None:
        return source
    moved = Box(box.x0 + to.x0, box.y0 + to.y0, box.x1 + to.x0, box.y1 + to.y0)
    return replace(source, place=replace(source.place, box=moved))


def _sources(blocks: Iterable[Block]) -> Iterator[Source]:
    for block in blocks:
        if isinstance(block, Grid):
            yield from (cell.source for cell in block.cells)
        else:
            yield block.source
