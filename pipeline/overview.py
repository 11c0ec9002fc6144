"""One line a submission, the batch in figures: how terminal, workbook and report begin."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from .checks.indicators import level1_count
from .checks.items import sections_of
from .model import Level
from .overview_lines import Line, Overview, SectionSum
from .overview_notes import notes_on
from .points import points_of
from .rows import repair_count, section_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .model import Outstanding, Result

__all__ = ["Line", "Overview", "SectionSum", "overview_of"]


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
