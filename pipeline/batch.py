"""Many tasks, a few at a time: in child processes here, or wherever an executor has them done."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Protocol, TypeVar

from .worker import Call, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .worker import Bounds, Outcome, Task

T = TypeVar("T")


class Pending(Protocol[T]):
    """A task under way, as a `concurrent.futures.Future` is; `worker.Call` is one."""

    def outcome(self) -> Outcome[T] | None:
        """What came of it, None while it is under way."""

    def stop(self) -> None:
        """Nobody waits for it any more; called only while it is under way."""


class Executor(Protocol):
    """Where tasks are done, as `concurrent.futures.Executor` and `wait` are."""

    def submit(self, task: Task[T], bounds: Bounds) -> Pending[T]:
        """Begins a task, within these bounds."""

    def wait_for(self, pending: tuple[Pending[T], ...]) -> None:
        """Returns when one of its tasks may have an outcome."""


class _Children:
    """Children of this process, one a task."""

    def submit(self, task: Task[T], bounds: Bounds) -> Pending[T]:
        return Call(task, bounds)

    def wait_for(self, pending: tuple[Pending[T], ...]) -> None:
        wait_for(tuple(call for call in pending if isinstance(call, Call)))


CHILDREN: Executor = _Children()


def call_all(
    tasks: Sequence[Task[T]],
    workers: int,
    bounds: Bounds,
    on_outcome: Callable[[int, Outcome[T]], None],
    executor: Executor = CHILDREN,
) -> None:
    """Calls every task, at most `workers` at a time, and tells each outcome as it comes.

    `on_outcome` gets the task's index and its outcome, in the order in which they end. When this
    is left by an exception, such as Ctrl-C, all children are ended first.
    """
    waiting = deque(enumerate(tasks))
    running: dict[int, Pending[T]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                index, task = waiting.popleft()
                running[index] = executor.submit(task, bounds)
            executor.wait_for(tuple(running.values()))
            for index, outcome in _ended(running):
                on_outcome(index, outcome)
    finally:
        for pending in running.values():
            pending.stop()


def _ended(running: dict[int, Pending[T]]) -> list[tuple[int, Outcome[T]]]:
    outcomes = [(index, pending.outcome()) for index, pending in running.items()]
    ended = [(index, outcome) for index, outcome in outcomes if outcome is not None]
    for index, _ in ended:
        del running[index]
    return ended
