"""考评汇总.xlsx, the workbook that the office reads.

Made by XlsxWriter with constant memory: 66,000 rows of 16 columns take 50 MB, where its usual way
takes 550 MB, and less time than openpyxl. What it costs: benchmarks/publish_speed.py.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from pipeline.overview import overview_of

from .dictionary_sheet import dictionary_sheet
from .duty_sheet import duty_sheet
from .indicator_sheet import HEADINGS, indicator_sheet
from .list_sheets import (
    FINDING_COLUMNS,
    change_sheet,
    coverage_sheet,
    document_sheet,
    finding_sheet,
    repair_sheet,
)
from .look import Look
from .overview_sheet import TITLE, overview_sheet, write_overview
from .places import FINDINGS, INDICATORS, Places
from .quick_sheet import QuickSheet
from .sheet import write_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter.workbook import Workbook

    from pipeline.columns import Filled
    from pipeline.model import Outstanding, Result
    from pipeline.overview import Overview

    from .sheet_model import Sheet

_MADE = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The workbook's own date: any, but always the same, so that its bytes are."""

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def workbook_of(
    tables: Sequence[Filled], results: Sequence[Result], outstanding: Outstanding | None = None
) -> bytes:
    """The file's bytes: 概览, a sheet for each table that the office reads, 字段说明.

    Raises:
        OSError: the system's folder for temporary files is full.
    """
    stream = io.BytesIO()
    with TemporaryDirectory(prefix="kaoping-") as folder:
        try:
            with xlsxwriter.Workbook(stream, _OPTIONS | {"tmpdir": folder}) as book:
                _fill(book, tables, results, overview_of(results, outstanding))
        except FileCreateError as problem:
            raise OSError(*problem.args[0].args) from problem
    return stream.getvalue()


def _fill(
    book: Workbook, tables: Sequence[Filled], results: Sequence[Result], overview: Overview
) -> None:
    book.set_properties({"title": "考评汇总", "created": _MADE})
    look = Look(book)
    by_name = {table.name: table for table in tables}
    indicators = Places(INDICATORS, HEADINGS, by_name["indicators"])
    problems = Places(FINDINGS, FINDING_COLUMNS, by_name["findings"])
    lines = overview_sheet(overview, results, indicators, problems)
    write_overview(book.add_worksheet(TITLE, QuickSheet), look, lines, overview)
    for sheet in _sheets(by_name, results, indicators, problems):
        write_sheet(book.add_worksheet(sheet.title, QuickSheet), look, sheet)
    dictionary = dictionary_sheet(tables)
    write_sheet(book.add_worksheet(dictionary.title, QuickSheet), look, dictionary)


def _sheets(
    tables: dict[str, Filled], results: Sequence[Result], indicators: Places, problems: Places
) -> Iterator[Sheet]:
    names = tables["submissions"].only(("提交编号", "参评单位")).rows
    units = {submission: unit or submission for submission, unit in names}
    yield indicator_sheet(tables["indicators"], tables["findings"], results, problems)
    yield finding_sheet(tables["findings"], units, indicators)
    yield repair_sheet(tables["repairs"], units, indicators)
    yield document_sheet(tables["documents"], units, indicators)
    yield duty_sheet(results, indicators)
    if "changes" in tables:
        yield change_sheet(tables["changes"], units, indicators)
    yield coverage_sheet(tables["coverage"])
