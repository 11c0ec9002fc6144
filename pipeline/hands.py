"""Who reads the files of a run: children of this machine, or the workers of a cluster."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.cores import cores

from .batch import CHILDREN, Executor

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Hands:
    """An executor, and how many tasks it is given at a time."""

    executor: Executor
    workers: int


@contextmanager
def hands_of(cluster: str | None, workers: int | None) -> Iterator[Hands]:
    """Those of the cluster whose scheduler is at this address, or this machine's.

    `workers` is how many tasks at a time, None for as many as there are cores.

    Raises:
        ClusterProblem: the cluster cannot be had.
    """
    if cluster is None:
        yield Hands(CHILDREN, workers or cores())
        return
    from .cluster import connected  # noqa: PLC0415 - Dask is an extra, and slow to load

    with connected(cluster) as far:
        yield Hands(far, workers or far.width)
