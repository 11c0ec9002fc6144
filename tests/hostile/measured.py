"""One file read in children of its own, and what that cost."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.intake import Intake, submission_at
from pipeline.job import Job, shelf
from pipeline.unpack import unpacked
from pipeline.worker import Bounds, Done, call

if TYPE_CHECKING:
    from pathlib import Path

_KIB = 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock and of the children's processors, MiB of the largest of them.

    Time to unpack counts by the clock alone, and children that were ended count for nothing else.
    """

    name: str
    seconds: float
    processor: float
    memory: int
    how: str


@dataclass(frozen=True, slots=True)
class MeasuredJob:
    """A job, and what it took of its child."""

    job: Job

    def __call__(self) -> tuple[str, float, int]:
        """What the result says, seconds of processor time, MiB."""
        import resource  # noqa: PLC0415 - not there on Windows

        found = self.job().findings
        said = ", ".join(sorted({f.code for f in found if f.code.startswith("file.")})) or "read"
        spent = resource.getrusage(resource.RUSAGE_SELF)
        return said, spent.ru_utime + spent.ru_stime, spent.ru_maxrss // _KIB


def cost_of(path: Path, bounds: Bounds) -> Cost:
    """What it takes to read a file, or all that is in an archive."""
    start = time.perf_counter()
    processor, memory, said = 0.0, 0, []
    with unpacked(Intake((submission_at(path),)), bounds) as intake, shelf() as folder:
        said += sorted({refused.problem.code for refused in intake.refused})
        for submission in intake.submissions:
            outcome = call(MeasuredJob(Job(submission, None, None, folder)), bounds)
            if isinstance(outcome, Done):
                how, spent, held = outcome.value
                processor, memory = processor + spent, max(memory, held)
                said.append(how)
            else:
                said.append(str(outcome).strip().rpartition("\n")[2])
    how = ", ".join(dict.fromkeys(said))
    return Cost(path.name, time.perf_counter() - start, processor, memory, how)
