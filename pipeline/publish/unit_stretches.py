"""What each submission adds to the workbook, in the order in which submissions come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import duty_sheet, overview_sheet
from .duty_sheet import duty_stretch
from .indicator_sheet import HEADINGS, indicator_stretch
from .list_sheets import (
    CHANGE_SHEET,
    DOCUMENT_SHEET,
    FINDING_COLUMNS,
    REPAIR_SHEET,
    change_stretch,
    document_stretch,
    finding_stretch,
    repair_stretch,
)
from .overview_sheet import Drawn, overview_stretch
from .places import FINDINGS, INDICATORS, Places

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.columns import Filled
    from pipeline.model import Result
    from pipeline.overview import Line

    from .sheet_model import Stretch


class UnitStretches:
    """Knows on which rows the next submission stands; `sections` are those of 概览."""

    def __init__(self, sections: Sequence[str]) -> None:
        self._sections = sections
        self._row = self._indicators = self._findings = 1

    def of(self, result: Result, line: Line, tables: Mapping[str, Filled]) -> dict[str, Stretch]:
        """Its stretches by the titles of their sheets; the tables hold this result's rows."""
        rows, told = tables["indicators"], tables["findings"]
        indicators = Places(INDICATORS, HEADINGS, rows, self._indicators)
        problems = Places(FINDINGS, FINDING_COLUMNS, told, self._findings)
        ((name, unit),) = tables["submissions"].only(("提交编号", "参评单位")).rows
        drawn = Drawn(self._row, self._sections, indicators, problems)
        stretches = {
            overview_sheet.TITLE: overview_stretch(line, result, drawn),
            INDICATORS: indicator_stretch(result, rows, told, problems, self._indicators),
            FINDINGS: finding_stretch(told, unit or name, indicators),
            REPAIR_SHEET.title: repair_stretch(tables["repairs"], unit or name, indicators),
            DOCUMENT_SHEET.title: document_stretch(tables["documents"], unit or name, indicators),
            duty_sheet.TITLE: duty_stretch(result, indicators),
        }
        if "changes" in tables:
            stretches[CHANGE_SHEET.title] = change_stretch(
                tables["changes"], unit or name, indicators
            )
        self._row += 1
        self._indicators += len(rows.rows)
        self._findings += len(told.rows)
        return stretches
