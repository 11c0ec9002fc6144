from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest
from faults import FAULTS
from form_defects import missing_weight
from form_people import shared_weight
from form_style import Style
from form_values import DUTIES, SCHEME, rows_of, value, with_row, with_rows
from forms import Kind, build, clean_form, random_form
from publishing import publish
from results import BATCH, FORM, result, returned
from typer.testing import CliRunner

from normalizers.scheme import SchemeProblem
from pipeline.cli import app
from pipeline.export import UnknownSubmission, form_docx
from pipeline.export.notes import note_of
from pipeline.merged_cells import merges_of
from pipeline.model import Submission
from pipeline.process import process
from pipeline.published_csv import DatasetProblem
from pipeline.tables import INDICATORS, TOTALS

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.columns import CellValue
    from pipeline.merged_cells import Merge
    from pipeline.model import Result

CONTENT = (
    *(
        "参评单位",
        "年度",
        "系列",
        "大类",
        "项目",
        "序号",
        "文件依据",
        "一级指标",
        "二级指标",
        "权重",
    ),
    *("完成时限", "截止日期", "分管领导", "责任单位", "责任人", "备注"),
)
POINTS = ("大类", "标注分值", "合计行", "实际合计", "方案规定")

Content = tuple[tuple[tuple["CellValue", ...], ...], tuple["Merge", ...]]


def read(path: Path) -> Result:
    return process(Submission(path.name, (path,)))


def dataset(folder: Path, *results: Result) -> Path:
    publish(results, folder)
    return folder


def content_of(one: Result) -> Content:
    """The indicators, the points of the sections, and the merges."""
    assert one.form is not None
    indicators = INDICATORS.filled((one,)).only(CONTENT).rows
    return (*indicators, *TOTALS.filled((one,)).only(POINTS).rows), merges_of(one.form)


def there_and_back(folder: Path, data: bytes, name: str) -> tuple[Content, Content]:
    """What a file holds, and what its form holds when it has been published and written back."""
    (folder / name).write_bytes(data)
    first = read(folder / name)
    clean = dataset(folder / "clean", first)
    (folder / "again.docx").write_bytes(form_docx(clean, name))
    return content_of(first), content_of(read(folder / "again.docx"))


@pytest.mark.parametrize("seed", range(200, 208))
def test_a_form_written_back_holds_what_it_held(tmp_path: Path, seed: int) -> None:
    data = build(*random_form(seed), Kind.DOCX)
    before, after = there_and_back(tmp_path, data, "民政局.docx")
    assert after == before


@pytest.mark.parametrize("name", ["a weight over several rows", "75 points in a label"])
def test_a_faulty_form_is_written_back_with_its_faults(tmp_path: Path, name: str) -> None:
    known = [fault for fault in FAULTS if fault.startswith(name[:9])]
    data = build(FAULTS[known[0]](clean_form(3)), Style(), Kind.DOCX)
    before, after = there_and_back(tmp_path, data, "民政局.docx")
    assert after == before


def test_a_missing_weight_stays_missing_and_a_shared_one_shared(tmp_path: Path) -> None:
    spec = shared_weight(missing_weight(clean_form(3), "1-3-1"), "1-2")
    before, after = there_and_back(tmp_path, build(spec, Style(), Kind.DOCX), "民政局.docx")
    assert after == before


def test_a_form_of_a_transcript_is_written_with_merged_cells(tmp_path: Path) -> None:
    data = build(*random_form(5), Kind.HTML)
    before, after = there_and_back(tmp_path, data, "民政局.html")
    assert after[0] == before[0]


def test_the_second_form_of_a_dataset_has_its_own_merges(tmp_path: Path) -> None:
    weight = value(Decimal("4.5"))
    form = FORM
    for number in ("1-2-1", "1-2-2", "1-2-3"):
        form = with_row(form, number, weight=weight)
    clean = dataset(
        tmp_path, result("教育局.docx"), returned("坏.pdf"), result("民政局.docx", form)
    )
    table = docx.Document(BytesIO(form_docx(clean, "民政局.docx"))).tables[0]
    weights = [row.cells[5]._tc for row in table.rows[6:9]]
    assert (weights[0] is weights[1] is weights[2], table.rows[6].cells[5].text) == (True, "4.5")
    (tmp_path / "form.docx").write_bytes(form_docx(clean, "教育局.docx"))
    assert content_of(read(tmp_path / "form.docx"))[1] == merges_of(FORM)


def test_the_table_looks_as_the_form_does(tmp_path: Path) -> None:
    document = docx.Document(BytesIO(form_docx(dataset(tmp_path, *BATCH), "教育局.docx")))
    assert [p.text for p in document.paragraphs if p.text] == [
        *("2024年度洛江区第二系列绩效管理目标考评表", "参评单位：洛江区教育局", note_of(SCHEME)),
    ]
    assert [len(table.rows) for table in document.tables] == [49, 24, 6]
    first = document.tables[0]
    assert [cell.text for cell in first.rows[1].cells] == [
        *("项目", "序号", "文件依据", "一级指标", "二级指标", "权重", "完成时限"),
        *("分管领导", "责任单位", "责任人", "备注"),
    ]
    assert [cell.text for cell in first.rows[0].cells][7:10] == ["责任分解"] * 3
    assert {cell.text for cell in first.rows[2].cells} == {"职能工作目标"}
    assert [cell.text for cell in first.rows[-1].cells][4:7] == ["合计", "68", ""]
    assert document.tables[1].rows[1].cells[2].text == "目标内容"
    section = document.sections[0]
    assert (section.orientation, section.page_width > section.page_height) == (1, True)
    heads = re.findall("w:tblHeader", first._tbl.xml)
    fonts = set(re.findall('w:eastAsia="([^"]+)"', first._tbl.xml))
    assert (len(heads), fonts) == (2, {"黑体", "仿宋"})


def test_the_note_says_what_the_scheme_asks() -> None:
    assert note_of(SCHEME) == (
        "说明：（1）“职能工作目标”必须设定一级指标15项以上，且不多于上一年度的一级指标数量。"
        "（2）“行政能力目标”不下设二级指标，内容、权重不能改变。"
        "（3）“精神文明建设和平安建设”不下设二级指标，内容、权重不能改变。"
        "（4）“职能工作目标”下设的二级指标不得与“行政能力目标”重复设置。"
    )


def test_a_scheme_that_asks_nothing_has_no_note() -> None:
    plain = replace(SCHEME.sections[0], minimum_level1=None, limited_by_last_year=False)
    assert note_of(replace(SCHEME, sections=(plain,))) == ""


def test_a_scheme_without_a_word_over_the_people_has_one_row_of_heads(tmp_path: Path) -> None:
    clean = dataset(tmp_path, *BATCH)
    plain = replace(SCHEME, group_head_words=(), head_words={})
    table = docx.Document(BytesIO(form_docx(clean, "民政局.docx", plain))).tables[1]
    assert [cell.text for cell in table.rows[0].cells] == [
        *("项目", "序号", "一级指标", "权重", "完成时限", "分管领导", "责任单位", "责任人", "备注"),
    ]


def test_texts_that_no_file_can_hold_are_marked_and_lines_stay(tmp_path: Path) -> None:
    rows = (replace(rows_of(FORM)[0], level2=value("=一\n二\x01")),)
    clean = dataset(tmp_path, result("民政局.docx", with_rows(FORM, DUTIES, rows)))
    table = docx.Document(BytesIO(form_docx(clean, "民政局.docx"))).tables[0]
    assert table.rows[3].cells[4].text == "=一\n二\ufffd"


def test_the_same_dataset_gives_the_same_bytes(tmp_path: Path) -> None:
    clean = dataset(tmp_path, *BATCH)
    assert form_docx(clean, "民政局.docx") == form_docx(clean, "民政局.docx")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("民政局.doc", "没有编号为“民政局.doc”的提交；相近的有：“民政局.docx”。"),
        ("报送/教育.pdf", "没有编号为“报送/教育.pdf”的提交；相近的有：“教育局.docx”。"),
        ("民政居", "没有编号为“民政居”的提交；相近的有：“民政局.docx”。"),
        ("zzz", "没有编号为“zzz”的提交；数据集里有3份提交，没有相近的。"),
        ("", "没有编号为“”的提交；数据集里有3份提交，没有相近的。"),
        ("财政局.pdf", "“财政局.pdf”没有读出考评表，写不成表；原因见问题清单。"),
    ],
)
def test_an_unknown_submission_is_refused_with_those_like_it(
    tmp_path: Path, name: str, message: str
) -> None:
    clean = dataset(tmp_path, *BATCH)
    with pytest.raises(UnknownSubmission) as caught:
        form_docx(clean, name)
    assert str(caught.value) == message


def test_a_folder_without_a_workbook_is_refused(tmp_path: Path) -> None:
    clean = dataset(tmp_path, *BATCH)
    (clean / "考评汇总.xlsx").write_bytes(b"no workbook")
    with pytest.raises(DatasetProblem, match="打不开"):
        form_docx(clean, "民政局.docx")


def test_a_workbook_that_was_sorted_is_refused(tmp_path: Path) -> None:
    clean = dataset(tmp_path, *BATCH)
    book = openpyxl.load_workbook(clean / "考评汇总.xlsx")
    book["指标明细"].merge_cells("G2:G4")
    book.save(clean / "考评汇总.xlsx")
    with pytest.raises(DatasetProblem, match="对不上"):
        form_docx(clean, "民政局.docx")


def test_a_workbook_saved_by_another_program_serves_too(tmp_path: Path) -> None:
    clean = dataset(tmp_path, *BATCH)
    before = form_docx(clean, "教育局.docx")
    book = openpyxl.load_workbook(clean / "考评汇总.xlsx")
    book["指标明细"].merge_cells("A69:A71")  # 参评单位, no field of the table
    book.save(clean / "考评汇总.xlsx")
    assert form_docx(clean, "教育局.docx") == before


def test_a_form_of_no_packaged_scheme_needs_to_be_told_its_own(tmp_path: Path) -> None:
    own = replace(SCHEME, sections=(replace(SCHEME.sections[0], total=Decimal(70)),))
    rows = with_rows(replace(FORM, sections=FORM.sections[:1]), DUTIES, rows_of(FORM))
    clean = dataset(tmp_path, replace(result("民政局.docx", rows), scheme=own))
    with pytest.raises(SchemeProblem, match="--scheme"):
        form_docx(clean, "民政局.docx")
    assert len(docx.Document(BytesIO(form_docx(clean, "民政局.docx", own))).tables) == 1


def kaoping(*arguments: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, [str(a) for a in arguments])
    return done.exit_code, done.stdout, done.stderr


def test_the_command_writes_the_file_where_it_is_told(tmp_path: Path) -> None:
    clean = dataset(tmp_path / "clean", *BATCH)
    target = tmp_path / "新" / "表.docx"
    done = kaoping("export", "--form", "民政局.docx", "--out", clean, "--to", target)
    assert done == (0, f"已写到 {target}\n", "")
    assert target.read_bytes() == form_docx(clean, "民政局.docx")
    assert [path.name for path in target.parent.iterdir()] == ["表.docx"]


def test_the_command_names_the_file_by_its_submission(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean = dataset(tmp_path / "clean", result("报送.zip/民政局.docx"))
    monkeypatch.chdir(tmp_path)
    done = kaoping(
        *("export", "--form", "报送.zip/民政局.docx", "--out", clean, "--scheme", SCHEME.name)
    )
    assert done == (0, "已写到 报送.zip-民政局-考评表.docx\n", "")
    assert (tmp_path / "报送.zip-民政局-考评表.docx").is_file()


def test_the_command_refuses_in_a_sentence(tmp_path: Path) -> None:
    code, _, told = kaoping("export", "--form", "民政局.docx", "--out", tmp_path)
    assert (code, told.startswith("错误：文件夹“"), "submissions.csv" in told) == (2, True, True)


def test_a_target_that_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    clean = dataset(tmp_path / "clean", *BATCH)
    (tmp_path / "表.docx").mkdir()
    code, _, told = kaoping(
        *("export", "--form", "民政局.docx", "--out", clean, "--to", tmp_path / "表.docx")
    )
    assert (code, told[:3], "写不出" in told) == (2, "错误：", True)
    assert {path.name for path in tmp_path.iterdir()} == {"clean", "表.docx"}
