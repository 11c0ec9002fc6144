"""考评汇总.xlsx, the workbook that the office reads."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from pipeline.columns import ColumnType, Filled, Heading, guarded
from pipeline.outstanding import UNREPORTED
from pipeline.overview import overview_of

from .sheet import Look, write_sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.workbook import Workbook

    from pipeline.columns import CellValue
    from pipeline.model import Outstanding, Result
    from pipeline.overview import Line, Overview

SHEETS = {
    "indicators": (
        "参评单位", "大类", "项目", "序号", "文件依据", "一级指标", "二级指标", "权重", "完成时限",
        "截止日期", "分管领导", "责任单位", "责任人", "备注", "来源页", "提交编号",
    ),
    "findings": (
        "提交编号", "级别", "序号", "字段", "说明", "应为", "实为", "建议", "来源页", "代码",
    ),
    "repairs": ("提交编号", "序号", "字段", "原文", "修正", "规则", "置信度"),
    "documents": ("提交编号", "序号", "次序", "文件名称", "发文字号", "原文"),
    "duties": ("提交编号", "序号", "角色", "次序", "名称"),
    "changes": ("提交编号", "变化", "序号", "上年序号", "字段", "上年", "本年"),
    "coverage": ("来源清单", "条目", "引用数", "参评单位", "序号", "状态"),
}  # fmt: skip
"""The tables that the office reads, with the columns that it needs."""

COUNTS = ("指标数", "错误数", "警告数", "修正数", "一级指标数", "上年一级指标数")

FIRST_SUM = 3
"""The column of 概览, from 0, where the sums of sections begin, each beside what it should be."""

_MADE = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The workbook's own date: any, but always the same, so that its bytes are."""

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def workbook_of(
    tables: Sequence[Filled], results: Sequence[Result], outstanding: Outstanding | None = None
) -> bytes:
    """The file's bytes: 概览, a sheet for each table that the office reads, 字段说明."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _OPTIONS) as book:
        book.set_properties({"title": "考评汇总", "created": _MADE})
        look = Look(book)
        by_name = {table.name: table for table in tables}
        _write_overview(book, look, overview_of(results, outstanding))
        for name, columns in SHEETS.items():
            if name in by_name:
                write_sheet(book, look, by_name[name].only(columns))
        write_sheet(book, look, _dictionary(tables))
    return stream.getvalue()


def _write_overview(book: Workbook, look: Look, overview: Overview) -> None:
    sheet = write_sheet(book, look, _overview_table(overview))
    wrong = book.add_format({"font_color": "#B3362B", "bold": True})
    last = max(len(overview.lines), 1)
    for place in range(len(overview.sections)):
        column = FIRST_SUM + 2 * place
        off = f"={xl_rowcol_to_cell(1, column)}<>{xl_rowcol_to_cell(1, column + 1)}"
        rule = {"type": "formula", "criteria": off, "format": wrong}
        sheet.conditional_format(1, column, last, column, rule)


def _overview_table(overview: Overview) -> Filled:
    sums = [
        Heading(f"{section}{what}", ColumnType.NUMBER, "")
        for section in overview.sections
        for what in ("", "（应为）")
    ]
    headings = (
        Heading("提交编号", ColumnType.STRING, ""),
        Heading("参评单位", ColumnType.STRING, ""),
        Heading("状态", ColumnType.STRING, ""),
        *sums,
        Heading("总分", ColumnType.NUMBER, ""),
        *(Heading(n, ColumnType.INTEGER, "") for n in COUNTS),
        Heading("上限核对", ColumnType.STRING, ""),
        Heading("首要问题", ColumnType.STRING, ""),
    )
    rows = tuple(_overview_row(line, overview.sections) for line in overview.lines)
    width = len(headings) - 3
    missing = (("", guarded(u), UNREPORTED, *(None,) * width) for u in overview.unreported)
    return Filled("overview", "概览", headings, (*rows, *missing))


def _overview_row(line: Line, sections: tuple[str, ...]) -> tuple[CellValue, ...]:
    by_name = {s.name: s for s in line.sums}
    present = (by_name.get(section) for section in sections)
    sums = [points for s in present for points in ((s.found, s.expected) if s else (None, None))]
    total = line.total if line.sums else None
    counts = (line.indicators, line.errors, line.warnings, line.repairs)
    limit = (line.level1, line.level1_before, line.limit)
    gravest = line.gravest.message if line.gravest is not None else None
    texts = (guarded(line.id), guarded(line.unit), line.state)
    return (*texts, *sums, total, *counts, *limit, guarded(gravest))


def _dictionary(tables: Sequence[Filled]) -> Filled:
    names = ("表", "文件", "字段", "类型", "说明")
    rows = tuple(
        (table.title, f"{table.name}.csv", heading.name, _TYPES[heading.type], heading.meaning)
        for table in tables
        for heading in table.headings
    )
    return Filled(
        "dictionary", "字段说明", tuple(Heading(n, ColumnType.STRING, "") for n in names), rows
    )


_TYPES = {
    ColumnType.STRING: "文字",
    ColumnType.INTEGER: "整数",
    ColumnType.NUMBER: "小数",
    ColumnType.DATE: "日期",
}
