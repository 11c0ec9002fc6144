"""A measured figure and its goal; how a benchmark tells it."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

KEPT_IN = "KAOPING_FIGURES"
"""The environment variable that names the file in which figures are gathered, one a line."""


class Bound(StrEnum):
    """On which side of its goal a figure should be."""

    AT_MOST = "at most"
    AT_LEAST = "at least"


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, in `unit` (empty for a ratio); `wanted` is None where nothing is asked."""

    name: str
    measured: float
    unit: str = ""
    wanted: float | None = None
    bound: Bound = Bound.AT_MOST

    @property
    def strain(self) -> float | None:
        """How much of its goal it takes: over 1 the goal is missed; None without a goal."""
        if self.wanted is None:
            return None
        over, under = self.measured, self.wanted
        if self.bound is Bound.AT_LEAST:
            over, under = under, over
        if not under:
            return 1.0 if not over else float("inf")
        return over / under

    @property
    def verdict(self) -> str:
        """Whether the goal is reached; empty without a goal."""
        if self.strain is None:
            return ""
        return "reached" if self.strain <= 1 else "MISSED"

    @property
    def goal(self) -> str:
        """The goal in words; empty without one."""
        return "" if self.wanted is None else f"{self.bound} {with_unit(self.wanted, self.unit)}"

    def __str__(self) -> str:
        """One line: name, figure, goal, verdict."""
        line = f"{self.name:52} {with_unit(self.measured, self.unit):>12}"
        return f"{line}  {self.goal}: {self.verdict}" if self.goal else line


def with_unit(number: float, unit: str) -> str:
    """The number in about three figures, with its unit."""
    decimals = 0 if number == int(number) or abs(number) >= 100 else 1 if abs(number) >= 10 else 2  # noqa: PLR2004
    if 0 < abs(number) < 1:
        decimals = 3
    text = f"{number:,.{decimals}f}"
    return f"{text} {unit}" if unit else text


def tell(*figures: Figure) -> None:
    """Prints the figures, and keeps them where `KEPT_IN` says, if it does."""
    file = os.environ.get(KEPT_IN)
    for figure in figures:
        print(figure, flush=True)
    if file:
        with Path(file).open("a", encoding="utf-8") as lines:
            lines.writelines(f"{json.dumps(asdict(figure))}\n" for figure in figures)


def told_in(file: Path) -> tuple[Figure, ...]:
    """The figures that were kept in this file, in the order in which they were told."""
    if not file.exists():
        return ()
    kept = map(json.loads, file.read_text("utf-8").splitlines())
    return tuple(Figure(**{**fields, "bound": Bound(fields["bound"])}) for fields in kept)
