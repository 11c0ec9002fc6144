"""A form as a workbook: merged ranges, numbers as numbers, dates where Excel made dates."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from form_layout import Block, PageBreak, Text
from form_table import Part, Table
from form_zip import with_fixed_dates
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side

from normalizers.model import Field

if TYPE_CHECKING:
    from form_style import Style
    from form_table import TableCell
    from openpyxl.worksheet.worksheet import Worksheet

PLAIN_NUMBER = re.compile(r"\d+(\.\d+)?")
TWO_PARTS = re.compile(r"(\d+)-(\d+)")
SHEET_NAMES = ("考评表", "行政能力目标", "精神文明和平安建设", "附表")
POINTS_PER_WIDTH = 5.5  # a column's width counts characters of the default font
THIN = Side(style="thin")
FRAME = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def xlsx_of(blocks: tuple[Block, ...], style: Style) -> bytes:
    """The blocks as a workbook: letter and plan on a sheet of their own, then the form."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "函" if any(isinstance(b, Text) for b in blocks[:1]) else SHEET_NAMES[0]
    tables = 0
    for block in blocks:
        if isinstance(block, PageBreak):
            if block.landscape and sheet.title == "函":
                sheet = book.create_sheet(SHEET_NAMES[0])
        elif isinstance(block, Table):
            if tables and style.sheets:
                sheet = book.create_sheet(SHEET_NAMES[tables])
            _table(sheet, block, style)
            tables += 1
        else:
            sheet.cell(_next_row(sheet), 1, block.text)
    buffer = BytesIO()
    book.save(buffer)
    return with_fixed_dates(buffer.getvalue())


def _next_row(sheet: Worksheet) -> int:
    return sheet.max_row + 1 if any(c.value for c in sheet[1]) else 1


def _table(sheet: Worksheet, table: Table, style: Style) -> None:
    top = _next_row(sheet)
    for column, width in enumerate(table.widths, start=1):
        letter = sheet.cell(top, column).column_letter
        sheet.column_dimensions[letter].width = width / POINTS_PER_WIDTH
    for cell in table.cells:
        _write(sheet, cell, top, style)
    if style.hidden_row:
        sheet.row_dimensions[top + table.rows].hidden = True
        sheet.cell(top + table.rows, 1, "（内部核对用，勿删）")


def _write(sheet: Worksheet, cell: TableCell, top: int, style: Style) -> None:
    row, column = top + cell.row, cell.column + 1
    target = sheet.cell(row, column)
    target.value = _value(cell, style)
    if isinstance(target.value, datetime):
        target.number_format = 'm"月"d"日"'
    target.alignment = Alignment(wrap_text=True, vertical="center")
    target.border = FRAME
    if cell.row_span > 1 or cell.column_span > 1:
        sheet.merge_cells(
            start_row=row,
            start_column=column,
            end_row=row + cell.row_span - 1,
            end_column=column + cell.column_span - 1,
        )


def _value(cell: TableCell, style: Style) -> str | float | datetime | None:
    number = TWO_PARTS.fullmatch(cell.text)
    if number and style.dated_numbers and cell.field is Field.NUMBER:
        # What Excel makes of 3-1 that is typed into a cell.
        return datetime(2024, int(number[1]), int(number[2]))  # noqa: DTZ001 - as Excel has it
    weighty = cell.field is Field.WEIGHT and cell.part in {Part.BODY, Part.TOTAL}
    if weighty and PLAIN_NUMBER.fullmatch(cell.text):
        return float(cell.text) if "." in cell.text else int(cell.text)
    return cell.text or None
