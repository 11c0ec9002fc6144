from __future__ import annotations

import json
import logging
import re
from typing import TYPE_CHECKING

import pytest
from results import result
from typer.testing import CliRunner

from pipeline import worker
from pipeline.cli import app
from pipeline.events import LOGGER, Event, Stages, tell
from pipeline.logs import LogFormat, logged
from pipeline.pace import Pace, duration_told
from pipeline.progress import Logged, progress_on_stderr
from pipeline.read_events import tell_read

if TYPE_CHECKING:
    from pathlib import Path

CRASH = worker.Crashed(worker.Cause.ERROR, "Traceback:\n  line\nKeyError: 'x'\n")


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_only_warnings_are_told_unless_a_log_is_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with logged():
        tell(Event("find", "done", seconds=1.0))
        tell_read(result("甲.pdf"), CRASH)
        tell_read(result("乙.pdf"), worker.TimedOut(2.0))
    tell(Event("find", "after"), logging.WARNING)
    told = [line.partition(" ")[2] for line in capsys.readouterr().err.splitlines()]
    assert told == [
        "WARNING read | 甲.pdf | crashed | KeyError: 'x'",
        "WARNING read | 乙.pdf | timed out | 2.000 s",
    ]


def test_a_log_of_json_has_one_object_a_line_with_all_keys(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with logged(tmp_path / "log"):
        tell_read(result("甲.pdf"), worker.Done(result("甲.pdf")))
        tell_read(result("乙\n.pdf"), CRASH)
        LOGGER.info("by %s", "another")
    told = lines((tmp_path / "log").read_text("utf-8"))
    times = [line.pop("time") for line in told]
    assert all(str(time).endswith("+00:00") for time in times)
    keys = ("level", "stage", "submission", "seconds", "outcome", "detail")
    assert [tuple(line[key] for key in keys) for line in told] == [
        ("info", "read", "甲.pdf", 0.0, "passed", None),
        ("warning", "read", "乙\n.pdf", None, "crashed", f"error: {CRASH.detail}"),
        ("info", "run", None, None, "by another", None),
    ]
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_log_on_stderr_takes_the_place_of_warnings_and_progress(
    capsys: pytest.CaptureFixture[str],
) -> None:
    seconds = iter([0.0, 1.0, 6.0, 6.0, 7.0])
    with logged(None, LogFormat.JSON):
        progress = Logged(lambda: next(seconds))
        progress.started(3)
        for name in ("甲", "乙", "丙"):
            progress.finished(result(name))
        progress.waiting("kaoping.db")
    told = lines(capsys.readouterr().err)
    assert [(line["outcome"], line["submission"]) for line in told] == [
        ("started", None),
        ("going on", "乙"),
        ("going on", "丙"),
        ("waiting", None),
    ]


def test_a_stage_that_is_left_by_an_exception_counts_and_is_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    stages = Stages()
    with caplog.at_level(logging.INFO, "kaoping"):
        with stages.timed("find"):
            pass
        with pytest.raises(KeyboardInterrupt), stages.timed("read"):
            raise KeyboardInterrupt
    assert [name for name, _ in stages.seconds] == ["find", "read"]
    assert caplog.messages == ["find done", "read stopped"]


@pytest.mark.parametrize(
    ("pace", "told"),
    [
        (Pace(0, 10, 5.0), "每份一分钟以上"),
        (Pace(5, 10, 10.0), "每分钟 30 份，约剩 10 秒"),
        (Pace(1, 100, 90.0), "每份一分钟以上，约剩 2.5 小时"),
        (Pace(10, 100, 60.0), "每分钟 10 份，约剩 9 分钟"),
    ],
)
def test_rate_and_remaining_time_are_told(pace: Pace, told: str) -> None:
    assert pace.told == told


def test_a_terminal_has_a_bar_that_tells_the_rate_and_names_the_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")
    with progress_on_stderr() as bar:
        bar.started(2)
        bar.finished(result("甲[1].pdf"))
        bar.waiting("kaoping.db")
    told = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", capsys.readouterr().err)
    assert "另一次运行正在使用 kaoping.db" in told
    last = told.strip().splitlines()[-1]
    assert "1/2" in last
    assert "每分钟" in last
    assert "甲[1].pdf 通过" in last


def test_durations_are_told_as_exactly_as_anybody_wants_to_know() -> None:
    assert [duration_told(s) for s in (0.4, 59.0, 61.0, 7200.0)] == [
        "0 秒", "59 秒", "1 分钟", "2.0 小时",
    ]  # fmt: skip


def test_a_run_logs_each_submission_and_stage_and_run_json_has_their_times(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "甲.txt").write_text("无表", "utf-8")
    arguments = ["run", f"{tmp_path}/raw", "--out", f"{tmp_path}/clean", "--log", f"{tmp_path}/log"]
    assert CliRunner().invoke(app, arguments).exit_code == 3
    told = lines((tmp_path / "log").read_text("utf-8"))
    stages = ["find", "fingerprint", "unpack", "convert", "read", "compare", "write", "publish"]
    assert [t["stage"] for t in told if t["submission"] is None] == [*stages, "run"]
    assert [(t["stage"], t["outcome"], t["detail"]) for t in told if t["submission"]] == [
        ("read", "returned", "file.no_form")
    ]
    record = json.loads((tmp_path / "clean" / "run.json").read_bytes())
    assert list(record["stages"]) == stages[:-1]
    assert sum(record["stages"].values()) <= record["seconds"]


def test_a_log_that_cannot_be_written_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["run", f"{tmp_path}", "--log", f"{tmp_path}/no/log"])
    assert (done.exit_code, done.stderr.startswith("错误：")) == (2, True)
