"""Workbooks of Excel 2 to 2003 and of WPS (.xls, .et; [MS-XLS]) -> what the sheets of any share.

xlrd takes the records apart; what they mean is decided where it is for other workbooks: formats,
days that were typed as numbers, tables and lines.
"""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

import xlrd
from xlrd.biffh import XLRDError
from xlrd.compdoc import CompDocError
from xlrd.formatting import std_format_strings

from parsers.errors import Encrypted, TooLarge, Unreadable
from parsers.sheet.builtin_formats import BUILTIN_FORMATS
from parsers.sheet.places import Span
from parsers.sheet.workbook import GENERAL, LONGEST_CODE, SheetEntry, Style, Workbook, with_feeds
from parsers.sheet.worksheet import RawCell, Worksheet, number_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from xlrd.book import Book
    from xlrd.formatting import XF
    from xlrd.sheet import Cell, Rowinfo, Sheet

    from parsers.limits import Limits
    from parsers.sheet.places import Place

# What xlrd raises at damage, beside its own error: it checks little before it takes records apart.
_BROKEN = (
    XLRDError,
    CompDocError,
    struct.error,
    AssertionError,
    AttributeError,
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
)


def binary_workbook_of(data: bytes, limits: Limits) -> tuple[Workbook, Iterator[Worksheet | None]]:
    """The workbook, and each of its sheets in turn, None for those that are hidden.

    Raises:
        Unreadable: it is damaged.
        Encrypted: it is locked with a password.
        TooLarge: its sheets have more cells than the limit.
    """
    try:
        book = xlrd.open_workbook(
            file_contents=data,
            logfile=io.StringIO(),
            formatting_info=True,
            ragged_rows=True,
        )
        workbook = _workbook(book)
    except _BROKEN as problem:
        if "encrypted" in str(problem):
            raise Encrypted("文件已加密，请取消密码后再报送") from None
        raise _damaged(problem) from None
    _check_size(book, limits)
    sheets = zip(book.sheets(), workbook.sheets, strict=True)
    return workbook, (None if e.hidden else _worksheet(s, workbook) for s, e in sheets)


def _damaged(problem: Exception) -> Unreadable:
    reason = type(problem).__name__
    return Unreadable(f"工作簿已损坏，无法读取，请重新导出后再报送（{reason}）")


def _workbook(book: Book) -> Workbook:
    entries = (SheetEntry(s.name, "", s.visibility != 0) for s in book.sheets())
    styles = tuple(_style(xf, book) for xf in book.xf_list)
    return Workbook(tuple(entries), (), styles, 1904 if book.datemode else 1900)


def _check_size(book: Book, limits: Limits) -> None:
    cells = sum(s.row_len(row) for s in book.sheets() for row in range(s.nrows))
    if cells > limits.cells:
        raise TooLarge(f"工作簿的单元格过多（上限 {limits.cells} 个），请拆分后再报送")


def _style(xf: XF, book: Book) -> Style:
    border = xf.border
    sides = border and (
        *(border.top_line_style, border.bottom_line_style),
        *(border.left_line_style, border.right_line_style),
    )
    return Style(_format_code(xf.format_key, book), any(sides or ()))


def _format_code(key: int, book: Book) -> str:
    """The file's own code; where it names one by number alone, what a Chinese Excel shows."""
    format_ = book.format_map.get(key)
    code = GENERAL if format_ is None else format_.format_str
    if code == std_format_strings.get(key):
        return BUILTIN_FORMATS.get(key, code)
    return code if len(code) <= LONGEST_CODE else GENERAL


def _worksheet(sheet: Sheet, workbook: Workbook) -> Worksheet:
    cells: dict[Place, RawCell] = {}
    bordered: set[Place] = set()
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            style = cell.xf_index or 0
            if workbook.style(style).bordered:
                bordered.add((row, column))
            value = _value(cell)
            if value != "":
                cells[row, column] = RawCell(value, style)
    return Worksheet(
        cells,
        frozenset(bordered),
        tuple(Span(top, left, end - 1, right - 1) for top, end, left, right in sheet.merged_cells),
        hidden_rows=frozenset(i for i, row in sheet.rowinfo_map.items() if _is_hidden(row)),
        hidden_columns=frozenset(i for i, c in sheet.colinfo_map.items() if c.hidden),
    )


def _is_hidden(row: Rowinfo) -> bool:
    return bool(row.hidden) or row.height == 0


def _value(cell: Cell) -> Decimal | str:
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return number_of(repr(cell.value))
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return with_feeds(str(cell.value))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(int(cell.value), "#N/A")
    return ""
