from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from form_values import DUTIES, basis, clean_form, rows_of, value, with_rows

from normalizers.model import Field, Value
from parsers.model import Source
from pipeline.merged_cells import Merge, merges_of

if TYPE_CHECKING:
    from normalizers.model import Indicator

THREE = rows_of(clean_form())[:3]


def merges(*rows: Indicator) -> set[Merge]:
    """The merges of these rows alone, without those that go by their texts (项目, 一级指标)."""
    form = with_rows(replace(clean_form(), sections=clean_form().sections[:1]), DUTIES, rows)
    usual = {Field.CATEGORY, Field.LEVEL1, Field.BASIS}
    return {m for m in merges_of(form) if m.field not in usual}


def test_rows_read_from_one_cell_share_it() -> None:
    weight, deadline = value(Decimal(3)), value("全年")
    first, second, third = THREE
    rows = (
        replace(first, weight=weight),
        replace(second, weight=weight, deadline=deadline),
        replace(third, deadline=deadline),
    )
    assert merges(*rows) == {Merge(Field.WEIGHT, 0, 1), Merge(Field.DEADLINE, 1, 2)}


def test_equal_texts_of_different_cells_are_no_merge() -> None:
    assert merges(*(replace(row, weight=value(Decimal(1))) for row in THREE)) == set()


def test_blank_cells_are_no_merge() -> None:
    blank: Value[Decimal] = Value(None, Source(""))
    assert merges(*(replace(row, weight=blank) for row in THREE)) == set()


def test_one_cell_whose_rows_say_different_things_is_no_merge() -> None:
    source = Source("甲 乙")
    rows = (
        replace(THREE[0], deadline=Value("甲", source)),
        replace(THREE[1], deadline=Value("乙", source)),
    )
    assert merges(*rows) == set()


def test_category_basis_and_level1_are_merged_by_their_texts() -> None:
    form = clean_form()
    found = merges_of(replace(form, sections=form.sections[:1]))
    groups = [(first, first + 2) for first in range(0, 45, 3)]
    assert found == (
        Merge(Field.CATEGORY, 0, 26),
        Merge(Field.CATEGORY, 27, 44),
        *(Merge(Field.BASIS, *group) for group in groups),
        *(Merge(Field.LEVEL1, *group) for group in groups),
    )


def test_documents_written_differently_but_published_alike_are_one_cell() -> None:
    document = basis("《方案》", "泉洛委〔2024〕1号")
    rows = tuple(
        replace(row, bases=value((replace(document, raw=raw),)))
        for row, raw in zip(THREE, ("《方案》(泉洛委〔2024〕1号)", "《方案》", "方案"), strict=True)
    )
    form = with_rows(replace(clean_form(), sections=clean_form().sections[:1]), DUTIES, rows)
    assert Merge(Field.BASIS, 0, 2) in merges_of(form)


def test_a_merge_ends_with_its_section() -> None:
    shared = value("全年实施")
    form = clean_form()
    sections = tuple(
        replace(s, indicators=tuple(replace(i, deadline=shared) for i in s.indicators))
        for s in form.sections
    )
    found = [m for m in merges_of(replace(form, sections=sections)) if m.field is Field.DEADLINE]
    assert found == [
        Merge(Field.DEADLINE, 0, 44),
        Merge(Field.DEADLINE, 45, 64),
        Merge(Field.DEADLINE, 65, 66),
    ]


@pytest.mark.parametrize("field", [Field.BASIS, Field.LEVEL1])
def test_equal_texts_of_two_groups_are_two_cells(field: Field) -> None:
    rows = rows_of(clean_form())[:6]
    rows = tuple(replace(row, level1=value("做好工作")) for row in rows)
    form = with_rows(replace(clean_form(), sections=clean_form().sections[:1]), DUTIES, rows)
    found = [m for m in merges_of(form) if m.field is field]
    assert found == [Merge(field, 0, 2), Merge(field, 3, 5)]
