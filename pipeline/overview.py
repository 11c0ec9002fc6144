"""One line a submission, the batch in figures: how terminal, workbook and report begin."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from .model import Finding, Level, State
from .points import points_of
from .rows import repair_count, section_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .model import Result


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
    """A submission at a glance; `sums` is empty where it could not be read."""

    id: str
    unit: str
    state: State
    sums: tuple[SectionSum, ...]
    indicators: int
    errors: int
    warnings: int
    repairs: int
    findings: tuple[Finding, ...]

    @property
    def total(self) -> Decimal:
        """The points of all sections together."""
        return sum((s.found or Decimal(0) for s in self.sums), Decimal(0))

    @property
    def gravest(self) -> Finding | None:
        """The first finding of the highest level that there is, None without findings."""
        return min(self.findings, key=lambda f: list(Level).index(f.level), default=None)


@dataclass(frozen=True, slots=True)
class Overview:
    """The batch: its lines, the names of its sections, and how often each finding was made."""

    lines: tuple[Line, ...]
    sections: tuple[str, ...]
    codes: tuple[tuple[str, int], ...]

    def count(self, state: State) -> int:
        """How many submissions are in this state."""
        return sum(line.state is state for line in self.lines)


def overview_of(results: Sequence[Result]) -> Overview:
    """The results at a glance, in their order; findings by frequency, then code."""
    lines = tuple(_line_of(result) for result in results)
    sections = dict.fromkeys(s.name for line in lines for s in line.sums)
    codes = Counter(f.code for line in lines for f in line.findings if f.level is not Level.HINT)
    frequent = sorted(codes.items(), key=lambda entry: (-entry[1], entry[0]))
    return Overview(lines, tuple(sections), tuple(frequent))


def _line_of(result: Result) -> Line:
    form = result.form
    return Line(
        id=result.submission.id,
        unit=(form.unit.value or "") if form is not None else "",
        state=result.state,
        sums=tuple(
            SectionSum(
                row.scheme.name,
                points_of(row.section.indicators) if row.section is not None else None,
                row.scheme.total,
            )
            for row in section_rows((result,))
        ),
        indicators=len(form.indicators) if form is not None else 0,
        errors=result.count(Level.ERROR),
        warnings=result.count(Level.WARNING),
        repairs=repair_count(result),
        findings=result.findings,
    )
