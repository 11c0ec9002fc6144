"""What an action takes for each of several files, other work of the machine left out."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


@dataclass(slots=True)
class Clock(Generic[T]):
    """What an action takes for each thing in its best round: seconds by the clock, and of CPUs.

    The best round of each thing, not of all: a machine that does other things has a quiet moment
    for one of them sooner than for all.
    """

    name: str
    action: Callable[[T], object]
    best: dict[T, tuple[float, float]] = field(default_factory=dict)

    def run(self, thing: T) -> None:
        """One round of a thing."""
        wall, cores = time.perf_counter(), time.process_time()
        self.action(thing)
        taken = time.perf_counter() - wall, time.process_time() - cores
        wall, cores = self.best.get(thing, taken)
        self.best[thing] = min(wall, taken[0]), min(cores, taken[1])

    @property
    def sums(self) -> tuple[float, float]:
        """Both, over all things."""
        walls, cores = zip(*self.best.values(), strict=True)
        return sum(walls), sum(cores)
