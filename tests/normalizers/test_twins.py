from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from form_values import (
    ABILITIES,
    DUTIES,
    SPIRIT,
    bases,
    basis,
    clean_form,
    names,
    rows_of,
    value,
    with_row,
    with_rows,
    with_section,
    without_row,
)
from forms import Kind, build, random_form

import parsers
from normalizers import normalize
from normalizers.model import Difference, Field, Form, Origin, Part, Presence
from normalizers.scheme import load_scheme
from normalizers.twins import compared, shown
from parsers.model import NOWHERE, Place, Source

if TYPE_CHECKING:
    from pathlib import Path

FORM = clean_form()
SCHEME = load_scheme("luojiang-2024-series2")
PAGE = Place(page=2)


def told(ours: Form, theirs: Form) -> list[tuple[str, str, str, str]]:
    """序号 or item, field, ours, theirs."""
    found = compared(ours, theirs).differences
    return [(d.number or d.item, str(d.field), d.ours, d.theirs) for d in found]


def alone(ours: Form, theirs: Form) -> list[tuple[str, str, Presence]]:
    found = compared(ours, theirs).differences
    return [(d.number or d.item, str(d.field), d.presence) for d in found]


def test_a_form_differs_in_nothing_from_itself() -> None:
    found = compared(FORM, FORM)
    assert (found.alike, found.fragment, found.differences) == (True, False, ())


@pytest.mark.parametrize(
    ("one", "other"), [(Kind.DOCX, Kind.PDF), (Kind.DOCX, Kind.HTML), (Kind.XLSX, Kind.PDF)]
)
@pytest.mark.parametrize("seed", range(1000, 1010))
def test_a_clean_form_in_two_formats_differs_in_nothing(
    seed: int, one: Kind, other: Kind, tmp_path: Path
) -> None:
    spec, style = random_form(seed)
    parts = []
    for kind in (one, other):
        path = tmp_path / f"考评表.{kind}"
        path.write_bytes(build(spec, style, kind))
        parts.append(Part(path.name, parsers.read(path)))
    form = normalize(tuple(parts), SCHEME)
    assert form is not None
    assert [(c.fragment, c.differences) for c in form.copies] == [(False, ())]
    assert form.others == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"level2": value("完成编号为1-2-3的任务。")},
        {"level2": value("完成编号为1–2–3的 任务")},
        {"weight": value(Decimal("1.50"))},
        {"bases": bases(basis("《年度任务分解方案》", "泉洛政办〔2024〕10号"))},
        {"bases": bases(basis("〈年度任务分解方案〉", "泉洛政办(2024)10号"))},
        {"units": names("办　公室")},
    ],
)
def test_a_difference_in_mere_writing_is_none(changes: dict[str, object]) -> None:
    assert told(FORM, with_row(FORM, "1-2-3", **changes)) == []


def test_every_field_is_compared_by_its_value() -> None:
    other = with_row(
        FORM,
        "1-2-3",
        category=value("常规工作目标"),
        level2=value("完成另外的任务，编号为1-2-3"),
        weight=value(Decimal(2)),
        deadline=value("6月底前"),
        leaders=names("林小明"),
        units=names("办公室", "综合股"),
        owners=value(None, ""),
        remark=value("新增"),
    )
    assert told(FORM, other) == [
        ("1-2-3", "项目", "重点工作目标", "常规工作目标"),
        ("1-2-3", "二级指标", "完成编号为1-2-3的任务", "完成另外的任务，编号为1-2-3"),
        ("1-2-3", "权重", "1.5", "2"),
        ("1-2-3", "完成时限", "全年实施", "6月底前"),
        ("1-2-3", "分管领导", "林晓明", "林小明"),
        ("1-2-3", "责任单位", "办公室", "办公室、综合股"),
        ("1-2-3", "责任人", "陈志强", ""),
        ("1-2-3", "备注", "", "新增"),
    ]


def test_a_decimal_point_is_no_mere_writing() -> None:
    one = with_row(FORM, "1-2-3", level2=value("完成编号为1-2-3的任务，增长1.5%"))
    other = with_row(FORM, "1-2-3", level2=value("完成编号为1-2-3的任务，增长15%"))
    assert len(told(one, other)) == 1


def test_what_nobody_could_read_is_told_as_it_stands() -> None:
    other = with_row(FORM, "1-2-3", weight=value(None, "一点五"))
    assert told(other, FORM) == [("1-2-3", "权重", "一点五", "1.5")]


def test_a_merged_cell_is_told_once() -> None:
    other = FORM
    for number in ("1-2-1", "1-2-2", "1-2-3"):
        other = with_row(
            other, number, level1=value("做好另一项工作"), bases=bases(basis("《乙》"))
        )
    assert [d[:2] for d in told(FORM, other)] == [("1-2-1", "文件依据"), ("1-2-1", "一级指标")]


def test_a_row_more_or_less_is_told_once_though_others_are_renumbered() -> None:
    number = rows_of(FORM)[4].number.value
    shorter = without_row(FORM, "1-2-2")
    shorter = with_row(shorter, "1-2-3", number=value("1-2-2"))
    assert number == "1-2-2"
    assert alone(FORM, shorter) == [("1-2-2", "序号", Presence.OURS)]
    assert alone(shorter, FORM) == [("1-2-2", "序号", Presence.THEIRS)]


def test_a_renumbered_row_is_the_row_of_its_text() -> None:
    other = with_row(FORM, "1-2-3", number=value("1-2-5"))
    assert told(FORM, other) == [("1-2-3", "序号", "1-2-3", "1-2-5")]


def test_a_rewritten_row_is_the_row_of_its_number() -> None:
    other = with_row(FORM, "1-2-3", level2=value("牵头组织全区大型文艺演出"))
    assert [d[:2] for d in told(FORM, other)] == [("1-2-3", "二级指标")]


def test_a_row_whose_number_was_lost_is_the_row_of_much_the_same_text() -> None:
    lost = with_row(FORM, "1-2-3", number=value(None, "l-2"), level2=value("完成编号为1-2-3的任各"))
    assert [d[:2] for d in told(lost, FORM)] == [
        ("完成编号为1-2-3的任各", "序号"),
        ("完成编号为1-2-3的任各", "二级指标"),
    ]


def test_numbers_that_stand_twice_are_paired_in_order() -> None:
    twice = with_row(FORM, "1-2-3", number=value("1-2-2"))
    assert told(twice, twice) == []


def test_what_is_printed_around_the_rows_is_compared_where_both_print_it() -> None:
    assert FORM.letter is not None
    letter = replace(FORM.letter, number=value("泉洛民函〔2025〕2号"), date=value(date(2025, 1, 4)))
    one = with_section(FORM, DUTIES, total=value(Decimal(68)))
    other = with_section(FORM, DUTIES, total=value(Decimal(70)))
    other = replace(other, date=value("2025年1月5日"), letter=letter)
    assert told(one, other) == [
        ("", "日期", "2025年1月3日", "2025年1月5日"),
        ("", "发文字号", "泉洛民函〔2025〕1号", "泉洛民函〔2025〕2号"),
        ("", "发文日期", "2025年1月3日", "2025年1月4日"),
        ("职能工作目标的合计", "分值", "68", "70"),
    ]
    blank = replace(other, date=value(None, ""), letter=None)
    assert told(with_section(blank, DUTIES, total=None), one) == []


def test_a_section_or_column_that_one_lacks_is_told_as_such() -> None:
    shorter = with_rows(FORM, SPIRIT, ())
    assert alone(FORM, shorter) == [(SPIRIT, "大类", Presence.OURS)]
    assert alone(shorter, FORM) == [(SPIRIT, "大类", Presence.THEIRS)]
    narrower = with_section(FORM, ABILITIES, missing_columns=(Field.DEADLINE,))
    for item in rows_of(narrower, ABILITIES):
        narrower = with_row(narrower, item.number.value or "", deadline=value(None, ""))
    assert alone(FORM, narrower) == [(ABILITIES, "完成时限", Presence.OURS)]
    assert alone(narrower, FORM) == [(ABILITIES, "完成时限", Presence.THEIRS)]


def test_of_a_fragment_only_its_own_rows_are_compared() -> None:
    piece = with_rows(with_rows(FORM, SPIRIT, ()), ABILITIES, ())
    piece = with_rows(piece, DUTIES, rows_of(FORM)[:5])
    piece = with_row(piece, "1-1-2", weight=value(Decimal(3)))
    assert compared(FORM, piece).fragment
    assert told(FORM, piece) == [("1-1-2", "权重", "1.5", "3")]


def test_forms_of_other_rows_are_no_copies() -> None:
    other = FORM
    for row in rows_of(FORM)[:40]:
        number = row.number.value or ""
        other = with_row(other, number, level2=value(f"组织{number}号大型文艺演出并评选优秀节目"))
    for row in rows_of(FORM, ABILITIES):
        other = without_row(other, row.number.value or "")
    found = compared(other, FORM)
    assert (found.alike, found.differences) == (False, ())


def test_a_difference_says_where_both_stand() -> None:
    place = Place(page=5)
    other = with_row(FORM, "1-2-3", weight=replace(value(Decimal(3)), source=Source("3", place)))
    assert compared(FORM, other).differences == (
        Difference(
            "1-2-3", "完成编号为1-2-3的任务", Field.WEIGHT, "1.5", "3", PAGE, place, Presence.BOTH
        ),
    )
    assert compared(FORM, without_row(FORM, "1-2-3")).differences[0].their_place == NOWHERE


def test_a_difference_of_look_alikes_on_a_scan_may_be_a_misreading() -> None:
    read = replace(value("完成编号为1-2-3的任各"), source=Source("", PAGE, 0.9))
    scan = replace(with_row(FORM, "1-2-3", level2=read), origin=Origin.SCAN)
    assert [d.legible for d in compared(scan, FORM).differences] == [True]
    typed = with_row(FORM, "1-2-3", level2=value("完成编号为1-2-3的任各"))
    assert [d.legible for d in compared(typed, FORM).differences] == [False]


def test_values_are_quoted_as_they_are_published() -> None:
    assert [shown(v) for v in (None, "", Decimal("2.0"), ("甲", "乙"))] == ["", "", "2", "甲、乙"]
