from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from form_values import with_row
from notices import edit_cell, write_dataset
from results import BATCH, FORM, WEIGHT_MISSING, result

from pipeline.model import Level, State
from pipeline.published import (
    DatasetProblem,
    PublishedFinding,
    PublishedIndicator,
    PublishedTotal,
    read_published,
    unreported_in,
)
from pipeline.published_csv import read_rows
from pipeline.tables import FINDINGS, TOTALS

if TYPE_CHECKING:
    from pathlib import Path


def test_a_dataset_is_read_as_it_was_published(tmp_path: Path) -> None:
    passed, pending, unread = read_published(write_dataset(tmp_path, BATCH))
    assert (passed.id, passed.unit, passed.year, passed.state, passed.findings) == (
        "民政局.docx",
        "洛江区民政局",
        2024,
        State.PASSED,
        (),
    )
    assert (passed.level1_count, passed.level2_count, len(passed.indicators)) == (15, 45, 67)
    assert passed.indicators[0] == PublishedIndicator(
        "民政局.docx",
        "职能工作目标",
        "重点工作目标",
        "1-1-1",
        "做好1之1工作",
        "完成编号为1-1-1的任务",
        Decimal(2),
    )
    assert passed.totals[0] == PublishedTotal(
        "民政局.docx", "职能工作目标", Decimal(68), Decimal(68)
    )
    assert pending.findings[1] == PublishedFinding(
        id="教育局.docx",
        level=Level.ERROR,
        code="weight.missing",
        number="1-5-3",
        field="权重",
        page=None,
        message="第1-5-3项没有填写权重。",
        expected="",
        found="",
        advice=WEIGHT_MISSING.advice,
    )
    assert pending.count(Level.ERROR) == 2
    assert (unread.unit, unread.year, unread.state, unread.indicators) == (
        "",
        None,
        State.RETURNED,
        (),
    )


def test_what_was_made_safe_for_spreadsheets_is_read_as_it_was(tmp_path: Path) -> None:
    message = "=1+1"
    told = replace(WEIGHT_MISSING, message=message)
    folder = write_dataset(tmp_path, (result("=甲.docx", findings=(told,)),))
    (read,) = read_published(folder)
    assert (read.id, read.findings[0].message) == ("=甲.docx", message)


def test_a_number_and_a_page_are_numbers(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path, BATCH)
    edit_cell(folder / "findings.csv", 2, "来源页", "12")
    edit_cell(folder / "totals.csv", 2, "实际合计", "61.5")
    edit_cell(folder / "totals.csv", 3, "实际合计", "")
    submissions = read_published(folder)
    assert submissions[1].findings[0].page == 12
    assert [t.found for t in submissions[0].totals[:2]] == [Decimal("61.5"), None]


def test_only_the_columns_that_are_asked_for_must_be_there(tmp_path: Path) -> None:
    (tmp_path / "totals.csv").write_text("别的,提交编号\r\n乙,甲\r\n", encoding="utf-8")
    (row,) = read_rows(tmp_path, TOTALS.filled(()), ("提交编号",))
    assert (row.line, row.text("提交编号")) == (2, "甲")


@pytest.mark.parametrize(
    ("place", "content", "reason"),
    [
        (("submissions", 2, "状态"), "好", "“状态”不能是“好”"),
        (("submissions", 3, "提交编号"), "", "没有提交编号"),
        (("submissions", 3, "提交编号"), "民政局.docx", "提交编号“民政局.docx”重复"),
        (("submissions", 2, "年度"), "今年", "“年度”应为整数，实为“今年”"),
        (("indicators", 4, "权重"), "多", "“权重”应为数，实为“多”"),
        (("totals", 2, "方案规定"), "NaN", "“方案规定”应为数，实为“NaN”"),
        (("findings", 2, "级别"), "严重", "“级别”不能是“严重”"),
        (("findings", 2, "提交编号"), "甲", "提交编号“甲”在“submissions.csv”中没有"),
        (("findings", 1, "说明"), "问题", "没有“说明”栏"),
    ],
)
def test_a_wrong_cell_is_refused_with_its_file_and_row(
    tmp_path: Path, place: tuple[str, int, str], content: str, reason: str
) -> None:
    file, line, heading = place
    folder = write_dataset(tmp_path, BATCH)
    edit_cell(folder / f"{file}.csv", line, heading, content)
    with pytest.raises(DatasetProblem) as refusal:
        read_published(folder)
    assert str(refusal.value) == f"“{file}.csv”第{line}行：{reason}。"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("提交编号,大类\r\n甲\r\n".encode(), "“totals.csv”第2行：只有1格，少于2格。"),
        (
            '提交编号,大类\r\n甲,"乙\r\n'.encode(),
            "“totals.csv”第2行：不是完好的 CSV（unexpected end of data）。",
        ),
        (b"", "“totals.csv”第1行：没有“提交编号”“大类”栏。"),
        (
            "提交编号,大类\r\n".encode("gb18030"),
            "“totals.csv”不是 UTF-8 编码，可能被别的程序另存过；请重新运行 kaoping run。",
        ),
    ],
)
def test_a_file_of_another_shape_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "totals.csv").write_bytes(content)
    with pytest.raises(DatasetProblem) as refusal:
        read_rows(tmp_path, TOTALS.filled(()), ("提交编号", "大类"))
    assert str(refusal.value) == reason


def test_a_folder_without_a_dataset_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetProblem) as refusal:
        read_published(tmp_path)
    assert str(refusal.value) == (
        f"文件夹“{tmp_path}”里没有“submissions.csv”，不是 kaoping run 写出的数据集。"
    )


def test_a_file_that_does_not_open_is_refused(tmp_path: Path) -> None:
    (tmp_path / "findings.csv").mkdir()
    with pytest.raises(DatasetProblem, match=r"findings\.csv”打不开："):
        read_rows(tmp_path, FINDINGS.filled(()), ("提交编号",))


def test_a_dataset_that_is_being_written_is_refused(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path, BATCH)
    (folder / ".publishing").mkdir()
    (folder / ".publishing" / "under-way.json").write_text("[]")
    with pytest.raises(DatasetProblem, match="正在写"):
        read_published(folder)


def test_a_row_without_a_weight_has_none(tmp_path: Path) -> None:
    form = with_row(FORM, "1-1-1", weight=replace(FORM.indicators[0].weight, value=None))
    (read,) = read_published(write_dataset(tmp_path, (result("甲.docx", form),)))
    assert read.indicators[0].weight is None


@pytest.mark.parametrize(
    ("record", "units"),
    [
        (
            '{"outstanding": {"unreported": ["洛江区审计局", "洛江区司法局"]}}',
            ("洛江区审计局", "洛江区司法局"),
        ),
        ('{"outstanding": {"unreported": null}}', ()),
        ('{"outstanding": null}', ()),
        ("{}", ()),
        ("[]", ()),
        ("no record", ()),
    ],
)
def test_the_record_of_the_run_may_say_who_sent_nothing(
    tmp_path: Path, record: str, units: tuple[str, ...]
) -> None:
    assert unreported_in(tmp_path) == ()
    (tmp_path / "run.json").write_text(record, encoding="utf-8")
    assert unreported_in(tmp_path) == units
