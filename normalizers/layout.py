"""Where the form stands in a reading: its lines, each told for what it is, and its columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from parsers.model import Grid, Paragraph, Source

from .counting import recounted
from .edges import cut_cells
from .head_words import fields_near
from .sequence import number_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsers.model import Block, Cell

    from .model import Field
    from .traits import Lexicon


class LineKind(Enum):
    """What a line of a table is."""

    HEAD = auto()
    DATA = auto()
    TOTAL = auto()
    NOTE = auto()
    LABEL = auto()
    BLANK = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a grid: the cells that cover it, from left to right.

    `starts_page` says that a page, or a printed table, begins with it.
    """

    kind: LineKind
    row: int
    cells: tuple[Cell, ...]
    starts_page: bool

    @property
    def own(self) -> tuple[Cell, ...]:
        """The cells that begin in this row and hold a text."""
        return tuple(c for c in self.cells if c.row == self.row and c.source.text.strip())


@dataclass(frozen=True, slots=True)
class Head:
    """A table's header: the field of each column that it names, by column.

    `foreign` are the columns that it heads with words which the scheme does not know (自评分).
    """

    fields: tuple[Field | None, ...]
    foreign: frozenset[int] = frozenset()

    @property
    def named(self) -> tuple[Field, ...]:
        """The fields that it names, from left to right."""
        return tuple(dict.fromkeys(f for f in self.fields if f))


@dataclass(frozen=True, slots=True)
class Run:
    """Lines that share one set of columns: from a header, or a page's edge, to the next.

    `head` is the header above them; None where there is none, or where it belongs to a table with
    another number of columns.
    """

    lines: tuple[Line, ...]
    columns: int
    head: Head | None


@dataclass(frozen=True, slots=True)
class Layout:
    """A part of a submission, taken apart: the texts before, between and after the form's tables.

    `blocks` holds runs and paragraphs in the order of the reading, `merged` whether the tables
    have cells that span rows: then a blank cell is blank, and not what is left of a lost merge.
    """

    blocks: tuple[Run | Paragraph, ...]
    merged: bool

    @property
    def runs(self) -> tuple[Run, ...]:
        """The runs of the form's tables, in order."""
        return tuple(b for b in self.blocks if isinstance(b, Run))


_FEWEST_HEADS = 3  # header words: fewer may stand in any sentence or other table


def layout_of(blocks: Sequence[Block], lexicon: Lexicon) -> Layout:
    """The layout of a reading's blocks; tables that are not the form's come out as paragraphs."""
    found: list[Run | Paragraph] = []
    head: Head | None = None
    grids: list[Grid] = []
    for block in map(_recounted, blocks):
        if isinstance(block, Paragraph):
            found.append(block)
        elif _is_form(block, lexicon):
            parts = list(_parts(block, lexicon, head))
            heads = [p.head for p in parts if isinstance(p, Run) and p.head]
            head = heads[-1] if heads else head
            found.extend(parts)
            grids.append(block)
        else:
            found.extend(Paragraph(c.source) for c in block.cells if c.source.text.strip())
    merged = any(c.row_span > 1 for g in grids for c in g.cells if c.column > 0)
    return Layout(tuple(found), merged)


def _recounted(block: Block) -> Block:
    return recounted(block) if isinstance(block, Grid) else block


def _is_form(grid: Grid, lexicon: Lexicon) -> bool:
    """Whether a grid is (a piece of) the form: numbered items, a header, or the scheme's items."""
    texts = [c.source.text for c in grid.cells if c.source.text.strip()]
    numbers = sum(number_in(t) is not None for t in texts)
    heads = sum(lexicon.is_head_word(t) for t in texts)
    labels = sum(lexicon.label_of(t) is not None for t in texts)
    headed = heads >= _FEWEST_HEADS and (numbers > 0 or heads == len(texts))
    return numbers > 1 or headed or labels > 0 or _has_total(texts, lexicon)


def _has_total(texts: list[str], lexicon: Lexicon) -> bool:
    return len(texts) <= _TOTAL_TEXTS and any(lexicon.is_total(t) for t in texts)


_TOTAL_TEXTS = 4  # a table that is only a 合计 row, and perhaps the 说明


def _parts(grid: Grid, lexicon: Lexicon, above: Head | None) -> Iterator[Run | Paragraph]:
    """The runs of a grid; what stands above its first header, such as a title, as paragraphs."""
    lines: list[Line] = []
    heads: list[Line] = []
    head = above if above and len(above.fields) == grid.columns else None
    first = True
    for line in _lines(grid, lexicon):
        if line.kind is LineKind.HEAD:
            if lines and first and not _has_item(lines):
                yield from map(_prose, lines)
            elif lines:
                yield Run(tuple(lines), grid.columns, head)
            if lines:
                lines, heads = [], []
            first = False
            heads.append(line)
            head = _head(heads, grid.columns, lexicon)
            continue
        heads = []
        if line.starts_page and lines:
            yield Run(tuple(lines), grid.columns, head)
            lines = []
        lines.append(line)
    yield Run(tuple(lines), grid.columns, head)


def _has_item(lines: Sequence[Line]) -> bool:
    """Whether an item, a total or a label stands in some lines."""
    known = any(line.kind in {LineKind.TOTAL, LineKind.LABEL} for line in lines)
    return known or any(number_in(c.source.text) for line in lines for c in line.own)


def _prose(line: Line) -> Paragraph:
    """A line of a table as text: 参评单位 and a name in cells of their own make one line."""
    sources = [c.source for c in line.own]
    text = "  ".join(s.text.strip() for s in sources)
    if not sources:
        return Paragraph(Source(text))
    confidence = min(s.confidence for s in sources)
    return Paragraph(replace(sources[0], text=text, confidence=confidence, doubts=()))


def _lines(grid: Grid, lexicon: Lexicon) -> Iterator[Line]:
    kinds = [_kind_of(grid.row(row), row, lexicon) for row in range(grid.rows)]
    data = {row for row, kind in enumerate(kinds) if kind is LineKind.DATA}
    cut = cut_cells(grid, data, lexicon.plain_bases)
    for row, kind in enumerate(kinds):
        cells = tuple(cut.get(c, c) for c in grid.row(row))
        yield Line(kind, row, cells, row == 0 or row in grid.breaks)


def _kind_of(cells: Sequence[Cell], row: int, lexicon: Lexicon) -> LineKind:
    texts = [c.source.text for c in cells if c.row == row and c.source.text.strip()]
    if not texts:
        covering = [c.source.text for c in cells if c.source.text.strip()]
        inside_head = covering and all(lexicon.is_head_word(t) for t in covering)
        return LineKind.HEAD if inside_head else LineKind.BLANK
    if _is_head(texts, lexicon):
        return LineKind.HEAD
    if any(number_in(t) for t in texts):
        return LineKind.DATA
    if lexicon.is_note(texts[0]):
        return LineKind.NOTE
    if any(lexicon.is_total(t) for t in texts[:2]):
        return LineKind.TOTAL
    only_label = len(texts) == 1 and lexicon.label_of(texts[0])
    return LineKind.LABEL if only_label else LineKind.DATA


def _is_head(texts: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a row is of the header: at least half header words, and no number of an item."""
    words = sum(lexicon.is_head_word(t) for t in texts)
    return 2 * words >= len(texts) and not any(number_in(t) for t in texts)


def _head(lines: Sequence[Line], columns: int, lexicon: Lexicon) -> Head:
    """The header of these rows: a lower row's word counts for more than one above it.

    A word with a character wrong names the one field that is near it and has no name else.
    """
    fields: list[Field | None] = [None] * columns
    for line in lines:
        for cell in line.cells:
            field = lexicon.field_of_head(cell.source.text)
            if field and cell.row == line.row:
                fields[_span(cell)] = [field] * cell.column_span
    for cell in (c for line in lines for c in line.own):
        near = fields_near(cell.source.text, lexicon) - frozenset(fields)
        if len(near) == 1 and not any(fields[_span(cell)]):
            fields[_span(cell)] = list(near) * cell.column_span
    return Head(tuple(fields), frozenset(_foreign(lines, fields, lexicon)))


def _foreign(
    lines: Sequence[Line], fields: Sequence[Field | None], lexicon: Lexicon
) -> Iterator[int]:
    for line in lines:
        for cell in line.own:
            text = cell.source.text
            if not lexicon.is_head_word(text) and not fields_near(text, lexicon):
                covered = range(cell.column, cell.column + cell.column_span)
                yield from (c for c in covered if fields[c] is None)


def _span(cell: Cell) -> slice:
    return slice(cell.column, cell.column + cell.column_span)
