"""A section as a table: head, label, rows, 合计; each cell once, with what it covers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby
from typing import TYPE_CHECKING

from normalizers.model import Field
from pipeline.columns import written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalizers.scheme import Scheme, SectionScheme

    from .stored_form import StoredSection

_ITEM = "目标内容"
_DUTIES = "责任分解"
_PEOPLE = frozenset({Field.LEADERS, Field.UNITS, Field.OWNERS})

_WIDTHS = {
    Field.CATEGORY: 15.0,
    Field.NUMBER: 14.0,
    Field.BASIS: 44.0,
    Field.LEVEL2: 52.0,
    Field.WEIGHT: 11.0,
    Field.DEADLINE: 20.0,
    Field.LEADERS: 17.5,
    Field.UNITS: 24.0,
    Field.OWNERS: 17.5,
    Field.REMARK: 10.0,
}
"""Millimetres; 一级指标 takes what the others leave of the page."""

PAGE = 269.0
"""Millimetres between the margins of A4 landscape."""


class Part(Enum):
    """What a cell is for."""

    HEAD = auto()
    LABEL = auto()
    TEXT = auto()
    SHORT = auto()
    TOTAL = auto()


@dataclass(frozen=True, slots=True)
class Place:
    """What a cell covers, rows and columns counted from 0."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Written:
    """A cell: its text, where it stands, what it is for."""

    text: str
    place: Place
    part: Part


@dataclass(frozen=True, slots=True)
class FormTable:
    """Cells that tile `rows` by `widths` (millimetres); the first `heads` rows repeat on pages."""

    widths: tuple[float, ...]
    cells: tuple[Written, ...]
    rows: int
    heads: int


def table_of(section: StoredSection, scheme: Scheme) -> FormTable:
    """The table of a section, with the columns of its scheme and 备注."""
    rules = scheme.section(section.name)
    fields = (*(f for f in rules.columns if f is not Field.REMARK), Field.REMARK)
    head = tuple(_head(fields, rules, scheme))
    heads = max(c.place.row + c.place.rows for c in head)
    label = Written(_label(section), Place(heads, 0, 1, len(fields)), Part.LABEL)
    body = tuple(_body(section, fields, heads + 1))
    last = heads + 1 + len(section.rows)
    total = tuple(_total(section, fields, scheme.total_words[0], last))
    return FormTable(_widths(fields), (*head, label, *body, *total), last + 1, heads)


def _widths(fields: Sequence[Field]) -> tuple[float, ...]:
    others = sum(_WIDTHS[f] for f in fields if f is not Field.LEVEL1)
    return tuple(PAGE - others if f is Field.LEVEL1 else _WIDTHS[f] for f in fields)


def _head(fields: Sequence[Field], rules: SectionScheme, scheme: Scheme) -> Iterator[Written]:
    """One row, or two where the scheme has a word over the people's columns."""
    doubled = _DUTIES in scheme.group_head_words and any(f in _PEOPLE for f in fields)
    height = 2 if doubled else 1
    columns = enumerate(fields)
    for over, run in groupby(columns, key=lambda c: doubled and c[1] in _PEOPLE):
        under = tuple(run)
        if over:
            yield Written(_DUTIES, Place(0, under[0][0], 1, len(under)), Part.HEAD)
        for column, field in under:
            place = Place(1, column) if over else Place(0, column, height)
            yield Written(_word(field, rules, scheme), place, Part.HEAD)


def _word(field: Field, rules: SectionScheme, scheme: Scheme) -> str:
    words = scheme.head_words.get(field, (field.value,))
    if field is Field.LEVEL1 and not rules.has_level2 and _ITEM in words:
        return _ITEM
    return words[0]


def _label(section: StoredSection) -> str:
    points = section.labelled
    return section.name if points is None else f"{section.name}（{written(points)}分）"


def _body(section: StoredSection, fields: Sequence[Field], first: int) -> Iterator[Written]:
    heights = {(m.field, m.first): m.last - m.first + 1 for m in section.merges}
    hidden = {(m.field, r) for m in section.merges for r in range(m.first + 1, m.last + 1)}
    for row, texts in enumerate(section.rows):
        for column, field in enumerate(fields):
            if (field, row) not in hidden:
                place = Place(first + row, column, heights.get((field, row), 1))
                yield Written(texts[field], place, _part(field))


def _part(field: Field) -> Part:
    long = field in {Field.BASIS, Field.LEVEL1, Field.LEVEL2, Field.REMARK}
    return Part.TEXT if long else Part.SHORT


def _total(
    section: StoredSection, fields: Sequence[Field], word: str, row: int
) -> Iterator[Written]:
    weight = fields.index(Field.WEIGHT)
    yield Written(word, Place(row, 0, 1, weight), Part.TOTAL)
    yield Written(written(section.total), Place(row, weight), Part.TOTAL)
    for column in range(weight + 1, len(fields)):
        yield Written("", Place(row, column), Part.TOTAL)
