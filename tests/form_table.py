"""One section's table: its heads, rows, merges and 合计, on the columns of its style."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import groupby
from typing import TYPE_CHECKING

from form_print import bases_of, label_of, printed_text
from form_style import Merge, SectionLabel

from normalizers.model import Field

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from form_model import Group, Row, SectionSpec
    from form_style import Style

PEOPLE = (Field.LEADERS, Field.UNITS, Field.OWNERS)
CONTENT = (Field.NUMBER, Field.BASIS, Field.LEVEL1, Field.LEVEL2)
# Points, on a page 842 points wide with margins of 40 to 50.
WIDTHS = {
    Field.SECTION: 34,
    Field.CATEGORY: 44,
    Field.NUMBER: 38,
    Field.BASIS: 138,
    Field.LEVEL1: 122,
    Field.LEVEL2: 138,
    Field.WEIGHT: 32,
    Field.DEADLINE: 46,
    Field.LEADERS: 44,
    Field.UNITS: 56,
    Field.OWNERS: 44,
    Field.REMARK: 28,
}


class Part(Enum):
    """What a cell is for."""

    HEAD = auto()
    BODY = auto()
    LABEL = auto()
    TOTAL = auto()


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell once, with the rows and columns it covers, from 0; `field` is its column's."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    part: Part = Part.BODY
    field: Field | None = None

    def moved(self, rows: int) -> TableCell:
        return replace(self, row=self.row + rows)


@dataclass(frozen=True, slots=True)
class Table:
    """Cells that tile `rows` by `widths` (points); the first `head_rows` may repeat."""

    widths: tuple[float, ...]
    cells: tuple[TableCell, ...]
    rows: int
    head_rows: int

    def with_line(self, text: str) -> Table:
        """The same with one more row, as wide as the table."""
        line = TableCell(self.rows, 0, text, column_span=len(self.widths), part=Part.LABEL)
        return replace(self, cells=(*self.cells, line), rows=self.rows + 1)

    def matrix(self) -> list[list[str]]:
        """The texts by row and column, each in the upper left place of its cell."""
        lines = [[""] * len(self.widths) for _ in range(self.rows)]
        for cell in self.cells:
            lines[cell.row][cell.column] = cell.text
        return lines


@dataclass(frozen=True, slots=True)
class Slot:
    """The columns that one field of a section takes."""

    field: Field
    first: int
    span: int


def table_of(section: SectionSpec, style: Style) -> Table:
    """The section's table: head, label line, rows and 合计."""
    fields = _fields(section.name, style, section.missing)
    base = _base(style) if style.one_table else fields
    slots = _slots(fields, base)
    head = tuple(_head(slots, section.name, style))
    at = 2 if style.two_heads else 1
    lines = _label_line(section, style, at, len(base))
    at += len(lines)
    body = tuple(_body(section, slots, style, at))
    at += len(section.rows)
    total = tuple(_total(section, slots, style, at))
    widths = tuple(float(WIDTHS[f]) for f in base)
    return Table(
        _spread(widths, fields, style),
        head + lines + body + total,
        at + 1,
        2 if style.two_heads else 1,
    )


def stacked(tables: list[Table]) -> Table:
    """The tables one below the other as one table; only the first one's head repeats."""
    cells: list[TableCell] = []
    rows = 0
    for table in tables:
        cells += [c.moved(rows) for c in table.cells]
        rows += table.rows
    return replace(tables[0], cells=tuple(cells), rows=rows)


def _base(style: Style) -> tuple[Field, ...]:
    return _fields(style.scheme.sections[0].name, style, ())


def _fields(name: str, style: Style, missing: tuple[Field, ...]) -> tuple[Field, ...]:
    fields = list(style.scheme.section(name).columns)
    if style.weight_last:
        weight = fields.index(Field.WEIGHT)
        if fields[weight + 1] is Field.DEADLINE:
            fields[weight : weight + 2] = [Field.DEADLINE, Field.WEIGHT]
    if style.section_label is SectionLabel.COLUMN:
        fields.insert(0, Field.SECTION)
    if style.remark:
        fields.append(Field.REMARK)
    return tuple(f for f in fields if f not in missing)


def _slots(fields: tuple[Field, ...], base: tuple[Field, ...]) -> tuple[Slot, ...]:
    """Where each field begins on the base columns; each ends where the next begins."""
    starts: list[int] = []
    for field in fields:
        alone = field is Field.LEVEL1 and Field.LEVEL2 not in fields
        starts.append(starts[-1] + 1 if alone else base.index(field))
    starts[0] = 0
    ends = [*starts[1:], len(base)]
    return tuple(Slot(f, a, b - a) for f, a, b in zip(fields, starts, ends, strict=True))


def _spread(
    widths: tuple[float, ...], fields: tuple[Field, ...], style: Style
) -> tuple[float, ...]:
    """Separate tables are as wide as the widest: their 目标内容 takes what others leave."""
    if style.one_table or Field.LEVEL2 in fields:
        return widths
    wanted = sum(WIDTHS[f] for f in _base(style))
    spare = wanted - sum(widths)
    return tuple(w + spare if f is Field.LEVEL1 else w for f, w in zip(fields, widths, strict=True))


def word_of(field: Field, section: str, style: Style) -> str:
    """The word that heads this column."""
    own = next((p.text for p in style.words if p.field is field), None)
    usual, *others = style.scheme.head_words[field]
    if field is Field.LEVEL1 and not style.scheme.section(section).has_level2:
        return others[0]
    return own or usual


def _head(slots: tuple[Slot, ...], section: str, style: Style) -> Iterator[TableCell]:
    label = [s for s in slots if s.field in {Field.SECTION, Field.CATEGORY}]
    height = 2 if style.two_heads else 1
    yield _over(label, style.scheme.head_words[Field.CATEGORY][0], height)
    rest = slots[len(label) :]
    duties, contents, *_ = style.scheme.group_head_words
    parents = dict.fromkeys(PEOPLE, duties)
    if style.scheme.section(section).has_level2:
        parents |= dict.fromkeys(CONTENT, contents)
    for parent, run in groupby(rest, key=lambda s: parents.get(s.field, "")):
        under = list(run)
        if not parent or not style.two_heads:
            yield from (_over([s], word_of(s.field, section, style), height) for s in under)
            continue
        yield _over(under, parent, 1)
        for slot in under:
            yield replace(_over([slot], word_of(slot.field, section, style), 1), row=1)


def _over(slots: list[Slot], text: str, height: int) -> TableCell:
    span = sum(s.span for s in slots)
    return TableCell(0, slots[0].first, text, height, span, Part.HEAD, slots[0].field)


def _label_line(section: SectionSpec, style: Style, at: int, columns: int) -> tuple[TableCell, ...]:
    if style.section_label is not SectionLabel.LINE:
        return ()
    text = label_of(section.name, section.points, style)
    return (TableCell(at, 0, text, column_span=columns, part=Part.LABEL),)


def _body(
    section: SectionSpec, slots: tuple[Slot, ...], style: Style, at: int
) -> Iterator[TableCell]:
    items = [(i, group, row) for i, group in enumerate(section.groups) for row in group.rows]
    for slot in slots:
        keys = [_key(slot.field, i, item, style) for i, item in enumerate(items)]
        first = 0
        for _, run in groupby(keys):
            height = len(list(run))
            text = _text(slot.field, section, items[first], style)
            yield TableCell(at + first, slot.first, text, height, slot.span, Part.BODY, slot.field)
            first += height


def _text(field: Field, section: SectionSpec, item: tuple[int, Group, Row], style: Style) -> str:
    if field is Field.SECTION:
        return label_of(section.name, section.points, style)
    return printed_text(field, item[1], item[2], style)


def _key(field: Field, index: int, item: tuple[int, Group, Row], style: Style) -> Hashable:
    """Rows with the same key share one cell of this field."""
    place, group, row = item
    if field is Field.SECTION:
        return 0
    if row.override(field) is not None:
        return "own", index
    if field is Field.CATEGORY:
        runs = {Merge.GROUP: place, Merge.RUN: group.category, Merge.ROW: index}
        return runs[style.category_merge]
    if field is Field.BASIS:
        bases = bases_of(group, row)
        runs = {Merge.GROUP: (place, bases), Merge.RUN: (group.category, bases)}
        return runs.get(style.basis_merge, index)
    if field is Field.LEVEL1 and group.level1 is not None:
        return index if style.level1_merge is Merge.ROW else (place,)
    return _key_within(field, index, item, style)


def _key_within(field: Field, index: int, item: tuple[int, Group, Row], style: Style) -> Hashable:
    place, group, row = item
    if field is Field.WEIGHT and group.shared_weight:
        return (place,)
    if field in style.merged:
        return place, printed_text(field, group, row, style)
    return "own", index


def _total(
    section: SectionSpec, slots: tuple[Slot, ...], style: Style, at: int
) -> Iterator[TableCell]:
    weight = next((s for s in slots if s.field in {Field.WEIGHT, Field.DEADLINE}), slots[-1])
    yield TableCell(at, 0, style.total_word, 1, weight.first, Part.TOTAL)
    for slot in slots[slots.index(weight) :]:
        text = section.total if slot.field is Field.WEIGHT else ""
        yield TableCell(at, slot.first, text, 1, slot.span, Part.TOTAL, slot.field)
