"""Tables in Markdown: all figures of all programs, and what failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .figure import with_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .programs import Ran


def figure_table(runs: Sequence[Ran]) -> Iterator[str]:
    """A line for each figure, in the order of the programs."""
    yield "| figure | measured | goal | verdict | program |"
    yield "| --- | ---: | --- | --- | --- |"
    for run in runs:
        for f in run.figures:
            measured = with_unit(f.measured, f.unit)
            yield f"| {f.name} | {measured} | {f.goal} | {f.verdict} | `{run.program.name}` |"


def fault_lines(runs: Sequence[Ran]) -> Iterator[str]:
    """A line for each program that failed."""
    for run in runs:
        if run.fault:
            yield f"- `{run.program.name}` {run.fault}; figures that it should tell are missing"


def tally_line(runs: Sequence[Ran]) -> str:
    """How many goals are reached, and how long it all took."""
    verdicts = [f.verdict for run in runs for f in run.figures if f.verdict]
    minutes = sum(run.seconds for run in runs) / 60
    reached = verdicts.count("reached")
    return f"{reached} of {len(verdicts)} goals are reached; {minutes:.0f} minutes in all."
