"""A list that the office keeps itself (a roster, the superior list): its sheets, rows and headings.

It is a workbook or a CSV file, whose headings may be written freely and stand below a title; what
is of the wrong shape is refused before anything is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, cast
from zipfile import BadZipFile

from normalizers.roster import written
from parsers.system_error import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from openpyxl import Workbook
    from pandas import DataFrame


class OfficeFileProblem(ValueError):
    """What the office gave is refused; the message names file, sheet and row, and says why."""


MOST_LINES_ABOVE = 10
"""Rows above the headings: a title, who made it and when."""

_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Layout:
    """What a kind of list is called, and its columns, each with the headings that it may have.

    `required` are those without which it is none, `asks` says so to the clerk, `entries` is what
    its rows are. Other columns are passed over.
    """

    what: str
    headings: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]
    asks: str
    entries: str
    problem: type[OfficeFileProblem]

    def columns_of(self, row: Iterable[str]) -> Mapping[str, int]:
        """The column of each heading that a row holds; of several alike, the first."""
        found: dict[str, int] = {}
        for column, text in enumerate(row):
            for heading, words in self.headings.items():
                if written(text) in words:
                    found.setdefault(heading, column)
        return found

    def has_head(self, row: Iterable[str]) -> bool:
        """Whether a row holds all headings that must be."""
        columns = self.columns_of(row)
        return all(name in columns for name in self.required)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row below the headings: its cells by heading, as text without blanks around.

    `where` is what a sentence calls it (名册“…”工作表“…”第3行), `above` what stands above the
    headings of its sheet, and the sheet's own name.
    """

    where: str
    above: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet's cells as text, row by row; `name` is empty in a CSV file."""

    name: str
    rows: tuple[tuple[str, ...], ...]


def entries_of(file: Path, layout: Layout) -> tuple[Entry, ...]:
    """The rows of every sheet that has the headings, in order; blank rows are none.

    A merged cell's value stands on every row that it covers.

    Raises:
        OfficeFileProblem: (as `layout.problem`) the file cannot be read, or lacks a heading, or
            every row.
    """
    name = f"{layout.what}“{file.name}”"
    try:
        data = file.read_bytes()
    except OSError as error:
        raise layout.problem(f"{layout.what}“{file}”打不开：{reason_of(error)}。") from error
    sheets = tuple(_sheets_of(data, name, layout))
    headed = tuple((sheet, head) for sheet in sheets if (head := _head_of(sheet, layout)) >= 0)
    if not headed:
        raise layout.problem(_without_headings(name, sheets, layout))
    entries = tuple(e for sheet, head in headed for e in _entries(sheet, head, name, layout))
    if not entries:
        raise layout.problem(f"{name}只有表头，没有{layout.entries}。")
    return entries


def _sheets_of(data: bytes, name: str, layout: Layout) -> Iterator[_Sheet]:
    if data.startswith(_ZIP):
        yield from _workbook_sheets(data, name, layout)
    elif data.startswith(_COMPOUND):
        reason = "是旧版 .xls 或加了密码的文件，请另存为没有密码的 .xlsx 或 CSV"
        raise layout.problem(f"{name}{reason}。")
    else:
        yield _Sheet("", _rows_of(_csv_frame(_text_of(data, name, layout), name, layout)))


def _workbook_sheets(data: bytes, name: str, layout: Layout) -> Iterator[_Sheet]:
    import pandas as pd  # noqa: PLC0415 - loaded only where there is such a file

    try:
        with pd.ExcelFile(
            BytesIO(data), engine="openpyxl", engine_kwargs={"read_only": False}
        ) as excel:
            for title in excel.sheet_names:
                _fill_merged(cast("Workbook", excel.book), str(title))
                frame = pd.read_excel(
                    excel, sheet_name=title, header=None, dtype=str, keep_default_na=False
                )
                yield _Sheet(str(title), _rows_of(frame))
    except (BadZipFile, KeyError, ValueError, OSError, SyntaxError) as error:
        raise layout.problem(f"{name}不是完好的 Excel 文件（{error}）。") from error


def _fill_merged(book: Workbook, title: str) -> None:
    sheet = book[title]
    for merged in tuple(sheet.merged_cells.ranges):
        value = sheet.cell(merged.min_row, merged.min_col).value
        sheet.unmerge_cells(merged.coord)
        for row, column in merged.cells:
            sheet.cell(row, column).value = value


def _text_of(data: bytes, name: str, layout: Layout) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise layout.problem(f"{name}既不是 Excel 文件，也不是 UTF-8 或 GB18030 的 CSV 文件。")


def _csv_frame(text: str, name: str, layout: Layout) -> DataFrame:
    import pandas as pd  # noqa: PLC0415 - loaded only where there is such a file

    separator = max(",\t;", key=text.count)
    width = max((line.count(separator) + 1 for line in text.splitlines()), default=1)
    try:
        return pd.read_csv(
            StringIO(text),
            sep=separator,
            header=None,
            names=range(width),
            dtype=str,
            keep_default_na=False,
            skip_blank_lines=False,
        )
    except ValueError as error:
        raise layout.problem(f"{name}不是完好的 CSV 文件（{error}）。") from error


def _rows_of(frame: DataFrame) -> tuple[tuple[str, ...], ...]:
    filled = frame.fillna("").astype(str)
    return tuple(tuple(cell.strip() for cell in row) for row in filled.itertuples(index=False))


def _head_of(sheet: _Sheet, layout: Layout) -> int:
    """The row of the headings, from 0; -1 if there is none."""
    near = sheet.rows[: MOST_LINES_ABOVE + 1]
    return next((index for index, row in enumerate(near) if layout.has_head(row)), -1)


def _without_headings(name: str, sheets: tuple[_Sheet, ...], layout: Layout) -> str:
    filled = [s for s in sheets if any(any(row) for row in s.rows)]
    if not filled:
        return f"{name}是空的。"
    told = []
    for sheet in filled:
        near = sheet.rows[: MOST_LINES_ABOVE + 1]
        best = layout.columns_of(max(near, key=lambda row: len(layout.columns_of(row))))
        lacking = [h for h in layout.required if h not in best]
        told.append(f"{_where(sheet)}前{MOST_LINES_ABOVE}行里没有“{'”“'.join(lacking)}”的表头")
    return f"{name}{'；'.join(told)}。{layout.asks}"


def _entries(sheet: _Sheet, head: int, name: str, layout: Layout) -> Iterator[Entry]:
    columns = layout.columns_of(sheet.rows[head])
    above = "".join((sheet.name, *(cell for row in sheet.rows[:head] for cell in row)))
    for index, row in enumerate(sheet.rows[head + 1 :], start=head + 2):
        cells = {heading: row[column] for heading, column in columns.items()}
        if not any(cells.values()) or layout.columns_of(row) == columns:
            continue  # a blank row, or the headings again on another page
        yield Entry(f"{name}{_where(sheet)}第{index}行", above, cells)


def _where(sheet: _Sheet) -> str:
    return f"工作表“{sheet.name}”" if sheet.name else ""
