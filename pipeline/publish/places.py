"""Where the rows of a submission stand in the workbook: what its links and sums point to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_rowcol_to_cell

from .sheet_model import Linked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.columns import CellValue, Filled

INDICATORS = "指标明细"
FINDINGS = "问题清单"


class Places:
    """The rows of submissions and indicators on one sheet, made of a table in its order.

    `first` is the row of the sheet on which the table begins.
    """

    def __init__(self, sheet: str, columns: Sequence[str], table: Filled, first: int = 1) -> None:
        self._sheet = sheet
        self._columns = {name: i for i, name in enumerate(columns)}
        self._starts: dict[CellValue, int] = {}
        self._rows: dict[tuple[CellValue, CellValue], int] = {}
        names = [heading.name for heading in table.headings]
        whose, which = names.index("提交编号"), names.index("序号")
        for number, row in enumerate(table.rows, start=first):
            self._starts.setdefault(row[whose], number)
            self._rows.setdefault((row[whose], row[which]), number)

    def start(self, submission: CellValue) -> int | None:
        """The first row of this submission, None if it has none."""
        return self._starts.get(submission)

    def linked(
        self, value: CellValue, submission: CellValue, number: CellValue
    ) -> Linked | CellValue:
        """The value, leading to the row with this 序号, if there is one."""
        row = self._rows.get((submission, number)) if number else None
        return value if row is None else Linked(value, self._target(row, "序号"))

    def linked_to_start(self, value: CellValue, submission: CellValue) -> Linked | CellValue:
        """The value, leading to the first row of the submission, if it has any."""
        row = self._starts.get(submission)
        return value if row is None else Linked(value, self._target(row, "序号"))

    def range_of(self, column: str, first: int, last: int) -> str:
        """These rows of a column, as a formula on another sheet writes them."""
        place = self._columns[column]
        start, end = (
            xl_rowcol_to_cell(r, place, row_abs=True, col_abs=True) for r in (first, last)
        )
        return f"{self._sheet}!{start}" if first == last else f"{self._sheet}!{start}:{end}"

    def _target(self, row: int, column: str) -> str:
        return f"'{self._sheet}'!{xl_rowcol_to_cell(row, self._columns[column])}"
