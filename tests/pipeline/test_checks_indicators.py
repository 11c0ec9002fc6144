from dataclasses import replace

import pytest
from form_values import (
    DUTIES,
    SCHEME,
    clean_form,
    rows_of,
    value,
    with_row,
    with_rows,
)

from normalizers.model import Field, Form, Reference
from normalizers.scheme import Scheme
from pipeline.checks import Background, check
from pipeline.checks.wording import alike, same_wording, wording

BLANK = value(None, "")


def told(form: Form) -> list[tuple[str, str]]:
    return [(f.code, f.number) for f in check(form, SCHEME)]


def saying(number: str, level2: str) -> Form:
    return with_row(clean_form(), number, level2=value(level2))


def joined_groups(into: str, *groups: str) -> Form:
    """The clean form with the rows of some groups put under another one."""
    count = 3
    rows = []
    for row in rows_of(clean_form()):
        if row.group in groups:
            count += 1
            rows.append(replace(row, number=value(f"{into}-{count}"), group=into))
        else:
            rows.append(row)
    return with_rows(clean_form(), DUTIES, tuple(rows))


@pytest.mark.parametrize(
    "field", [Field.LEVEL1, Field.LEVEL2, Field.DEADLINE, Field.LEADERS, Field.UNITS, Field.OWNERS]
)
def test_a_blank_field_is_told_once_for_item_and_field(field: Field) -> None:
    form = with_row(clean_form(), "1-7-2", **{field.name.lower(): BLANK})
    (found,) = check(form, SCHEME)
    assert (found.code, found.number, found.field) == ("field.missing", "1-7-2", field)
    assert found.message == f"第1-7-2项的{field}空白。"


def test_an_empty_list_of_people_is_blank() -> None:
    assert told(with_row(clean_form(), "1-7-2", owners=value(()))) == [("field.missing", "1-7-2")]


def test_an_illegible_field_is_quoted() -> None:
    (found,) = check(with_row(clean_form(), "1-7-2", deadline=value(None, "■■")), SCHEME)
    assert (found.message, found.found) == ("第1-7-2项的完成时限“■■”无法辨认。", "■■")


def test_an_emptied_row_is_told_field_by_field() -> None:
    blank = dict.fromkeys(
        ("level1", "level2", "weight", "deadline", "leaders", "units", "owners"), BLANK
    )
    form = with_row(clean_form(), "1-5-3", **blank)
    assert told(form) == [
        ("weight.sum", ""),
        *[("field.missing", "1-5-3")] * 6,
        ("weight.missing", "1-5-3"),
    ]


def test_just_the_minimum_of_level1_is_enough_and_one_less_is_not() -> None:
    (found,) = check(joined_groups("2-5", "2-6"), SCHEME)
    assert (found.code, found.number) == ("indicator.too_few", "")
    assert (found.expected, found.found) == ("不少于15个", "14个")


def test_more_level1_than_last_year_are_told_only_where_last_year_is_known() -> None:
    form = clean_form()
    assert check(form, SCHEME, Background(last_year_level1=15)) == ()
    (found,) = check(form, SCHEME, Background(last_year_level1=14))
    assert (found.code, found.expected, found.found) == (
        "indicator.too_many",
        "不多于14个",
        "15个",
    )


def test_more_level1_than_the_scheme_allows_are_told() -> None:
    def limited(most: int) -> Scheme:
        first, *others = SCHEME.sections
        return replace(SCHEME, sections=(replace(first, maximum_level1=most), *others))

    assert check(clean_form(), limited(15)) == ()
    (found,) = check(clean_form(), limited(14))
    assert (found.code, found.expected, found.found) == (
        "indicator.too_many",
        "不多于14个",
        "15个",
    )


def test_a_repeated_level2_is_told_on_the_later_row() -> None:
    (found,) = check(saying("2-4-2", "完成编号为1-2-1 的任务。"), SCHEME)
    assert (found.code, found.number) == ("indicator.duplicate", "2-4-2")
    assert found.message == ("第2-4-2项的二级指标“完成编号为1-2-1 的任务。”与前面的第1-2-1项相同。")


def test_other_numbers_make_another_indicator() -> None:
    form = with_row(saying("1-2-1", "组织培训15场次"), "1-2-2", level2=value("组织培训18场次"))
    assert told(form) == []


@pytest.mark.parametrize(
    "text",
    [
        "定期向区委办公室报送信息，完成信息报送任务",
        "定期向区委办公室报送信息, 完成信息报送任务。",
        "按季度定期向区委办公室报送信息，完成信息报送任务，不少于3篇",
        "定期向区委办公室报送信息，完成信息报告任务",
        "提升12345政府服务热线群众诉求的办理质量",
    ],
)
def test_a_level2_that_repeats_a_fixed_item_is_told(text: str) -> None:
    assert told(saying("2-4-2", text)) == [("indicator.overlap", "2-4-2")]


@pytest.mark.parametrize("text", ["提升12380举报热线群众诉求办理质量", "完成信息报送任务20条"])
def test_a_level2_about_something_near_is_no_overlap(text: str) -> None:
    assert told(saying("2-4-2", text)) == []


def test_a_row_without_any_text_is_named_for_what_it_lacks() -> None:
    blank = {"number": BLANK, "level1": BLANK, "level2": BLANK, "category": BLANK}
    form = with_row(clean_form(), "1-5-1", **blank)
    found = next(f for f in check(form, SCHEME) if f.code == "seq.invalid")
    assert found.message.startswith("“职能工作目标”中没有序号的一项没有填写序号，")


def test_a_doubtful_level1_is_told_with_its_reason() -> None:
    form = with_row(clean_form(), "1-5-1", uncertain_level1="也可能是“项目创优专项”。")
    (found,) = check(form, SCHEME)
    assert (found.code, found.number) == ("indicator.label_uncertain", "1-5-1")
    assert found.message == "第1-5-1项的一级指标是推断的：也可能是“项目创优专项”。"


def test_an_indicator_without_measure_or_date_is_vague() -> None:
    (found,) = check(saying("1-3-3", "加强粮食质量监管"), SCHEME)
    assert (found.code, found.number, found.level) == ("indicator.vague", "1-3-3", "提示")


@pytest.mark.parametrize(
    "changes",
    [
        {"level2": value("加强粮食质量监管，合格率居全市前列")},
        {"level2": value("制定粮食质量监管办法")},
        {"level2": value("开展粮食质量检查10次")},
        {"level2": value("加强粮食质量监管"), "deadline": value("2024年6月底前")},
        {
            "level2": value("粮食安全工作"),
            "level2_references": (Reference("某方案", (), "某方案"),),
        },
    ],
)
def test_an_indicator_that_says_how_much_how_well_or_when_is_not_vague(
    changes: dict[str, object],
) -> None:
    assert told(with_row(clean_form(), "1-3-3", **changes)) == []


def test_a_scheme_without_words_of_measure_does_not_ask() -> None:
    form = saying("1-3-3", "加强粮食质量监管")
    assert check(form, replace(SCHEME, measure_words=())) == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("“深学争优、敢为争先”行动", "深学争优敢为争先行动", True),
        ("投资１.５亿元", "投资1.5亿元", True),
        ("投资1.5亿元", "投资15亿元", False),
        ("5-10月", "510月", False),
        ("完成率100%", "完成率100％。", True),
        ("完成率100%", "完成率100", False),
        ("", " 。", True),
    ],
)
def test_wordings_are_compared_without_marks(one: str, other: str, *, same: bool) -> None:
    assert same_wording(one, other) is same


def test_likeness_needs_equal_numbers() -> None:
    assert alike("组织开展业务培训活动", "组织开展业务培训活劢", 0.9)
    assert not alike("组织开展业务培训15场次", "组织开展业务培训18场次", 0.9)
    assert not alike("组织培训", "上报材料", 0.9)


def test_wording_is_stable() -> None:
    text = "投资 １.５ 亿元（5-10月），达到100％。"
    assert wording(wording(text)) == wording(text)
