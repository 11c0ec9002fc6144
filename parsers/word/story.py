"""A stretch of a document in its order: paragraphs as they are numbered, tables as grids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.errors import TooLarge
from parsers.model import Cell, Grid, Paragraph, Source
from parsers.word.line import Line
from parsers.word.names import W, find, switch_value, unwrapped
from parsers.word.table import Slot, slots_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from parsers.limits import Limits
    from parsers.model import Block
    from parsers.word.numbering import Numbering
    from parsers.word.styles import Styles

_UNSEEN = (f"{W}del", f"{W}moveFrom")


@dataclass(slots=True)
class Story:
    """Reads containers of paragraphs and tables, in the order of the document.

    It must be shown every container once and in order: the lists count on. `covered` counts
    the texts that merges hide.
    """

    _styles: Styles
    _numbering: Numbering
    _limits: Limits
    covered: int = 0
    _cells: int = 0

    def blocks(self, container: Iterable[_Element]) -> Iterator[Block]:
        """What a container, or some elements in a row, show; blank paragraphs too.

        A paragraph whose mark is deleted or hidden runs on in the next one.

        Raises:
            TooLarge: the tables have more cells than the limits allow.
        """
        pending = ""
        for element in unwrapped(container):
            if element.tag == f"{W}p":
                line = self._line(element)
                properties = find(element, "pPr")
                if self._runs_on(properties):
                    pending += line.text
                else:
                    label = self._numbering.label(properties)
                    yield _paragraph(label, pending + line.text)
                    pending = ""
                yield from self._boxed(line)
            elif element.tag == f"{W}tbl":
                yield from self._table(element)
        if pending:
            yield _paragraph("", pending)

    def _line(self, paragraph: _Element) -> Line:
        line = Line(self._styles, self._styles.paragraph_style(find(paragraph, "pPr")))
        line.gather(paragraph)
        return line

    def _runs_on(self, properties: _Element | None) -> bool:
        mark = find(properties, "rPr")
        if mark is None:
            return False
        hidden = switch_value(find(mark, "vanish"))
        return bool(hidden) or any(mark.find(tag) is not None for tag in _UNSEEN)

    def _boxed(self, line: Line) -> Iterator[Block]:
        for box in line.boxes:
            yield from self.blocks(box)

    def _table(self, table: _Element) -> Iterator[Block]:
        """The table as a grid, then the tables inside it; or what it lays out, if it only does.

        A table that holds others and has no row with two cells in use is there for the layout:
        its paragraphs and tables stand for themselves. In any other, an inner table's text is
        part of the cell's text too, a line a row, so that the outer table lacks nothing.
        """
        slots = slots_of(table, self._limits.cells)
        self._count(slots)
        contents = [self._content(slot) for slot in slots]
        if _is_layout(slots, contents):
            for blocks in contents:
                yield from blocks
            return
        cells = (_cell(slot, blocks) for slot, blocks in zip(slots, contents, strict=True))
        grid = Grid(tuple(cells))
        if grid.cells:
            yield grid
        for blocks in contents:
            yield from (block for block in blocks if isinstance(block, Grid))

    def _count(self, slots: tuple[Slot, ...]) -> None:
        self._cells += len(slots)
        if self._cells >= self._limits.cells:
            raise TooLarge(f"表格单元格过多（上限 {self._limits.cells} 个），请拆分后再报送")

    def _content(self, slot: Slot) -> tuple[Block, ...]:
        self.covered += slot.unseen
        return () if slot.element is None else tuple(self.blocks(slot.element))


def _paragraph(label: str, text: str) -> Paragraph:
    """A paragraph behind its number; breaks at its ends part pages, not lines."""
    trimmed = text.strip("\n")
    return Paragraph(Source(label + trimmed if trimmed else label.rstrip()))


def _is_layout(slots: tuple[Slot, ...], contents: list[tuple[Block, ...]]) -> bool:
    if not any(isinstance(block, Grid) for blocks in contents for block in blocks):
        return False
    used = [s.row for s, blocks in zip(slots, contents, strict=True) if _text_of(blocks)]
    return len(used) == len(set(used))


def _cell(slot: Slot, blocks: tuple[Block, ...]) -> Cell:
    source = Source(_text_of(blocks))
    return Cell(source, slot.row, slot.column, slot.row_span, slot.column_span)


def _text_of(blocks: tuple[Block, ...]) -> str:
    """The text of a cell: a line a paragraph, and a line a row of an inner table."""
    lines = (
        block.source.text if isinstance(block, Paragraph) else _text_of_grid(block)
        for block in blocks
    )
    return "\n".join(lines).strip("\n")


def _text_of_grid(grid: Grid) -> str:
    rows: list[list[str]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row].append(cell.source.text)
    return "\n".join("\t".join(row) for row in rows)
