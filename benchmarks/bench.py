"""Every benchmark, one after the other; all figures in one table and one plot, with the machine.

Usage: python benchmarks/bench.py [NAME ...] [--docs FOLDER]

Without names, all programs of this folder but those that are `LEFT_OUT`, with the sizes of `SIZES`
or else their own: some twenty minutes on two quiet cores. Then docs/benchmarks.md and
docs/benchmarks.svg are written anew; with names only where --docs is given. A program that fails
is named, the others go on, and the status is 1.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from figures.machine import machine_lines
from figures.page import write_page
from figures.programs import Program, Ran, ran
from figures.table import fault_lines, figure_table, tally_line

HERE = Path(__file__).resolve().parent
DOCS = HERE.parent / "docs"
MOST = 1_800.0
"""Seconds for one program: then it is ended."""

LEFT_OUT = {
    "bench": "this program",
    "evaluate": "writes docs/repairs.md, see `make eval`",
    "evaluate_scans": "writes docs/scans.md, see `make eval`",
    "fuzz": "breaks files for as long as one likes",
    "glyph_shapes": "makes data, and measures nothing",
    "hostile": "looks whether limits hold, not how fast",
    "kills": "looks what is lost, not how fast",
    "word_counts": "makes data, and measures nothing",
}

SIZES = {
    "batch_names": ("5000",),
    "ofd_pages": ("--forms", "12"),
    "pdf_tables": ("--all",),
    "people": ("1000",),
    "twins": ("--forms", "60"),
    "two_workers": ("--forms", "120"),
    "whole_run": ("--forms", "24"),
}
"""Where less than what a program does by itself shows as much."""


def main() -> None:
    """Runs the programs, prints the table, writes the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="only these programs")
    parser.add_argument("--docs", type=Path, help="where the page is written")
    arguments = parser.parse_args()
    machine = machine_lines()
    programs = programs_in(HERE, arguments.names)
    docs = arguments.docs or (None if arguments.names else DOCS)
    runs: list[Ran] = []
    for place in range(len(programs)):
        runs.append(run_at(place, programs))
        if docs is not None:  # each time: what is measured is not lost when this is ended
            write_page(docs, runs, machine)
    print("", *(f"{name:16} {told}" for name, told in machine), "", sep="\n")
    print(*figure_table(runs), "", tally_line(runs), *fault_lines(runs), sep="\n")
    sys.exit(any(run.fault for run in runs))


def programs_in(folder: Path, names: list[str]) -> list[Program]:
    """The programs of these names, or all that are to be run, in the order of their names."""
    files = {file.stem: file for file in sorted(folder.glob("*.py"))}
    chosen = names or [name for name in files if name not in LEFT_OUT]
    return [Program(files[name], SIZES.get(name, ())) for name in chosen]


def run_at(place: int, programs: list[Program]) -> Ran:
    """Runs one of the programs, and says on stderr which, and how it ended."""
    program = programs[place]
    began = time.strftime("%H:%M:%S")
    print(f"[{place + 1}/{len(programs)}] {began} {program.name}", file=sys.stderr, flush=True)
    run = ran(program, MOST)
    print(f"    {run.seconds:.0f} s; {run.fault or 'done'}", file=sys.stderr, flush=True)
    return run


if __name__ == "__main__":
    main()
