from dataclasses import replace
from decimal import Decimal

import pytest
from form_values import (
    ABILITIES,
    SCHEME,
    SPIRIT,
    clean_form,
    rows_of,
    value,
    with_row,
    with_rows,
    with_section,
    without_row,
)

from normalizers.model import Field, Form
from pipeline.checks import check
from pipeline.checks.differences import differences


def told(form: Form) -> list[tuple[str, str]]:
    findings = check(form, SCHEME)
    return [(f.code, f.number) for f in findings if f.code != "weight.sum"]


def text_of(key: str) -> str:
    items = (item for section in SCHEME.sections for item in section.fixed)
    return next(item.text for item in items if (item.number or item.category) == key)


def rewritten(key: str, text: str) -> Form:
    return with_row(clean_form(), key, level1=value(text))


def test_another_wording_is_quoted_with_what_differs() -> None:
    (found,) = check(rewritten("4-3", "按照《信访工作条例》做好信访工作。"), SCHEME)
    assert (found.code, found.number, found.field) == ("fixed.changed", "4-3", "一级指标")
    assert found.message == (
        "第4-3项的目标内容与方案原文不一致：应为“依照《信访工作条例》做好信访工作。”，"
        "实为“按照《信访工作条例》做好信访工作。”；“依”写成了“按”。"
    )
    assert (found.expected, found.found) == (text_of("4-3"), "按照《信访工作条例》做好信访工作。")


def test_a_text_that_is_replaced_altogether_is_still_that_item() -> None:
    assert told(rewritten("4-8", "及时报送统计。")) == [("fixed.changed", "4-8")]


def test_an_item_without_number_is_known_by_its_label() -> None:
    assert told(rewritten("平安建设", "做好平安建设。")) == [("fixed.changed", "")]


@pytest.mark.parametrize("key", ["3-1", "4-7", "5-6", "平安建设"])
def test_widths_blanks_and_marks_change_nothing(key: str) -> None:
    text = text_of(key).replace("（", " (").replace("）", ") ").replace("，", ",").rstrip("。")
    assert told(rewritten(key, text)) == []


def test_texts_that_changed_places_are_both_changed() -> None:
    form = with_row(rewritten("3-2", text_of("3-3")), "3-3", level1=value(text_of("3-2")))
    assert told(form) == [("fixed.changed", "3-2"), ("fixed.changed", "3-3")]


def test_another_weight_is_told() -> None:
    form = with_row(clean_form(), "5-1", weight=value(Decimal("0.5")))
    found = next(f for f in check(form, SCHEME) if f.code == "fixed.weight")
    assert (found.number, found.expected, found.found) == ("5-1", "1", "0.5")


def test_a_missing_item_is_quoted() -> None:
    found = next(f for f in check(without_row(clean_form(), "5-6"), SCHEME) if f.number)
    assert (found.code, found.number, found.expected) == ("fixed.missing", "5-6", text_of("5-6"))


def test_a_missing_item_without_number_is_named_by_its_label() -> None:
    findings = check(without_row(clean_form(), "平安建设"), SCHEME)
    assert [f.code for f in findings] == ["weight.sum", "fixed.missing"]
    assert "缺方案规定的“平安建设”" in findings[1].message


def test_an_item_too_many_is_told() -> None:
    form = clean_form()
    rows = rows_of(form, ABILITIES)
    more = replace(rows[-1], number=value("5-7"), level1=value("组织技能比武。"))
    assert told(with_rows(form, ABILITIES, (*rows, more))) == [("fixed.extra", "5-7")]


def test_a_row_printed_twice_is_told_by_its_number() -> None:
    rows = rows_of(clean_form(), ABILITIES)
    form = with_rows(clean_form(), ABILITIES, (*rows[:3], rows[2], *rows[3:]))
    assert told(form) == [("seq.duplicate", "3-3")]


def test_an_item_under_a_number_that_none_has_is_known_by_its_text() -> None:
    form = with_row(clean_form(), "5-6", number=value("5-9"))
    (found,) = check(form, SCHEME)
    assert (found.code, found.number, found.expected) == ("seq.invalid", "5-9", "5-6")


def test_an_item_that_lost_its_number_is_known_by_its_text_even_misread() -> None:
    text = text_of("4-7").replace("党籍", "党藉")
    form = with_row(clean_form(), "4-7", number=value(None, ""), level1=value(text))
    assert sorted(told(form)) == [("fixed.changed", ""), ("seq.invalid", "")]


def test_an_emptied_item_is_not_also_changed() -> None:
    form = with_row(clean_form(), "4-7", level1=value(None, ""))
    (found,) = check(form, SCHEME)
    assert (found.code, found.number) == ("field.missing", "4-7")
    assert found.message == "第4-7项的目标内容空白。"


def test_items_without_text_are_known_by_their_numbers() -> None:
    rows = tuple(replace(r, level1=value(None, "")) for r in rows_of(clean_form(), ABILITIES))
    form = with_section(clean_form(), ABILITIES, indicators=rows, missing_columns=(Field.LEVEL1,))
    assert told(form) == [("form.column_missing", "")]


def test_a_section_without_rows_is_missing_and_nothing_else() -> None:
    assert told(with_rows(clean_form(), SPIRIT, ())) == [("form.section_missing", "")]


@pytest.mark.parametrize(
    ("expected", "found", "said"),
    [
        ("及时、规范报送信息", "及时报送信息", "漏了“、规范”"),
        ("及时报送信息", "及时准确报送信息", "多了“准确”"),
        (
            "甲乙丙丁戊己庚辛壬癸",
            "子乙丑丁寅己卯辛辰癸",
            "“甲”写成了“子”、“丙”写成了“丑”、“戊”写成了“寅”等5处",
        ),
        ("甲乙丙丁", "子丑寅卯", "整句不同"),
        ("甲乙，丙丁戊", "甲乙丙丁己", "“戊”写成了“己”"),
    ],
)
def test_differences_are_told_in_words(expected: str, found: str, said: str) -> None:
    assert differences(expected, found) == said
