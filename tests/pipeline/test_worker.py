from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from multiprocessing import forkserver
from typing import TYPE_CHECKING

import pytest
import worker_tasks
from processes import is_alive, wait_until

from pipeline import worker
from pipeline.batch import call_all
from pipeline.worker import Bounds, Cause, Crashed, Done, Outcome, TimedOut, call, warm_up

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.worker import Task

SHORT = Bounds(seconds=0.5, memory=512)
AMPLE = Bounds(seconds=20, memory=512)


def test_a_task_that_ends_gives_its_value() -> None:
    assert call(worker_tasks.Square(12), AMPLE) == Done(144)


def test_a_task_that_hangs_is_ended_in_time() -> None:
    began = time.monotonic()
    assert call(worker_tasks.hang, SHORT) == TimedOut(0.5)
    assert time.monotonic() - began < 3


def test_a_task_that_spins_is_ended_in_time() -> None:
    assert call(worker_tasks.spin, SHORT) == TimedOut(0.5)


def test_a_task_that_takes_too_much_memory_is_told_apart() -> None:
    assert call(worker_tasks.hog, AMPLE) == Crashed(Cause.MEMORY, "over 512 MiB")


def test_a_result_that_no_memory_is_left_to_send_is_told_apart_too() -> None:
    assert call(worker_tasks.boundless, AMPLE) == Crashed(Cause.MEMORY, "exit code 86")


def test_a_task_that_crashes_is_an_outcome() -> None:
    assert call(worker_tasks.crash, AMPLE) == Crashed(Cause.SIGNAL, "exit code -11")


def test_a_task_that_leaves_without_a_word_has_crashed() -> None:
    assert call(worker_tasks.leave, AMPLE) == Crashed(Cause.SIGNAL, "exit code 7")


def test_a_task_that_fails_tells_its_error() -> None:
    outcome = call(worker_tasks.fail, AMPLE)
    assert isinstance(outcome, Crashed)
    assert outcome.cause is Cause.ERROR
    assert outcome.detail.endswith("KeyError: 'no such cell'\n")


def test_a_result_that_cannot_be_sent_is_an_error() -> None:
    outcome = call(worker_tasks.unpicklable, AMPLE)
    assert isinstance(outcome, Crashed)
    assert outcome.cause is Cause.ERROR


def test_noise_of_a_child_stays_in_the_child(capfd: pytest.CaptureFixture[str]) -> None:
    assert call(worker_tasks.chatter, AMPLE) == Done("quiet")
    assert capfd.readouterr() == ("", "")


def test_what_a_child_started_dies_with_it(tmp_path: Path) -> None:
    note = tmp_path / "processes"
    assert call(worker_tasks.Note(note), Bounds(seconds=3)) == TimedOut(3)
    processes = [int(word) for word in note.read_text().split()]
    wait_until(lambda: not any(map(is_alive, processes)))


def test_an_interrupted_call_leaves_no_child(tmp_path: Path) -> None:
    note = tmp_path / "processes"
    program = (
        "import pathlib, sys, worker_tasks\n"
        "from pipeline.worker import Bounds, call\n"
        "call(worker_tasks.Note(pathlib.Path(sys.argv[1])), Bounds())\n"
    )
    caller = _program_at_work(program, note)
    processes = [int(word) for word in note.read_text().split()]
    caller.send_signal(2)
    assert caller.wait(5) != 0
    wait_until(lambda: not any(map(is_alive, processes)))


def test_an_interrupted_batch_leaves_no_child(tmp_path: Path) -> None:
    note = tmp_path / "processes"
    program = (
        "import pathlib, sys, worker_tasks\n"
        "from pipeline.batch import call_all\n"
        "from pipeline.worker import Bounds\n"
        "tasks = [worker_tasks.Note(pathlib.Path(sys.argv[1])), worker_tasks.hang]\n"
        "call_all(tasks, 2, Bounds(), print)\n"
    )
    caller = _program_at_work(program, note)
    processes = [int(word) for word in note.read_text().split()]
    began = time.monotonic()
    caller.send_signal(2)
    assert caller.wait(5) != 0
    assert time.monotonic() - began < 2
    wait_until(lambda: not any(map(is_alive, processes)))


def test_a_script_without_a_guard_may_call_tasks(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import worker_tasks\n"
        "from pipeline.worker import Bounds, call\n"
        "print(call(worker_tasks.Square(3), Bounds()))\n"
    )
    done = subprocess.run(
        [sys.executable, script], env=_environment(), capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("Done(value=9)\n", "")


def test_a_batch_tells_every_outcome_once() -> None:
    outcomes: dict[int, Outcome[int]] = {}
    tasks = [worker_tasks.Square(n) for n in range(7)]
    call_all(tasks, 3, AMPLE, outcomes.__setitem__)
    assert outcomes == {n: Done(n**2) for n in range(7)}


def test_one_bad_task_of_a_batch_costs_only_itself() -> None:
    outcomes: dict[int, Outcome[object]] = {}
    tasks = [worker_tasks.hang, worker_tasks.crash, worker_tasks.Square(5)]
    call_all(tasks, 2, SHORT, outcomes.__setitem__)
    assert outcomes == {
        0: TimedOut(0.5),
        1: Crashed(Cause.SIGNAL, "exit code -11"),
        2: Done(25),
    }


def test_a_batch_outlives_the_server_that_its_children_are_forked_from() -> None:
    told: dict[int, object] = {}

    def kills(index: int, outcome: object) -> None:
        if not told:
            os.kill(forkserver._forkserver._forkserver_pid, signal.SIGKILL)  # type: ignore[attr-defined]
        told[index] = outcome

    call_all([worker_tasks.Square(number) for number in range(4)], 1, AMPLE, kills)
    assert told == {number: Done(number**2) for number in range(4)}


@pytest.mark.parametrize("problem", [EOFError, ConnectionRefusedError])
def test_a_start_that_the_servers_end_breaks_off_is_tried_again(
    problem: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_PAUSE", 0.0)
    start, broken = worker._without_main, []

    def breaks_off(action: Task[None]) -> None:
        if len(broken) < most:
            broken.append(action)
            raise problem
        start(action)

    monkeypatch.setattr(worker, "_without_main", breaks_off)
    most = 2
    assert call(worker_tasks.Square(3), AMPLE) == Done(9)
    most = 99
    with pytest.raises(problem):
        call(worker_tasks.Square(3), AMPLE)


def test_an_empty_batch_ends_at_once() -> None:
    call_all([], 2, AMPLE, lambda _index, _outcome: pytest.fail("there is no outcome"))


def test_calls_from_several_threads_do_not_mix() -> None:
    warm_up()
    outcomes: dict[int, Outcome[int]] = {}

    def square(number: int) -> None:
        outcomes[number] = call(worker_tasks.Square(number), AMPLE)

    threads = [threading.Thread(target=square, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == {n: Done(n**2) for n in range(4)}


def _program_at_work(program: str, note: Path) -> subprocess.Popen[bytes]:
    caller = subprocess.Popen(
        [sys.executable, "-c", program, note], env=_environment(), stderr=subprocess.DEVNULL
    )
    wait_until(note.exists)
    return caller


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def test_a_child_confines_itself_before_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[tuple[object, ...]] = []
    monkeypatch.setattr(os, "dup2", lambda *a: done.append(("dup2", a[1])))
    monkeypatch.setattr(os, "setsid", lambda: done.append(("setsid",)))
    monkeypatch.setattr(resource, "getrlimit", lambda _kind: (9, 10 * worker.MIB))
    monkeypatch.setattr(resource, "setrlimit", lambda *a: done.append(("limit", *a)))
    monkeypatch.setattr(signal, "signal", lambda *a: done.append(("signal", *a)))
    monkeypatch.setattr(signal, "setitimer", lambda *a: done.append(("timer", *a)))
    sent = _sent(worker_tasks.Square(3), Bounds(seconds=7, memory=9))
    assert sent == Done(9)
    assert done == [
        ("dup2", 1),
        ("dup2", 2),
        ("setsid",),
        ("limit", resource.RLIMIT_DATA, (9 * worker.MIB, 9 * worker.MIB)),
        ("limit", resource.RLIMIT_CORE, (0, 0)),
        ("signal", signal.SIGALRM, signal.SIG_DFL),
        ("timer", signal.ITIMER_REAL, 12.0),
    ]


def test_a_child_reports_what_went_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_silence", lambda: None)
    monkeypatch.setattr(worker, "_confine", lambda _bounds: None)
    assert _sent(worker_tasks.starve, AMPLE) == Crashed(Cause.MEMORY, "over 512 MiB")
    failed = _sent(worker_tasks.fail, AMPLE)
    assert isinstance(failed, Crashed)
    assert failed.cause is Cause.ERROR


def test_the_server_loads_the_readers_beforehand_but_not_what_has_threads() -> None:
    names = ("parsers.pdf", "parsers.image", "cv2", "onnxruntime", "rapidocr")
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import pipeline.preload, sys; print([n in sys.modules for n in {names}])",
        ],
        env=_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout == "[True, True, True, False, False]\n"


def test_without_a_fork_server_children_are_spawned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    worker._context.cache_clear()
    try:
        warm_up()
        assert call(worker_tasks.Square(4), AMPLE) == Done(16)
    finally:
        worker._context.cache_clear()


def _sent(task: worker.Task[object], bounds: Bounds) -> object:
    receiver, sender = multiprocessing.Pipe(duplex=False)
    with receiver, sender:
        worker._serve(task, sender, bounds)
        return receiver.recv()
