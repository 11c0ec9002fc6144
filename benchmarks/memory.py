"""The memory of the process that joins a run, as the number of submissions grows.

Usage: python benchmarks/memory.py [--forms N ...]

For each number (100 and 1,000 unless told; 10,000 takes half an hour) so many made-up forms, each
of a unit of its own, are ingested as HTML, which is read soonest: a child that reads one file has
gone when the next comes, so that only the process that collects and publishes could grow. Then the
same again, with nothing changed.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from figures.command import kaoping
from figures.figure import Figure, tell
from figures.forms import of_many_units

FLAT = 1.2
"""Times the memory of the first number that counts as flat: allocators keep some room."""


def main() -> None:
    """Prints the most memory for each number, and how it grows."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--forms", type=int, nargs="+", default=[100, 1000])
    counts = parser.parse_args().forms
    peaks = {count: peaks_of(count) for count in counts}
    least, *_, most = counts
    for count, (first, again) in peaks.items():
        tell(
            Figure(f"memory of a run that reads {count:,}", first, "MB"),
            Figure(f"memory of a run over {count:,} unchanged", again, "MB"),
        )
    for place, run in enumerate(("a run that reads all", "a run over unchanged files")):
        growth = peaks[most][place] / peaks[least][place]
        tell(Figure(f"memory of {run}: {most:,} by {least:,}", growth, "", FLAT))


def peaks_of(count: int) -> tuple[float, float]:
    """The most megabytes of a run that reads so many forms, and of one that finds them known."""
    with tempfile.TemporaryDirectory() as temporary:
        raw = Path(temporary) / "raw"
        of_many_units(raw, count)
        command = ("run", str(raw), "--out", str(Path(temporary) / "clean"))
        return kaoping(*command).megabytes, kaoping(*command).megabytes


if __name__ == "__main__":
    main()
