"""Many tasks on a few child processes, one task a child."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, TypeVar

from .worker import Call, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .worker import Bounds, Outcome, Task

T = TypeVar("T")


def call_all(
    tasks: Sequence[Task[T]],
    workers: int,
    bounds: Bounds,
    on_outcome: Callable[[int, Outcome[T]], None],
) -> None:
    """Calls every task, at most `workers` at a time, and tells each outcome as it comes.

    `on_outcome` gets the task's index and its outcome, in the order in which they end. When this
    is left by an exception, such as Ctrl-C, all children are ended first.
    """
    waiting = deque(enumerate(tasks))
    running: dict[int, Call[T]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                index, task = waiting.popleft()
                running[index] = Call(task, bounds)
            wait_for(tuple(running.values()))
            for index, outcome in _ended(running):
                on_outcome(index, outcome)
    finally:
        for call in running.values():
            call.stop()


def _ended(running: dict[int, Call[T]]) -> list[tuple[int, Outcome[T]]]:
    outcomes = [(index, call.outcome()) for index, call in running.items()]
    ended = [(index, outcome) for index, outcome in outcomes if outcome is not None]
    for index, _ in ended:
        del running[index]
    return ended
