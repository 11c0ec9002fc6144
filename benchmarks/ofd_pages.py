"""Milliseconds a page that forms take to be read from OFD, and the same forms from PDF.

Usage: python benchmarks/ofd_pages.py [--forms N]

Both readers go over all forms in turn, three rounds, and the best round of each counts: a machine
that slows down for a while then hits both alike.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from figures.figure import Figure, tell

from parsers.limits import DEFAULT_LIMITS
from parsers.ofd import read_ofd
from parsers.pdf import read_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

    from parsers.limits import Limits
    from parsers.model import Reading

TESTS = Path(__file__).resolve().parents[1] / "tests"
ROUNDS = 3


def main() -> None:
    """Prints one line per format, and their ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--forms", type=int, default=20)
    count = parser.parse_args().forms
    sys.path.insert(0, str(TESTS))
    from forms import Kind, build, random_form  # noqa: PLC0415 - found only now

    forms = [random_form(40_000 + seed) for seed in range(count)]
    ofd = [build(*form, Kind.OFD) for form in forms]
    pdf = [build(*form, Kind.PDF) for form in forms]
    rounds = [(measured(read_ofd, ofd), measured(read_pdf, pdf)) for _ in range(ROUNDS)]
    best_ofd, best_pdf = (min(times) for times in zip(*rounds, strict=True))
    print(f"{count} forms")
    print(f"ofd {best_ofd:6.1f} ms/page")
    print(f"pdf {best_pdf:6.1f} ms/page")
    tell(Figure("OFD to tables, by PDF", best_ofd / best_pdf))


def measured(read: Callable[[bytes, Limits], Reading], files: list[bytes]) -> float:
    """Milliseconds a page that this reader takes."""
    started = time.perf_counter()
    pages = sum(read(data, DEFAULT_LIMITS).pages or 0 for data in files)
    return 1000 * (time.perf_counter() - started) / pages


if __name__ == "__main__":
    main()
