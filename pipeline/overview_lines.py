"""The batch at a glance: what its overview consists of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .model import State  # noqa: TC001 - the store looks the field up


@dataclass(frozen=True, slots=True)
class SectionSum:
    """What a section adds up to; `found` is None where the form lacks it."""

    name: str
    found: Decimal | None
    expected: Decimal

    @property
    def right(self) -> bool:
        """Whether it is what the scheme asks for."""
        return self.found == self.expected


@dataclass(frozen=True, slots=True)
class Line:
    """A submission at a glance; `sums` is empty where it could not be read.

    `gravest` is what the first finding of the highest level says, empty without findings.
    `level1` is the number of 一级指标 in the sections that the scheme limits by last year's, None
    where it limits none; `level1_before` last year's number, None where it is not known.
    """

    id: str
    unit: str
    state: State
    sums: tuple[SectionSum, ...]
    indicators: int
    errors: int
    warnings: int
    repairs: int
    gravest: str
    level1: int | None = None
    level1_before: int | None = None

    @property
    def limit(self) -> str:
        """Whether there are no more 一级指标 than last year; empty where nothing limits them."""
        if self.level1 is None:
            return ""
        if self.level1_before is None:
            return "未核对"
        return "符合" if self.level1 <= self.level1_before else "超出"

    @property
    def total(self) -> Decimal:
        """The points of all sections together."""
        return sum((s.found or Decimal(0) for s in self.sums), Decimal(0))


@dataclass(frozen=True, slots=True)
class Overview:
    """The batch: its lines, the names of its sections, and how often each finding was made.

    `unreported` are units of which nothing has come, empty too where the office has no roster;
    `notes` are sentences about all of them.
    """

    lines: tuple[Line, ...]
    sections: tuple[str, ...]
    codes: tuple[tuple[str, int], ...]
    unreported: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def count(self, state: State) -> int:
        """How many submissions are in this state."""
        return sum(line.state is state for line in self.lines)
