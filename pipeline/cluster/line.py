"""The line to the scheduler: errands go out by it, answers come back."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

from distributed import Client, Future, KilledWorker

from .errand import perform, report_in
from .problem import ClusterProblem

if TYPE_CHECKING:
    from .edition import Edition
    from .errand import Report

SECONDS = 10.0
"""How long the scheduler may take to answer what it knows itself."""


class Answer(Protocol):
    """What will come back of an errand."""

    def is_there(self) -> bool:
        """Whether it has come."""

    def reply(self) -> Report[object] | str:
        """The report, or where a worker was lost with the errand.

        Raises:
            ClusterProblem: the scheduler is gone.
        """

    def forget(self) -> None:
        """Nobody waits for it."""


class Line:
    """A client of the scheduler at this address, for one run."""

    def __init__(self, client: Client, address: str) -> None:
        self._client = client
        self._address = address
        self._news = threading.Event()

    def send(self, edition: Edition, errand: bytes) -> Answer:
        """Has an errand done by any worker.

        Raises:
            ClusterProblem: the scheduler is gone.
        """
        key = f"kaoping-{uuid4().hex}"
        try:
            future = self._client.submit(perform, edition, errand, key=key, pure=False)
        except Exception as problem:
            raise self.broken() from problem
        future.add_done_callback(lambda _: self._news.set())
        return _Answer(future, self)

    def wait(self, seconds: float) -> None:
        """Returns when an answer has come, or after so long."""
        self._news.wait(seconds)
        self._news.clear()

    def threads(self) -> int:
        """How many errands the workers can do at a time, by what the scheduler knows now.

        Raises:
            ClusterProblem: the scheduler is gone.
        """
        try:
            return sum(self._client.nthreads().values())
        except Exception as problem:
            raise self.broken() from problem

    def broken(self) -> ClusterProblem:
        """What to say when the scheduler does not answer any more."""
        return ClusterProblem(
            f"与集群 {self._address} 的连接中断，本次没有发布，原有的数据集没有改动；"
            "请检查调度程序（dask scheduler）和网络后再运行一次。"
        )


class _Answer:
    def __init__(self, future: Future, line: Line) -> None:
        self._future = future
        self._line = line

    def is_there(self) -> bool:
        return self._future.status not in {"pending", "lost"}

    def reply(self) -> Report[object] | str:
        if self._future.status == "error":
            return _lost_with(self._future.exception(timeout=SECONDS))
        try:
            return report_in(self._future.result(timeout=SECONDS))
        except KilledWorker as problem:
            return _lost_with(problem)
        except Exception as problem:
            raise self._line.broken() from problem

    def forget(self) -> None:
        self._future.cancel()


def _lost_with(problem: BaseException) -> str:
    """Where: the worker's address, or what it failed of where it is still there."""
    if isinstance(problem, KilledWorker):
        return str(problem.last_worker.address)
    return f"{type(problem).__name__}: {problem}"
