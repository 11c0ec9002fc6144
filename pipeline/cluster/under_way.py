"""A task that is under way on the cluster, whatever becomes of the workers that have it."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Generic, TypeVar, assert_never, cast

from parsers.limits import DEFAULT_LIMITS
from pipeline.worker import Call, Cause, Crashed

from .edition import difference_told
from .errand import Errand, Foreign, Impossible, Movable, Returned, Unseen, brought_home
from .parcel import Parcel, Unsendable, light, packed
from .problem import ClusterProblem

if TYPE_CHECKING:
    from pipeline.worker import Bounds, Outcome, Task

    from .errand import Report
    from .line import Answer
    from .traffic import Traffic

T = TypeVar("T")

MOST_LOSSES = 2
"""Workers that a task may cost which does not say so itself: the second time it is alone."""


class UnderWay(Generic[T]):
    """One task, at work on the cluster, waiting to be tried alone there, or in a child here."""

    def __init__(self, traffic: Traffic, task: Task[T], bounds: Bounds) -> None:
        self._traffic = traffic
        self._task = task
        self._bounds = bounds
        self._lost: list[str] = []
        self._answer: Answer | None = None
        self._here: Call[T] | None = None
        self._send()

    def outcome(self) -> Outcome[T] | None:
        """What came of it, None while it is under way.

        Raises:
            ClusterProblem: the cluster is gone, or a worker is of another edition.
        """
        if self._here is not None:
            return self._here.outcome()
        if self._answer is None:
            self._try_alone()
            return None
        if not self._answer.is_there():
            return None
        self._traffic.ended(self)
        reply = self._answer.reply()
        return self._lost_at(reply) if isinstance(reply, str) else self._reported(reply)

    def stop(self) -> None:
        """Nobody waits for it any more; a worker that has begun it goes on to its end."""
        self._traffic.ended(self)
        if self._here is not None:
            self._here.stop()
        if self._answer is not None:
            self._answer.forget()

    def _send(self) -> None:
        try:
            parcel = self._parcel()
        except Unsendable:
            # It will not be read, wherever that is found out: what is wrong is told the same way.
            self._do_here()
            return
        errand = pickle.dumps(Errand(self._task, self._bounds, parcel))
        self._answer = self._traffic.send(self, errand)

    def _parcel(self) -> Parcel:
        if not isinstance(self._task, Movable):
            return Parcel()
        whole = packed(self._task.files, self._task.shelf, DEFAULT_LIMITS.file_bytes)
        return light(whole) if self._traffic.sees(self._task.files) else whole

    def _do_here(self) -> None:
        self._answer = None
        self._here = Call(self._task, self._bounds)

    def _try_alone(self) -> None:
        if self._traffic.is_idle():
            self._send()

    def _lost_at(self, where: str) -> Outcome[T] | None:
        self._lost.append(where)
        most = self._task.most_losses if isinstance(self._task, Movable) else MOST_LOSSES
        if len(self._lost) >= most:
            return Crashed(Cause.LOST, "、".join(self._lost))
        self._answer = None  # which of the worker's tasks it was that killed it, nobody knows
        return None

    def _reported(self, report: Report[object]) -> Outcome[T] | None:
        match report:
            case Returned(outcome, made):
                if isinstance(self._task, Movable) and self._task.shelf is not None:
                    for one in made:
                        (self._task.shelf / one.name).write_bytes(one.content)
                return brought_home(self._task, cast("Outcome[T]", outcome))
            case Unseen():
                self._traffic.not_seen(cast("Movable", self._task).files)
                self._send()
            case Impossible():
                self._do_here()
            case Foreign(theirs):
                told = difference_told("一个工作进程", self._traffic.edition, theirs)
                raise ClusterProblem(f"{told}原有的数据集没有改动。")
            case _:
                assert_never(report)
        return None
