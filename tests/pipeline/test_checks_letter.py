from dataclasses import replace

import pytest
from form_values import PLAN, SCHEME, UNIT, clean_form, value

from normalizers.model import Field, Form, Repair
from parsers.model import Source
from pipeline.checks import check


def told(form: Form) -> list[tuple[str, str]]:
    return [(f.code, f.number) for f in check(form, SCHEME)]


def lettered(**changes: object) -> Form:
    form = clean_form()
    assert form.letter is not None
    return replace(form, letter=replace(form.letter, **changes))


def test_a_letter_of_another_unit_is_told() -> None:
    (found,) = check(lettered(unit=value("洛江区财政局")), SCHEME)
    assert (found.code, found.expected, found.found) == ("letter.unit", "洛江区财政局", UNIT)
    assert found.message == "报送函的单位是“洛江区财政局”，考评表的参评单位是“洛江区民政局”。"


@pytest.mark.parametrize(
    ("letter", "form"),
    [
        ("泉州市洛江区民政局", "洛江区民政局"),
        ("洛江区民政局", "民政局"),
        ("洛江区发展和改革局", "洛江区发改局"),
        (None, "洛江区民政局"),
    ],
)
def test_short_and_full_names_are_one_unit(letter: str | None, form: str) -> None:
    assert told(replace(lettered(unit=value(letter)), unit=value(form))) == []


def test_similar_names_are_two_units() -> None:
    form = replace(lettered(unit=value("洛江区教育局")), unit=value("洛江区体育局"))
    assert told(form) == [("letter.unit", "")]


def test_a_unit_that_the_form_does_not_print_cannot_differ() -> None:
    form = replace(lettered(unit=value("洛江区财政局")), unit_printed=False)
    assert told(form) == [("form.unit_missing", "")]


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (value(None, ""), "报送函没有发文字号。"),
        (
            value(None, "泉洛民函1号"),
            "报送函的发文字号“泉洛民函1号”不规范，应形如“×函〔年份〕序号号”。",
        ),
        (
            value("泉洛民〔2025〕1号"),
            "报送函的发文字号“泉洛民〔2025〕1号”不规范，应形如“×函〔年份〕序号号”。",
        ),
    ],
)
def test_a_letter_number_that_is_absent_or_malformed_is_told(number: object, message: str) -> None:
    (found,) = check(lettered(number=number), SCHEME)
    assert (found.code, found.message) == ("letter.number", message)


def test_a_letter_number_that_may_be_another_is_told() -> None:
    doubt = Repair(
        Field.LETTER_NUMBER, "泉洛民函〔2O25〕1号", "泉洛民函〔2025〕1号", "r", 0.5, "O应为0"
    )
    number = replace(value("泉洛民函〔2O25〕1号"), suggestions=(doubt,))
    (found,) = check(lettered(number=number), SCHEME)
    assert found.message == (
        "报送函的发文字号“泉洛民函〔2O25〕1号”可能应为“泉洛民函〔2025〕1号”：O应为0。"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [("", "报送函没有发文日期。"), ("2025年13月", "报送函的日期“2025年13月”不规范。")],
)
def test_a_letter_date_that_is_absent_or_malformed_is_told(text: str, message: str) -> None:
    (found,) = check(lettered(date=value(None, text)), SCHEME)
    assert (found.code, found.message) == ("letter.date", message)


def test_a_plan_that_is_not_attached_is_told() -> None:
    form = replace(clean_form(), plan=None, attached=("2024年度绩效管理目标考评表",))
    (found,) = check(form, SCHEME)
    assert (found.code, found.expected) == ("letter.attachment", PLAN)


@pytest.mark.parametrize(
    "title", [f"泉州市{PLAN}", PLAN.replace("绩效", "绩效 "), PLAN.replace("评估", "评佑")]
)
def test_a_plan_by_nearly_the_same_name_is_attached(title: str) -> None:
    assert told(replace(clean_form(), plan=Source(title), attached=())) == []


def test_a_form_without_a_letter_is_told_once() -> None:
    (found,) = check(replace(clean_form(), letter=None), SCHEME)
    assert (found.code, found.level) == ("letter.number", "警告")
    assert found.message == "没有随附报送函，发文字号、日期和附件无从核对。"
