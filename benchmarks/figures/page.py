"""docs/benchmarks.md: what was measured, on what; and the plot in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .plot import plot_of
from .table import fault_lines, figure_table, tally_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from .programs import Ran

ABOUT = """# Benchmarks

Written by `make bench`; do not edit. Times against another program are ratios of one run, so that
the machine's speed and most of what else it does cancel out. [performance.md](performance.md) says
where the time goes.
"""


def write_page(docs: Path, runs: Sequence[Ran], machine: Sequence[tuple[str, str]]) -> None:
    """Writes the page and its plot into this folder."""
    text = "\n".join(page_lines(runs, machine)) + "\n"
    (docs / "benchmarks.md").write_text(text, encoding="utf-8")
    figures = [figure for run in runs for figure in run.figures]
    (docs / "benchmarks.svg").write_text(plot_of(figures), encoding="utf-8")


def page_lines(runs: Sequence[Ran], machine: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The page."""
    yield ABOUT
    yield from ("| machine | |", "| --- | --- |")
    yield from (f"| {name} | {told} |" for name, told in machine)
    yield from ("", tally_line(runs), *fault_lines(runs), "")
    yield from (*figure_table(runs), "")
    yield "![each figure as a multiple of its goal](benchmarks.svg)"
