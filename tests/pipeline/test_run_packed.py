"""Whole runs over archives and mails publish what the same files publish unpacked."""

from __future__ import annotations

import csv
import io
import os
import signal
import subprocess
import sys
import tempfile
import zipfile
from typing import TYPE_CHECKING

import pytest
from archives import locked, mail_of, seven_zip_of, tar_of, zip_of, zip_of_raw
from forms import Kind, build, random_form
from typer.testing import CliRunner, Result

import pipeline
from pipeline.cli import app

if TYPE_CHECKING:
    from pathlib import Path

FORM, STYLE = random_form(3)
PAGE = build(FORM, STYLE, Kind.HTML)
OTHER_PAGE = build(*random_form(4), Kind.HTML)
DOCX = build(*random_form(5), Kind.DOCX)
FORM_ALONE = PAGE[PAGE.index(b"<table") :]
LETTER = "泉洛民函〔2025〕1号\n\n洛江区民政局关于报送2024年度绩效评估工作方案的函\n\n区人社局：\n"
BATCH = {"甲.html": PAGE, "下/乙.html": OTHER_PAGE, "丙.docx": DOCX}


def made(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def rows(out: Path, table: str) -> list[dict[str, str]]:
    text = (out / f"{table}.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def published(raw: Path, out: Path, prefix: str = "") -> dict[str, list[dict[str, str]]]:
    """What a run publishes, each row's id and source as if it had not been packed."""
    pipeline.run(raw, out)
    tables = ("submissions", "indicators", "totals", "documents", "duties", "repairs", "findings")
    found = {table: rows(out, table) for table in tables}
    for row in (row for table in found.values() for row in table):
        row["提交编号"] = row["提交编号"].removeprefix(prefix)
        row.pop("来源文件", None)
    return {t: sorted(r, key=lambda row: list(row.values())) for t, r in found.items()}


def states(out: Path) -> dict[str, str]:
    return {row["提交编号"]: row["状态"] for row in rows(out, "submissions")}


def codes(out: Path, name: str) -> list[str]:
    return [row["代码"] for row in rows(out, "findings") if row["提交编号"] == name]


@pytest.fixture(scope="module")
def loose(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, str]]]:
    """What the batch publishes without an archive."""
    folder = tmp_path_factory.mktemp("loose")
    return published(made(folder / "raw", BATCH), folder / "clean")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("报送.zip", zip_of(BATCH)),
        ("报送.7z", seven_zip_of(BATCH)),
        ("报送.tar", tar_of(BATCH)),
        ("报送", zip_of_raw(*((name.encode("gbk"), data) for name, data in BATCH.items()))),
    ],
)
def test_an_archive_publishes_what_its_files_would(
    tmp_path: Path, loose: dict[str, list[dict[str, str]]], name: str, data: bytes
) -> None:
    found = published(made(tmp_path / "raw", {name: data}), tmp_path / "clean", f"{name}/")
    assert found == loose


def test_the_source_is_the_path_in_the_archive_and_no_temporary_folder(tmp_path: Path) -> None:
    inner = zip_of({"下/甲.html": PAGE})
    made(tmp_path / "raw", {"一批/报送.zip": zip_of({"内.zip": inner, "坏.docx": b"PK\3\4xx"})})
    pipeline.run(tmp_path / "raw", tmp_path / "clean")
    assert [(r["提交编号"], r["来源文件"]) for r in rows(tmp_path / "clean", "submissions")] == [
        ("一批/报送.zip/内.zip/下/甲.html", "报送.zip/内.zip/下/甲.html"),
        ("一批/报送.zip/坏.docx", "报送.zip/坏.docx"),
    ]
    (finding,) = (r for r in rows(tmp_path / "clean", "findings") if "坏" in r["提交编号"])
    assert finding["说明"].startswith("文件“报送.zip/坏.docx”：")
    for file in (tmp_path / "clean").glob("*.[ch]*"):
        assert tempfile.gettempdir() + "/kaoping-" not in file.read_text(encoding="utf-8-sig")


def test_a_mail_with_letter_and_form_is_one_submission(tmp_path: Path) -> None:
    mail = mail_of({"函.txt": LETTER.encode(), "考评表.html": FORM_ALONE})
    pipeline.run(made(tmp_path / "raw", {"民政局.eml": mail}), tmp_path / "clean")
    (row,) = rows(tmp_path / "clean", "submissions")
    assert (row["提交编号"], row["来源文件"], row["发文字号"]) == (
        "民政局.eml",
        "民政局.eml/函.txt、民政局.eml/考评表.html",
        "泉洛民函〔2025〕1号",
    )


def test_a_letter_written_into_the_mail_belongs_to_the_attached_form(tmp_path: Path) -> None:
    mail = mail_of({"考评表.html": FORM_ALONE}, text=LETTER)
    pipeline.run(made(tmp_path / "raw", {"民政局.eml": mail}), tmp_path / "clean")
    (row,) = rows(tmp_path / "clean", "submissions")
    assert (row["提交编号"], row["来源文件"]) == (
        "民政局.eml",
        "民政局.eml/正文.txt、民政局.eml/考评表.html",
    )


def test_a_greeting_in_a_mail_is_no_submission_unless_nothing_is_attached(tmp_path: Path) -> None:
    mails = {"a.eml": mail_of({"甲.html": PAGE}), "b.eml": mail_of({})}
    mails["c.eml"] = mail_of({}, html=OTHER_PAGE.decode())
    pipeline.run(made(tmp_path / "raw", mails), tmp_path / "clean")
    assert states(tmp_path / "clean").keys() == {
        "a.eml/甲.html",
        "b.eml/正文.txt",
        "c.eml/正文.html",
    }
    assert codes(tmp_path / "clean", "b.eml/正文.txt") == ["file.no_form"]
    assert codes(tmp_path / "clean", "a.eml/甲.html").count("file.duplicate") == 0


def test_archives_of_letter_and_form_are_one_submission_each(tmp_path: Path) -> None:
    files = {"函.txt": LETTER.encode(), "表.html": FORM_ALONE}
    inner = {f"民政局/{name}": data for name, data in files.items()}
    made(
        tmp_path / "raw",
        {
            "a.zip": zip_of(files),
            "b.zip": zip_of({**inner, "乙.html": OTHER_PAGE}),
            "c.submission.zip": zip_of(inner),
            "d.zip": zip_of({"民政局.7z": seven_zip_of(files), "e.docx": DOCX}),
        },
    )
    pipeline.run(tmp_path / "raw", tmp_path / "clean")
    assert list(states(tmp_path / "clean")) == [
        "a.zip",
        "b.zip/乙.html",
        "b.zip/民政局",
        "c.submission.zip",
        "d.zip/e.docx",
        "d.zip/民政局.7z",
    ]


def test_the_outermost_archive_that_is_one_submission_counts(tmp_path: Path) -> None:
    inner = zip_of({"函.txt": LETTER.encode(), "表.html": FORM_ALONE})
    made(tmp_path / "raw", {"a.zip": zip_of({"b.zip": inner, "说明.txt": "说明".encode()})})
    made(tmp_path / "raw", {"c.zip": zip_of({"b.zip": inner, "乙.html": OTHER_PAGE})})
    pipeline.run(tmp_path / "raw", tmp_path / "clean")
    assert list(states(tmp_path / "clean")) == ["a.zip", "c.zip/b.zip", "c.zip/乙.html"]


def test_the_same_file_loose_and_packed_is_a_duplicate(tmp_path: Path) -> None:
    made(tmp_path / "raw", {"甲.html": PAGE, "报送.zip": zip_of({"甲.html": PAGE})})
    pipeline.run(tmp_path / "raw", tmp_path / "clean")
    assert codes(tmp_path / "clean", "甲.html") == ["file.duplicate"]
    assert codes(tmp_path / "clean", "报送.zip/甲.html") == ["file.duplicate"]
    prints = {row["内容指纹"] for row in rows(tmp_path / "clean", "submissions")}
    assert len(prints) == 1


def test_what_is_refused_is_named_with_its_archive(tmp_path: Path) -> None:
    archive = locked(zip_of({"密.docx": b"1", "甲.html": PAGE}), "密.docx")
    made(tmp_path / "raw", {"报送.zip": archive, "坏.7z": b"7z\xbc\xaf\x27\x1c" + bytes(40)})
    pipeline.run(tmp_path / "raw", tmp_path / "clean")
    assert states(tmp_path / "clean") == {
        "坏.7z": "退回",
        "报送.zip/密.docx": "退回",
        "报送.zip/甲.html": states(tmp_path / "clean")["报送.zip/甲.html"],
    }
    (row,) = (r for r in rows(tmp_path / "clean", "findings") if r["提交编号"].endswith("密.docx"))
    assert row["代码"] == "file.encrypted"
    assert row["说明"] == "文件“报送.zip/密.docx”：文件有密码，请去除密码后重新报送"


def test_a_second_run_writes_the_same_bytes(tmp_path: Path) -> None:
    made(tmp_path / "raw", {"报送.zip": zip_of(BATCH), "a.eml": mail_of({"甲.html": PAGE})})
    written = []
    for out in ("a", "b"):
        pipeline.run(tmp_path / "raw", tmp_path / out)
        written.append({p.name: p.read_bytes() for p in (tmp_path / out).iterdir()})
        del written[-1]["run.json"], written[-1]["kaoping.db"]
    assert written[0] == written[1]


def kaoping(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments])


def test_the_one_file_in_an_archive_is_shown(tmp_path: Path) -> None:
    table = b"| a | b |\n| --- | --- |\n| 1 | 2 |\n"
    made(tmp_path, {"a.zip": zip_of({"甲.html": PAGE}), "b.zip": zip_of({"t.md": table})})
    shown = kaoping("show", tmp_path / "a.zip")
    assert (shown.exit_code, shown.stdout.splitlines()[0].split()[0]) == (0, "a.zip/甲.html")
    assert "1 行" not in kaoping("tables", tmp_path / "b.zip").stderr
    assert "表 1" in kaoping("tables", tmp_path / "b.zip").stdout


def test_an_archive_of_letter_and_form_is_shown_as_one(tmp_path: Path) -> None:
    made(tmp_path, {"a.zip": zip_of({"函.txt": LETTER.encode(), "表.html": FORM_ALONE})})
    shown = kaoping("show", tmp_path / "a.zip")
    assert (shown.exit_code, shown.stdout.split()[0]) == (0, "a.zip")
    assert "泉洛民函〔2025〕1号" in shown.stdout


def test_an_archive_of_several_is_refused_with_what_to_do(tmp_path: Path) -> None:
    made(tmp_path, {"a.zip": zip_of({**BATCH, "../x": b""})})
    for command in ("show", "tables"):
        done = kaoping(command, tmp_path / "a.zip")
        assert done.exit_code == 2
        assert done.stderr.startswith("错误：“a.zip”里有 4 个文件（")
        assert "kaoping run" in done.stderr


def test_an_archive_that_cannot_be_unpacked_is_shown_as_returned(tmp_path: Path) -> None:
    made(tmp_path, {"a.zip": zip_of({".x": b""}), "b.zip": zip_of({"c.docx": b"PK\3\4"})})
    shown = kaoping("show", tmp_path / "a.zip")
    assert (shown.exit_code, "file.empty" in shown.stdout) == (3, True)
    tables = kaoping("tables", tmp_path / "a.zip")
    assert (tables.exit_code, tables.stderr) == (
        3,
        "文件“a.zip”：里面没有可读的文件，请核对后重报\n",
    )
    tables = kaoping("tables", tmp_path / "b.zip")
    assert (tables.exit_code, tables.stderr.startswith("文件“b.zip/c.docx”：")) == (3, True)


def test_a_full_disk_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path / "raw", {"a.zip": zip_of({"甲.html": PAGE})})
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "absent"))
    done = kaoping("run", tmp_path / "raw", "--out", tmp_path / "clean")
    assert done.exit_code == 2
    assert done.stderr.startswith("错误：磁盘空间不足，压缩包无法解压到临时文件夹")
    assert [p.name for p in (tmp_path / "clean").iterdir()] == ["kaoping.db"]


def test_an_interrupted_run_leaves_nothing_unpacked(tmp_path: Path) -> None:
    long = b"<table>" + b"<tr><td>1</td></tr>" * 200_000
    made(tmp_path / "raw", {"a.zip": zip_of({"甲.html": long, "乙.html": PAGE})})
    (tmp_path / "tmp").mkdir()
    program = (
        "import sys\nfrom pipeline.cli import main\n"
        "sys.argv = ['kaoping', 'run', sys.argv[1], '--out', sys.argv[2]]\nmain()\n"
    )
    paths = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    running = subprocess.Popen(
        [sys.executable, "-c", program, tmp_path / "raw", tmp_path / "clean"],
        env={**os.environ, **paths, "TMPDIR": str(tmp_path / "tmp")},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stderr is not None
    assert running.stderr.readline() == "共 2 份提交\n"
    assert list((tmp_path / "tmp").glob("kaoping-*/1/甲.html"))
    running.send_signal(signal.SIGINT)
    assert running.wait(timeout=10) == 130
    assert "已中断" in running.communicate()[1]
    assert list((tmp_path / "tmp").glob("kaoping-*")) == []


def test_a_zip_made_by_python_itself_is_read(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    with zipfile.ZipFile(tmp_path / "raw" / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("民政局/甲.html", PAGE)
    pipeline.run(tmp_path / "raw", tmp_path / "clean")
    assert list(states(tmp_path / "clean")) == ["a.zip/民政局/甲.html"]
