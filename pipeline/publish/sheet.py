"""Writes a sheet: frozen head, filter, widths, wrapped text, links, merges, A4 landscape."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from .look import width_of
from .sheet_model import Formula, Linked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.format import Format

    from .look import Look
    from .quick_sheet import QuickSheet
    from .sheet_model import Area, Sheet, SheetCell

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


def write_sheet(
    worksheet: QuickSheet, look: Look, sheet: Sheet, sections: frozenset[str] = frozenset()
) -> int:
    """Writes the sheet and answers the number of its rows; `sections` are headings of sums."""
    widths = [width_of(heading, sections) for heading in sheet.headings]
    writer = _Writer(worksheet, look, sheet.headings, widths, _covered(sheet.merges))
    writer.head()
    rows = iter(sheet.rows)
    count = 0
    for count, row in enumerate(islice(rows, MOST_ROWS - 2), start=1):
        writer.row(count, row)
    if next(rows, None) is not None:
        writer.row(count + 1, (_MORE, *[None] * (len(widths) - 1)))
    elif sheet.totals:
        writer.totals(count + 1, sheet.totals)
    worksheet.freeze_panes(1, 0)
    worksheet.autofilter(0, 0, max(count, 1), len(widths) - 1)
    # What merge_range does after blanking the cells under the merge: their values are to stay, so
    # that a filter finds every row that a merged cell covers.
    worksheet.merge.extend(
        [m.first, m.column, m.last, m.column] for m in sheet.merges if m.last <= count
    )
    _set_up_print(worksheet, sheet, count)
    return count


class _Writer:
    """Writes one sheet row by row."""

    def __init__(
        self,
        sheet: QuickSheet,
        look: Look,
        headings: Sequence[str],
        widths: Sequence[int],
        covered: Mapping[int, Mapping[int, int]],
    ) -> None:
        self._sheet = sheet
        self._look = look
        self._headings = headings
        self._widths = widths
        self._covered = covered
        self._links = 0

    def head(self) -> None:
        """The head, and how wide its columns are."""
        for column, (heading, width) in enumerate(zip(self._headings, self._widths, strict=True)):
            self._sheet.set_column(column, column, width)
            self._sheet.write_string(0, column, heading, self._look.head)
        self._sheet.set_row(
            0, _height([_lines(*h) for h in zip(self._headings, self._widths, strict=True)])
        )

    def row(self, number: int, cells: tuple[SheetCell, ...]) -> None:
        """A row of the table."""
        spans = self._covered.get(number, {})
        lines = [
            -(-_lines(text, width) // spans.get(column, 1))
            for column, (cell, width) in enumerate(zip(cells, self._widths, strict=True))
            if isinstance(text := cell.value if isinstance(cell, Linked) else cell, str)
        ]
        self._sheet.set_row(number, _height(lines))
        self._begin(number)
        for column, cell in enumerate(cells):
            self._write(number, column, cell, self._look.of(self._headings[column], cell))

    def totals(self, number: int, cells: tuple[SheetCell, ...]) -> None:
        """The row below the table."""
        self._begin(number)
        for column, cell in enumerate(cells):
            self._write(number, column, cell, self._look.sum)

    def _begin(self, row: int) -> None:
        self._sheet.write_blank(row, 0, None, self._look.text)

    def _write(self, row: int, column: int, cell: SheetCell, look: Format) -> None:
        if cell is None or cell == "":
            self._sheet.put_blank(row, column, look)
        elif isinstance(cell, str):
            self._sheet.put_text(row, column, _fitting(cell), look)
        elif isinstance(cell, int | Decimal):
            self._sheet.put_number(row, column, float(cell), look)
        elif isinstance(cell, Formula):
            self._sheet.put_formula((row, column), cell.text, cell.value, look)
        else:
            self._link(row, column, cell, look)

    def _link(self, row: int, column: int, cell: Linked, look: Format) -> None:
        # A link writes its own text; the value that is written after it takes that one's place.
        if self._links < MOST_LINKS:
            self._links += 1
            self._sheet.write_url(row, column, f"internal:{cell.target}", look, "→")
        self._write(row, column, cell.value, look)


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


def _fitting(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT)] + _CUT


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
    worksheet.set_h_pagebreaks(list(sheet.breaks[:_MOST_BREAKS]))
    if sheet.printed is not None:
        worksheet.print_area(0, 0, rows, sheet.printed - 1)
