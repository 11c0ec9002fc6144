from __future__ import annotations

import csv
import io
import json
import os
import signal
import sys
from dataclasses import replace
from html.parser import HTMLParser
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from form_values import value, with_row
from frictionless import Package, system
from results import BATCH, FORM, result

from pipeline.last_year import LastYear
from pipeline.model import Outstanding
from pipeline.publish import publish, recover
from pipeline.publish.swap import replace_files
from pipeline.tables import dataset_of

if TYPE_CHECKING:
    from pipeline.model import Result

FILES = {
    *(f"{table.name}.csv" for table in dataset_of(())),
    "datapackage.json",
    "考评汇总.xlsx",
    "report.html",
    "run.json",
}

NASTY = '=HYPERLINK("http://a","点")\n<script>alert(\'字\')</script>,"\x01'


def published(out: Path, *results: Result) -> dict[str, bytes]:
    publish(dataset_of(results), results, b"{}\n", out)
    return contents(out)


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


def nasty_result() -> Result:
    form = with_row(FORM, "1-1-1", level2=value(NASTY), remark=value("@SUM(A1)"))
    return result("=民政局.docx", replace(form, unit=value("＝洛江区民政局")))


def rows_in(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_all_files_of_the_dataset_are_written(tmp_path: Path) -> None:
    assert published(tmp_path / "新" / "clean", *BATCH).keys() == FILES


def test_the_same_results_give_the_same_bytes(tmp_path: Path) -> None:
    assert published(tmp_path / "a", *BATCH) == published(tmp_path / "b", *BATCH)


def test_the_descriptor_validates(tmp_path: Path) -> None:
    published(tmp_path, *BATCH, nasty_result())
    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.flatten(["rowNumber", "fieldName", "message"]) == []


def test_an_empty_dataset_validates_too(tmp_path: Path) -> None:
    published(tmp_path)
    with system.use_context(trusted=True):
        assert Package(str(tmp_path / "datapackage.json")).validate().valid


def test_csv_files_have_a_mark_and_lines_after_rfc_4180(tmp_path: Path) -> None:
    data = published(tmp_path, *BATCH)["submissions.csv"]
    assert data.startswith(b"\xef\xbb\xbf" + "提交编号,".encode())
    assert data.count(b"\r\n") == data.count(b"\n") == 4


def test_no_cell_of_a_csv_file_can_act_as_a_formula(tmp_path: Path) -> None:
    files = published(tmp_path, nasty_result())
    cells = [c for n, d in files.items() if n.endswith(".csv") for row in rows_in(d) for c in row]
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))]
    assert f"'{NASTY}" in cells


def test_no_cell_of_the_workbook_is_a_formula(tmp_path: Path) -> None:
    published(tmp_path, nasty_result())
    book = openpyxl.load_workbook(tmp_path / "考评汇总.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert "'@SUM(A1)" in {cell.value for cell in cells}


def test_the_workbook_has_the_sheets_that_the_office_reads(tmp_path: Path) -> None:
    published(tmp_path, *BATCH)
    book = openpyxl.load_workbook(tmp_path / "考评汇总.xlsx")
    assert book.sheetnames == [
        *(
            "概览",
            "指标明细",
            "问题清单",
            "修正记录",
            "文件依据",
            "责任分解",
            "覆盖情况",
            "字段说明",
        ),
    ]
    sheet = book["指标明细"]
    first = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert (first["序号"].value, first["序号"].data_type) == ("1-1-1", "s")
    assert (first["权重"].value, first["权重"].data_type) == (2, "n")
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:P135")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_the_overview_sheet_compares_sums(tmp_path: Path) -> None:
    published(tmp_path, *BATCH)
    rows = list(openpyxl.load_workbook(tmp_path / "考评汇总.xlsx")["概览"].values)
    assert rows[0][3:5] == ("职能工作目标", "职能工作目标（应为）")
    assert rows[2] == (
        *("教育局.docx", "洛江区教育局", "待核", 68, 68, 20, 20, 12, 12, 100, 67, 2, 0, 0),
        *(15, None, "未核对"),
        "合计66分，应为68分。",
    )
    assert rows[3][:4] == ("财政局.pdf", None, "退回", None)


def test_the_overview_names_units_that_have_sent_nothing_and_says_what_of_last_year(
    tmp_path: Path,
) -> None:
    outstanding = Outstanding(unreported=("洛江区司法局",))
    publish(dataset_of(BATCH), BATCH, b"{}\n", tmp_path, outstanding)
    rows = list(openpyxl.load_workbook(tmp_path / "考评汇总.xlsx")["概览"].values)
    assert rows[4][:4] == (None, "洛江区司法局", "未报送", None)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert '<td>洛江区司法局</td><td></td><td class="word soft">未报送</td>' in page
    assert "未报送 1 家：洛江区司法局。" in page
    assert "未核对（没有给上年的数据集）" in page


def test_changes_of_a_former_run_go_when_there_is_no_last_year(tmp_path: Path) -> None:
    publish(dataset_of(BATCH, last_year=LastYear(())), BATCH, b"{}\n", tmp_path)
    assert (tmp_path / "changes.csv").exists()
    (tmp_path / "自己的.csv").write_text("1", encoding="utf-8")
    publish(dataset_of(BATCH), BATCH, b"{}\n", tmp_path)
    assert {p.name for p in tmp_path.glob("*.csv")} == {
        "自己的.csv",
        *(f"{table.name}.csv" for table in dataset_of(())),
    }


def test_a_text_too_long_for_excel_is_cut_with_a_word(tmp_path: Path) -> None:
    form = with_row(FORM, "1-1-1", level2=value("长" * 40_000))
    published(tmp_path, result("民政局.docx", form))
    sheet = openpyxl.load_workbook(tmp_path / "考评汇总.xlsx")["指标明细"]
    (text,) = [str(row[6]) for row in sheet.values if str(row[6]).startswith("长")]
    assert (len(text), text[-15:]) == (32_767, "长…（过长，全文见 CSV 文件）"[-15:])


def test_the_report_shows_texts_as_texts(tmp_path: Path) -> None:
    hostile = result("<script>.docx", replace(FORM, unit=value("<b>洛江区</b>")))
    page = published(tmp_path, hostile, *BATCH)["report.html"].decode()
    assert "&lt;script&gt;.docx" in page
    assert "<b>洛江区" not in page
    assert "合计66分，应为68分。" in page


def test_the_report_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    links: list[str] = []

    class Links(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            links.extend(v or "" for name, v in attrs if name in {"src", "href"})
            assert tag not in {"script", "link", "iframe", "img"}

    Links().feed(published(tmp_path, *BATCH)["report.html"].decode())
    assert all(link.startswith("#") for link in links)


def test_other_files_of_the_folder_stay(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("说明")
    (tmp_path / "notices").mkdir()
    (tmp_path / "notices" / "a.docx").write_text("信")
    published(tmp_path, *BATCH)
    assert contents(tmp_path).keys() == {*FILES, "README.md"}
    assert (tmp_path / "notices" / "a.docx").read_text() == "信"


def test_nothing_but_the_dataset_is_left(tmp_path: Path) -> None:
    published(tmp_path, *BATCH)
    published(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == FILES


OLD = {"a.csv": b"old a", "b.csv": b"old b"}
NEW = {"b.csv": b"new b", "a.csv": b"new a", "c.csv": b"new c"}


def test_a_fault_in_the_middle_puts_the_old_files_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_files(tmp_path, OLD)
    renamed = Path.replace

    def fails_at_a(path: Path, target: Path) -> Path:
        if path.parent.name == "new" and path.name == "a.csv":
            raise PermissionError(13, "open in Excel")
        return renamed(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fails_at_a)
        with pytest.raises(PermissionError):
            replace_files(tmp_path, NEW)
    assert contents(tmp_path) == OLD
    assert not (tmp_path / ".publishing").exists()


def test_a_full_disk_leaves_the_old_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace_files(tmp_path, OLD)

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            replace_files(tmp_path, NEW)
    assert contents(tmp_path) == OLD


def test_a_file_system_without_links_is_no_hindrance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(_path: Path, _target: Path) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    replace_files(tmp_path, OLD)
    replace_files(tmp_path, NEW)
    assert contents(tmp_path) == NEW


STEPS = {"os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "open"}


def replace_until_killed(folder: Path, step: int) -> None:
    """Replaces the files, but kills its own process at this touch of the folder, from 1."""
    touches = 0

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal touches
        if event in STEPS and str(folder) in " ".join(map(str, arguments)):
            touches += 1
            if touches == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    replace_files(folder, NEW)


def test_killed_at_any_step_the_dataset_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    seen = set()
    for step in range(1, 200):
        folder = tmp_path / str(step)
        replace_files(folder, OLD)
        (folder / "README.md").write_bytes(b"stays")
        process = get_context("fork").Process(target=replace_until_killed, args=(folder, step))
        process.start()
        process.join()
        recover(folder)
        left = contents(folder)
        assert left.pop("README.md") == b"stays"
        assert left in (OLD, NEW)
        assert not (folder / ".publishing").exists()
        seen.add(left == NEW)
        if process.exitcode != -signal.SIGKILL:
            break
    assert (process.exitcode, seen) == (0, {False, True})


def test_a_killed_recovery_can_be_taken_up_again(tmp_path: Path) -> None:
    replace_files(tmp_path, OLD)
    stage = tmp_path / ".publishing"
    (stage / "old").mkdir(parents=True)
    for name, data in OLD.items():
        (stage / "old" / name).write_bytes(data)
    (stage / "again").write_bytes(b"half")
    (stage / "under-way.json").write_text(json.dumps(sorted(NEW)))
    (tmp_path / "a.csv").unlink()
    (tmp_path / "c.csv").write_bytes(NEW["c.csv"])
    recover(tmp_path)
    assert contents(tmp_path) == OLD
