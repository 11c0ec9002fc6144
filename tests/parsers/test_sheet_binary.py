"""Workbooks of Excel 97 to 2003 read as the xlsx that they were made from."""

from __future__ import annotations

import struct
from contextlib import suppress
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from form_office import converted
from form_old import streams_of
from forms import Kind
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import office_file
from openpyxl import Workbook
from openpyxl.styles import Border, Side

from parsers.compound_writer import compound_of
from parsers.errors import Empty, Encrypted, FileProblem, TooLarge, Unreadable
from parsers.limits import DEFAULT_LIMITS, Limits
from parsers.sheet import read_binary_sheet, read_sheet

if TYPE_CHECKING:
    from parsers.model import Reading

FRAME = Border(*[Side(style="thin")] * 4)


@cache
def workbook() -> tuple[bytes, bytes]:
    """A workbook with all that a reader must mind, as xlsx and as xls."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "考评表"
    sheet.append(["考评表"])
    sheet.append(["序号", "权重", "比例", "时限", "是否", "错误", "备注"])
    for number in (1, 2, 3):
        day = datetime(2024, 1, number)  # noqa: DTZ001 - as Excel has it
        sheet.append([day, 1.5, 0.25, "全年\n实施", True, "#DIV/0!", ""])
        sheet.cell(number + 2, 1).number_format = 'm"月"d"日"'
        sheet.cell(number + 2, 3).number_format = "0.0%"
    sheet.merge_cells("D3:D4")
    for row in sheet["A2:G5"]:
        for cell in row:
            cell.border = FRAME
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["B"].hidden = True
    hidden = book.create_sheet("旧表")
    hidden.append(["去年"])
    hidden.sheet_state = "hidden"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue(), converted(buffer.getvalue(), "xlsx", "xls")


def read_both() -> tuple[Reading, Reading]:
    xlsx, xls = workbook()
    return read_sheet(xlsx, DEFAULT_LIMITS), read_binary_sheet(xls, DEFAULT_LIMITS)


def test_a_workbook_says_the_same_in_both_formats() -> None:
    expected, reading = read_both()
    assert reading.blocks == expected.blocks
    assert reading.notes == expected.notes
    assert (reading.kind, reading.method) == (Kind.XLS, "工作簿")


def test_numbers_days_merges_and_hidden_parts_are_as_excel_shows_them() -> None:
    _, reading = read_both()
    assert [p.source.text for p in reading.paragraphs] == ["考评表"]
    cells = {(c.row, c.column): c for c in reading.grids[0].cells}
    assert [cells[1, column].source.text for column in range(6)] == [
        *("1-1", "1.5", "25.0%", "全年\n实施", "TRUE", "#DIV/0!"),
    ]
    assert cells[1, 3].row_span == 2
    assert reading.notes == (
        "工作表“旧表”是隐藏的，未读取",
        "工作表“考评表”有隐藏的行（第4行），已照常读取",
        "工作表“考评表”有隐藏的列（B列），已照常读取",
    )


@pytest.mark.parametrize("kind", [Kind.XLS, Kind.ET])
def test_a_form_reads_as_its_xlsx(kind: Kind) -> None:
    reading = read_binary_sheet(office_file(kind), DEFAULT_LIMITS)
    expected = read_sheet(office_file(Kind.XLSX), DEFAULT_LIMITS)
    assert reading.blocks == expected.blocks
    assert reading.kind is kind


def test_a_workbook_of_hidden_sheets_shows_nothing() -> None:
    streams = streams_of(workbook()[1])
    # BOUNDSHEET ([MS-XLS] 2.4.28): the offset of the sheet, then its state.
    content = bytearray(streams["Workbook"])
    at = content.index(b"\x85\0")
    content[at + 8] = 1
    with pytest.raises(Empty, match=r"旧表.*隐藏"):
        read_binary_sheet(compound_of({"Workbook": bytes(content)}), DEFAULT_LIMITS)


def test_a_workbook_with_a_password_is_encrypted() -> None:
    # FILEPASS ([MS-XLS] 2.4.117) behind the first record: RC4, version 1.
    content = streams_of(workbook()[1])["Workbook"]
    end = 4 + struct.unpack_from("<H", content, 2)[0]
    locked = content[:end] + struct.pack("<5H", 0x2F, 54, 1, 1, 1) + bytes(48) + content[end:]
    with pytest.raises(Encrypted, match="取消密码"):
        read_binary_sheet(compound_of({"Workbook": locked}), DEFAULT_LIMITS)


def test_a_workbook_over_the_limit_of_cells_is_refused() -> None:
    with pytest.raises(TooLarge, match="单元格过多"):
        read_binary_sheet(workbook()[1], Limits(cells=10))


def test_a_damaged_workbook_is_told_as_such() -> None:
    content = streams_of(workbook()[1])["Workbook"]
    with pytest.raises(Unreadable, match="已损坏"):
        read_binary_sheet(compound_of({"Workbook": content[8:]}), DEFAULT_LIMITS)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), min_size=1, max_size=9))
def test_a_spoiled_workbook_is_read_or_refused(spoils: list[tuple[int, int]]) -> None:
    content = bytearray(streams_of(workbook()[1])["Workbook"])
    for at, value in spoils:
        content[at % len(content)] = value
    with suppress(FileProblem):
        read_binary_sheet(compound_of({"Workbook": bytes(content)}), DEFAULT_LIMITS)
