"""A second run over submissions that have not changed: seconds of the whole command, and memory.

Usage: python benchmarks/unchanged.py [--forms N] [--kind docx|pdf|xlsx|html] [--most S]

N made-up forms (1,000 unless told, a hundred different ones) are ingested; then `kaoping run` is
called again with one of them changed, then as they are. With --most the program ends with status 1
when the best of three runs without a change takes longer than so many seconds.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from figures.command import Taken, kaoping
from figures.figure import Figure, tell
from figures.forms import drawn, form_file

ROUNDS = 3
CHANGED = 21_000  # the seed of a form that is none of the others
GOAL = 3.0  # seconds


def main() -> None:
    """Prints seconds and memory."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--forms", type=int, default=1000)
    parser.add_argument("--kind", default="docx", choices=["docx", "pdf", "xlsx", "html"])
    parser.add_argument("--most", type=float)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        raw, out = Path(temporary) / "raw", Path(temporary) / "clean"
        drawn(raw, arguments.forms, arguments.kind)
        print(f"{arguments.forms} forms (.{arguments.kind})")
        print(f"first run        {taken(raw, out).wall:7.2f} s")
        changed = next(raw.iterdir())
        changed.write_bytes(form_file(CHANGED, arguments.kind))
        print(f"one has changed  {taken(raw, out).wall:7.2f} s")
        rounds = [taken(raw, out) for _ in range(ROUNDS)]
    best = min(t.wall for t in rounds)
    name = f"run over {arguments.forms:,} unchanged files"
    tell(
        Figure(name, best, "s", GOAL),
        Figure(f"{name}, of processors", min(t.cores for t in rounds), "s"),
        Figure(f"{name}, memory", max(t.megabytes for t in rounds), "MB"),
    )
    sys.exit(arguments.most is not None and best > arguments.most)


def taken(raw: Path, out: Path) -> Taken:
    """What the command takes, from its start to its end."""
    return kaoping("run", str(raw), "--out", str(out))


if __name__ == "__main__":
    main()
