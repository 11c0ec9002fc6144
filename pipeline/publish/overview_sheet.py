"""概览: a line a unit, with the sums of its sections as formulas and bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from pipeline.columns import guarded
from pipeline.outstanding import UNREPORTED

from .sheet_model import Formula, Sheet, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from normalizers.model import Form
    from pipeline.model import Result
    from pipeline.overview import Line, Overview, SectionSum

    from .look import Look
    from .places import Places
    from .quick_sheet import QuickSheet
    from .sheet import SheetWriter
    from .sheet_model import SheetCell

TITLE = "概览"
FIRST_SUM = 2
"""The column, from 0, where the sums of sections begin, each beside what it should be."""

DECIMALS = 6
"""To which sums are rounded: Excel adds 0.1 and 0.2 to a little more than 0.3."""

_MISSING = "缺"
_BAR = "#9CC3E6"


def sheet_of(sections: Sequence[str]) -> Sheet:
    """The sheet for submissions that have these sections."""
    return Sheet(TITLE, _headings(sections), sums=frozenset(sections))


def overview_stretch(line: Line, result: Result, drawn: Drawn) -> Stretch:
    """A submission's line."""
    return Stretch((_Cells(line, result.form, drawn).all(),))


def unreported_stretch(overview: Overview) -> Stretch:
    """Units of which nothing has come, below the others."""
    blank = (None,) * (len(_headings(overview.sections)) - FIRST_SUM)
    return Stretch(tuple((guarded(unit), UNREPORTED, *blank) for unit in overview.unreported))


def finish_overview(writer: SheetWriter, look: Look, overview: Overview) -> None:
    """Ends the sheet: its sums, and a bar in each sum of a section."""
    count = writer.finish(_totals(overview))
    for place, section in enumerate(overview.sections):
        greatest = _greatest(overview, section)
        _draw_bars(writer.worksheet, look, FIRST_SUM + 2 * place, count, greatest)


def _headings(sections: Sequence[str]) -> tuple[str, ...]:
    sums = (name for section in sections for name in (section, f"{section}（应为）"))
    return (
        "参评单位",
        "状态",
        *sums,
        "总分",
        "指标数",
        "错误数",
        "警告数",
        "修正数",
        "一级指标数",
        "上年一级指标数",
        "上限核对",
        "首要问题",
        "提交编号",
    )


@dataclass(frozen=True, slots=True)
class Drawn:
    """Where a line stands and leads to: its row, the places of its indicators and findings.

    `sections` are the names of those that the sheet has columns for.
    """

    row: int
    sections: Sequence[str]
    indicators: Places
    problems: Places


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of a line."""

    line: Line
    form: Form | None
    drawn: Drawn

    def all(self) -> tuple[SheetCell, ...]:
        line, name = self.line, guarded(self.line.id)
        return (
            self.drawn.indicators.linked_to_start(guarded(line.unit or line.id)),
            str(line.state),
            *self._sums(self.drawn.sections),
            self._total(len(self.drawn.sections)),
            line.indicators,
            self._problems(line.errors),
            self._problems(line.warnings),
            line.repairs,
            line.level1,
            line.level1_before,
            line.limit,
            guarded(line.gravest),
            name,
        )

    def _problems(self, count: int) -> SheetCell:
        return self.drawn.problems.linked_to_start(count) if count else count

    def _sums(self, sections: Sequence[str]) -> Iterator[SheetCell]:
        by_name = {s.name: s for s in self.line.sums}
        ranges = self._ranges()
        for section in sections:
            found = by_name.get(section)
            if found is None:
                yield from (None, None)
                continue
            yield _sum(found, ranges.get(section))
            yield found.expected

    def _ranges(self) -> dict[str, str]:
        """The weights of each section that has any rows."""
        first = self.drawn.indicators.start
        found: dict[str, str] = {}
        if self.form is None or first is None:
            return found
        for section in self.form.sections:
            last = first + len(section.indicators) - 1
            if last >= first:
                found[section.name] = self.drawn.indicators.range_of("权重", first, last)
            first = last + 1
        return found

    def _total(self, sections: int) -> SheetCell:
        if not self.line.sums:
            return None
        columns = range(FIRST_SUM, FIRST_SUM + 2 * sections, 2)
        cells = ",".join(xl_rowcol_to_cell(self.drawn.row, column) for column in columns)
        return Formula(f"=ROUND(SUM({cells}),{DECIMALS})", float(self.line.total))


def _sum(found: SectionSum, weights: str | None) -> SheetCell:
    if found.found is None:
        return _MISSING
    if weights is None:
        return found.found
    return Formula(f"=ROUND(SUM({weights}),{DECIMALS})", float(found.found))


def _totals(overview: Overview) -> tuple[SheetCell, ...]:
    """The sums of what the filter shows."""
    headings = _headings(overview.sections)
    last = len(overview.lines) + len(overview.unreported) + 1
    if not overview.lines:
        return ()
    lines = overview.lines
    sums = {
        "指标数": sum(line.indicators for line in lines),
        "错误数": sum(line.errors for line in lines),
        "警告数": sum(line.warnings for line in lines),
        "修正数": sum(line.repairs for line in lines),
    }
    cells: list[SheetCell] = ["合计", *[None] * (len(headings) - 1)]
    for name, value in sums.items():
        column = headings.index(name)
        letter = xl_col_to_name(column)
        cells[column] = Formula(f"=SUBTOTAL(109,{letter}2:{letter}{last})", value)
    return tuple(cells)


def _greatest(overview: Overview, section: str) -> Decimal:
    """The most points that a scheme gives this section: the length of a whole bar."""
    return max(s.expected for line in overview.lines for s in line.sums if s.name == section)


def _draw_bars(
    worksheet: QuickSheet, look: Look, column: int, rows: int, greatest: Decimal
) -> None:
    # As Excel 2007 has them: openpyxl warns of the later kind's extension, and drops it.
    bar = {
        "type": "data_bar",
        "bar_color": _BAR,
        "min_type": "num",
        "min_value": 0,
        "max_type": "num",
        "max_value": float(greatest),
    }
    off = f"={xl_rowcol_to_cell(1, column)}<>{xl_rowcol_to_cell(1, column + 1)}"
    wrong = {"type": "formula", "criteria": off, "format": look.wrong}
    for rule in (wrong, bar):
        worksheet.conditional_format(1, column, rows, column, rule)
