from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from form_values import (
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
)
from publishing import dataset_of
from results import BATCH, FORM, WEIGHT_MISSING, WEIGHT_SUM, form_of, result, returned

from normalizers.model import Field, PrintedPoints, Reference, Repair, Value
from parsers.model import Box, Place, Source
from pipeline.columns import guarded, written

if TYPE_CHECKING:
    from normalizers.model import Form
    from pipeline.columns import CellValue, Filled
    from pipeline.model import Result

HEADINGS = {
    "submissions": "提交编号 来源文件 文件格式 内容指纹 版本 参评单位 年度 系列 发文字号 发文日期 "
    "状态 一级指标数 二级指标数 错误数 警告数 修正数 解析方式 页数",
    "indicators": "提交编号 状态 参评单位 年度 系列 大类 项目 序号 文件依据 一级指标 二级指标 权重 "
    "完成时限 截止日期 分管领导 责任单位 责任人 备注 来源页 来源框",
    "totals": "提交编号 大类 标注分值 合计行 实际合计 方案规定",
    "documents": "提交编号 序号 次序 文件名称 发文字号 原文",
    "duties": "提交编号 序号 角色 次序 名称",
    "references": "提交编号 序号 层级 来源清单 条目",
    "repairs": "提交编号 序号 字段 原文 修正 规则 置信度",
    "findings": "提交编号 级别 代码 序号 字段 来源页 来源框 说明 应为 实为 建议",
    "coverage": "来源清单 条目 引用数 参评单位 序号 状态",
}


def table(name: str, *results: Result) -> Filled:
    return next(t for t in dataset_of(results) if t.name == name)


def rows(name: str, *results: Result) -> list[dict[str, CellValue]]:
    filled = table(name, *results)
    headings = [heading.name for heading in filled.headings]
    return [dict(zip(headings, row, strict=True)) for row in filled.rows]


def row(name: str, form: Form, number: str = "1-1-1") -> dict[str, CellValue]:
    return next(r for r in rows(name, result("民政局.docx", form)) if r["序号"] == number)


def repair(before: str, after: str) -> Repair:
    return Repair(Field.LEVEL1, before, after, "text.blanks", 0.95, "字间有空格。")


def test_the_tables_have_the_columns_that_users_rely_on() -> None:
    assert {
        t.name: " ".join(heading.name for heading in t.headings) for t in dataset_of(BATCH)
    } == HEADINGS


def test_every_column_says_what_it_means() -> None:
    assert all(heading.meaning for t in dataset_of(()) for heading in t.headings)


def test_a_submission_says_what_became_of_it() -> None:
    passed, pending, lost = rows("submissions", *BATCH)
    assert list(passed.values()) == [
        *("民政局.docx", "民政局.docx", "docx", "民政局.docx的指纹", 1, "洛江区民政局", 2024),
        *("第二系列", "泉洛民函〔2025〕1号", "2025-01-03", "通过", 15, 45, 0, 0, 0, "Word", None),
    ]
    assert (pending["状态"], pending["错误数"], pending["警告数"]) == ("待核", 2, 0)
    assert list(lost.values())[5:14] == [None, None, None, None, None, "退回", None, None, 1]


def test_a_form_without_letter_has_no_number_and_date() -> None:
    (submission,) = rows("submissions", result("民政局.docx", replace(FORM, letter=None)))
    assert (submission["发文字号"], submission["发文日期"]) == (None, None)


def test_an_indicator_is_published_whole() -> None:
    place = Place(3, Box(10, 20.04, 30.06, 40))
    form = with_row(
        FORM,
        "1-1-1",
        bases=bases(basis("《方案》", "泉洛委〔2024〕15号"), basis(None, "泉洛政办〔2024〕10号")),
        leaders=names("许少坚", "许秋元"),
        place=place,
    )
    assert list(row("indicators", form).values()) == [
        *("民政局.docx", "通过", "洛江区民政局", 2024, "第二系列", "职能工作目标", "重点工作目标"),
        *("1-1-1", "《方案》（泉洛委〔2024〕15号）；泉洛政办〔2024〕10号", "做好1之1工作"),
        *("完成编号为1-1-1的任务", Decimal(2), "全年实施", "2024-12-31", "许少坚、许秋元"),
        *("办公室", "陈志强", None, 3, "10.0,20.0,30.1,40.0"),
    ]


def test_what_is_absent_is_an_empty_cell() -> None:
    blank: Value[Decimal] = value(None, "")
    form = with_row(FORM, "1-1-1", weight=blank, due=None, leaders=value(None, ""))
    cells = row("indicators", form)
    assert [written(cells[name]) for name in ("权重", "截止日期", "分管领导", "来源框")] == [""] * 4


def test_a_returned_submission_has_no_rows_but_its_finding() -> None:
    sizes = {t.name: len(t.rows) for t in dataset_of([returned("财政局.pdf")])}
    assert {name for name, size in sizes.items() if size} == {"submissions", "findings"}


def test_totals_compare_what_is_printed_counted_and_ruled() -> None:
    printed = (
        PrintedPoints("依法履职", Decimal(8), Source("依法履职（8分）")),
        PrintedPoints(DUTIES, Decimal(75), Source("职能工作目标75分")),
    )
    form = with_section(FORM, DUTIES, printed=printed, total=value(Decimal("68.0")))
    first, *_ = rows("totals", result("民政局.docx", form))
    assert [written(cell) for cell in first.values()] == [
        *("民政局.docx", "职能工作目标", "75", "68", "68", "68"),
    ]


def test_a_merged_weight_counts_once_in_totals() -> None:
    merged = value(Decimal("1.5"))
    duties = tuple(
        replace(r, weight=merged) if r.number.value in {"1-2-1", "1-2-2"} else r
        for r in rows_of(FORM)
    )
    first, *_ = rows("totals", result("民政局.docx", with_rows(FORM, DUTIES, duties)))
    assert first["实际合计"] == Decimal("66.5")


def test_a_section_that_is_absent_has_a_line_without_points() -> None:
    form = replace(FORM, sections=tuple(s for s in FORM.sections if s.name != SPIRIT))
    assert [written(c) for c in rows("totals", result("民政局.docx", form))[2].values()] == [
        *("民政局.docx", "精神文明建设和平安建设", "", "", "", "12"),
    ]


def test_documents_count_within_their_cell() -> None:
    form = with_row(
        FORM,
        "1-1-1",
        bases=bases(basis("《方案》", "泉洛委〔2024〕15号"), basis(None, "泉洛政办〔2024〕10号")),
    )
    assert [tuple(r.values()) for r in rows("documents", result("民政局.docx", form))[:2]] == [
        ("民政局.docx", "1-1-1", 1, "《方案》", "泉洛委〔2024〕15号", "《方案》泉洛委〔2024〕15号"),
        ("民政局.docx", "1-1-1", 2, None, "泉洛政办〔2024〕10号", "泉洛政办〔2024〕10号"),
    ]


def test_duties_name_everyone_by_role() -> None:
    form = with_row(FORM, "1-1-1", owners=names("赖泽楷", "许安琪"))
    assert [tuple(r.values())[1:] for r in rows("duties", result("民政局.docx", form))[:4]] == [
        ("1-1-1", "分管领导", 1, "林晓明"),
        ("1-1-1", "责任单位", 1, "办公室"),
        ("1-1-1", "责任人", 1, "赖泽楷"),
        ("1-1-1", "责任人", 2, "许安琪"),
    ]


def test_references_have_a_row_for_each_item() -> None:
    form = with_row(
        FORM,
        "1-1-1",
        level1_references=(Reference("市对区年度考核指标", (1, 2), ""),),
        level2_references=(Reference("抓城建提质方案", (), ""),),
    )
    assert [tuple(r.values())[1:] for r in rows("references", result("民政局.docx", form))] == [
        ("1-1-1", "一级指标", "市对区年度考核指标", 1),
        ("1-1-1", "一级指标", "市对区年度考核指标", 2),
        ("1-1-1", "二级指标", "抓城建提质方案", None),
    ]


def test_coverage_says_who_cites_an_item() -> None:
    both = (Reference("区政府工作目标", (8,), ""),)
    one = with_row(FORM, "1-1-1", level1_references=both, level2_references=both)
    one = with_row(one, "1-1-2", level1_references=both)
    other = with_row(form_of("洛江区教育局"), "1-2-1", level1_references=both)
    other = with_row(other, "1-3-1", level2_references=(Reference("区政府工作目标", (10,), ""),))
    filled = rows("coverage", result("民政局.docx", one), result("教育局.docx", other))
    cited = [tuple(r.values()) for r in filled if r["引用数"]]
    assert [r["条目"] for r in filled if not r["引用数"]] == [1, 2, 3, 4, 5, 6, 7, 9]
    assert cited == [
        ("区政府工作目标", 8, 2, "洛江区民政局、洛江区教育局", "1-1-1；1-2", "多家引用"),
        ("区政府工作目标", 10, 1, "洛江区教育局", "1-3-1", "一家引用"),
    ]


def test_the_same_unit_in_two_files_covers_an_item_once() -> None:
    form = with_row(FORM, "1-1-1", level2_references=(Reference("区政府工作目标", (8,), ""),))
    *_, covered = rows("coverage", result("a.docx", form), result("a.pdf", form))
    assert (covered["引用数"], covered["状态"]) == (1, "一家引用")


def test_a_unit_without_a_name_is_known_by_its_submission() -> None:
    form = replace(FORM, unit=value(None, ""))
    form = with_row(form, "1-1-1", level2_references=(Reference("区政府工作目标", (8,), ""),))
    *_, covered = rows("coverage", result("a.docx", form))
    assert covered["参评单位"] == "a.docx"


def test_repairs_of_the_whole_form_come_first_and_merged_cells_count_once() -> None:
    merged = replace(value("做好工作"), repairs=(repair("做好 工作", "做好工作"),))
    form = replace(FORM, unit=replace(FORM.unit, repairs=(repair("民政", "洛江区民政局"),)))
    form = with_section(
        form, DUTIES, total=replace(value(Decimal(68)), repairs=(repair("68分", "68"),))
    )
    for number in ("1-1-1", "1-1-2"):
        form = with_row(form, number, level1=merged)
    assert [tuple(r.values())[1:] for r in rows("repairs", result("民政局.docx", form))] == [
        ("", "一级指标", "民政", "洛江区民政局", "text.blanks", Decimal("0.95")),
        ("", "一级指标", "68分", "68", "text.blanks", Decimal("0.95")),
        ("1-1-1", "一级指标", "做好 工作", "做好工作", "text.blanks", Decimal("0.95")),
    ]


def test_findings_stand_as_they_were_made() -> None:
    placed = replace(WEIGHT_MISSING, place=Place(2, None))
    filled = rows("findings", result("民政局.docx", findings=(WEIGHT_SUM, placed)))
    assert [list(r.values())[1:10] for r in filled] == [
        ["错误", "weight.sum", "", "权重", None, "", "合计66分，应为68分。", "68", "66"],
        ["错误", "weight.missing", "1-5-3", "权重", 2, "", "第1-5-3项没有填写权重。", "", ""],
    ]


@pytest.mark.parametrize("start", [*"=+-@\t\r\n\0", *"＝＋－＠"])
def test_no_text_can_act_as_a_formula(start: str) -> None:
    assert guarded(f"{start}cmd|'/c calc'!A0") == f"'{start}cmd|'/c calc'!A0"


@pytest.mark.parametrize("text", ["", "1-1-1", "泉洛委〔2024〕15号", " =1", "a=b"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text


def test_numbers_stay_numbers() -> None:
    assert guarded(Decimal("-1.5")) == Decimal("-1.5")
    assert guarded(-3) == -3


def test_what_no_file_can_hold_is_replaced() -> None:
    assert guarded("坏\ud800字") == "坏?字"


@pytest.mark.parametrize(
    ("points", "text"),
    [("1.5", "1.5"), ("2.0", "2"), ("2E+1", "20"), ("0.00", "0"), ("10", "10"), ("1.50", "1.5")],
)
def test_decimals_are_written_plain(points: str, text: str) -> None:
    assert written(Decimal(points)) == text


def test_clean_forms_have_no_repairs() -> None:
    assert rows("repairs", result("民政局.docx", clean_form())) == []
