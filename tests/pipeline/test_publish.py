from __future__ import annotations

import csv
import errno
import io
import json
import os
import resource
import signal
import sys
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from form_office import converted
from form_values import value, with_row
from frictionless import Package, system
from publishing import dataset_of, publish
from results import BATCH, FORM, result

from pipeline.findings import Contrast, Subject, finding
from pipeline.model import Outstanding
from pipeline.publish import recover
from pipeline.publish.swap import replace_files

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
    publish(results, out)
    return contents(out)


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


HOSTILE = (*(f'{m}1+2,\n“引号"\t' for m in "=+-@\t\r\n＝＋－＠\0"), "'=1", "a\r\nb", '"')


def hostile_results() -> tuple[Result, ...]:
    """Every text of a submission begins with what a spreadsheet may take for a formula."""
    return tuple(
        result(
            f"{text}.docx",
            replace(
                with_row(FORM, "1-1-1", level2=value(text), owners=value((text, "陈志强"))),
                unit=value(text),
            ),
            (finding("weight.missing", text, Subject("1-1-1", "权重"), Contrast(text, text)),),
        )
        for text in HOSTILE
    )


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


def test_the_descriptor_validates_whatever_texts_begin_with(tmp_path: Path) -> None:
    published(tmp_path, *hostile_results())
    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.flatten(["rowNumber", "fieldName", "message"]) == []


def test_libreoffice_opens_the_csv_files_with_the_texts_that_were_published(tmp_path: Path) -> None:
    files = published(tmp_path, *BATCH, *hostile_results())
    for name in ("indicators.csv", "findings.csv"):
        sheet = rows_in(converted(files[name], "csv", f"csv:{AS_SHOWN}", AS_CSV))
        assert sheet == [[printed(cell) for cell in row] for row in rows_in(files[name])]


AS_CSV = "Text - txt - csv (StarCalc):44,34,76,1"  # commas, quotation marks, UTF-8, from line 1
AS_SHOWN = f"{AS_CSV},,0,false,true,false"


def printed(cell: str) -> str:
    """The text as LibreOffice keeps it: lines end in LF, and NUL is none."""
    return cell.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


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


def test_the_overview_names_units_that_have_sent_nothing_and_says_what_of_last_year(
    tmp_path: Path,
) -> None:
    outstanding = Outstanding(unreported=("洛江区司法局",))
    publish(BATCH, tmp_path, outstanding)
    rows = list(openpyxl.load_workbook(tmp_path / "考评汇总.xlsx")["概览"].values)
    assert rows[4][:3] == ("洛江区司法局", "未报送", None)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert (
        '<tr><th scope="row">洛江区司法局<td><span class="state unreported">未报送</span>' in page
    )
    assert "未报送 1 家：洛江区司法局。" in page
    assert "未核对（没有给上年的数据集）" in page


def test_changes_of_a_former_run_go_when_there_is_no_last_year(tmp_path: Path) -> None:
    publish(BATCH, tmp_path, compared=True)
    assert (tmp_path / "changes.csv").exists()
    (tmp_path / "自己的.csv").write_text("1", encoding="utf-8")
    publish(BATCH, tmp_path)
    assert {p.name for p in tmp_path.glob("*.csv")} == {
        "自己的.csv",
        *(f"{table.name}.csv" for table in dataset_of(())),
    }


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


def publish_with_little_room(out: Path, room: int) -> None:
    """Publishes in a process that can write files of so many bytes only."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    try:
        publish(BATCH, out)
    except OSError as problem:
        sys.exit(problem.errno)


@pytest.mark.parametrize("room", [1_000, 20_000])
def test_a_disk_that_is_full_at_any_step_leaves_the_former_dataset(
    tmp_path: Path, room: int
) -> None:
    former = published(tmp_path, BATCH[0])
    process = get_context("fork").Process(target=publish_with_little_room, args=(tmp_path, room))
    process.start()
    process.join()
    assert process.exitcode == errno.EFBIG
    assert contents(tmp_path) == former
    assert {path.name for path in tmp_path.iterdir()} == FILES


def test_a_folder_that_cannot_be_written_keeps_the_former_dataset(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = published(tmp_path, BATCH[0])

    def read_only(_path: Path, *_arguments: object, **_names: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "mkdir", read_only)
        with pytest.raises(OSError, match="Read-only"):
            publish(BATCH, tmp_path)
    assert contents(tmp_path) == former


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
    (stage / "under-way.json").write_text(json.dumps({"run": "", "files": sorted(NEW)}))
    (tmp_path / "a.csv").unlink()
    (tmp_path / "c.csv").write_bytes(NEW["c.csv"])
    recover(tmp_path)
    assert contents(tmp_path) == OLD
