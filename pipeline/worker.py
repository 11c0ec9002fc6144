"""One task, one child process, within bounds of time and memory; outcomes are values."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
import traceback
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from multiprocessing import connection
from types import ModuleType
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar, cast

from .quiet import undisturbed, unheard

if sys.platform != "win32":
    import resource

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerContext, SpawnContext
    from multiprocessing.process import BaseProcess

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

MIB = 1024 * 1024

GRACE = 5.0
"""Seconds after which the kernel ends a child whose parent could not: it was killed itself."""

_NO_ROOM = 86
"""The exit code of a child that had no memory left to say so."""

_STARTS, _PAUSE = 3, 0.1  # attempts to start a child, and seconds between two of them

_starting = threading.Lock()


class Task(Protocol[T_co]):
    """What a child is to do: a picklable callable without arguments."""

    def __call__(self) -> T_co:
        """The task's result, picklable."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one child may use: `seconds` of wall-clock time, `memory` in MiB of writable data."""

    seconds: float = 120.0
    memory: int = 2048


DEFAULT_BOUNDS = Bounds()


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """The task came to its end."""

    value: T


@dataclass(frozen=True, slots=True)
class TimedOut:
    """The child was ended after this many seconds."""

    seconds: float


class Cause(StrEnum):
    """Why a child ended without a result."""

    MEMORY = "memory"
    SIGNAL = "signal"
    ERROR = "error"
    LOST = "lost"
    """What the child lived in went with it, each time: `detail` names the machines."""


@dataclass(frozen=True, slots=True)
class Crashed:
    """The child ended without a result; `detail` is for the log, in English."""

    cause: Cause
    detail: str


Outcome = Done[T] | TimedOut | Crashed


class Call(Generic[T]):
    """A task under way in its child process."""

    def __init__(self, task: Task[T], bounds: Bounds) -> None:
        self._bounds = bounds
        self._receiver, sender = _context().Pipe(duplex=False)
        self._process: BaseProcess = _context().Process(
            target=_serve, args=(task, sender, bounds), daemon=True
        )
        try:
            _start(self._process)
        except BaseException:
            if self._process.pid is not None:
                self.stop()
            raise
        sender.close()
        self.deadline = time.monotonic() + bounds.seconds

    @property
    def awaited(self) -> tuple[Connection, int]:
        """What becomes ready, for `connection.wait`, when there is an outcome."""
        return self._receiver, self._process.sentinel

    def outcome(self) -> Outcome[T] | None:
        """What came of it, None while it is still at work. The child is gone afterwards."""
        if self._receiver.poll() or not self._process.is_alive():
            return self._received()
        if time.monotonic() >= self.deadline:
            self.stop()
            return TimedOut(self._bounds.seconds)
        return None

    def stop(self) -> None:
        """Ends the child and all that it has started."""
        _kill(self._process)
        self._process.join()
        self._process.close()
        self._receiver.close()

    def _received(self) -> Outcome[T]:
        try:
            return cast("Outcome[T]", self._receiver.recv())
        except (EOFError, OSError):
            self._process.join(GRACE)
            code = self._process.exitcode
            cause = Cause.MEMORY if code == _NO_ROOM else Cause.SIGNAL
            return Crashed(cause, f"exit code {code}")
        finally:
            self.stop()


def call(task: Task[T], bounds: Bounds) -> Outcome[T]:
    """What comes of a task in a child of its own."""
    under_way = Call(task, bounds)
    try:
        while (outcome := under_way.outcome()) is None:
            wait_for((under_way,))
    except BaseException:
        under_way.stop()
        raise
    return outcome


def wait_for(calls: tuple[Call[T], ...]) -> None:
    """Returns when one of the calls may have an outcome."""
    left = min(c.deadline for c in calls) - time.monotonic()
    connection.wait([a for c in calls for a in c.awaited], timeout=max(left, 0))


@cache
def _context() -> ForkServerContext | SpawnContext:
    # A fork of a server that has the readers in memory starts in 10 ms, a new interpreter in
    # 400 ms; Windows has only the latter.
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipeline.preload"])
    return context


def warm_up() -> None:
    """Starts the server that children are forked from, so that it loads while others work."""
    if multiprocessing.get_all_start_methods() != ["spawn"]:
        from multiprocessing import forkserver, resource_tracker  # noqa: PLC0415 - not on Windows

        _context()
        with _starting, undisturbed():
            resource_tracker.ensure_running()  # by itself it would unblock what is blocked here
            with unheard():
                _without_main(forkserver.ensure_running)


def _start(process: BaseProcess) -> None:
    for attempt in range(_STARTS):
        try:
            warm_up()
            with _starting, undisturbed():
                _without_main(process.start)
        except (EOFError, ConnectionError):
            # The server was killed amid the words with it; the next one will have to do.
            if attempt + 1 == _STARTS:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _without_main(action: Task[None]) -> None:
    # multiprocessing makes children import the parent's main module again; a task never needs
    # it, and a script that calls run() without a guard would call it in every child.
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        action()
    finally:
        sys.modules["__main__"] = main


def _kill(process: BaseProcess) -> None:
    if process.pid is not None and sys.platform != "win32":
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            process.kill()  # not yet a group of its own, or gone
    else:
        process.kill()


def _serve(task: Task[T], sender: Connection, bounds: Bounds) -> None:
    _silence()
    _confine(bounds)
    try:
        outcome = _outcome_of(task, bounds)  # what the task held has gone by now
        try:
            sender.send(outcome)
        except (TypeError, AttributeError, pickle.PicklingError):
            sender.send(Crashed(Cause.ERROR, traceback.format_exc()))
    except MemoryError:  # not even for that
        os._exit(_NO_ROOM)


def _outcome_of(task: Task[T], bounds: Bounds) -> Outcome[T]:
    try:
        return Done(task())
    except MemoryError:
        return Crashed(Cause.MEMORY, f"over {bounds.memory} MiB")
    except Exception:  # noqa: BLE001 - whatever goes wrong with one file costs that file only
        return Crashed(Cause.ERROR, traceback.format_exc())


def _silence() -> None:
    # Native libraries write to the terminal past Python.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _confine(bounds: Bounds) -> None:
    if sys.platform == "win32":
        return
    os.setsid()
    # RLIMIT_DATA counts what can be written. RLIMIT_AS counts address space: libraries that map
    # 570 MB at their import, and arenas that are only reserved, would use it up.
    _limit(resource.RLIMIT_DATA, bounds.memory * MIB)
    _limit(resource.RLIMIT_CORE, 0)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, bounds.seconds + GRACE)


def _limit(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (most, most))
