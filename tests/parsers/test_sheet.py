from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import hypothesis.strategies as st
import pytest
from grids import grid
from hypothesis import given, settings
from openpyxl import Workbook
from openpyxl.styles import Border, Side

from parsers.errors import Empty, FileProblem, TooLarge, Unreadable, Unsupported
from parsers.limits import DEFAULT_LIMITS
from parsers.model import Grid, Kind, Paragraph, Reading, Source
from parsers.sheet import read_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from parsers.model import Block

THIN = Side(style="thin")
FRAME = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def moment(*parts: int) -> datetime:
    return datetime(*parts)  # noqa: DTZ001 - sheets know no zones


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def made(*rows: Sequence[object], change: Callable[[Worksheet], None] | None = None) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            if value is not None:
                sheet.cell(row, column).value = value
    if change:
        change(sheet)
    return saved(book)


def with_parts(data: bytes, changes: Mapping[str, Callable[[str], str]]) -> bytes:
    """The package with some of its parts rewritten."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            change = changes.get(name)
            new.writestr(name, change(text.decode()) if change else text)
    return buffer.getvalue()


def with_rows(xml: str, after: str = "") -> bytes:
    """A workbook whose sheet holds these row elements, and these elements behind them."""
    pattern = re.compile(r"<sheetData ?/>|<sheetData>.*</sheetData>", re.DOTALL)
    sheet = f"<sheetData>{xml}</sheetData>{after}"
    return with_parts(made(), {SHEET: lambda s: pattern.sub(lambda _: sheet, s)})


def read(data: bytes) -> Reading:
    return read_sheet(data, DEFAULT_LIMITS)


def texts(data: bytes) -> list[list[str]]:
    """The texts of the first grid, by row."""
    found = read(data).grids[0]
    return [[c.source.text for c in found.row(r)] for r in range(found.rows)]


def column(values: Iterable[object], code: str | None = None) -> list[str]:
    """What a column shows, beside one of words that makes a table of it."""

    def formatted(sheet: Worksheet) -> None:
        for (cell,) in sheet.iter_rows(max_col=1):
            if code is not None and not isinstance(cell.value, str):
                cell.number_format = code

    data = made(("头", "文"), *((v, "文") for v in values), change=formatted)
    return [row[0] for row in texts(data)[1:]]


def lines(*blocks: str | Grid) -> tuple[Block, ...]:
    return tuple(Paragraph(Source(b)) if isinstance(b, str) else b for b in blocks)


def framed(sheet: Worksheet, area: str) -> None:
    for row in sheet[area]:
        for cell in row:
            cell.border = FRAME


def test_merged_ranges_come_as_spans() -> None:
    def merge(sheet: Worksheet) -> None:
        for area in ("A1:A2", "B1:C1", "A3:A4"):
            sheet.merge_cells(area)

    data = made(
        ("项目", "目标", None, "权重"),
        (None, "一级", "二级", None),
        ("重点", "甲", "子", 1),
        (None, "乙", "丑", 2),
        change=merge,
    )

    assert read(data) == Reading(
        Kind.XLSX,
        lines(
            grid(
                """
                项目 | 目标 | <   | 权重
                ^    | 一级 | 二级 |
                重点 | 甲   | 子   | 1
                ^    | 乙   | 丑   | 2
                """
            )
        ),
        method="工作簿",
    )


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_any_merged_sheet_comes_back_with_its_spans(data: st.DataObject) -> None:
    height, width = data.draw(st.integers(1, 6)), data.draw(st.integers(3, 6))
    book = Workbook()
    sheet = book.worksheets[0]
    free = {(r, c) for r in range(height) for c in range(width)}
    expected = []
    for row in range(height):
        for at in range(width):
            if (row, at) not in free:
                continue
            down = data.draw(st.integers(1, min(3, height - row)))
            across = data.draw(st.integers(1, min(3, width - at)))
            area = {(row + r, at + c) for r in range(down) for c in range(across)}
            if not area <= free:
                down, across, area = 1, 1, {(row, at)}
            free -= area
            sheet.cell(row + 1, at + 1).value = f"{row}.{at}"
            sheet.cell(row + 1, at + 1).border = FRAME
            if len(area) > 1:
                sheet.merge_cells(None, row + 1, at + 1, row + down, at + across)
            expected.append((f"{row}.{at}", row, at, down, across))

    (found,) = read(saved(book)).grids

    cells = [(c.source.text, c.row, c.column, c.row_span, c.column_span) for c in found.cells]
    assert cells == expected


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1, None, "1"),
        (1.5, "0.0", "1.5"),
        (2, "0.0", "2.0"),
        (68.0, None, "68"),
        (0.1 + 0.2, None, "0.3"),
        (1 / 3, None, "0.333333333333333"),
        (0.985, "0.0%", "98.5%"),
        (1, '0"分"', "1分"),
        (1234.5, "#,##0.00", "1,234.50"),
        (True, None, "TRUE"),
        (False, None, "FALSE"),
        (date(2024, 12, 31), 'yyyy"年"m"月"d"日"', "2024年12月31日"),
        (date(2024, 6, 30), "yyyy/m/d", "2024/6/30"),
        (date(2024, 6, 30), "mm-dd-yy", "2024/6/30"),
        (time(8, 30), "h:mm", "8:30"),
        (moment(2024, 6, 30, 14, 5), "yyyy/m/d h:mm", "2024/6/30 14:05"),
        (timedelta(hours=36), "[h]:mm:ss", "36:00:00"),
    ],
)
def test_numbers_days_and_truths_are_shown_as_excel_shows_them(
    value: object, code: str | None, shown: str
) -> None:
    assert column([value], code) == [shown]


@pytest.mark.parametrize("code", ['m"月"d"日"', "d-mmm", "m/d", "mm-dd", "yyyy-mm-dd"])
def test_a_number_that_became_a_day_is_a_number_again_among_numbers(code: str) -> None:
    days = [moment(2024, 3, 1), "3-2", moment(2024, 3, 3)]

    assert column(days, code) == ["3-1", "3-2", "3-3"]


def test_a_number_of_three_parts_that_became_a_day_is_a_number_again() -> None:
    days = [date(2001, 1, 1), date(2001, 1, 2), "1-13-1", date(2002, 1, 1)]

    assert column(days, "yyyy/m/d") == ["1-1-1", "1-1-2", "1-13-1", "2-1-1"]


def test_days_that_count_like_numbers_are_numbers_without_a_witness() -> None:
    days = [date(2024, m, d) for m, d in ((3, 1), (3, 2), (3, 3), (4, 1), (4, 2))]

    assert column(days, 'm"月"d"日"') == ["3-1", "3-2", "3-3", "4-1", "4-2"]


def test_deadlines_stay_days() -> None:
    days = ["全年实施", date(2024, 6, 30), date(2024, 12, 31), date(2024, 9, 30)]

    assert column(days, 'm"月"d"日"') == ["全年实施", "6月30日", "12月31日", "9月30日"]


def test_a_diary_stays_a_diary() -> None:
    days = [date(2024, 6, 1), date(2024, 6, 2), date(2024, 6, 3)]

    assert column(days, "yyyy-mm-dd") == ["2024-06-01", "2024-06-02", "2024-06-03"]


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    data = made(("头", 1), ("文", 2))
    data = with_parts(
        data,
        {
            "xl/workbook.xml": lambda s: s.replace("<workbookPr/>", '<workbookPr date1904="1"/>'),
            "xl/styles.xml": lambda s: re.sub(
                r'numFmtId="0" fontId="0" fillId="0" borderId="0" pivot',
                'numFmtId="31" fontId="0" fillId="0" borderId="0" pivot',
                s,
            ),
        },
    )

    assert texts(data) == [["头", "1904年1月2日"], ["文", "1904年1月3日"]]


def test_texts_come_from_every_way_that_a_file_keeps_them() -> None:
    data = with_rows(
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>重</t></r><r><t>点</t></r>'
        '<rPh sb="0" eb="1"><t>zhong</t></rPh></is></c>'
        '<c r="B1" t="str"><f>A1&amp;1</f><v>行_x000D_\n二_x0041__x0007_</v></c>'
        '<c r="C1" t="e"><v>#REF!</v></c></row>'
        '<row><c t="d"><v>2024-06-30T12:00:00</v></c><c t="d"><v>无期</v></c>'
        '<c t="n"><v>1e999</v></c><c><v>12a</v></c><c t="s"/></row>'
    )

    assert texts(data) == [
        ["重点", "行\n二A", "#REF!", ""],
        ["45473.5", "无期", "1e999", "12a"],
    ]


def test_shared_strings_come_without_their_phonetic_guides() -> None:
    def guided(strings: str) -> str:
        return strings.replace("</t></si>", '</t><rPh sb="0" eb="1"><t>yin</t></rPh></si>', 1)

    data = with_parts(made(("音", "乙", "丙")), {"xl/sharedStrings.xml": guided})

    assert texts(data) == [["音", "乙", "丙"]]


def test_line_ends_in_cells_are_kept_and_apostrophes_dropped() -> None:
    data = made(("甲\n乙", "'1-1", "'引'", "丁"))

    assert texts(data) == [["甲\n乙", "1-1", "'引'", "丁"]]


def test_a_format_may_stand_around_a_text() -> None:
    assert column(["甲"], None) == ["甲"]
    data = made(("甲", "乙", "丙"), change=lambda s: setattr(s["A1"], "number_format", '@"类"'))
    assert texts(data) == [["甲类", "乙", "丙"]]


def test_a_formula_gives_its_saved_value_and_is_noted_without_one() -> None:
    data = with_rows(
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>SUM(A1)</f><v></v></c>'
        '<c r="C1" t="str"><f>""</f></c><c r="D1" t="inlineStr"><is><t>尾</t></is></c></row>'
    )

    assert texts(data) == [["2", "", "", "尾"]]
    assert read(data).notes == (
        "工作表“Sheet”有公式没有保存计算结果（B1），请在 Excel 中打开并保存后再报送",
    )


def test_hidden_rows_and_columns_are_read_and_noted() -> None:
    def hide(sheet: Worksheet) -> None:
        for row in (2, 3, 5, 9):
            sheet.row_dimensions[row].hidden = True
        sheet.column_dimensions["B"].hidden = True

    data = made(*[(row, "甲", "乙") for row in range(1, 7)], change=hide)

    assert [row[0] for row in texts(data)] == ["1", "2", "3", "4", "5", "6"]
    assert read(data).notes == (
        "工作表“Sheet”有隐藏的行（第2至3、5行），已照常读取",
        "工作表“Sheet”有隐藏的列（B列），已照常读取",
    )


def test_hidden_sheets_are_noted_and_not_read() -> None:
    book = Workbook()
    book.worksheets[0].append(["甲", "乙", "丙"])
    book.create_sheet("旧表").append(["旧"])
    book.create_sheet("内部").append(["密"])
    book["旧表"].sheet_state = "hidden"
    book["内部"].sheet_state = "veryHidden"

    reading = read(saved(book))

    assert reading.blocks == lines(grid("甲 | 乙 | 丙"))
    assert reading.notes == (
        "工作表“旧表”是隐藏的，未读取",
        "工作表“内部”是隐藏的，未读取",
    )


def test_a_workbook_that_shows_nothing_is_empty() -> None:
    book = Workbook()
    book.create_sheet("数据").append(["甲"])
    book["数据"].sheet_state = "hidden"

    with pytest.raises(Empty, match="没有可见的内容；工作表“数据”是隐藏的，未读取"):
        read(saved(book))


def test_several_sheets_follow_each_other_and_charts_are_passed_over() -> None:
    book = Workbook()
    book.worksheets[0].append(["关于报送的函"])
    book.create_chartsheet("图")
    book.create_sheet("表").append(["甲", "乙", "丙"])

    assert read(saved(book)).blocks == lines("关于报送的函", grid("甲 | 乙 | 丙"))


def test_titles_above_a_table_are_lines_and_so_are_notes_below_one_with_borders() -> None:
    def draw(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:D1")
        framed(sheet, "A3:D5")
        sheet.merge_cells("A6:D6")

    data = made(
        ("2024年度考评表",),
        ("参评单位：民政局", None, None, "2024年1月3日"),
        ("项目", "序号", "指标", "权重"),
        (),
        ("重点", "1-1", "甲", 1),
        ("说明：不得改变",),
        change=draw,
    )

    assert read(data).blocks == lines(
        "2024年度考评表",
        "参评单位：民政局\t2024年1月3日",
        grid(
            """
            项目 | 序号 | 指标 | 权重
            | | |
            重点 | 1-1 | 甲 | 1
            """
        ),
        "说明：不得改变",
    )


def test_a_title_with_borders_stays_in_its_table() -> None:
    def draw(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:C1")
        framed(sheet, "A1:C2")

    data = made(("考评表",), ("甲", "乙", "丙"), change=draw)

    assert read(data).blocks == lines(grid("考评表 | < | <\n甲 | 乙 | 丙"))


def test_an_empty_row_parts_tables_that_have_borders() -> None:
    def draw(sheet: Worksheet) -> None:
        framed(sheet, "A1:C2")
        framed(sheet, "A4:C5")

    data = made("甲乙丙", "123", (), "丁戊己", "456", change=draw)

    assert read(data).blocks == lines(grid("甲|乙|丙\n1|2|3"), grid("丁|戊|己\n4|5|6"))


def test_an_empty_row_of_a_table_without_borders_is_kept() -> None:
    data = made("甲乙丙", (), "123")

    assert read(data).blocks == lines(grid("甲|乙|丙\n||\n1|2|3"))


def test_a_heading_or_a_long_gap_parts_tables_without_borders() -> None:
    data = made("甲乙丙", (), "题", "123", *[()] * 30, "456")

    assert read(data).blocks == lines(grid("甲|乙|丙"), "题", grid("1|2|3"), grid("4|5|6"))


def test_a_column_lost_at_the_left_of_a_lower_table_keeps_its_place() -> None:
    def draw(sheet: Worksheet) -> None:
        framed(sheet, "A1:C1")
        framed(sheet, "B3:C3")
        framed(sheet, "F5:G5")

    data = made("甲乙丙", (), (None, "丁", "戊"), (), (*[None] * 5, "己", "庚"), change=draw)

    assert read(data).blocks == lines(grid("甲|乙|丙"), grid("|丁|戊"), grid("己|庚"))


def test_what_a_merged_cell_covers_is_noted_and_not_read() -> None:
    data = with_rows(
        '<row r="1">'
        + "".join(f'<c r="{x}1"><v>{i}</v></c>' for i, x in enumerate("ABCDEFGH"))
        + "</row>",
        '<mergeCells><mergeCell ref="B1:H1"/></mergeCells>',
    )

    assert read(data).notes == (
        "工作表“Sheet”的合并单元格遮住了其他内容（C1、D1、E1、F1、G1等6处），遮住的内容未读取",
    )


def test_merged_ranges_that_overlap_do_not_stop_the_reading() -> None:
    data = with_rows(
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row>'
        '<row r="2"><c r="A2"><v>4</v></c><c r="C2"><v>5</v></c></row>',
        '<mergeCells><mergeCell ref="B1:B2"/><mergeCell ref="A2:B2"/><mergeCell ref="C2"/>'
        "</mergeCells>",
    )

    assert read(data).grids == (grid("1 | 2 | 3\n4 | ^ | 5"),)


def test_empty_merged_cells_reach_no_further_than_the_table() -> None:
    data = with_rows(
        '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>3</v></c><c r="D1"><v>3</v></c></row>',
        '<mergeCells><mergeCell ref="B1:B1048576"/></mergeCells>',
    )

    assert read(data).grids == (grid("1 | | 3 | 3"),)


@pytest.mark.parametrize(
    ("rows", "after"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row>', '<mergeCell ref="A1:XFD1048576"/>'),
        (
            '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c><c r="C1"><v>1</v></c></row>',
            '<mergeCell ref="A1:A900000"/><mergeCell ref="B1:B900000"/>',
        ),
        (
            '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c><c r="B1"><v>1</v></c></row>'
            + "".join(f'<row><c r="B{r}"><v>1</v></c></row>' for r in range(2, 99)),
            "",
        ),
    ],
)
def test_what_covers_too_much_is_too_large(rows: str, after: str) -> None:
    with pytest.raises(TooLarge):
        read(with_rows(rows, f"<mergeCells>{after}</mergeCells>"))


def test_more_cells_than_the_limit_are_too_many_on_one_sheet_or_on_all() -> None:
    small = replace(DEFAULT_LIMITS, cells=8)
    book = Workbook()
    book.worksheets[0].append(["甲", "乙", "丙", "丁", "戊"])
    book.create_sheet("二").append(["甲", "乙", "丙", "丁", "戊"])

    with pytest.raises(TooLarge, match="工作簿的单元格过多"):
        read_sheet(saved(book), small)
    with pytest.raises(TooLarge, match="工作表的单元格过多"):
        read_sheet(made("甲乙丙丁戊", "甲乙丙丁戊"), small)


def test_what_a_sheet_declares_costs_nothing() -> None:
    all_columns = '<col min="1" max="16384" hidden="1"/>'
    data = with_rows(
        '<row r="1048576"><c r="A1048576"><v>1</v></c><c r="B1048576"><v>2</v></c>'
        '<c r="C1048576"><v>3</v></c></row>'
    )
    data = with_parts(
        data,
        {
            SHEET: lambda s: re.sub(
                r'<dimension ref="[^"]*" ?/>', '<dimension ref="A1:XFD1048576"/>', s
            ).replace("<sheetData>", f"<cols>{all_columns}</cols><sheetData>")
        },
    )

    assert read(data).grids == (grid("1 | 2 | 3"),)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="AAAA1"><v>1</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>9</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>x</v></c></row>',
        '<row r="1"><c r="A1"></row>',
    ],
)
def test_a_damaged_sheet_is_unreadable(rows: str) -> None:
    with pytest.raises(Unreadable):
        read(with_rows(rows))


def test_a_workbook_that_lacks_a_sheet_is_unreadable() -> None:
    data = made(("甲",))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {n: archive.read(n) for n in archive.namelist() if "sheet1" not in n}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)

    with pytest.raises(Unreadable, match="缺少工作表“Sheet”"):
        read(buffer.getvalue())


def test_a_binary_workbook_is_not_supported() -> None:
    data = with_parts(
        made(("甲",)), {"_rels/.rels": lambda s: s.replace("xl/workbook.xml", "xl/workbook.bin")}
    )
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/workbook.bin", b"")

    with pytest.raises(Unsupported, match="xlsb"):
        read(buffer.getvalue())


def test_a_strict_workbook_and_one_without_styles_or_strings_are_read() -> None:
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    data = with_rows(
        '<row><c t="inlineStr"><is><t>甲</t></is></c><c><v>2</v></c><c><v>3</v></c></row>'
    )
    data = with_parts(data, {SHEET: lambda s: s.replace(MAIN, strict)})
    data = with_parts(
        data,
        {
            "xl/_rels/workbook.xml.rels": lambda s: re.sub(
                r'Target="[^"]*(styles|sharedStrings)[^"]*"', 'Target="/xl/none.xml"', s
            )
        },
    )

    assert texts(data) == [["甲", "2", "3"]]


def test_the_sample_workbook_is_one_table_that_holds_every_row(shared: Path) -> None:
    folder = shared / "samples"
    for path in folder.glob("raw/*.xlsx"):
        truth = json.loads((folder / "truth" / f"{path.name}.json").read_text("utf-8"))
        reading = read(path.read_bytes())
        shown = {c.source.text for g in reading.grids for c in g.cells}
        numbers = {record["seq"] for record in truth["records"] if record["seq"]}
        assert reading.notes == ()
        assert numbers <= shown


@given(st.binary(max_size=200), st.integers(0, 5000))
@settings(max_examples=60, deadline=None)
def test_damage_raises_nothing_but_file_problems(noise: bytes, at: int) -> None:
    data = bytearray(made(("甲", "乙", "丙"), (1, 2, 3)))
    data[at : at + len(noise)] = noise

    try:
        reading = read(bytes(data))
    except FileProblem:
        return
    assert reading.kind is Kind.XLSX
