from dataclasses import replace
from decimal import Decimal

import pytest
from form_values import (
    ABILITIES,
    DUTIES,
    SCHEME,
    clean_form,
    rows_of,
    value,
    with_row,
    with_section,
)

from normalizers.model import Field, Form, Residue, YearMention
from parsers.model import NOWHERE, Source
from pipeline.checks import check
from pipeline.model import Level


def told(form: Form) -> list[tuple[str, str]]:
    return [(f.code, f.number) for f in check(form, SCHEME)]


def test_a_missing_section_is_told_and_nothing_that_follows_from_it() -> None:
    for name in (DUTIES, ABILITIES):
        form = clean_form()
        form = replace(form, sections=tuple(s for s in form.sections if s.name != name))
        (found,) = check(form, SCHEME)
        assert (found.code, found.message) == (
            "form.section_missing",
            f"考评表中没有“{name}”这一大类。",
        )


def test_a_section_that_is_not_the_scheme_s_is_left_alone() -> None:
    form = clean_form()
    other = replace(form.sections[0], name="加分项目")
    assert told(replace(form, sections=(*form.sections, other))) == []


@pytest.mark.parametrize("field", [Field.OWNERS, Field.DEADLINE, Field.LEVEL2])
def test_a_missing_column_is_told_once_and_not_for_each_row(field: Field) -> None:
    attribute = field.name.lower()
    rows = tuple(replace(r, **{attribute: value(None, "")}) for r in rows_of(clean_form()))
    form = with_section(clean_form(), DUTIES, indicators=rows, missing_columns=(field,))
    (found,) = check(form, SCHEME)
    assert (found.code, found.field) == ("form.column_missing", field)
    assert found.message == f"“职能工作目标”的表中没有“{field}”一栏。"


def test_a_blank_unit_is_told() -> None:
    assert told(replace(clean_form(), unit_printed=False)) == [("form.unit_missing", "")]
    assert told(replace(clean_form(), unit=value(None, ""))) == [("form.unit_missing", "")]


@pytest.mark.parametrize(
    ("date", "message"),
    [
        (value(None, "年 月 日"), "考评表的日期没有填写。"),
        (value(None, ""), "考评表的日期没有填写。"),
        (value("2025年1月日"), "考评表的日期“2025年1月日”不完整。"),
        (value(None, "2025年1月  日"), "考评表的日期“2025年1月  日”不完整。"),
    ],
)
def test_a_date_that_is_not_filled_in_is_told(date: object, message: str) -> None:
    (found,) = check(replace(clean_form(), date=date), SCHEME)
    assert (found.code, found.message) == ("form.date_missing", message)


@pytest.mark.parametrize("date", ["2025年1月3日", "2025-01-03", "2025.1.3", "二〇二五年一月十三日"])
def test_full_dates_in_any_dress_pass(date: str) -> None:
    assert told(replace(clean_form(), date=value(date))) == []


def test_leftovers_are_told_each_once() -> None:
    sample = Residue("样表", "绩效管理目标考评表（样表）", NOWHERE)
    stray = Residue("and", "and", NOWHERE)
    findings = check(replace(clean_form(), residues=(sample, stray, sample)), SCHEME)
    assert [(f.code, f.message) for f in findings] == [
        ("form.residue", "“绩效管理目标考评表（样表）”中留有模板文字或夹杂的外文“样表”。"),
        ("form.residue", "留有模板文字或夹杂的外文“and”。"),
    ]


def test_years_that_differ_are_told_part_by_part() -> None:
    years = tuple(
        YearMention(part, year, Source(""))
        for part, year in (("函", 2023), ("考评表", 2024), ("文件名", 2024))
    )
    (found,) = check(replace(clean_form(), years=years), SCHEME)
    assert (found.code, found.expected) == ("form.year", "2024年")
    assert found.message == "各部分所说的年度不一致：函为2023年，考评表为2024年，文件名为2024年。"
    assert told(replace(clean_form(), years=years[1:])) == []


def broken_form() -> Form:
    form = with_row(clean_form(), "1-7-2", owners=value(None, ""))
    form = with_row(form, "2-6-2", weight=value(None, ""))
    form = with_row(form, "4-8", level1=value("及时报送公务员统计信息。"))
    form = with_row(form, "平安建设", weight=value(Decimal(5)))
    return replace(form, date=value(None, ""))


def test_findings_come_in_the_order_of_the_form() -> None:
    assert told(broken_form()) == [
        ("form.date_missing", ""),
        ("weight.sum", ""),
        ("weight.sum", ""),
        ("weight.sum", ""),
        ("fixed.weight", ""),
        ("field.missing", "1-7-2"),
        ("weight.missing", "2-6-2"),
        ("fixed.changed", "4-8"),
    ]


def test_the_same_form_gives_the_same_findings() -> None:
    assert check(broken_form(), SCHEME) == check(broken_form(), SCHEME)


def test_every_finding_can_go_into_a_letter() -> None:
    for found in check(broken_form(), SCHEME):
        assert found.message.endswith("。")
        assert found.advice.endswith("。")
        assert found.level in Level
