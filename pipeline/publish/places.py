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
    """Where a submission's rows stand on one sheet, made of its rows of a table in their order.

    `first` is the row of the sheet on which they begin.
    """

    def __init__(self, sheet: str, columns: Sequence[str], table: Filled, first: int) -> None:
        self._sheet = sheet
        self._columns = {name: i for i, name in enumerate(columns)}
        self.start = first if table.rows else None
        """The first row, None if it has none."""
        self._rows: dict[CellValue, int] = {}
        for row, (number,) in enumerate(table.only(("序号",)).rows, start=first):
            self._rows.setdefault(number, row)

    def linked(self, value: CellValue, number: CellValue) -> Linked | CellValue:
        """The value, leading to the row with this 序号, if there is one."""
        return self._leading(value, self._rows.get(number) if number else None)

    def linked_to_start(self, value: CellValue) -> Linked | CellValue:
        """The value, leading to the first row, if there is any."""
        return self._leading(value, self.start)

    def range_of(self, column: str, first: int, last: int) -> str:
        """These rows of a column, as a formula on another sheet writes them."""
        place = self._columns[column]
        start, end = (
            xl_rowcol_to_cell(r, place, row_abs=True, col_abs=True) for r in (first, last)
        )
        return f"{self._sheet}!{start}" if first == last else f"{self._sheet}!{start}:{end}"

    def _leading(self, value: CellValue, row: int | None) -> Linked | CellValue:
        if row is None:
            return value
        return Linked(value, f"'{self._sheet}'!{xl_rowcol_to_cell(row, self._columns['序号'])}")
