"""A task on a cluster, by what comes back: a scripted line stands in the scheduler's place."""

from __future__ import annotations

import pickle
import socket
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
import worker_tasks
from distributed import KilledWorker

from pipeline import doctor
from pipeline.cluster import ClusterProblem, connected, connection
from pipeline.cluster.edition import edition
from pipeline.cluster.errand import Errand, Foreign, Impossible, Returned, Unseen
from pipeline.cluster.line import Line, _Answer
from pipeline.cluster.parcel import Shelved
from pipeline.cluster.traffic import Traffic
from pipeline.cluster.under_way import UnderWay
from pipeline.conversion import GroupJob
from pipeline.job import Job
from pipeline.model import Result, Submission
from pipeline.worker import Bounds, Cause, Crashed, Done, wait_for

if TYPE_CHECKING:
    from pipeline.cluster.edition import Edition
    from pipeline.cluster.errand import Report

AMPLE = Bounds(seconds=60, memory=1024)


class Reply:
    """What comes back; None never does."""

    def __init__(self, what: Report[object] | str | None) -> None:
        self.what = what
        self.forgotten = False

    def is_there(self) -> bool:
        return self.what is not None

    def reply(self) -> Report[object] | str:
        assert self.what is not None
        return self.what

    def forget(self) -> None:
        self.forgotten = True


class Script(Line):
    """Gives these replies in turn, and keeps the errands."""

    def __init__(self, *replies: Report[object] | str | None) -> None:
        self.replies = [Reply(what) for what in replies]
        self.errands: list[Errand[object]] = []

    def send(self, edition: Edition, errand: bytes) -> Reply:  # noqa: ARG002
        self.errands.append(pickle.loads(errand))  # noqa: S301 - our own
        return self.replies[len(self.errands) - 1]


def job_of(file: Path) -> Job:
    return Job(Submission("甲", (file,)), None)


def result_in(folder: Path) -> Result:
    submission = Submission("甲", (folder / "甲.html",))
    return Result(submission, "f", "html", "", None, form=None, findings=())


@pytest.fixture
def form(tmp_path: Path) -> Path:
    file = tmp_path / "甲.html"
    file.write_text("<p>甲")
    return file


def test_a_result_is_brought_home_with_the_files_of_its_own(form: Path) -> None:
    script = Script(Returned(Done(result_in(Path("/tmp/elsewhere")))))  # noqa: S108
    task = UnderWay(Traffic(script, edition()), job_of(form), AMPLE)
    assert task.outcome() == Done(result_in(form.parent))


def test_a_file_that_was_not_seen_is_sent_and_so_are_others_of_its_folder(form: Path) -> None:
    script = Script(Unseen(), Returned(Done(result_in(form.parent))), None)
    traffic = Traffic(script, edition())
    first = UnderWay(traffic, job_of(form), AMPLE)
    assert first.outcome() is None
    assert first.outcome() == Done(result_in(form.parent))
    UnderWay(traffic, job_of(form), AMPLE)
    contents = [errand.parcel.files[0].content for errand in script.errands]
    assert contents == [None, form.read_bytes(), form.read_bytes()]


def test_what_was_converted_is_laid_on_the_shelf_here(form: Path) -> None:
    shelf = form.parent / "shelf"
    shelf.mkdir()
    script = Script(Returned(Done(None), (Shelved("a.docx", b"made"),)))
    task = UnderWay(Traffic(script, edition()), GroupJob((form,), shelf, 9), AMPLE)
    assert task.outcome() == Done(None)
    assert (shelf / "a.docx").read_bytes() == b"made"


def test_a_file_that_cannot_be_sent_is_read_here(tmp_path: Path) -> None:
    task = UnderWay(Traffic(Script(), edition()), job_of(tmp_path / "gone.html"), AMPLE)
    outcome = _outcome_here(task)
    assert isinstance(outcome, Done)
    assert [f.code for f in outcome.value.findings] == ["file.unreadable"]


def test_a_file_for_which_a_worker_has_no_room_is_read_here(form: Path) -> None:
    task = UnderWay(Traffic(Script(Impossible("full")), edition()), job_of(form), AMPLE)
    assert task.outcome() is None
    outcome = _outcome_here(task)
    assert isinstance(outcome, Done)
    assert outcome.value.submission == Submission("甲", (form,))


def _outcome_here(task: UnderWay[Result]) -> object:
    assert task._here is not None
    while (outcome := task.outcome()) is None:
        wait_for((task._here,))
    return outcome


def test_a_suspect_is_tried_again_when_nothing_else_is_out_and_then_given_up(form: Path) -> None:
    script = Script("tcp://a:1", None, "tcp://b:1")
    traffic = Traffic(script, edition())
    suspect = UnderWay(traffic, job_of(form), AMPLE)
    other = UnderWay(traffic, worker_tasks.Square(2), AMPLE)
    assert [suspect.outcome() for _ in range(3)] == [None, None, None]
    assert len(script.errands) == 2
    script.replies[1].what = Returned(Done(4))
    assert other.outcome() == Done(4)
    assert suspect.outcome() is None
    assert len(script.errands) == 3
    assert suspect.outcome() == Crashed(Cause.LOST, "tcp://a:1、tcp://b:1")


def test_a_group_of_old_files_costs_one_worker_at_most(form: Path) -> None:
    script = Script("tcp://a:1")
    task = UnderWay(Traffic(script, edition()), GroupJob((form,), form.parent, 9), AMPLE)
    assert task.outcome() == Crashed(Cause.LOST, "tcp://a:1")


def test_a_worker_of_another_edition_that_joins_later_ends_the_run() -> None:
    theirs = replace(edition(), program="0.2.0（abc）")
    task = UnderWay(Traffic(Script(Foreign(theirs)), edition()), worker_tasks.crash, AMPLE)
    with pytest.raises(ClusterProblem, match=r"那里是 0\.2\.0（abc）.*原有的数据集没有改动"):
        task.outcome()


def test_a_task_is_stopped_wherever_it_is(form: Path, tmp_path: Path) -> None:
    script = Script(None, "tcp://a:1")
    traffic = Traffic(script, edition())
    tasks = [UnderWay(traffic, job_of(form), AMPLE) for _ in range(2)]
    assert tasks[1].outcome() is None
    tasks.append(UnderWay(traffic, job_of(tmp_path / "gone.html"), AMPLE))
    for task in tasks:
        task.stop()
    assert [reply.forgotten for reply in script.replies] == [True, False]
    assert traffic.is_idle()


class Client:
    """A client of a scheduler of whom everything fails, or all machines are like this one."""

    def __init__(self, problem: Exception) -> None:
        self.problem = problem

    def submit(self, *_: object, **__: object) -> None:
        raise self.problem

    run_on_scheduler = submit


class Future:
    """One that is finished, but cannot be had."""

    status = "finished"

    def __init__(self, problem: Exception) -> None:
        self.problem = problem

    def result(self, timeout: float) -> bytes:  # noqa: ARG002
        raise self.problem


def test_what_cannot_be_submitted_ends_the_run() -> None:
    line = Line(Client(OSError("closed")), "tcp://a:1")
    with pytest.raises(ClusterProblem, match="与集群 tcp://a:1 的连接中断"):
        line.send(edition(), b"")


def test_a_result_that_goes_with_its_worker_is_lost_there() -> None:
    class Worker:
        address = "tcp://b:1"

    answer = _Answer(Future(KilledWorker("key", Worker(), 0)), Script())
    assert answer.reply() == "tcp://b:1"


def test_machines_without_kaoping_are_refused() -> None:
    with pytest.raises(ClusterProblem, match=r"没有装 kaoping.*ModuleNotFoundError"):
        connection._looked_over(Client(ModuleNotFoundError("pipeline")), "tcp://a:1")


def test_a_scheduler_is_told_to_count_no_losses_and_tells_its_edition() -> None:
    scheduler = SimpleNamespace(allowed_failures=3)
    assert connection._prepare(scheduler) == edition()
    assert scheduler.allowed_failures == 0


def test_a_cluster_without_dask_here_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "find_spec", lambda _: None)
    with pytest.raises(ClusterProblem, match=r"没有安装 Dask"), connected("tcp://a:1"):
        pass


@pytest.mark.parametrize("words", [b"", b"SSH-2.0-OpenSSH_9.2\r\n", b"SSH"])
def test_a_server_that_is_no_scheduler_is_refused(words: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        speaking = threading.Thread(target=_speak_once, args=(server, words))
        speaking.start()
        with pytest.raises(ClusterProblem, match=r"不是能用的 Dask 调度程序"), connected(address):
            pass
        speaking.join()


def _speak_once(server: socket.socket, words: bytes) -> None:
    line, _ = server.accept()
    line.sendall(words)
    line.close()


def test_a_silent_server_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(ClusterProblem, match=r"连不上集群.*没有应答"), connected(address):
            pass


def test_a_client_that_dask_does_not_make_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "SECONDS", 0.2)
    with pytest.raises(ClusterProblem, match=r"不是能用的 Dask 调度程序"):
        connection._client("nothing://a")


def test_dask_is_not_imported_before_a_cluster_is_asked_for() -> None:
    program = (
        "import sys, pipeline.cli, pipeline.ingest, pipeline.cluster, pipeline.hands\n"
        "print(sorted({'dask', 'distributed'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout == b"[]\n"


def test_the_doctor_tells_what_cannot_be_done_without_dask(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(doctor, "version_of", lambda _: None)
    check = doctor._dask()
    assert (check.right, check.cure) == (False, "运行 pip install 'kaoping[cluster]'。")
    assert check.without == "没有它不能用 --cluster 在多台机器上读；一台机器上照常。"
