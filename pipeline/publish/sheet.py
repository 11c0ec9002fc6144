"""A table as a sheet: frozen head, filter, widths, wrapped text, A4 landscape."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from pipeline.columns import CellValue, Filled

_WIDTHS = {
    "上年": 48,
    "本年": 48,
    "提交编号": 22,
    "参评单位": 18,
    "状态": 7,
    "级别": 7,
    "项目": 13,
    "大类": 13,
    "序号": 8,
    "文件依据": 30,
    "文件名称": 48,
    "一级指标": 28,
    "二级指标": 36,
    "权重": 6,
    "完成时限": 11,
    "截止日期": 11,
    "责任单位": 13,
    "来源页": 7,
    "次序": 6,
    "条目": 6,
    "代码": 20,
    "说明": 56,
    "应为": 18,
    "实为": 18,
    "建议": 26,
    "原文": 36,
    "修正": 36,
    "规则": 20,
    "发文字号": 24,
    "来源清单": 24,
    "名称": 20,
    "首要问题": 48,
    "表": 14,
    "文件": 18,
    "字段": 12,
}
"""Widths of columns in half-width characters of the body font, by what they usually hold."""

_WIDTH = 9

_LINE = 13.5
"""Points of height that a line of the 10-point body font takes."""

_TALLEST = 409.0
"""Points of height that a row of Excel can have."""

_CENTRED = frozenset(
    {
        "状态",
        "级别",
        "序号",
        "年度",
        "系列",
        "角色",
        "来源页",
        "次序",
        "类型",
        "上限核对",
        "变化",
        "上年序号",
    }
)

_TINTS = {
    "通过": "#D8EBD9",
    "待核": "#FBE9C6",
    "退回": "#F6D0CC",
    "未报送": "#E3E6EA",
    "符合": "#D8EBD9",
    "超出": "#F6D0CC",
    "未核对": "#E3E6EA",
    "错误": "#F6D0CC",
    "警告": "#FBE9C6",
}

_LONGEST = 32_767
"""Characters that a cell of Excel can hold."""

_CUT = "…（过长，全文见 CSV 文件）"

_A4 = 9


class Look:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        body = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "border": 1}
        body |= {"border_color": "#BFC5CC", "text_wrap": True}
        head = {"bold": True, "align": "center", "bg_color": "#1F4E79", "font_color": "#FFFFFF"}
        self.head: Format = book.add_format(body | head)
        self.text: Format = book.add_format(body | {"num_format": "@"})
        self.centred: Format = book.add_format(body | {"num_format": "@", "align": "center"})
        self.number: Format = book.add_format(body | {"align": "center"})
        self.tints: dict[str, Format] = {
            word: book.add_format(body | {"align": "center", "bg_color": colour})
            for word, colour in _TINTS.items()
        }

    def of(self, heading: str, value: CellValue) -> Format:
        """The format of a cell under this heading."""
        if isinstance(value, int | Decimal):
            return self.number
        if heading in _CENTRED:
            return self.tints.get(str(value), self.centred)
        return self.text


def write_sheet(book: Workbook, look: Look, table: Filled) -> Worksheet:
    """Adds the table, whose texts are `guarded`, as a sheet of its title."""
    sheet = book.add_worksheet(table.title)
    widths = [_WIDTHS.get(heading.name, _WIDTH) for heading in table.headings]
    for column, heading in enumerate(table.headings):
        sheet.set_column(column, column, widths[column])
        sheet.write_string(0, column, heading.name, look.head)
    sheet.set_row(0, _height([heading.name for heading in table.headings], widths))
    for number, row in enumerate(table.rows, start=1):
        sheet.set_row(number, _height(row, widths))
        for column, value in enumerate(row):
            _write(sheet, (number, column), value, look.of(table.headings[column].name, value))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.headings) - 1)
    _set_up_print(sheet, table.title)
    return sheet


def _write(sheet: Worksheet, at: tuple[int, int], value: CellValue, look: Format) -> None:
    if value is None or value == "":
        sheet.write_blank(*at, None, look)
    elif isinstance(value, int | Decimal):
        sheet.write_number(*at, float(value), look)
    else:
        sheet.write_string(*at, _fitting(str(value)), look)


def _height(row: Sequence[CellValue], widths: Sequence[int]) -> float:
    """The row's height in points: LibreOffice does not fit rows to wrapped text by itself."""
    lines = (
        _lines(value, width)
        for value, width in zip(row, widths, strict=True)
        if isinstance(value, str)
    )
    return min(max(lines, default=1) * _LINE + 3, _TALLEST)


def _lines(text: str, width: int) -> int:
    # A Chinese character has three bytes and is two half-width characters wide; a line loses one
    # to its margins.
    return sum(
        -(-(len(line) + len(line.encode("utf-8", "replace"))) // (2 * (width - 1))) or 1
        for line in text.split("\n")
    )


def _fitting(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT)] + _CUT


def _set_up_print(sheet: Worksheet, title: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)  # inches
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&C&14{title}")
    sheet.set_footer("&C第 &P 页，共 &N 页")
