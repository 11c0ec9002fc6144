from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter
from form_office import converted
from form_values import DUTIES, names, rows_of, value, with_row, with_rows, with_section
from publishing import workbook_of
from results import BATCH, FORM, UNIT, result, returned
from xlsxwriter.exceptions import FileCreateError

from normalizers.model import Field, Reference
from pipeline.findings import Subject, finding
from pipeline.model import Change, Comparison, Shift
from pipeline.publish import sheet
from pipeline.publish.quick_sheet import _Lines
from pipeline.publish.workbook import Book

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from pipeline.model import Result

NASTY = '=HYPERLINK("http://a","点")\n<b>&\'字\'</b>_x0041_\x01\ufffe'
HEAD = (
    *("参评单位", "大类", "项目", "序号", "文件依据", "一级指标", "二级指标", "权重", "完成时限"),
    *("分管领导", "责任单位", "责任人", "备注", "问题", "截止日期", "来源页", "提交编号"),
)


def book_of(*results: Result) -> Workbook:
    return openpyxl.load_workbook(BytesIO(workbook_of(results)))


def values_of(*results: Result) -> Workbook:
    """The workbook as those see it who do not calculate."""
    data = workbook_of(results)
    return openpyxl.load_workbook(BytesIO(data), data_only=True)


def column(page: Worksheet, heading: str) -> list[object]:
    """What stands under a heading."""
    heads = [cell.value for cell in page[1]]
    return [row[heads.index(heading)] for row in page.iter_rows(min_row=2, values_only=True)]


def shared_weight(*numbers: str) -> Result:
    """民政局's form, in which these rows share a weight of 4.5 points."""
    weight = value(Decimal("4.5"))
    form = FORM
    for number in numbers:
        form = with_row(form, number, weight=weight)
    return result("民政局.docx", form)


def links_of(page: Worksheet) -> dict[str, str]:
    cells = (cell for row in page.iter_rows() for cell in row)
    return {c.coordinate: c.hyperlink.location or "" for c in cells if c.hyperlink}


def formulas_in(book: Workbook) -> set[str]:
    cells = (cell for page in book for row in page.iter_rows() for cell in row)
    return {str(cell.value) for cell in cells if cell.data_type == "f"}


def test_the_workbook_has_the_sheets_that_the_office_reads() -> None:
    assert book_of(*BATCH).sheetnames == [
        *("概览", "指标明细", "问题清单", "修正记录", "文件依据", "责任分解", "覆盖情况"),
        "字段说明",
    ]


def test_an_empty_batch_has_all_sheets_with_their_heads() -> None:
    book = book_of()
    assert [page.max_row for page in book][:-1] == [1] * 7
    assert next(book["指标明细"].values) == HEAD


def test_the_indicators_look_like_the_form_and_print_on_a4() -> None:
    page = book_of(*BATCH)["指标明细"]
    assert next(page.values) == HEAD
    number, weight = page["D2"], page["H2"]
    assert (number.value, number.data_type, number.number_format) == ("1-1-1", "s", "@")
    assert (weight.value, weight.data_type) == (2, "n")
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:Q135")
    setup = page.page_setup
    assert (setup.orientation, setup.paperSize, setup.fitToHeight) == ("landscape", 9, 0)
    assert (page.print_title_rows, page.print_area) == ("$1:$1", "'指标明细'!$A$1:$M$135")
    assert page.oddFooter.center.text == "第 &P 页，共 &N 页"
    assert [brk.id for brk in page.row_breaks.brk] == [68]


def test_superior_items_say_how_they_are_cited_before_by_whom() -> None:
    cited = (Reference("市对区年度考核指标", (2,), ""),)
    one = with_row(FORM, "1-1-2", level2_references=cited)
    assert list(book_of(result("民政局.docx", one))["覆盖情况"].values) == [
        ("来源清单", "条目", "引用情况", "引用数", "引用单位", "引用它的序号"),
        ("市对区年度考核指标", 1, "无人引用", 0, None, None),
        ("市对区年度考核指标", 2, "一家引用", 1, UNIT, "1-1-2"),
    ]


def test_what_could_not_be_read_goes_by_its_file_s_name() -> None:
    book = book_of(returned("财政局.pdf"))
    assert column(book["概览"], "参评单位")[0] == "财政局.pdf"
    assert column(book["问题清单"], "参评单位") == ["财政局.pdf"]


def test_cells_are_merged_as_in_the_form() -> None:
    page = book_of(result("民政局.docx"))["指标明细"]
    merges = {str(merge) for merge in page.merged_cells.ranges}
    groups = [(first, first + 2) for first in range(2, 47, 3)]
    assert merges == {
        *("C2:C28", "C29:C46", "C47:C52", "C53:C60", "C61:C66"),
        *(f"E{first}:E{last}" for first, last in groups),
        *(f"F{first}:F{last}" for first, last in groups),
    }


def test_a_filter_finds_each_row_under_a_merge() -> None:
    data = workbook_of(BATCH[:1])
    page = openpyxl.load_workbook(BytesIO(data), read_only=True)["指标明细"]
    level1 = [row[5] for row in page.iter_rows(min_row=2, max_row=4, values_only=True)]
    assert level1 == ["做好1之1工作"] * 3


def test_a_merged_weight_stands_once_so_that_sums_are_right() -> None:
    one = shared_weight("1-2-1", "1-2-2", "1-2-3")
    page = book_of(one)["指标明细"]
    assert [page[f"H{row}"].value for row in (5, 6, 7)] == [4.5, None, None]
    assert "H5:H7" in {str(merge) for merge in page.merged_cells.ranges}
    assert values_of(one)["概览"]["C2"].value == 68


def test_the_overview_compares_sums_by_formulas() -> None:
    rows = list(book_of(*BATCH)["概览"].values)
    assert rows[0] == (
        *("参评单位", "状态", "职能工作目标", "职能工作目标（应为）"),
        *("行政能力目标", "行政能力目标（应为）"),
        *("精神文明建设和平安建设", "精神文明建设和平安建设（应为）", "总分"),
        *("指标数", "错误数", "警告数", "修正数"),
        *("一级指标数", "上年一级指标数", "上限核对", "首要问题", "提交编号"),
    )
    assert rows[2] == (
        *("洛江区教育局", "待核", "=ROUND(SUM(指标明细!$H$69:$H$113),6)", 68),
        *("=ROUND(SUM(指标明细!$H$114:$H$133),6)", 20),
        *("=ROUND(SUM(指标明细!$H$134:$H$135),6)", 12, "=ROUND(SUM(C3,E3,G3),6)"),
        *(67, 2, 0, 0, 15, None, "未核对", "合计66分，应为68分。", "教育局.docx"),
    )
    nothing = (None, None, None)
    assert rows[3] == (
        *("财政局.pdf", "退回", *[None] * 7, 0, 1, 0, 0, *nothing, "需要密码。", "财政局.pdf"),
    )
    assert rows[4][9:13] == tuple(f"=SUBTOTAL(109,{c}2:{c}4)" for c in "JKLM")


def test_formulas_bring_what_they_come_to() -> None:
    rows = list(values_of(*BATCH)["概览"].values)
    assert rows[2][2:9] == (68, 68, 20, 20, 12, 12, 100)
    assert rows[4] == ("合计", *[None] * 8, 134, 3, 0, 0, *[None] * 5)


def test_a_section_that_is_missing_is_called_so() -> None:
    form = replace(FORM, sections=FORM.sections[:2])
    row = list(book_of(result("民政局.docx", form))["概览"].values)[1]
    assert row[6:9] == ("缺", 12, "=ROUND(SUM(C2,E2,G2),6)")


def test_a_section_without_rows_comes_to_nothing() -> None:
    form = with_section(FORM, FORM.sections[2].name, indicators=())
    row = list(book_of(result("民政局.docx", form))["概览"].values)[1]
    assert row[6] == 0


def test_each_section_has_bars_up_to_what_it_should_be() -> None:
    page = book_of(*BATCH)["概览"]
    rules = {
        str(area.sqref): [rule.type for rule in area.rules] for area in page.conditional_formatting
    }
    assert rules == {f"{c}2:{c}4": ["expression", "dataBar"] for c in "CEG"}


def test_no_cell_of_a_submission_is_a_formula_and_texts_stay_as_they_are() -> None:
    form = with_row(FORM, "1-1-1", level2=value(NASTY), remark=value("@SUM(A1)"))
    form = with_row(form, "1-1-2", owners=names("=1+1", "+张三"))
    nasty = result(
        "=民政局.docx",
        replace(form, unit=value("＝洛江区民政局")),
        (finding("weight.missing", "=1+1", Subject("1-1-1", "权重")),),
    )
    book = book_of(nasty)
    ours = ("=ROUND(SUM(", "=SUBTOTAL(109,")
    assert {f for f in formulas_in(book) if not f.startswith(ours)} == set()
    texts = {str(cell.value) for page in book for row in page.iter_rows() for cell in row}
    assert {"'@SUM(A1)", "'=1+1", "'+张三", "'＝洛江区民政局", "'=民政局.docx"} <= texts
    escaped = NASTY.replace("_x0041_", "_x005F_x0041_").replace("\x01", "_x0001_")
    assert f"'{escaped}".replace("\ufffe", "_xFFFE_") in texts


def test_findings_lead_to_their_row_and_back() -> None:
    book = book_of(*BATCH)
    findings = book["问题清单"]
    assert links_of(findings) == {
        "A2": "'指标明细'!D69",
        "A3": "'指标明细'!D69",
        "C3": "'指标明细'!D83",
    }
    assert findings["C3"].value == book["指标明细"]["D83"].value == "1-5-3"
    assert links_of(book["指标明细"]) == {"N83": "'问题清单'!C3"}
    assert book["指标明细"]["N83"].value == 1


def test_the_overview_leads_to_rows_and_findings() -> None:
    assert links_of(book_of(*BATCH)["概览"]) == {
        "A2": "'指标明细'!D2",
        "A3": "'指标明细'!D69",
        "K3": "'问题清单'!C2",
        "K4": "'问题清单'!C4",
    }


def test_documents_are_listed_once_with_who_cites_them() -> None:
    rows = list(book_of(result("民政局.docx"))["文件依据"].values)
    assert len(rows) == 2
    unit, title, code, count, numbers, name = rows[1]
    assert (unit, title, code) == ("洛江区民政局", "《年度任务分解方案》", "泉洛政办〔2024〕10号")
    assert (count, str(numbers)[:11], name) == (45, "1-1-1、1-1-2", "民政局.docx")


def test_changes_since_last_year_are_listed_where_there_are_any() -> None:
    change = Change(Shift.REWEIGHED, "1-1-2", "1-1-1", Field.WEIGHT, "1", "1.5")
    compared = Comparison(1, 0, 1, 0, 0, 15, (change,))
    data = workbook_of((replace(BATCH[0], comparison=compared), *BATCH[1:]), compared=True)
    page = openpyxl.load_workbook(BytesIO(data))["年度变化"]
    assert list(page.values)[1:] == [
        ("洛江区民政局", "权重变动", "1-1-2", "1-1-1", "权重", "1", "1.5", "民政局.docx")
    ]
    assert links_of(page) == {"A2": "'指标明细'!D2", "C2": "'指标明细'!D3"}
    assert "年度变化" not in book_of(*BATCH).sheetnames


def test_duties_are_told_in_full_and_evenly_by_formulas() -> None:
    rows = rows_of(FORM)[:3]
    shared = (
        replace(rows[0], owners=names("陈志强", "王佳明")),
        rows[1],
        replace(rows[2], owners=names("王佳明")),
    )
    form = with_rows(replace(FORM, sections=FORM.sections[:1]), DUTIES, shared)
    one = result("民政局.docx", form)
    full, even = 5, 6
    people = [row for row in book_of(one)["责任分解"].values if row[1] == "责任人"]
    assert [row[2:8] for row in people] == [
        *(
            (
                *("陈志强", 2, 1, "=ROUND(SUM(指标明细!$H$2:$H$3),6)"),
                "=ROUND(SUM(指标明细!$H$3)+SUM(指标明细!$H$2)/2,6)",
                "1-1-1、1-1-2",
            ),
            (
                *("王佳明", 2, 1, "=ROUND(SUM(指标明细!$H$2,指标明细!$H$4),6)"),
                "=ROUND(SUM(指标明细!$H$4)+SUM(指标明细!$H$2)/2,6)",
                "1-1-1、1-1-3",
            ),
        ),
    ]
    known = [row for row in values_of(one)["责任分解"].values if row[1] == "责任人"]
    assert [(row[full], row[even]) for row in known] == [(3.5, 2.5), (3.5, 2.5)]


def test_a_formula_too_long_for_excel_is_its_value() -> None:
    first = rows_of(FORM)[0]
    rows = tuple(
        replace(
            first,
            number=value(f"1-1-{n}"),
            weight=value(Decimal(2)),
            owners=names("甲" if n % 2 else "乙"),
        )
        for n in range(1, 1_200)
    )
    form = with_rows(replace(FORM, sections=FORM.sections[:1]), DUTIES, rows)
    found = list(book_of(result("民政局.docx", form))["责任分解"].values)
    assert [row[5:7] for row in found if row[2] == "甲"] == [(1200, 1200)]


@pytest.mark.filterwarnings("ignore:.*extension is not supported")  # LibreOffice's own
def test_libreoffice_calculates_what_the_workbook_says() -> None:
    one = shared_weight("1-2-1", "1-2-2", "1-2-3")
    data = workbook_of((one, *BATCH[1:]))
    again = openpyxl.load_workbook(
        BytesIO(converted(converted(data, "xlsx", "ods"), "ods", "xlsx")), data_only=True
    )
    ours = openpyxl.load_workbook(BytesIO(data), data_only=True)
    for title in ("概览", "责任分解"):
        assert list(again[title].values) == list(ours[title].values)


def test_a_text_too_long_for_excel_is_cut_with_a_word() -> None:
    form = with_row(FORM, "1-1-1", level2=value("长" * 40_000))
    page = book_of(result("民政局.docx", form))["指标明细"]
    (text,) = [str(v) for v in column(page, "二级指标") if str(v).startswith("长")]
    assert (len(text), text[-15:]) == (32_767, "长…（过长，全文见 CSV 文件）"[-15:])


def test_rows_beyond_what_excel_holds_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MOST_ROWS", 12)
    page = book_of(result("民政局.docx"))["指标明细"]
    assert [cell.value for cell in page["A"]][9:] == [
        *("洛江区民政局", "洛江区民政局"),
        "行数超过 Excel 的上限，其余见 CSV 文件。",
    ]
    assert {str(merge) for merge in page.merged_cells.ranges} == {
        *(f"{c}{first}:{c}{first + 2}" for c in "EF" for first in (2, 5, 8)),
    }


def test_a_sheet_that_is_just_full_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MOST_ROWS", 69)
    page = book_of(result("民政局.docx"))["指标明细"]
    assert (page.max_row, page["A68"].value) == (68, "洛江区民政局")


def test_links_beyond_what_excel_holds_are_plain_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MOST_LINKS", 1)
    page = book_of(*BATCH)["问题清单"]
    assert (links_of(page), page["C3"].value) == ({"A2": "'指标明细'!D69"}, "1-5-3")


def test_a_failure_to_write_is_an_error_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = xlsxwriter.Workbook.close

    def full(book: xlsxwriter.Workbook) -> None:
        closed(book)
        raise FileCreateError(OSError(28, "No space left on device"))

    monkeypatch.setattr(xlsxwriter.Workbook, "close", full)
    with pytest.raises(OSError, match="No space") as caught:
        workbook_of(BATCH)
    assert caught.value.errno == 28


def test_a_workbook_can_be_given_up_on_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Book(tmp_path / "a.xlsx", (), compared=False)

    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(_Lines, "close", full)
        book.discard()
    assert list(tmp_path.iterdir()) == []


def test_the_dictionary_says_how_the_workbook_counts() -> None:
    rows = [row for row in book_of()["字段说明"].values if row[1] == "考评汇总.xlsx"]
    assert [(row[0], row[2]) for row in rows] == [
        *(("概览", "各大类"), ("指标明细", "合并的单元格"), ("指标明细", "权重")),
        *(("指标明细", "问题"), ("责任分解", "指标数"), ("责任分解", "其中共担")),
        *(("责任分解", "全额分值"), ("责任分解", "均摊分值"), ("责任分解", "负责的序号")),
    ]


def test_the_same_results_give_the_same_bytes() -> None:
    tables: Iterable[bytes] = (workbook_of(BATCH) for _ in range(2))
    assert len(set(tables)) == 1
