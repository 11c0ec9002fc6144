from dataclasses import replace

import pytest
from form_values import (
    DUTIES,
    SCHEME,
    bases,
    basis,
    clean_form,
    rows_of,
    value,
    with_row,
    with_section,
)

from normalizers.model import Basis, Field, Form
from pipeline.checks import check

PLAN = "《关于深化拓展“深学争优、敢为争先、实干争效”行动的工作方案》"
PLAN_AS_WELL = "区委《关于深化拓展“深学争优敢为争先、实干争效”行动的工作方案》"


def told(form: Form) -> list[tuple[str, str]]:
    return [(f.code, f.number) for f in check(form, SCHEME)]


def citing(**rows: Basis) -> Form:
    """The clean form with other documents on some rows: r1_1_1 is 1-1-1."""
    form = clean_form()
    for key, document in rows.items():
        form = with_row(form, key[1:].replace("_", "-"), bases=bases(document))
    return form


def test_a_title_with_two_numbers_is_one_conflict_that_names_all_rows() -> None:
    form = citing(
        r1_2_1=basis(PLAN, "泉洛委〔2024〕15号"),
        r1_8_1=basis(PLAN_AS_WELL, "泉洛委〔2024〕15号"),
        r1_9_2=basis(PLAN_AS_WELL, "泉洛委办〔2024〕15号"),
    )
    (found,) = check(form, SCHEME)
    assert (found.code, found.number, found.field) == ("basis.conflict", "", "文件依据")
    assert found.message == (
        f"文件{PLAN}写了2个文号：“泉洛委〔2024〕15号”（第1-2-1、1-8-1项）；"
        "“泉洛委办〔2024〕15号”（第1-9-2项）。"
    )
    assert found.found == "泉洛委〔2024〕15号；泉洛委办〔2024〕15号"


def test_a_number_with_two_titles_is_a_conflict() -> None:
    form = citing(
        r1_2_1=basis("《数字经济发展方案》", "泉洛委〔2024〕15号"),
        r1_3_1=basis("《安全生产攻坚行动》", "泉洛委〔2024〕15号"),
    )
    (found,) = check(form, SCHEME)
    assert found.code == "basis.conflict"
    assert found.message == (
        "文号“泉洛委〔2024〕15号”写了2个文件名：《数字经济发展方案》（第1-2-1项）；"
        "《安全生产攻坚行动》（第1-3-1项）。"
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (basis(PLAN, "泉洛委〔2024〕15号"), basis(PLAN_AS_WELL, "泉洛委〔2024〕15号")),
        (basis(PLAN, "泉洛委〔2024〕15号"), basis(PLAN)),
        (basis(PLAN), basis(number="泉洛委〔2024〕15号")),
        (
            basis("《洛江区数字经济发展行动方案》", "泉洛委〔2024〕15号"),
            basis("《洛江区数字经济发展行动万案》", "泉洛委〔2024〕15号"),
        ),
        (
            basis("《洛江区数字经济方案》", "泉洛委〔2024〕15号"),
            basis("《关于印发〈洛江区数字经济方案〉的通知》", "泉洛委〔2024〕15号"),
        ),
        (
            basis("《2023年任务分解表》", "泉洛委〔2023〕15号"),
            basis("《2024年任务分解表》", "泉洛委〔2024〕15号"),
        ),
    ],
)
def test_what_is_no_contradiction_is_no_conflict(one: Basis, other: Basis) -> None:
    assert told(citing(r1_2_1=one, r1_3_1=other)) == []


def test_a_number_out_of_form_is_malformed_and_no_conflict() -> None:
    flawed = Basis(PLAN, "泉洛委〔24〕15号", "原文", None, "年份应为四位，可能是2024。")
    form = citing(r1_2_1=basis(PLAN, "泉洛委〔2024〕15号"), r1_3_1=flawed)
    (found,) = check(form, SCHEME)
    assert (found.code, found.number) == ("basis.malformed", "1-3-1")
    assert found.message == "第1-3-1项的文号“泉洛委〔24〕15号”不规范：年份应为四位，可能是2024。"


def test_a_merged_cell_s_document_is_told_once() -> None:
    flawed = Basis(None, "泉洛委15号", "泉洛委15号", None, "没有年份")
    form = citing(r1_2_1=flawed, r1_2_2=flawed, r1_2_3=flawed, r1_3_1=flawed)
    assert told(form) == [("basis.malformed", "1-2-1"), ("basis.malformed", "1-3-1")]


@pytest.mark.parametrize(
    ("text", "said"), [("", "没有填写文件依据"), ("■", "的文件依据“■”无法辨认")]
)
def test_a_blank_basis_is_told(text: str, said: str) -> None:
    (found,) = check(with_row(clean_form(), "2-1-1", bases=value(None, text)), SCHEME)
    assert (found.code, found.number) == ("basis.missing", "2-1-1")
    assert found.message == f"第2-1-1项{said}。"


def test_a_missing_column_of_bases_is_told_once() -> None:
    rows = tuple(replace(r, bases=value(None, "")) for r in rows_of(clean_form()))
    form = with_section(clean_form(), DUTIES, indicators=rows, missing_columns=(Field.BASIS,))
    assert told(form) == [("form.column_missing", "")]


FUTURE = basis(number="泉洛政办〔2026〕10号")


def test_a_document_later_than_the_form_is_told() -> None:
    (found,) = check(citing(r1_2_1=FUTURE), SCHEME)
    assert (found.code, found.number, found.expected) == ("basis.future", "1-2-1", "不晚于2025年")


def test_without_the_form_s_date_the_letter_s_and_then_the_next_year_count() -> None:
    form = replace(citing(r1_2_1=FUTURE), date=value("2026年1月3日"))
    assert told(form) == []
    undated = replace(citing(r1_2_1=FUTURE), date=value(None, "年 月 日"))
    assert ("basis.future", "1-2-1") in told(undated)
    assert ("basis.future", "1-2-1") in told(replace(undated, letter=None))
    assert ("basis.future", "1-2-1") not in told(replace(undated, letter=None, year=None))
