from dataclasses import replace
from decimal import Decimal

import pytest
from form_values import (
    DUTIES,
    SCHEME,
    clean_form,
    rows_of,
    value,
    with_row,
    with_rows,
    with_section,
)

from normalizers.model import Field, Form, PrintedPoints
from parsers.model import Box, Place, Source
from pipeline.checks import check
from pipeline.checks.shortfall import ways_to_fill
from pipeline.points import plain, points_of, weighing

BLANK = value(None, "")


def codes(form: Form) -> list[tuple[str, str]]:
    return [(f.code, f.number) for f in check(form, SCHEME)]


def sum_of(form: Form) -> tuple[str, str, str, str]:
    found = next(f for f in check(form, SCHEME) if f.code == "weight.sum")
    return found.message, found.expected, found.found, found.advice


def weighed(number: str, weight: str) -> Form:
    return with_row(clean_form(), number, weight=value(Decimal(weight)))


def test_a_clean_form_has_no_findings() -> None:
    assert check(clean_form(), SCHEME) == ()


def test_a_missing_weight_is_named_and_spoils_the_sum() -> None:
    form = with_row(clean_form(), "2-6-2", weight=BLANK)
    assert codes(form) == [("weight.sum", ""), ("weight.missing", "2-6-2")]


@pytest.mark.parametrize("stands", ["一分半", "1..5"])
def test_a_weight_that_is_no_number_is_invalid(stands: str) -> None:
    form = with_row(clean_form(), "1-2-1", weight=value(None, stands))
    findings = check(form, SCHEME)
    assert [(f.code, f.number) for f in findings] == [
        ("weight.sum", ""),
        ("weight.invalid", "1-2-1"),
    ]
    assert findings[1].found == stands


@pytest.mark.parametrize("weight", ["0", "-1.5"])
def test_a_weight_that_is_not_over_zero_is_invalid(weight: str) -> None:
    assert codes(weighed("1-2-1", weight)) == [("weight.sum", ""), ("weight.invalid", "1-2-1")]


def test_a_sum_that_is_off_tells_expected_found_and_difference() -> None:
    assert sum_of(weighed("1-2-1", "2.5")) == (
        "“职能工作目标”各项权重合计69分，应为68分，多1分。",
        "68",
        "69",
        "若第1-2-1项的权重2.5实为1.5，合计即相符；请对照原件核对。",
    )


def test_a_lost_decimal_point_is_proposed() -> None:
    assert sum_of(weighed("1-2-1", "15"))[3].startswith("若第1-2-1项的权重15实为1.5，")


def test_no_row_is_proposed_where_several_could_be_wrong() -> None:
    rows = rows_of(clean_form())
    uneven = [replace(r, weight=value(Decimal(w))) for r, w in zip(rows[3:6], "123", strict=True)]
    form = with_rows(clean_form(), DUTIES, (*rows[:3], *uneven, *rows[6:]))
    assert sum_of(form)[0] == "“职能工作目标”各项权重合计69.5分，应为68分，多1.5分。"
    assert sum_of(form)[3] == "请单位逐项核对权重后改正。"


def test_rows_without_a_weight_may_explain_the_difference_but_are_not_filled() -> None:
    rows = rows_of(clean_form())
    ones = [replace(r, weight=value(Decimal(1))) for r in rows[4:6]]
    form = with_rows(clean_form(), DUTIES, (*rows[:4], *ones, *rows[6:]))
    for number in ("1-5-3", "1-6-1", "1-6-3", "1-7-1"):
        form = with_row(form, number, weight=BLANK)
    assert sum_of(form) == (
        (
            "“职能工作目标”各项权重合计61分，应为68分，少7分。第1-5-3、1-6-1、1-6-3、1-7-1项没有权重，"
            "相差的7分可能就在这几项上；按本大类已用的权重（1、1.5、2分）有10种填法，不能确定，须由单位补填。"
        ),
        "68",
        "61",
        "请单位补填第1-5-3、1-6-1、1-6-3、1-7-1项的权重，并核对合计。",
    )


def test_a_difference_that_no_weight_in_use_makes_is_told() -> None:
    form = with_row(weighed("1-2-1", "1.25"), "1-3-1", weight=BLANK)
    assert "凑不成这个数，可能另有权重写错" in sum_of(form)[0]


def test_rows_without_a_weight_do_not_explain_too_many_points() -> None:
    form = with_row(weighed("1-2-1", "15"), "1-3-1", weight=value(None, "?"))
    assert sum_of(form)[0].endswith("第1-3-1项没有有效的权重，而其余各项已经超出，另有权重写错。")


def test_many_rows_without_a_weight_are_not_counted_out() -> None:
    rows = tuple(replace(r, weight=BLANK) for r in rows_of(clean_form()))
    form = with_rows(clean_form(), DUTIES, rows)
    assert sum_of(form)[0].endswith("相差的68分可能就在这几项上，须由单位补填。")


@pytest.mark.parametrize(
    ("rows", "weights", "gap", "ways"),
    [
        (4, "1 1.5 2", "6.5", 16),
        (1, "1 1.5 2", "1.5", 1),
        (1, "1 1.5 2", "3", 0),
        (2, "1 1.5 2", "3", 3),
        (2, "0.333 1", "2", None),
        (13, "1", "13", None),
    ],
)
def test_ways_of_filling_are_counted(rows: int, weights: str, gap: str, ways: int | None) -> None:
    in_use = tuple(Decimal(w) for w in weights.split())
    assert ways_to_fill(rows, in_use, Decimal(gap)) == ways


def test_a_group_with_points_of_its_own_is_told_beside_its_section() -> None:
    form = weighed("4-2", "2")
    findings = check(form, SCHEME)
    assert [(f.code, f.number) for f in findings] == [
        ("weight.sum", ""),
        ("weight.sum", ""),
        ("fixed.weight", "4-2"),
    ]
    assert [f.message for f in findings[:2]] == [
        "“行政能力目标”各项权重合计21分，应为20分，多1分。",
        "“依法履职”各项权重合计9分，应为8分，多1分。",
    ]


def test_weights_that_move_from_one_group_to_another_are_off_in_the_groups_only() -> None:
    form = with_row(weighed("3-1", "0.5"), "4-1", weight=value(Decimal("1.5")))
    told = [f.message[:6] for f in check(form, SCHEME) if f.code == "weight.sum"]
    assert told == ["“党的建设”", "“依法履职”"]


def test_a_group_without_numbers_is_known_by_its_label() -> None:
    told = [f.message for f in check(weighed("平安建设", "5"), SCHEME) if f.code == "weight.sum"]
    assert told == [
        "“精神文明建设和平安建设”各项权重合计11分，应为12分，少1分。",
        "“平安建设”各项权重合计5分，应为6分，少1分。",
    ]


def merged(weight: Source) -> Form:
    rows = rows_of(clean_form())
    shared = [replace(r, weight=replace(r.weight, source=weight)) for r in rows[3:6]]
    return with_rows(clean_form(), DUTIES, (*rows[:3], *shared, *rows[6:]))


def test_a_merged_weight_cell_counts_once() -> None:
    rows = rows_of(merged(Source("1.5")))
    assert points_of(rows) == Decimal(65)
    assert [r.number.value for r in weighing(rows)[3:5]] == ["1-2-1", "1-3-1"]


def test_copies_of_a_source_are_one_cell_where_its_box_says_so() -> None:
    boxed = Source("1.5", Place(2, Box(0, 0, 10, 30)))
    rows = rows_of(merged(boxed))
    copied = [replace(r, weight=replace(r.weight, source=replace(r.weight.source))) for r in rows]
    assert points_of(copied) == Decimal(65)


def test_equal_weights_in_cells_of_their_own_count_each() -> None:
    assert points_of(rows_of(clean_form())) == Decimal(68)


def test_points_are_written_plainly() -> None:
    assert [plain(Decimal(p)) for p in ("20", "2E+1", "1.50", "61.5", "0")] == [
        "20",
        "20",
        "1.5",
        "61.5",
        "0",
    ]


def test_a_label_with_other_points_is_told_once_however_often_it_is_printed() -> None:
    label = PrintedPoints(DUTIES, Decimal(75), Source("职能工作目标75分", Place(3)))
    other = replace(label, source=Source("职能工作目标 75分", Place(4)))
    form = with_section(clean_form(), DUTIES, printed=(label, other))
    (told,) = check(form, SCHEME)
    assert (told.code, told.number, told.expected, told.found) == (
        "weight.declared",
        "",
        "68",
        "75",
    )
    assert told.message == "栏目“职能工作目标”标注的分值是“75分”，方案规定为68分。"
    assert told.place == Place(3)


@pytest.mark.parametrize(("label", "points"), [("依法履职", "9"), ("精神文明建设", "5")])
def test_a_group_s_label_is_checked_too(label: str, points: str) -> None:
    printed = PrintedPoints(label, Decimal(points), Source(f"{label}（{points}分）"))
    assert codes(with_section(clean_form(), DUTIES, printed=(printed,))) == [
        ("weight.declared", "")
    ]


@pytest.mark.parametrize(("label", "points"), [("依法履职", "8"), ("重点工作目标", "40")])
def test_right_points_and_points_that_the_scheme_leaves_open_pass(label: str, points: str) -> None:
    printed = PrintedPoints(label, Decimal(points), Source(f"{label}（{points}分）"))
    assert codes(with_section(clean_form(), DUTIES, printed=(printed,))) == []


def test_a_total_row_with_other_points_is_told() -> None:
    form = with_section(clean_form(), DUTIES, total=value(Decimal("66.5")))
    (told,) = check(form, SCHEME)
    assert told.message == "“职能工作目标”合计行的分值是“66.5分”，方案规定为68分。"


@pytest.mark.parametrize("total", [value(Decimal(68)), value(None, ""), None])
def test_a_right_or_absent_total_row_passes(total: object) -> None:
    assert codes(with_section(clean_form(), DUTIES, total=total)) == []


def test_a_missing_weight_column_is_not_told_row_by_row() -> None:
    rows = tuple(replace(r, weight=BLANK) for r in rows_of(clean_form()))
    form = with_section(clean_form(), DUTIES, indicators=rows, missing_columns=(Field.WEIGHT,))
    assert codes(form) == [("form.column_missing", "")]
