"""How soon the command is there: `kaoping --help`, and a run over files that have not changed.

Usage: python benchmarks/startup.py [--forms N] [--rounds N]

Each time is that of a fresh process, from its start to its end; of several rounds (7 unless told)
the best counts. The run is over N forms (10 unless told) that are in the dataset already.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from figures.command import Taken, kaoping
from figures.figure import Figure, tell
from figures.forms import drawn

HELP_GOAL = 0.25  # seconds
UNCHANGED_GOAL = 1.0


def main() -> None:
    """Prints seconds, by the clock and of processors."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--forms", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    shown = best_of(arguments.rounds, "--help")
    with tempfile.TemporaryDirectory() as temporary:
        raw, out = Path(temporary) / "raw", Path(temporary) / "clean"
        drawn(raw, arguments.forms, "docx")
        again = ("run", str(raw), "--out", str(out))
        kaoping(*again)
        unchanged = best_of(arguments.rounds, *again)
    tell(
        Figure("kaoping --help", shown.wall, "s", HELP_GOAL),
        Figure(f"run over {arguments.forms} unchanged files", unchanged.wall, "s", UNCHANGED_GOAL),
        Figure(f"run over {arguments.forms} unchanged files, of processors", unchanged.cores, "s"),
    )


def best_of(rounds: int, *arguments: str) -> Taken:
    """What the command takes at best, by the clock and of processors, each by itself."""
    taken = [kaoping(*arguments) for _ in range(rounds)]
    return Taken(min(t.wall for t in taken), min(t.cores for t in taken))


if __name__ == "__main__":
    main()
