"""The whole command over digital submissions with one worker and with two.

Usage: python benchmarks/two_workers.py [--forms N] [--kind pdf|docx|xlsx|html] [--rounds N]

N made-up forms (120 unless told, of a unit each), a new dataset each time. Both take
turns, and each one's best round counts. What no second worker makes shorter is in it: the start,
and publishing.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from figures.command import Taken, kaoping
from figures.figure import Bound, Figure, tell
from figures.forms import drawn

GOAL = 1.8


def main() -> None:
    """Prints seconds a file, and how many times as fast two workers are."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--forms", type=int, default=120)
    parser.add_argument("--kind", default="pdf", choices=["pdf", "docx", "xlsx", "html"])
    parser.add_argument("--rounds", type=int, default=2)
    arguments = parser.parse_args()
    best: dict[int, Taken] = {}
    with tempfile.TemporaryDirectory() as temporary:
        raw = Path(temporary) / "raw"
        drawn(raw, arguments.forms, arguments.kind)
        for number in range(arguments.rounds):
            for workers in (1, 2):
                out = str(Path(temporary) / f"{number}-{workers}")
                taken = kaoping("run", str(raw), "--out", out, "--workers", str(workers))
                best[workers] = min(best.get(workers, taken), taken, key=lambda t: t.wall)
    for workers, taken in best.items():
        print(
            f"{workers} worker(s) {1000 * taken.wall / arguments.forms:6.0f} ms a file,"
            f" {1000 * taken.cores / arguments.forms:6.0f} ms of processors"
        )
    gain = best[1].wall / best[2].wall
    name = f"two workers, times as fast as one ({arguments.forms} {arguments.kind})"
    tell(Figure(name, gain, "", GOAL, Bound.AT_LEAST))


if __name__ == "__main__":
    main()
