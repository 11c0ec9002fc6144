"""考评汇总.xlsx, the workbook that the office reads."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import xlsxwriter

from pipeline.columns import ColumnType, Filled, Heading
from pipeline.overview import overview_of

from .sheet import Look, write_sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.columns import CellValue
    from pipeline.model import Result
    from pipeline.overview import Line, Overview

SHEETS = ("indicators", "findings", "repairs", "documents", "duties", "coverage")

_MADE = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The workbook's own date: any, but always the same, so that its bytes are."""

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def workbook_of(tables: Sequence[Filled], results: Sequence[Result]) -> bytes:
    """The file's bytes: 概览, a sheet for each table that the office reads, 字段说明."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _OPTIONS) as book:
        book.set_properties({"title": "考评汇总", "created": _MADE})
        look = Look(book)
        by_name = {table.name: table for table in tables}
        write_sheet(book, look, _overview_table(overview_of(results)))
        for name in SHEETS:
            write_sheet(book, look, by_name[name])
        write_sheet(book, look, _dictionary(tables))
    return stream.getvalue()


def _overview_table(overview: Overview) -> Filled:
    sums = [
        Heading(f"{section}{what}", ColumnType.NUMBER, "")
        for section in overview.sections
        for what in ("", "应为")
    ]
    headings = (
        Heading("提交编号", ColumnType.STRING, ""),
        Heading("参评单位", ColumnType.STRING, ""),
        Heading("状态", ColumnType.STRING, ""),
        *sums,
        Heading("总分", ColumnType.NUMBER, ""),
        *(Heading(n, ColumnType.INTEGER, "") for n in ("指标数", "错误数", "警告数", "修正数")),
        Heading("首要问题", ColumnType.STRING, ""),
    )
    rows = tuple(_overview_row(line, overview.sections) for line in overview.lines)
    return Filled("overview", "概览", headings, rows)


def _overview_row(line: Line, sections: tuple[str, ...]) -> tuple[CellValue, ...]:
    by_name = {s.name: s for s in line.sums}
    present = (by_name.get(section) for section in sections)
    sums = [points for s in present for points in ((s.found, s.expected) if s else (None, None))]
    total = line.total if line.sums else None
    counts = (line.indicators, line.errors, line.warnings, line.repairs)
    first = line.findings[0].message if line.findings else ""
    return (line.id, line.unit, line.state, *sums, total, *counts, first)


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
