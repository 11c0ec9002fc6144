from __future__ import annotations

import csv
import io
import json
import os
import signal
import sqlite3
import sys
import threading
from datetime import UTC, datetime
from multiprocessing import get_context
from typing import TYPE_CHECKING

import pytest
from archives import zip_of
from form_defects import missing_weight
from forms import Kind, build, random_form
from typer.testing import CliRunner

import pipeline
from pipeline import Settings, circumstances, dataset
from pipeline.cli import app
from pipeline.dataset import Home
from pipeline.publish.swap import Seal, recover, replace_files
from pipeline.store import BusyStore, default_url, open_store, opening
from pipeline.store.runs import Run, begin_run
from pipeline.store.versions import names_stored, versions_of
from pipeline.worker import Bounds

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline import RunSummary
    from pipeline.store import Store

FORM, STYLE = random_form(3)
PAGE = build(FORM, STYLE, Kind.HTML)
FLAWED = build(missing_weight(FORM, "1-2-1"), STYLE, Kind.HTML)
OTHER_PAGE = build(*random_form(4), Kind.HTML)
LETTER = "泉洛民函〔2025〕1号\n\n洛江区民政局关于报送2024年度绩效评估工作方案的函\n\n区人社局：\n"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "甲.html").write_bytes(FLAWED)
    (folder / "乙.html").write_bytes(OTHER_PAGE)
    return folder


def run(raw: Path, **settings: object) -> RunSummary:
    return pipeline.run(raw, raw.parent / "clean", Settings(**settings))  # type: ignore[arg-type]


def rows(raw: Path, name: str = "submissions") -> list[dict[str, str]]:
    text = (raw.parent / "clean" / f"{name}.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def versions(raw: Path) -> dict[str, str]:
    return {row["提交编号"]: row["版本"] for row in rows(raw)}


def record(raw: Path) -> dict[str, object]:
    told: dict[str, object] = json.loads((raw.parent / "clean" / "run.json").read_text("utf-8"))
    return told


def published(raw: Path) -> dict[str, tuple[bytes, int]]:
    """The files that no run may change where nothing has changed, with their times."""
    return {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in (raw.parent / "clean").iterdir()
        if path.name not in {"run.json", "kaoping.db", ".readings"}
    }


def test_what_has_not_changed_is_neither_read_nor_written_again(raw: Path, read: list[str]) -> None:
    first = run(raw)
    files, asked = published(raw), tuple(read)
    again = run(raw)
    assert (sorted(asked), tuple(read)) == (["乙.html", "甲.html"], asked)
    assert published(raw) == files
    assert again.overview == first.overview
    assert tuple(again.results) == tuple(first.results)
    assert again.results[0] == first.results[0]
    assert again.results[:1] == first.results[:1]
    told = record(raw)
    assert (told["read"], told["unchanged"], told["published"]) == (0, 2, False)
    assert (told["submissions"], told["states"]) == (2, {"待核": 1, "通过": 1})


def test_a_version_rises_with_the_content_and_no_sooner(raw: Path, read: list[str]) -> None:
    run(raw)
    assert versions(raw) == {"甲.html": "1", "乙.html": "1"}
    read.clear()
    (raw / "甲.html").write_bytes(PAGE)
    run(raw)
    assert read == ["甲.html"]
    assert versions(raw) == {"甲.html": "2", "乙.html": "1"}
    (raw / "甲.html").write_bytes(FLAWED)
    run(raw)
    assert versions(raw) == {"甲.html": "3", "乙.html": "1"}


def test_a_file_changed_without_a_change_of_size_and_time_is_read(
    raw: Path, read: list[str]
) -> None:
    run(raw)
    file = raw / "甲.html"
    before = file.stat()
    data = file.read_bytes().replace("全年实施".encode(), "全年施实".encode(), 1)
    file.write_bytes(data)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    read.clear()
    run(raw)
    assert read == ["甲.html"]


def test_fresh_reads_everything_and_changes_nothing(raw: Path, read: list[str]) -> None:
    run(raw)
    files = published(raw)
    read.clear()
    summary = run(raw, fresh=True)
    assert sorted(read) == ["乙.html", "甲.html"]
    assert published(raw) == files
    assert (summary.account.read, summary.account.reread) == (2, ())


def test_a_damaged_or_lost_file_of_the_dataset_is_made_again_from_the_store(
    raw: Path, read: list[str]
) -> None:
    run(raw)
    files = {name: data for name, (data, _) in published(raw).items()}
    read.clear()
    for name in ("submissions.csv", "report.html"):
        (raw.parent / "clean" / name).unlink()
        assert run(raw).account.published
    (raw.parent / "clean" / "findings.csv").write_text("空")
    run(raw)
    assert {name: data for name, (data, _) in published(raw).items()} == files
    assert read == []


def test_what_is_no_longer_sent_leaves_the_dataset_but_stays_in_the_store(raw: Path) -> None:
    run(raw)
    (raw / "乙.html").unlink()
    run(raw)
    assert versions(raw) == {"甲.html": "1"}
    with open_store(default_url(raw.parent / "clean")).reading() as connection:
        assert names_stored(connection) == ("乙.html", "甲.html")
    (raw / "乙.html").write_bytes(OTHER_PAGE)
    run(raw)
    assert versions(raw) == {"甲.html": "1", "乙.html": "1"}


def test_a_change_of_the_roster_is_named_and_what_it_touches_read_again(
    raw: Path, read: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    roster = raw / "名册.csv"
    roster.write_text("姓名,单位,股室,职务\n林晓明,洛江区民政局,,局长\n", encoding="utf-8-sig")
    run(raw, roster=roster)
    read.clear()
    with roster.open("a", encoding="utf-8") as file:
        file.write("陈志强,洛江区民政局,,副局长\n")
    done = CliRunner().invoke(
        app, ["run", str(raw), "--out", str(raw.parent / "clean"), "--roster", str(roster)]
    )
    assert sorted(read) == ["乙.html", "甲.html"]
    assert "人员名册有变动：内容没有变的 2 份也重新读取了。" in done.stdout
    assert record(raw)["reread"] == [{"变动": "人员名册", "份数": 2}]
    assert versions(raw) == {"甲.html": "1", "乙.html": "1"}
    assert capsys.readouterr().out == ""


def test_a_change_of_program_and_scheme_is_named(
    raw: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(raw)
    read.clear()
    monkeypatch.setattr(circumstances, "_code", lambda *, reading_only: f"new {reading_only}")
    summary = run(raw, scheme="luojiang-2024-series2")
    assert sorted(read) == ["乙.html", "甲.html"]
    assert summary.account.reread == (("程序、考评方案", 2),)


def test_what_may_be_the_machines_fault_is_read_again(raw: Path, read: list[str]) -> None:
    (raw / "旧.doc").write_bytes(b"{\\rtf1 no form}")
    (raw / "坏.docx").write_bytes(b"PK\x03\x04" + bytes(99))
    run(raw)
    read.clear()
    files = published(raw)
    run(raw)
    assert "坏.docx" in read
    assert "甲.html" not in read
    assert published(raw) == files
    run(raw, fresh=True, bounds=Bounds(seconds=0.001))
    assert {row["状态"] for row in rows(raw)} == {"退回"}
    run(raw)
    assert versions(raw)["甲.html"] == "1"
    assert {name: data for name, (data, _) in published(raw).items()} == {
        name: data for name, (data, _) in files.items()
    }


def test_a_letter_and_form_in_one_folder_are_one_version_and_not_read_again(
    raw: Path, read: list[str]
) -> None:
    (raw / "民政局").mkdir()
    (raw / "民政局" / "函.txt").write_text(LETTER, encoding="utf-8")
    (raw / "民政局" / "表.html").write_bytes(FLAWED[FLAWED.index(b"<table") :])
    (raw / "甲.html").unlink()
    run(raw)
    assert versions(raw) == {"民政局": "1", "乙.html": "1"}
    read.clear()
    run(raw)
    assert read == []
    (raw / "民政局" / "表.html").write_bytes(PAGE[PAGE.index(b"<table") :])
    run(raw)
    assert sorted(read) == ["民政局", "民政局/表.html"]
    assert versions(raw) == {"民政局": "2", "乙.html": "1"}


def test_what_is_in_an_archive_is_read_again_only_when_it_has_changed(
    raw: Path, read: list[str]
) -> None:
    (raw / "报送.zip").write_bytes(zip_of({"丙.html": PAGE, "丁.html": OTHER_PAGE}))
    run(raw)
    files = published(raw)
    read.clear()
    again = run(raw)
    assert (read, published(raw) == files) == ([], True)
    assert [r.submission.id for r in again.results][:2] == ["乙.html", "报送.zip/丁.html"]
    (raw / "报送.zip").write_bytes(zip_of({"丙.html": FLAWED, "丁.html": OTHER_PAGE}))
    run(raw)
    assert read == ["报送.zip/丙.html"]
    assert versions(raw)["报送.zip/丙.html"] == "2"


def test_several_datasets_may_share_one_store(raw: Path, tmp_path: Path, read: list[str]) -> None:
    db = f"sqlite:///{tmp_path}/store/all.db"
    pipeline.run([raw / "甲.html", raw / "乙.html"], tmp_path / "a", Settings(db=db))
    read.clear()
    pipeline.run(raw / "甲.html", tmp_path / "b", Settings(db=db))
    again = pipeline.run([raw / "甲.html", raw / "乙.html"], tmp_path / "a", Settings(db=db))
    assert read == []
    assert not again.account.published
    assert not (tmp_path / "a" / "kaoping.db").exists()


def test_a_store_that_lies_among_the_submissions_is_none_of_them(raw: Path) -> None:
    summary = run(raw, db=f"sqlite:///{raw}/kaoping.db")
    assert [r.submission.id for r in summary.results] == ["乙.html", "甲.html"]


def test_a_dataset_in_postgresql_is_the_same(raw: Path, postgres: object, read: list[str]) -> None:
    run(raw)
    files = {name: data for name, (data, _) in published(raw).items()}
    db = postgres.new_database()  # type: ignore[attr-defined]
    for _ in range(2):
        summary = run(raw, db=db)
        assert {name: data for name, (data, _) in published(raw).items()} == files
    assert len(read) == 4
    assert not summary.account.published
    assert [r.version for r in summary.results] == [1, 1]


def test_two_runs_at_once_come_one_after_the_other(raw: Path, read: list[str]) -> None:
    summaries: list[RunSummary] = []
    threads = [threading.Thread(target=lambda: summaries.append(run(raw))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(summary.account.published for summary in summaries) == [False, True]
    assert len(read) == 2


def test_a_foreign_store_is_refused_and_the_dataset_left_alone(raw: Path) -> None:
    run(raw)
    files = published(raw)
    (raw.parent / "clean" / "kaoping.db").write_bytes(b"no store " * 999)
    (raw / "甲.html").write_bytes(PAGE)
    done = CliRunner().invoke(app, ["run", str(raw), "--out", str(raw.parent / "clean")])
    assert done.exit_code == 2
    assert done.stderr.startswith("错误：")
    assert "不是 kaoping 的库，或者已经损坏，没有动它" in done.stderr
    assert published(raw) == files


def test_a_failing_commit_leaves_the_former_dataset(
    raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(raw)
    files = published(raw)
    (raw / "甲.html").write_bytes(PAGE)

    def full(_home: Home) -> None:
        raise OSError(28, "No space left on device", "kaoping.db")

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.dataset._commit", full)
        with pytest.raises(OSError, match="No space"):
            run(raw)
    assert {n: data for n, (data, _) in published(raw).items()} == {
        n: data for n, (data, _) in files.items()
    }
    run(raw)
    assert versions(raw)["甲.html"] == "2"


def test_a_commit_that_fails_gives_the_store_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "READERS", 0.3)
    store = open_store(default_url(tmp_path))
    reader = sqlite3.connect(tmp_path / "kaoping.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM runs").fetchall()
    with pytest.raises(BusyStore):
        _commit_at_once(store, tmp_path)
    reader.close()
    assert not store.knows_run("mark")
    with store.writing(_nobody) as connection:
        connection.commit()


def _commit_at_once(store: Store, folder: Path) -> None:
    with store.writing(_nobody) as connection:
        now = circumstances.circumstances_of(None, None)
        begin_run(connection, Run("mark", datetime.now(UTC), str(folder), now))
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
        dataset._commit(Home(folder, store, connection))


def killed_at_commit(raw: Path, when: str) -> None:
    """Runs, and kills its own process just before or just after the store has committed."""
    commit = dataset._commit

    def dies(home: Home) -> None:
        if when == "after":
            commit(home)
        os.kill(os.getpid(), signal.SIGKILL)

    dataset._commit = dies
    run(raw)


@pytest.mark.parametrize(("when", "after_recovery"), [("before", "1"), ("after", "2")])
def test_killed_around_the_commit_files_and_store_are_of_one_run(
    when: str, after_recovery: str, raw: Path
) -> None:
    run(raw)
    (raw / "甲.html").write_bytes(PAGE)
    process = get_context("spawn").Process(target=killed_at_commit, args=(raw, when))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    folder = raw.parent / "clean"
    store = open_store(default_url(folder))
    recover(folder, store.knows_run)
    with store.reading() as connection:
        assert len(versions_of(connection, "甲.html")) == int(after_recovery)
    assert versions(raw)["甲.html"] == after_recovery
    run(raw)
    assert versions(raw)["甲.html"] == "2"


OLD = {"a.csv": b"old a", "b.csv": b"old b"}
NEW = {"b.csv": b"new b", "a.csv": b"new a", "c.csv": b"new c"}
STEPS = {"os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "open"}


def seal_until_killed(folder: Path, step: int) -> None:
    """Replaces files and commits a store; kills itself at this touch of the folder, from 1."""
    touches = 0
    store = open_store(default_url(folder))

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal touches
        if event in STEPS and str(folder) in " ".join(map(str, arguments)):
            touches += 1
            if touches == step:
                os.kill(os.getpid(), signal.SIGKILL)

    with store.writing(_nobody) as connection:
        began = datetime.now(UTC)
        now = circumstances.circumstances_of(None, None)
        begin_run(connection, Run("mark", began, str(folder), now))
        sys.addaudithook(count)
        replace_files(folder, NEW, Seal("mark", connection.commit, store.knows_run))


def _nobody(_place: str) -> None:
    raise AssertionError


def test_killed_at_any_step_files_and_store_are_of_one_run(tmp_path: Path) -> None:
    seen = set()
    for step in range(1, 200):
        folder = tmp_path / str(step)
        replace_files(folder, OLD)
        store = open_store(default_url(folder))
        process = get_context("fork").Process(target=seal_until_killed, args=(folder, step))
        process.start()
        process.join()
        recover(folder, store.knows_run)
        names = {path.name for path in folder.iterdir() if ".db" not in path.name}
        left = {name: (folder / name).read_bytes() for name in names}
        assert left == (NEW if store.knows_run("mark") else OLD)
        seen.add(store.knows_run("mark"))
        if process.exitcode != -signal.SIGKILL:
            break
    assert (process.exitcode, seen) == (0, {False, True})


def test_a_result_is_the_same_from_store_and_child(raw: Path, read: list[str]) -> None:
    first = run(raw)
    (raw / "丙.html").write_bytes(PAGE)
    second = run(raw)
    assert read[2:] == ["丙.html"]
    by_id = {r.submission.id: r for r in second.results}
    for result in first.results:
        assert by_id[result.submission.id].form == result.form
