"""A form on its way into print: its cells, its truth, and which of its values a damage concerns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from form_layout import Text, form_blocks
from form_table import Part, Table
from form_truth import HEADINGS, truth_of

from normalizers.model import Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from form_model import FormSpec
    from form_style import Style
    from form_table import TableCell

FIELDS = (Field.NUMBER, *(Field(h) for h in HEADINGS if h != Field.SECTION))
"""The fields whose values are compared."""

Mark = tuple[int, Field]
"""A value: the index of its row among the form's items, and its field."""


@dataclass(slots=True)
class Inked:
    """A cell as it is printed: `text` may be damaged."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    part: Part
    field: Field | None


@dataclass(slots=True)
class InkedTable:
    """Cells that tile rows and columns; `items` are the form's items by the row they stand in.

    `breaks` are rows above which a page begins.
    """

    cells: list[Inked]
    rows: int
    columns: int
    items: dict[int, int]
    breaks: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Line:
    """A row of a table whose merges are lost: its texts, and the item that it holds, if any."""

    texts: list[str]
    item: int | None = None


@dataclass(slots=True)
class Draft:
    """A form in print.

    `truth` holds each item's values by field, as they should be published. `concerned` are the
    values that were damaged and can be had back, `flagged` those that cannot and must be told of,
    by what must stand there still; what is `lost` is blank in the truth. `lines` are the blocks
    with the merges lost, None where they are kept.
    """

    spec: FormSpec
    blocks: list[str | InkedTable]
    truth: list[dict[Field, str]]
    concerned: set[Mark] = field(default_factory=set)
    flagged: dict[Mark, str] = field(default_factory=dict)
    lines: list[str | list[Line]] | None = None

    @property
    def tables(self) -> list[InkedTable]:
        """The form's tables, in order."""
        return [b for b in self.blocks if isinstance(b, InkedTable)]

    def cells(self, *fields: Field) -> Iterator[tuple[Inked, tuple[int, ...]]]:
        """The cells of these fields, each with the items that it covers."""
        for table in self.tables:
            for cell in table.cells:
                if cell.field in fields and cell.part is Part.BODY:
                    rows = range(cell.row, cell.row + cell.row_span)
                    yield cell, tuple(table.items[r] for r in rows)

    def groups(self) -> list[list[int]]:
        """The items of each 一级指标, in order."""
        found: dict[str, list[int]] = {}
        for index, row in enumerate(self.truth):
            number = row[Field.NUMBER]
            if number.count("-") == 2:  # noqa: PLR2004 - 1-5-2
                found.setdefault(number.rpartition("-")[0], []).append(index)
        return list(found.values())

    def lose(self, item: int, lost: Field) -> None:
        """Nothing is left of this value: it should come out blank."""
        self.truth[item][lost] = ""
        self.concerned.add((item, lost))


def drafted(spec: FormSpec, style: Style) -> Draft:
    """The form in print, as yet without a damage."""
    truth = [
        {f: getattr(record, HEADINGS.get(f, "number")) for f in FIELDS}
        for record in truth_of(spec).records
    ]
    blocks: list[str | InkedTable] = []
    item = 0
    for block in form_blocks(spec, style):
        if isinstance(block, Text):
            blocks.append(block.text)
        elif isinstance(block, Table):
            table = _inked(block, item)
            item += len(table.items)
            blocks.append(table)
    return Draft(spec, blocks, truth)


def _inked(table: Table, first: int) -> InkedTable:
    rows = sorted({r for c in table.cells if c.part is Part.BODY for r in _rows(c)})
    items = {row: first + i for i, row in enumerate(rows)}
    cells = [
        Inked(c.row, c.column, c.row_span, c.column_span, c.text, c.part, c.field)
        for c in table.cells
    ]
    return InkedTable(cells, table.rows, len(table.widths), items)


def _rows(cell: TableCell) -> range:
    return range(cell.row, cell.row + cell.row_span)
