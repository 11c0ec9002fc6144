"""The time that the letters on a batch take, and the memory.

Usage: python benchmarks/notices.py [--submissions N ...]

A dataset of N submissions (100 and 1,000 unless told) is made of one clean form, half of them with
twelve findings; then `kaoping notices` runs on it as a whole process.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from figures.figure import Figure, tell
from notices import write_dataset
from results import WEIGHT_MISSING, WEIGHT_SUM, form_of, result

if TYPE_CHECKING:
    from pipeline.model import Result

OURS = """
import resource
from pipeline.cli import main
try:
    main()
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def main() -> None:
    """Prints a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, nargs="*", default=[100, 1_000])
    for number in parser.parse_args().submissions:
        seconds, megabytes = measured(number)
        print(
            f"{number:6} letters: {seconds:6.1f} s,"
            f" {1000 * seconds / number:5.1f} ms a letter, {megabytes:4} MB"
        )
        tell(Figure(f"a letter, of {number:,}", 1000 * seconds / number, "ms"))


def measured(number: int) -> tuple[float, int]:
    """Seconds, and the most megabytes, that so many letters take."""
    with tempfile.TemporaryDirectory() as name:
        # A process of its own: a child's peak counts from the memory of the one that starts it.
        making = get_context("spawn").Process(target=_make, args=(name, number))
        making.start()
        making.join()
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", OURS, "notices", name, "--date", "2025-01-03"],
            check=True,
            capture_output=True,
            text=True,
        )
        return time.perf_counter() - began, int(done.stdout.split()[-1]) // 1024


def _make(folder: str, number: int) -> None:
    write_dataset(Path(folder), tuple(_result(n) for n in range(number)))


def _result(number: int) -> Result:
    told = replace(WEIGHT_MISSING, number=f"1-{number % 9 + 1}-1")
    findings = (WEIGHT_SUM, *[told, WEIGHT_MISSING] * 6)[:12] if number % 2 else ()
    return result(f"单位{number}.docx", form_of(f"洛江区第{number}局"), findings)


if __name__ == "__main__":
    main()
