"""Ctrl-C, in every phase of a run: it ends within two seconds and keeps what was read."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from processes import on_this_machine, wait_until
from two_forms import published_and_another
from typer.testing import CliRunner

import pipeline
from pipeline.cli import app
from pipeline.journal import FILE_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LONG = b"<table>" + b"<tr><td>1</td></tr>" * 200_000
KEPT = "已中断；原有的数据集没有改动。已经读出的都记下了，下次运行不再读。"
LINGERS = """
import sys, time
from importlib import import_module
from pipeline.cli import main

def lingers(*_, **__):
    print("there", file=sys.stderr, flush=True)
    time.sleep(30)

place, name = sys.argv[1].split(":")
setattr(import_module(place), name, lingers)
sys.argv = ["kaoping", "run", *sys.argv[2:]]
main()
"""
RUNS = "import sys; from pipeline.cli import main; sys.argv[0] = 'kaoping'; main()"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A folder whose one form was published, and another has come."""
    return published_and_another(tmp_path)


@pytest.fixture
def start(raw: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts the command over the folder; whatever still runs afterwards is ended."""
    begun: list[subprocess.Popen[str]] = []

    def started(*program: str, more: tuple[str, ...] = ()) -> subprocess.Popen[str]:
        where = (str(raw), "--out", str(raw.parent / "clean"), *more)
        running = subprocess.Popen(
            [sys.executable, "-c", *program, *where],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        begun.append(running)
        return running

    yield started
    for running in begun:
        running.kill()
        running.communicate()


def interrupted(running: subprocess.Popen[str]) -> tuple[int, str]:
    """Its status and the last line that it wrote, if it ends within two seconds."""
    running.send_signal(signal.SIGINT)
    began = time.monotonic()
    _, told = running.communicate(timeout=25)  # those that linger do so for 30
    assert time.monotonic() - began < on_this_machine(2)
    return running.returncode, told.splitlines()[-1]


def dataset(raw: Path) -> dict[str, bytes]:
    apart = {"run.json", "kaoping.db", "kaoping.db-journal", FILE_NAME}
    return {
        path.name: path.read_bytes()
        for path in (raw.parent / "clean").iterdir()
        if path.is_file() and path.name not in apart
    }


def read_next(raw: Path) -> tuple[int, int]:
    """How many forms the next run reads, and how many it finds that the stopped one had read."""
    account = pipeline.run(raw, raw.parent / "clean").account
    return account.read, account.resumed


@pytest.mark.parametrize(
    "phase",
    [
        "pipeline.between:between_submissions",
        "pipeline.publish.swap:_swap",
        "pipeline.dataset:_commit",
    ],
    ids=["checking", "publishing", "committing"],
)
def test_ctrl_c_after_reading_keeps_what_was_read(
    phase: str, raw: Path, start: Callable[..., subprocess.Popen[str]]
) -> None:
    before = dataset(raw)
    running = start(LINGERS, phase)
    assert running.stderr is not None
    assert "there\n" in iter(running.stderr.readline, "")
    assert interrupted(running) == (130, KEPT)
    assert dataset(raw) == before
    assert read_next(raw) == (0, 1)


def test_ctrl_c_while_reading_keeps_what_was_read_by_then(
    raw: Path, start: Callable[..., subprocess.Popen[str]]
) -> None:
    before = dataset(raw)
    (raw / "长.html").write_bytes(LONG)
    running = start(RUNS, "run")
    journal = raw.parent / "clean" / FILE_NAME
    wait_until(lambda: journal.exists() and journal.stat().st_size > 0)
    assert interrupted(running) == (130, KEPT)
    assert dataset(raw) == before
    (raw / "长.html").unlink()
    assert read_next(raw) == (0, 1)


def test_ctrl_c_ends_a_commit_that_waits_for_who_reads_the_store(
    raw: Path, start: Callable[..., subprocess.Popen[str]]
) -> None:
    before = dataset(raw)
    reader = sqlite3.connect(raw.parent / "clean" / "kaoping.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM runs").fetchall()
    running = start(RUNS, "run")
    wait_until((raw.parent / "clean" / ".publishing" / "under-way.json").exists)
    time.sleep(0.2)  # until all files have their places and the commit waits
    assert interrupted(running) == (130, KEPT)
    reader.close()
    assert dataset(raw) == before
    assert read_next(raw) == (0, 1)


def test_ctrl_c_ends_a_run_that_waits_for_another(
    raw: Path, start: Callable[..., subprocess.Popen[str]]
) -> None:
    other = sqlite3.connect(raw.parent / "clean" / "kaoping.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    running = start(RUNS, "run")
    assert running.stderr is not None
    assert running.stderr.readline().startswith("另一次运行正在使用 ")
    assert interrupted(running) == (130, "已中断；原有的数据集没有改动。")
    other.close()
    assert read_next(raw) == (1, 0)


def test_ctrl_c_ends_a_watch_after_its_last_batch(
    raw: Path, start: Callable[..., subprocess.Popen[str]]
) -> None:
    running = start(RUNS, "run", more=("--watch", "--interval", "0.1"))
    record = raw.parent / "clean" / "run.json"
    wait_until(lambda: json.loads(record.read_bytes())["submissions"] == 2)
    time.sleep(0.2)  # until the batch is told
    assert interrupted(running) == (0, "已停止；已发布的数据集是完整的。")
    assert read_next(raw) == (0, 0)


def test_ctrl_c_before_a_command_has_begun_is_told_in_a_word(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def stops(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.worker.warm_up", stops)
    done = CliRunner().invoke(app, ["run", str(tmp_path), "--out", str(tmp_path / "clean")])
    assert (done.exit_code, done.stderr) == (130, "已中断。\n")


def test_ctrl_c_after_the_dataset_is_published_says_so(
    raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stops(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.summary.print_summary", stops)
    command = ["run", str(raw), "--out", str(raw.parent / "clean")]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 130
    assert done.stderr.endswith("已中断；新的数据集已经发布。\n")
