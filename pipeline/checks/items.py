"""An indicator as the findings speak of it: its name, its fields, where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalizers.model import Field
from normalizers.twins import VALUES
from parsers.model import NOWHERE
from pipeline.findings import Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from decimal import Decimal

    from normalizers.model import Basis, Form, Indicator, Section, Value
    from normalizers.scheme import Scheme, SectionScheme

    FieldValue = Value[str] | Value[tuple[str, ...]] | Value[tuple[Basis, ...]] | Value[Decimal]

QUOTED = 24
"""Characters of a text that a sentence quotes to say which row is meant: one line of a form."""

MOST_NAMED = 6
"""Rows that a sentence names one by one; of more, it names the `FIRST`."""

FIRST = 3


def sections_of(form: Form, scheme: Scheme) -> Iterator[tuple[Section, SectionScheme]]:
    """The form's sections that hold indicators, each with its rules, in the form's order."""
    rules = {section.name: section for section in scheme.sections}
    for section in form.sections:
        if section.indicators and section.name in rules:
            yield section, rules[section.name]


def value_in(indicator: Indicator, field: Field) -> FieldValue:
    """The value of one of the columns of a form's table.

    Raises:
        KeyError: the field is none of an indicator's.
    """
    return _VALUE_OF[field](indicator)


_VALUE_OF: dict[Field, Callable[[Indicator], FieldValue]] = {
    **VALUES,
    Field.NUMBER: lambda i: i.number,
}


def number_of(indicator: Indicator) -> str:
    """The 序号, empty where there is none."""
    return indicator.number.value or ""


def about(indicator: Indicator, field: Field) -> Subject:
    """The field of this indicator, with the cell's place, else the row's."""
    place = value_in(indicator, field).source.place
    return Subject(number_of(indicator), field, indicator.place if place == NOWHERE else place)


def name_of(indicator: Indicator) -> str:
    """What a sentence calls the row: 第1-2-3项, or its label or text where it has no number."""
    number = number_of(indicator)
    if number:
        return f"第{number}项"
    text = indicator.level2.value or indicator.level1.value or indicator.category.value or ""
    return f"“{shortened(text)}”一项" if text else "没有序号的一项"


def names_of(indicators: Iterable[Indicator]) -> str:
    """What a sentence calls several rows: 第1-5-3、1-6-1项."""
    rows = tuple(indicators)
    numbers = tuple(number_of(i) for i in rows)
    if all(numbers):
        return f"第{'、'.join(numbers)}项"
    return "、".join(name_of(i) for i in rows)


def some_of(indicators: Iterable[Indicator]) -> str:
    """What a sentence calls several rows that may be many: the first ones, and how many."""
    rows = tuple(indicators)
    if len(rows) <= MOST_NAMED:
        return names_of(rows)
    return f"{names_of(rows[:FIRST])}等{len(rows)}项"


def heading_of(field: Field, rules: SectionScheme) -> str:
    """What the form's own head calls the field: 一级指标 is 目标内容 where there is no 二级指标."""
    return "目标内容" if field is Field.LEVEL1 and not rules.has_level2 else str(field)


def shortened(text: str) -> str:
    """The text, cut where a sentence would become unreadable."""
    return text if len(text) <= QUOTED else f"{text[:QUOTED]}…"
