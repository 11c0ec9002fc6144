"""A form as it is published, and written back as the tables that it came from."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from normalizers.model import Field
from parsers.model import Cell, Grid, Kind, Paragraph, Reading, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizers.model import Form, Indicator, Section
    from normalizers.scheme import Scheme

MERGED = (Field.CATEGORY, Field.BASIS, Field.LEVEL1)


def published(form: Form) -> list[tuple[str, ...]]:
    """What indicators.csv says of each row, from 大类 to 责任人."""
    return [(i.section, *(text_of(i, f) for f in _FIELDS)) for i in form.indicators]


def text_of(indicator: Indicator, field: Field) -> str:
    """A field as it is published."""
    weight = indicator.weight.value
    return {
        Field.CATEGORY: indicator.category.value or "",
        Field.NUMBER: indicator.number.value or "",
        Field.BASIS: "；".join(map(str, indicator.bases.value or ())),
        Field.LEVEL1: indicator.level1.value or "",
        Field.LEVEL2: indicator.level2.value or "",
        Field.WEIGHT: "" if weight is None else _plain(format(weight, "f")),
        Field.DEADLINE: indicator.deadline.value or "",
        Field.LEADERS: "、".join(indicator.leaders.value or ()),
        Field.UNITS: "、".join(indicator.units.value or ()),
        Field.OWNERS: "、".join(indicator.owners.value or ()),
    }[field]


def reading_of(form: Form, scheme: Scheme) -> Reading:
    """The published values as a reader would find them in a form with merged cells."""
    title = form.title.value or ""
    lines = (Paragraph(Source(title)), Paragraph(Source(f"参评单位：{form.unit.value or ''}")))
    grids = (Grid(tuple(_cells(s, scheme.section(s.name).columns))) for s in form.sections)
    return Reading(Kind.DOCX, (*lines, *grids))


def _cells(section: Section, columns: tuple[Field, ...]) -> Iterator[Cell]:
    for column, field in enumerate(columns):
        yield Cell(Source(field.value), 0, column)
        row = 1
        for _, run in groupby(enumerate(section.indicators), key=lambda x: _key(*x, field)):
            members = list(run)
            text = text_of(members[0][1], field)
            yield Cell(Source(text), row, column, row_span=len(members))
            row += len(members)


def _key(index: int, indicator: Indicator, field: Field) -> object:
    """Rows of a group that say the same of a merged field share a cell."""
    if field not in MERGED or (field is not Field.CATEGORY and not indicator.group):
        return index
    return indicator.group, text_of(indicator, field)


def _plain(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


_FIELDS = (
    Field.CATEGORY,
    Field.NUMBER,
    Field.BASIS,
    Field.LEVEL1,
    Field.LEVEL2,
    Field.WEIGHT,
    Field.DEADLINE,
    Field.LEADERS,
    Field.UNITS,
    Field.OWNERS,
)
