"""The workbook by a child: the same bytes, and a child that is lost costs time, not the run."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

import pytest
from forms import Kind, build, random_form
from publishing import workbook_of
from results import BATCH, returned

from pipeline import Settings, dataset, run
from pipeline.batch_tables import coverage_table
from pipeline.overview import Glance
from pipeline.publish.dataset_files import DatasetFiles, Scope
from pipeline.publish.names import WORKBOOK
from pipeline.publish.scribe import Scribe, ScribeLost
from pipeline.worker import Cause, Crashed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from pipeline.model import Result


def written(
    results: Sequence[Result], folder: Path, meddle: Callable[[DatasetFiles], None] | None = None
) -> bytes:
    """The workbook that a child writes; `meddle` comes after the first result."""
    glance, scope = Glance(), Scope.of(results, compared=False)
    with DatasetFiles(folder, scope, Scribe) as files:
        for result in results:
            files.add(result, glance.line(result))
            if meddle is not None and result is results[0]:
                meddle(files)
        files.finish(coverage_table(None).filled(results), glance.overview(None), None)
    return (folder / WORKBOOK).read_bytes()


def test_a_child_writes_the_same_bytes(tmp_path: Path) -> None:
    assert written(BATCH, tmp_path) == workbook_of(BATCH)


def child_of(files: DatasetFiles) -> int:
    scribe = files._book
    assert isinstance(scribe, Scribe)
    process = scribe._call._process
    assert process.pid is not None
    return process.pid


def test_a_child_that_is_killed_is_told_as_lost_and_leaves_nothing(tmp_path: Path) -> None:
    made = tmp_path / "made"
    made.mkdir()
    with pytest.raises(ScribeLost, match="exit code -9"):
        written(BATCH * 200, made, lambda files: os.kill(child_of(files), signal.SIGKILL))


def test_a_run_that_fails_ends_its_child_and_what_it_wrote_is_in_the_run_s_own_folder(
    tmp_path: Path,
) -> None:
    pids: list[int] = []

    def fail(files: DatasetFiles) -> None:
        pids.append(child_of(files))
        while not (folders := [path for path in tmp_path.iterdir() if path.is_dir()]):
            time.sleep(0.01)  # until the child has begun
        assert [folder.name[:7] for folder in folders] == ["sheets-"]
        raise RuntimeError("something else")

    with pytest.raises(RuntimeError, match="something else"):
        written(BATCH, tmp_path, fail)
    with pytest.raises(ProcessLookupError):
        os.kill(pids[0], 0)


def test_a_run_whose_scribe_is_killed_writes_the_workbook_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for name, seed in (("甲", 3), ("乙", 4)):
        (raw / f"{name}.html").write_bytes(build(*random_form(seed), Kind.HTML))
    run(raw, tmp_path / "undisturbed", Settings(workers=1))
    monkeypatch.setattr(dataset, "MANY", 1)
    begin = Scribe.__init__

    def killed(scribe: Scribe, path: Path, sections: Sequence[str], *, compared: bool) -> None:
        begin(scribe, path, sections, compared=compared)
        scribe._call.stop()
        monkeypatch.setattr(scribe._call, "outcome", lambda: Crashed(Cause.SIGNAL, "killed"))

    monkeypatch.setattr(Scribe, "__init__", killed)
    summary = run(raw, tmp_path / "clean", Settings(workers=2))
    assert "workbook crashed" in caplog.messages
    assert len(summary.results) == len(list(raw.iterdir()))
    names = {file.name for file in (tmp_path / "clean").iterdir()} - {"run.json", "kaoping.db"}
    for name in names:
        assert (tmp_path / "clean" / name).read_bytes() == (
            tmp_path / "undisturbed" / name
        ).read_bytes()


def test_what_the_system_refuses_a_child_is_an_error_of_the_system(tmp_path: Path) -> None:
    (tmp_path / WORKBOOK).mkdir()
    with pytest.raises(IsADirectoryError):
        written([returned("财政局.pdf")], tmp_path)


def test_a_child_that_cannot_start_is_told_as_lost_and_leaves_no_file_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("pipeline.publish.scribe.Call", refused)
    with pytest.raises(ScribeLost, match="temporarily unavailable"):
        written(BATCH, tmp_path)
