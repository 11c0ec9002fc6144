"""One line a submission, the batch in figures: how terminal, workbook and report begin."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from .checks.indicators import level1_count
from .checks.items import sections_of
from .model import Level, State
from .overview_notes import notes_on
from .points import points_of
from .rows import repair_count, section_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .model import Finding, Outstanding, Result


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
    findings: tuple[Finding, ...]
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

    @property
    def gravest(self) -> Finding | None:
        """The first finding of the highest level that there is, None without findings."""
        return min(self.findings, key=lambda f: list(Level).index(f.level), default=None)


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


def overview_of(results: Sequence[Result], outstanding: Outstanding | None = None) -> Overview:
    """The results at a glance, in their order; findings by frequency, then code."""
    unreported = (outstanding.unreported or ()) if outstanding is not None else ()
    lines = tuple(_line_of(result) for result in results)
    sections = dict.fromkeys(s.name for line in lines for s in line.sums)
    codes = Counter(f.code for line in lines for f in line.findings if f.level is not Level.HINT)
    frequent = sorted(codes.items(), key=lambda entry: (-entry[1], entry[0]))
    notes = notes_on(results, outstanding)
    return Overview(lines, tuple(sections), tuple(frequent), unreported, notes)


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
        level1=_level1(result),
        level1_before=result.comparison.level1_before if result.comparison is not None else None,
    )


def _level1(result: Result) -> int | None:
    if result.form is None or result.scheme is None:
        return None
    sections = sections_of(result.form, result.scheme)
    counts = [level1_count(s, rules) for s, rules in sections if rules.limited_by_last_year]
    return sum(counts) if counts else None
