"""Pieces outside the tables -> paragraphs, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .lines import Line, lines_of, source_of
from .model import Paragraph, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .page import Piece

FULL = 2.0
"""Sizes that a line may end before the right margin and still be full: a character that would not
fit, or a mark that may not begin a line, goes to the next."""
LEADING = 2.2
"""Sizes from line to line of one paragraph, at most; official letters (GB/T 9704-2012) have 1.8."""
INDENT = 1.0
"""Sizes by which a line stands in where a new paragraph begins; the usual indent is 2."""
CENTRED = 4.0
"""Sizes from the left margin at which a line does not begin a paragraph, but is a title."""
SAME_SIZE = 0.1
"""Of the type size, by which lines of one paragraph may differ."""


def paragraphs_of(pieces: Sequence[Piece], page: int) -> tuple[Paragraph, ...]:
    """The paragraphs that these pieces print on a page, from top to bottom."""
    lines = lines_of(pieces)
    if not lines:
        return ()
    left, right = min(x.box.x0 for x in lines), max(x.box.x1 for x in lines)
    blocks: list[list[Line]] = []
    for line in lines:
        if blocks and _continues(blocks[-1][-1], line, left, right):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return tuple(_paragraph(block, page) for block in blocks)


def _continues(before: Line, line: Line, left: float, right: float) -> bool:
    """Whether the line before was full, and this one is flush with the left margin."""
    size = line.size
    alike = abs(before.size - size) <= SAME_SIZE * size
    near = 0 < line.box.y1 - before.box.y1 <= LEADING * size
    full = before.box.x1 >= right - FULL * size
    flush = line.box.x0 <= left + INDENT * size
    return alike and near and full and flush and before.box.x0 <= left + CENTRED * size


def _paragraph(block: list[Line], page: int) -> Paragraph:
    box = block[0].box
    for line in block[1:]:
        box = box.joined(line.box)
    return Paragraph(source_of(block, Place(page, box)))
