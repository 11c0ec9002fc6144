"""A draft as a reading: with its merged cells, or as the text that an OCR program prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.limits import DEFAULT_LIMITS
from parsers.model import Cell, Grid, Kind, Paragraph, Reading, Source
from parsers.transcript import read_transcript

from .draft import Line

if TYPE_CHECKING:
    from parsers.model import Block

    from .draft import Draft, InkedTable


def reading_of(draft: Draft) -> Reading:
    """What a reader makes of the draft."""
    if draft.lines is None:
        return Reading(Kind.DOCX, tuple(_block(b) for b in draft.blocks), method="Word")
    texts = [b if isinstance(b, str) else _tabbed(b) for b in draft.lines]
    return read_transcript(("\n\n".join(texts) + "\n").encode(), DEFAULT_LIMITS)


def lose_merges(draft: Draft) -> None:
    """The draft's tables become lines: a merged cell's text stands in its first place only."""
    draft.lines = [b if isinstance(b, str) else _lines(b) for b in draft.blocks]


def tables_of(draft: Draft) -> list[list[Line]]:
    """The draft's tables as lines, in order, without merges from now on."""
    if draft.lines is None:
        lose_merges(draft)
    return [b for b in draft.lines or () if isinstance(b, list)]


def _block(block: str | InkedTable) -> Block:
    if isinstance(block, str):
        return Paragraph(Source(block))
    cells = (Cell(Source(c.text), c.row, c.column, c.row_span, c.column_span) for c in block.cells)
    return Grid(tuple(cells), tuple(block.breaks))


def _lines(table: InkedTable) -> list[Line]:
    lines = [Line([""] * table.columns, table.items.get(row)) for row in range(table.rows)]
    for cell in table.cells:
        lines[cell.row].texts[cell.column] = cell.text.replace("\n", " ")
    return lines


def _tabbed(lines: list[Line]) -> str:
    """Lines of a table; one that is a single text stands between the tables, as labels do."""
    return "\n".join("\t".join(line.texts) for line in lines)
