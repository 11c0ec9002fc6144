"""Normalising a form against reading it from a digital PDF, and how both grow with the number.

Usage: python benchmarks/form_speed.py [--forms N]

The first half of the forms (24 unless told) and all of them: twice the forms should take twice the
time.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from figures.figure import Figure, tell

from normalizers import normalize
from normalizers.model import Part
from normalizers.scheme import load_scheme
from parsers.limits import DEFAULT_LIMITS
from parsers.pdf import read_pdf

SCHEME = load_scheme("luojiang-2024-series2")
READING = 1.0  # the time that normalising may take, of reading's
LINEAR = 1.2  # times; what a form more may take of what one took before, noise included
TESTS = Path(__file__).resolve().parents[1] / "tests"


def main() -> None:
    """Prints seconds a form and their ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--forms", type=int, default=24)
    count = parser.parse_args().forms
    sys.path.insert(0, str(TESTS))
    from forms import Kind, build, random_form  # noqa: PLC0415 - found only now

    files = [build(*random_form(30_000 + seed), Kind.PDF) for seed in range(count)]
    measured(files[:1])  # what is loaded once is loaded now
    print("forms  read ms/form  normalise ms/form  ratio")
    each_form = []
    for some in (files[: count // 2], files):
        read, normalised = measured(some)
        each = 1000 / len(some)
        each_form.append((read * each, normalised * each))
        print(
            f"{len(some):5}  {read * each:12.1f}  {normalised * each:17.1f}"
            f"  {normalised / read:5.2f}"
        )
    (_, half), (read, whole) = each_form
    tell(
        Figure("normalising a form, by reading it from a PDF", whole / read, "", READING),
        Figure("normalising twice the forms, each by before", whole / half, "", LINEAR),
    )


def measured(files: list[bytes]) -> tuple[float, float]:
    """The seconds that reading these files takes, and that normalising them takes."""
    started = time.perf_counter()
    readings = [read_pdf(data, DEFAULT_LIMITS) for data in files]
    read = time.perf_counter()
    for reading in readings:
        normalize((Part("form.pdf", reading),), SCHEME)
    return read - started, time.perf_counter() - read


if __name__ == "__main__":
    main()
