"""An executor for `batch.call_all` whose tasks the workers of a cluster do."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

from .problem import ClusterProblem
from .traffic import Traffic
from .under_way import UnderWay

if TYPE_CHECKING:
    from pipeline.batch import Pending
    from pipeline.worker import Bounds, Task

    from .edition import Edition
    from .line import Line

T = TypeVar("T")

AHEAD = 2
"""Tasks under way for each thread of the workers: none of them waits for its next one, and workers
that join in mid-run find some. More would fill the scheduler's memory where files are sent."""

TICK = 0.2  # seconds between two looks at children here, and at what waits to be tried alone
LOOK = 5.0  # seconds between two looks at whether there still are workers
PATIENCE = 120.0
"""Seconds for which the run waits for workers when all are gone: a machine's restart."""


class Cluster:
    """The workers that one scheduler has, for the time of one run.

    The run waits so many seconds (`patience`) for workers when all are gone.
    """

    def __init__(self, line: Line, edition: Edition, patience: float = PATIENCE) -> None:
        self._line = line
        self._traffic = Traffic(line, edition)
        self._patience = patience
        self._looked = self._last_seen = time.monotonic()

    @property
    def width(self) -> int:
        """How many tasks at a time keep the cluster busy."""
        return max(1, AHEAD * self._line.threads())

    def submit(self, task: Task[T], bounds: Bounds) -> Pending[T]:
        """Begins a task, within these bounds, in a child of a worker."""
        return UnderWay(self._traffic, task, bounds)

    def wait_for(self, _pending: tuple[Pending[T], ...]) -> None:
        """Returns when one of the tasks may have an outcome.

        Raises:
            ClusterProblem: there has been no worker for a long time, or the scheduler is gone.
        """
        self._line.wait(TICK)
        now = time.monotonic()
        if now - self._looked < LOOK:
            return
        self._looked = now
        if self._line.threads():
            self._last_seen = now
        elif now - self._last_seen > self._patience:
            raise ClusterProblem(
                f"集群的工作进程全部退出，等了 {self._patience:g} 秒没有恢复；"
                "本次没有发布，原有的数据集没有改动。"
            )
