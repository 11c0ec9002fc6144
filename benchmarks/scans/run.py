"""Forms measured in child processes, one a form, two at a time."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pipeline.batch import call_all
from pipeline.worker import Bounds, Cause, Crashed, Done

from .job import Job, Measured
from .settings import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.worker import Outcome

WORKERS = 2
BOUNDS = Bounds(seconds=900, memory=4096)
"""Beyond what a submission may take: what a slow form says is wanted too."""


def measured(names: Sequence[str], seeds: Sequence[int]) -> list[Measured]:
    """The forms of these seeds in each setting; the settings take turns."""
    jobs = [
        Job(setting.name, seed) for seed in seeds for setting in SETTINGS if setting.name in names
    ]
    done: dict[int, Measured] = {}

    def on_outcome(index: int, outcome: Outcome[Measured]) -> None:
        done[index] = measured_of(jobs[index], outcome)
        _tell(done[index], len(done), len(jobs))

    call_all(jobs, WORKERS, BOUNDS, on_outcome)
    return [done[index] for index in sorted(done)]


def measured_of(job: Job, outcome: Outcome[Measured]) -> Measured:
    """What a job came to, whatever became of its child.

    Raises:
        RuntimeError: the measuring itself failed; holds where.
    """
    if isinstance(outcome, Done):
        return outcome.value
    if isinstance(outcome, Crashed):
        if outcome.cause is Cause.ERROR:
            raise RuntimeError(f"{job.setting}/{job.seed}: {outcome.detail}")
        return job.lost(f"{outcome.cause}: {outcome.detail}")
    return job.lost(f"not done after {outcome.seconds:.0f} s")


def _tell(one: Measured, number: int, jobs: int) -> None:
    values = one.values
    line = f"{number}/{jobs} {one.setting}/{one.seed}: {values.whole} of {values.rows} rows right"
    print(f"{line}, {one.seconds:.0f} s {one.fault}", file=sys.stderr, flush=True)
