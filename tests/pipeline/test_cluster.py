"""A run on a Dask cluster comes to what a run on one machine comes to, whatever dies."""

from __future__ import annotations

import json
import os
import shutil
import socket
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import worker_tasks
from archives import zip_of
from dask_cluster import TESTS, dask_cluster
from distributed import Client
from forms import build, random_form
from office_files import office_file
from typer.testing import CliRunner

from parsers.model import Kind
from pipeline.batch import call_all
from pipeline.cli import app
from pipeline.cluster import ClusterProblem, connected, under_way
from pipeline.cluster.edition import edition
from pipeline.cluster.executor import Cluster
from pipeline.cluster.line import Line
from pipeline.cluster.traffic import Traffic
from pipeline.ingest import Settings, run
from pipeline.logs import event_of
from pipeline.progress import Lines
from pipeline.worker import Bounds, Cause, Crashed, Done, Outcome, TimedOut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dask_cluster import DaskCluster

    from pipeline.cluster.parcel import Parcel

AMPLE = Bounds(seconds=60, memory=1024)
REAL = shutil.which("soffice") or "soffice"
SOFFICE = f"""#!/bin/sh
for file; do case "$file" in *.rtf)
  if grep -q "kills its worker" "$file"; then
    PYTHONPATH={TESTS} {{python}} -c "import worker_tasks; worker_tasks.kill_dask_worker()"
    sleep 60
  fi;;
esac; done
exec {REAL} "$@"
"""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    """Two workers; a script that some files make kill them stands in LibreOffice's place."""
    folder = tmp_path_factory.mktemp("dask")
    shutil.copyfile(os.devnull, folder / "soffice")
    python = shutil.which("python3") or "python3"
    (folder / "soffice").write_text(SOFFICE.format(python=python))
    (folder / "soffice").chmod(0o755)
    path = os.pathsep.join((str(folder), os.environ["PATH"]))
    with dask_cluster(folder, 2, {"PATH": path}) as running:
        yield running


@pytest.fixture(scope="module")
def deserted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    """A scheduler without workers."""
    with dask_cluster(tmp_path_factory.mktemp("deserted"), 0) as running:
        yield running


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A form, one in two files, two in an archive, a broken file, and two old files."""
    raw = tmp_path_factory.mktemp("raw")
    (raw / "两份.submission").mkdir()
    forms = [build(*random_form(seed), Kind.HTML) for seed in range(1, 5)]
    (raw / "甲.html").write_bytes(forms[0])
    (raw / "两份.submission" / "表.html").write_bytes(forms[1])
    (raw / "两份.submission" / "函.txt").write_text("泉洛民函〔2025〕1号\n", encoding="utf-8")
    (raw / "包.zip").write_bytes(zip_of({"乙.html": forms[2], "丙.html": forms[3]}))
    (raw / "坏.pdf").write_bytes(b"%PDF-1.7\n")
    for name in "12":
        note = f"{{\\info{{\\comment file {name}}}}}".encode()
        data = office_file(Kind.RTF).replace(b"{\\info", note + b"{\\info", 1)
        (raw / f"{name}.rtf").write_bytes(data)
    return raw


@pytest.fixture(scope="module")
def here(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a run on this machine publishes of it."""
    out = tmp_path_factory.mktemp("here")
    run(raw, out, Settings(workers=2))
    return _published(out)


def _published(out: Path) -> dict[str, bytes]:
    """What must be the same each time: all but the record of the run, and the store."""
    own = {"run.json", "kaoping.db"}
    return {f.name: f.read_bytes() for f in out.iterdir() if f.is_file() and f.name not in own}


def _outcomes(cluster: Cluster, tasks: Sequence[object], bounds: Bounds) -> list[object]:
    outcomes: dict[int, Outcome[object]] = {}
    call_all(tasks, cluster.width, bounds, outcomes.__setitem__, cluster)  # type: ignore[arg-type]
    return [outcomes[index] for index in range(len(tasks))]


def test_a_run_on_a_cluster_publishes_what_a_run_here_does(
    cluster: DaskCluster, raw: Path, here: dict[str, bytes], tmp_path: Path
) -> None:
    run(raw, tmp_path, Settings(cluster=cluster.address))
    assert _published(tmp_path) == here
    assert json.loads((tmp_path / "run.json").read_text())["workers"] == 4


def test_files_that_the_workers_do_not_see_are_sent(
    cluster: DaskCluster,
    raw: Path,
    here: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Path] = []

    def elsewhere(parcel: Parcel) -> Parcel:
        asked.extend(file.path for file in parcel.files)
        files = [
            replace(f, path=Path("/nowhere") / f.path.name, content=None) for f in parcel.files
        ]
        return replace(parcel, files=tuple(files))

    monkeypatch.setattr(under_way, "light", elsewhere)
    run(raw, tmp_path, Settings(cluster=cluster.address))
    assert _published(tmp_path) == here
    assert {"1.rtf", "2.rtf", "甲.html"} >= {path.name for path in asked if path.parent == raw}


def test_a_run_on_a_cluster_that_is_stopped_has_put_down_what_it_read_and_told_of_it(
    cluster: DaskCluster,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    (tmp_path / "raw").mkdir()
    for name, seed in (("甲.html", 1), ("乙.html", 2)):
        (tmp_path / "raw" / name).write_bytes(build(*random_form(seed), Kind.HTML))

    def stops(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    lines: list[str] = []
    settings = Settings(cluster=cluster.address)
    caplog.set_level("INFO", "kaoping")
    with monkeypatch.context() as patch:
        patch.setattr("pipeline.between.between_submissions", stops)
        with pytest.raises(KeyboardInterrupt):
            run(tmp_path / "raw", tmp_path / "clean", settings, Lines(lines.append))
    assert {e.submission for e in map(event_of, caplog.records) if e.stage == "read"} == {
        "甲.html",
        "乙.html",
        "",
    }
    assert [line.partition("：")[0] for line in lines] == ["共 2 份提交", "已读 2/2"]
    account = run(tmp_path / "raw", tmp_path / "clean").account
    assert (account.read, account.resumed) == (0, 2)


def test_tasks_end_on_a_cluster_as_they_do_here(cluster: DaskCluster) -> None:
    with connected(cluster.address) as far:
        squares = [worker_tasks.Square(n) for n in range(9)]
        assert _outcomes(far, squares, AMPLE) == [Done(n * n) for n in range(9)]
        crash = Crashed(Cause.SIGNAL, "exit code -11")
        assert _outcomes(far, [worker_tasks.crash], AMPLE) == [crash]
        assert _outcomes(far, [worker_tasks.hang], Bounds(seconds=0.5)) == [TimedOut(0.5)]


def test_a_worker_that_is_lost_costs_no_result(cluster: DaskCluster, tmp_path: Path) -> None:
    tasks = [worker_tasks.Square(n) for n in range(4)]
    killer = worker_tasks.KillWorker(tmp_path, times=1)
    with connected(cluster.address) as far:
        outcomes = _outcomes(far, [*tasks[:2], killer, *tasks[2:]], AMPLE)
    assert outcomes == [Done(0), Done(1), Done("survived"), Done(4), Done(9)]
    cluster.wait_for_workers(2)


def test_a_task_that_kills_two_workers_is_given_up(cluster: DaskCluster, tmp_path: Path) -> None:
    tasks = [worker_tasks.Square(n) for n in range(4)]
    killer = worker_tasks.KillWorker(tmp_path, times=9)
    with connected(cluster.address) as far:
        outcomes = _outcomes(far, [killer, *tasks], AMPLE)
    assert outcomes[1:] == [Done(0), Done(1), Done(4), Done(9)]
    assert isinstance(outcomes[0], Crashed)
    assert outcomes[0].cause is Cause.LOST
    assert outcomes[0].detail.count("tcp://127.0.0.1:") == 2
    assert len(list(tmp_path.iterdir())) == 2
    cluster.wait_for_workers(2)


def test_a_file_that_kills_workers_is_named_and_costs_no_other_file(
    cluster: DaskCluster, tmp_path: Path
) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for seed in range(1, 4):
        (raw / f"{seed}.html").write_bytes(build(*random_form(seed), Kind.HTML))
    run(raw, tmp_path / "here", Settings(workers=2))
    note = rb"{\info{\comment kills its worker}}{\info"
    (raw / "9.rtf").write_bytes(office_file(Kind.RTF).replace(rb"{\info", note, 1))
    there = run(raw, tmp_path / "there", Settings(cluster=cluster.address))
    *others, bad = there.results
    (finding,) = bad.findings
    assert (bad.submission.id, finding.code) == ("9.rtf", "file.unreadable")
    assert "先后退出（tcp://127.0.0.1:" in finding.message
    assert [r.form is not None for r in others] == [True, True, True]
    here = (tmp_path / "here" / "indicators.csv").read_bytes()
    assert (tmp_path / "there" / "indicators.csv").read_bytes() == here
    cluster.wait_for_workers(2)


def test_a_worker_with_other_code_is_refused(cluster: DaskCluster, tmp_path: Path) -> None:
    root = TESTS.parent
    for name in ("pipeline", "normalizers", "parsers"):
        shutil.copytree(root / name, tmp_path / name)
    with (tmp_path / "pipeline" / "cells.py").open("a") as code:
        code.write("# another edition\n")
    path = os.pathsep.join((str(tmp_path), str(TESTS)))
    stranger = cluster.start_worker({"PYTHONPATH": path})
    try:
        cluster.wait_for_workers(3)
        done = CliRunner().invoke(app, ["run", str(tmp_path), "--cluster", cluster.address])
    finally:
        cluster.stop(stranger)
    assert done.exit_code == 2
    assert "工作进程 tcp://127.0.0.1:" in done.stderr
    assert f"kaoping本机是 {edition().program}，那里是 0.1.0（" in done.stderr
    cluster.wait_for_workers(2)


def test_ctrl_c_leaves_a_cluster_at_once(cluster: DaskCluster) -> None:
    began = 0.0

    def interrupted(*_: object) -> None:
        nonlocal began
        began = time.monotonic()
        raise KeyboardInterrupt

    tasks = [worker_tasks.Square(1), *[worker_tasks.hang] * 3]
    with pytest.raises(KeyboardInterrupt), connected(cluster.address) as far:
        call_all(tasks, 4, Bounds(seconds=1), interrupted, far)  # type: ignore[arg-type]
    assert time.monotonic() - began < 2


def test_a_scheduler_without_workers_is_refused(deserted: DaskCluster, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["run", str(tmp_path), "--cluster", deserted.address])
    assert done.exit_code == 2
    assert done.stderr == (
        f"错误：集群 {deserted.address} 没有工作进程；请先在各台机器上启动 dask worker。\n"
    )


def test_a_run_whose_workers_are_all_gone_ends(
    deserted: DaskCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.cluster.executor.LOOK", 0.0)
    with Client(deserted.address, set_as_default=False) as client:
        far = Cluster(Line(client, deserted.address), edition(), patience=0.3)
        assert far.width == 1
        with pytest.raises(ClusterProblem, match=r"等了 0\.3 秒没有恢复"):
            _outcomes(far, [worker_tasks.crash], AMPLE)


def test_a_run_whose_scheduler_is_gone_ends(tmp_path: Path) -> None:
    with dask_cluster(tmp_path, 0) as lonely:
        client = Client(lonely.address, set_as_default=False, timeout=1)
        line = Line(client, lonely.address)
        answer = Traffic(line, edition()).send(answer_to := object(), b"")
        assert answer_to is not None
        lonely.stop(lonely.processes[0])
        while not answer.is_there():
            line.wait(0.1)
        with pytest.raises(ClusterProblem, match="的连接中断"):
            answer.reply()
        with pytest.raises(ClusterProblem, match="的连接中断"):
            line.threads()
        client.close(timeout=1)


@pytest.mark.parametrize("address", ["10.0.0.1:8786", "tcp://:8786", "tcp://a", "tcp://a:b", ""])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(ClusterProblem, match="写得不对；"), connected(address):
        pass


def test_a_port_where_nobody_is_is_refused_at_once(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{probe.getsockname()[1]}"
    began = time.monotonic()
    done = CliRunner().invoke(app, ["run", str(tmp_path), "--cluster", address])
    assert done.exit_code == 2
    assert done.stderr.startswith(f"错误：连不上集群 {address}（")
    assert time.monotonic() - began < 2
