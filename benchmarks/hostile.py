"""The hostile files, one after another, each in a worker: what became of them, at what cost.

Usage: python benchmarks/hostile.py [--every N] [--seconds S] [--memory MB]

First each file is read by itself, with the bounds given, and the slowest and largest are told:
seconds by the clock and of processor time, and the greatest resident memory of a child. Then all
of them are in one watched run. Ends with 1 if any file ended otherwise than it may, or anything
was fetched, started or written elsewhere.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

TESTS = Path(__file__).resolve().parents[1] / "tests"
sys.path.insert(0, str(TESTS))

from hostile.corpus import corpus  # noqa: E402
from hostile.measured import Cost, cost_of  # noqa: E402
from hostile.trial import lured, tried, written  # noqa: E402

from pipeline.worker import Bounds  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hostile.model import Hostile
    from hostile.trial import Trial

MOST_TOLD = 12
SLOW = 3.0
"""Seconds by the clock; most files take a tenth of one."""


def main() -> None:
    """Prints what became of the files."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--memory", type=int, default=1024)
    arguments = parser.parse_args()
    bounds = Bounds(arguments.seconds, arguments.memory)
    with tempfile.TemporaryDirectory() as name, lured(Path(name)) as (lure, asked):
        files = corpus(lure)[:: arguments.every]
        raw = written(files, Path(name) / "raw")
        tell_costs([told(cost_of(raw / file.name, bounds)) for file in files])
        options = ("--timeout", str(arguments.seconds), "--memory", str(arguments.memory))
        wrong = tell_trial(files, tried(raw, Path(name), lure, asked, *options))
    print(f"peak of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    sys.exit(1 if wrong else 0)


def told(cost: Cost) -> Cost:
    """The cost, which is printed at once if it is out of the common."""
    if cost.seconds > SLOW:
        print(f"  {cost.seconds:6.1f} s {cost.name}: {cost.how}", flush=True)
    return cost


def tell_costs(costs: Sequence[Cost]) -> None:
    """Prints the dearest."""
    for title, key in (("slowest", "seconds"), ("largest", "memory")):
        print(f"{title}:")
        for cost in sorted(costs, key=lambda c: -getattr(c, key))[:MOST_TOLD]:
            figures = f"{cost.seconds:6.1f} s {cost.processor:6.1f} s cpu {cost.memory:5} MB"
            print(f"  {figures}  {cost.name}: {cost.how}")
    print(f"{len(costs)} files, {sum(c.processor for c in costs):.0f} s of processor time")


def tell_trial(files: Sequence[Hostile], trial: Trial) -> int:
    """Prints how a run ended, and how many things are wrong with it."""
    print(f"one run: status {trial.status}, {trial.seconds:.0f} s")
    counts = Counter(code for ends in trial.ends.values() for code in ends)
    for code, count in counts.most_common():
        print(f"  {count:5} {code}")
    wrong = [f"{f.name}: {sorted(trial.ends.get(f.name, ['nothing']))}" for f in files
             if not trial.ends.get(f.name, frozenset({"nothing"})) <= f.ends]  # fmt: skip
    wrong += [*trial.complaints, *(f"asked: {line}" for line in trial.asked)]
    for line in wrong:
        print(f"WRONG {line}")
    return len(wrong)


if __name__ == "__main__":
    main()
