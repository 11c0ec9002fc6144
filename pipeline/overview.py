"""One line a submission, the batch in figures: how terminal, workbook and report begin."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from .checks.indicators import level1_count
from .checks.items import sections_of
from .model import Level
from .overview_lines import Line, Overview, SectionSum
from .overview_notes import YearOnYear, notes_on
from .points import points_of
from .rows import repair_count, section_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .model import Finding, Outstanding, Result

__all__ = ["Glance", "Line", "Overview", "SectionSum", "overview_of"]

_GRAVITY = {level: number for number, level in enumerate(Level)}


class Glance:
    """The overview, as the results come by in their order."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._codes: Counter[str] = Counter()
        self._years = YearOnYear()

    def line(self, result: Result) -> Line:
        """The line of the next result."""
        line = _line_of(result)
        self._lines.append(line)
        self._codes.update(f.code for f in result.findings if f.level is not Level.HINT)
        self._years.add(result)
        return line

    def overview(self, outstanding: Outstanding | None) -> Overview:
        """All that came by; findings by frequency, then code."""
        unreported = (outstanding.unreported or ()) if outstanding is not None else ()
        sections = dict.fromkeys(s.name for line in self._lines for s in line.sums)
        frequent = sorted(self._codes.items(), key=lambda entry: (-entry[1], entry[0]))
        notes = notes_on(outstanding, self._years)
        return Overview(tuple(self._lines), tuple(sections), tuple(frequent), unreported, notes)


def overview_of(results: Iterable[Result], outstanding: Outstanding | None = None) -> Overview:
    """The results at a glance, in their order."""
    glance = Glance()
    for result in results:
        glance.line(result)
    return glance.overview(outstanding)


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
        gravest=_gravest(result.findings),
        level1=_level1(result),
        level1_before=result.comparison.level1_before if result.comparison is not None else None,
    )


def _gravest(findings: tuple[Finding, ...]) -> str:
    first = min(findings, key=lambda finding: _GRAVITY[finding.level], default=None)
    return "" if first is None else first.message


def _level1(result: Result) -> int | None:
    if result.form is None or result.scheme is None:
        return None
    sections = sections_of(result.form, result.scheme)
    counts = [level1_count(s, rules) for s, rules in sections if rules.limited_by_last_year]
    return sum(counts) if counts else None
