"""Writes a sheet: frozen head, filter, widths, wrapped text, links, merges, A4 landscape."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from .look import width_of
from .sheet_model import Formula, Linked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.format import Format

    from .look import Look
    from .quick_sheet import QuickSheet
    from .sheet_model import Area, Sheet, SheetCell, Stretch

MOST_ROWS = 1_048_576
"""Rows that a sheet of Excel can have."""

MOST_LINKS = 65_530
"""Links that a sheet of Excel can have."""

_MOST_BREAKS = 1_023
"""Page breaks that a sheet of Excel can have."""

_LONGEST = 32_767
"""Characters that a cell of Excel can hold."""

_CUT = "…（过长，全文见 CSV 文件）"
_MORE = "行数超过 Excel 的上限，其余见 CSV 文件。"

_LINE = 13.5
"""Points of height that a line of the 10-point body font takes."""

_MARGIN = 3
"""Points of height that a row has besides its lines."""

_TALLEST = 409.0
"""Points of height that a row of Excel can have."""

_A4 = 9


class SheetWriter:
    """Writes one sheet, stretch by stretch."""

    def __init__(self, worksheet: QuickSheet, look: Look, sheet: Sheet) -> None:
        self.worksheet = worksheet
        self._look = look
        self._sheet = sheet
        self._widths = [width_of(heading, sheet.sums) for heading in sheet.headings]
        self._breaks: list[int] = []
        self._links = 0
        self._count = 0
        self._full = False
        self._head()

    def add(self, stretch: Stretch) -> None:
        """Writes its rows below the last one, as far as Excel has rows."""
        covered = _covered(stretch.merges)
        room = MOST_ROWS - 2 - self._count
        for row in stretch.rows[:room]:
            self._count += 1
            self._row(self._count, row, covered)
        if len(stretch.rows) > room and not self._full:
            self._row(self._count + 1, (_MORE, *[None] * (len(self._widths) - 1)), {})
            self._full = True
        for merge in stretch.merges:
            if merge.last <= self._count:
                self.worksheet.join(*merge)
        self._breaks += stretch.breaks[: _MOST_BREAKS - len(self._breaks)]

    def finish(self, totals: tuple[SheetCell, ...] = ()) -> int:
        """Ends the sheet, with a row below that the filter leaves alone; the number of its rows."""
        if totals and not self._full:
            row = self._count + 1
            cells = (self._cell(row, column, c, self._look.sum) for column, c in enumerate(totals))
            self.worksheet.put_row(row, None, cells)
        self.worksheet.freeze_panes(1, 0)
        self.worksheet.autofilter(0, 0, max(self._count, 1), len(self._widths) - 1)
        _set_up_print(self.worksheet, self._sheet, self._count)
        self.worksheet.set_h_pagebreaks(self._breaks)
        return self._count

    def _head(self) -> None:
        """The head, and how wide its columns are."""
        headings = self._sheet.headings
        for column, (heading, width) in enumerate(zip(headings, self._widths, strict=True)):
            self.worksheet.set_column(column, column, width)
            self.worksheet.write_string(0, column, heading, self._look.head)
        lines = [_lines(*h) for h in zip(headings, self._widths, strict=True)]
        self.worksheet.set_row(0, _height(lines))

    def _row(
        self,
        number: int,
        cells: tuple[SheetCell, ...],
        covered: Mapping[int, Mapping[int, int]],
    ) -> None:
        spans = covered.get(number, {})
        lines = [
            -(-_lines(text, width) // spans.get(column, 1))
            for column, (cell, width) in enumerate(zip(cells, self._widths, strict=True))
            if isinstance(text := cell.value if isinstance(cell, Linked) else cell, str)
        ]
        drawn = [
            self._cell(number, column, cell, self._look.of(heading, cell))
            for column, (cell, heading) in enumerate(zip(cells, self._sheet.headings, strict=True))
        ]
        self.worksheet.put_row(number, _height(lines), drawn)

    def _cell(self, row: int, column: int, cell: SheetCell, look: Format) -> str:
        if isinstance(cell, str):
            text = cell if len(cell) <= _LONGEST else cell[: _LONGEST - len(_CUT)] + _CUT
            if text:
                return self.worksheet.text(row, column, text, look)
        elif isinstance(cell, (int, Decimal)):
            return self.worksheet.number(row, column, float(cell), look)
        elif isinstance(cell, Formula):
            return self.worksheet.formula((row, column), cell.text, cell.value, look)
        elif isinstance(cell, Linked):
            return self._linked(row, column, cell, look)
        return self.worksheet.blank(row, column, look)

    def _linked(self, row: int, column: int, cell: Linked, look: Format) -> str:
        if self._links < MOST_LINKS:
            self._links += 1
            self.worksheet.link(row, column, cell.target)
        return self._cell(row, column, cell.value, look)


def _covered(merges: Sequence[Area]) -> dict[int, dict[int, int]]:
    """For each row and column that a merge covers, over how many rows it goes."""
    found: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for area in merges:
        for row in range(area.first, area.last + 1):
            found[row][area.column] = area.last - area.first + 1
    return found


def _height(lines: Sequence[int]) -> float:
    """The row's height in points: LibreOffice does not fit rows to wrapped text by itself."""
    return min(max(lines, default=1) * _LINE + _MARGIN, _TALLEST)


@lru_cache(maxsize=4096)
def _lines(text: str, width: int) -> int:
    # A Chinese character has three bytes and is two half-width characters wide; a line loses one
    # to its margins.
    return sum(
        -(-(len(line) + len(line.encode("utf-8", "replace"))) // (2 * (width - 1))) or 1
        for line in text.split("\n")
    )


def _set_up_print(worksheet: QuickSheet, sheet: Sheet, rows: int) -> None:
    worksheet.set_landscape()
    worksheet.set_paper(_A4)
    worksheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)  # inches
    worksheet.repeat_rows(0)
    worksheet.set_header(f"&C&14{sheet.title}")
    worksheet.set_footer("&C第 &P 页，共 &N 页")
    # Fitted pages cannot lose a column, whatever fonts the machine has. Excel heeds breaks only
    # where somebody sets a scale instead; LibreOffice always.
    worksheet.fit_to_pages(1, 0)
    if sheet.printed is not None:
        worksheet.print_area(0, 0, rows, sheet.printed - 1)
