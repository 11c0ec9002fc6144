"""The roster's file -> Roster: a workbook or a CSV file, whose headings may be written freely."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, cast
from zipfile import BadZipFile

from normalizers.posts import without_post
from normalizers.roster import Listing, Roster, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from openpyxl import Workbook
    from pandas import DataFrame


class RosterProblem(ValueError):
    """A roster is refused; the message names file, sheet and row, and says why, in Chinese."""


HEADINGS: dict[str, tuple[str, ...]] = {
    "姓名": ("姓名", "名字", "人员", "人员姓名", "干部姓名"),
    "单位": ("单位", "单位名称", "部门", "部门名称", "参评单位", "所在单位", "工作单位"),
    "股室": ("股室", "科室", "处室", "内设机构", "所在股室", "责任单位", "股室名称", "科室名称"),
    "职务": ("职务", "职位", "岗位", "现任职务", "职务职级"),
    "简称": ("简称", "股室简称", "科室简称", "又称"),
}
"""The columns of a roster, each with the headings that it may have; others are ignored."""

REQUIRED = ("姓名", "单位")

MOST_LINES_ABOVE = 10
"""Rows above the headings: a title, who made it and when."""

_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SEPARATORS = re.compile(r"[、，,；;/|\n]")
_NO_NAME = re.compile(r"[\d?？*×]")
_SHORT_NAMES = re.compile(r"[、，,；;/\s]+")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet's cells as text, row by row; `name` is empty in a CSV file."""

    name: str
    rows: tuple[tuple[str, ...], ...]


def load_roster(path: str | Path) -> Roster:
    """The roster in this file.

    Each sheet that has the headings 姓名 and 单位 is read; a merged cell's value stands on every
    row that it covers.

    Raises:
        RosterProblem: the file cannot be read, lacks a heading, or a row lacks its unit.
    """
    file = Path(path)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise RosterProblem(f"名册“{file}”打不开：{error.strerror}。") from error
    sheets = tuple(_sheets_of(data, file.name))
    headed = tuple((sheet, head) for sheet in sheets if (head := _head_of(sheet)) is not None)
    if not headed:
        raise RosterProblem(_without_headings(file.name, sheets))
    listings = tuple(line for sheet, head in headed for line in _listings(sheet, head, file.name))
    if not listings:
        raise RosterProblem(f"名册“{file.name}”只有表头，没有人员。")
    return Roster(listings)


def _sheets_of(data: bytes, name: str) -> Iterator[_Sheet]:
    if data.startswith(_ZIP):
        yield from _workbook_sheets(data, name)
    elif data.startswith(_COMPOUND):
        reason = "是旧版 .xls 或加了密码的文件，请另存为没有密码的 .xlsx 或 CSV"
        raise RosterProblem(f"名册“{name}”{reason}。")
    else:
        yield _Sheet("", _rows_of(_csv_frame(_text_of(data, name), name)))


def _workbook_sheets(data: bytes, name: str) -> Iterator[_Sheet]:
    import pandas as pd  # noqa: PLC0415 - loaded only where there is a roster

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
        raise RosterProblem(f"名册“{name}”不是完好的 Excel 文件（{error}）。") from error


def _fill_merged(book: Workbook, title: str) -> None:
    sheet = book[title]
    for merged in tuple(sheet.merged_cells.ranges):
        value = sheet.cell(merged.min_row, merged.min_col).value
        sheet.unmerge_cells(merged.coord)
        for row, column in merged.cells:
            sheet.cell(row, column).value = value


def _text_of(data: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise RosterProblem(f"名册“{name}”既不是 Excel 文件，也不是 UTF-8 或 GB18030 的 CSV 文件。")


def _csv_frame(text: str, name: str) -> DataFrame:
    import pandas as pd  # noqa: PLC0415 - loaded only where there is a roster

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
        raise RosterProblem(f"名册“{name}”不是完好的 CSV 文件（{error}）。") from error


def _rows_of(frame: DataFrame) -> tuple[tuple[str, ...], ...]:
    filled = frame.fillna("").astype(str)
    return tuple(tuple(cell.strip() for cell in row) for row in filled.itertuples(index=False))


def _head_of(sheet: _Sheet) -> int | None:
    """The row of the headings, None if there is none."""
    for index, row in enumerate(sheet.rows[: MOST_LINES_ABOVE + 1]):
        if all(name in _columns_of(row) for name in REQUIRED):
            return index
    return None


def _columns_of(row: Iterable[str]) -> Mapping[str, int]:
    """The column of each heading that a row holds; of several alike, the first."""
    found: dict[str, int] = {}
    for column, text in enumerate(row):
        for heading, words in HEADINGS.items():
            if written(text) in words:
                found.setdefault(heading, column)
    return found


def _without_headings(name: str, sheets: tuple[_Sheet, ...]) -> str:
    filled = [s for s in sheets if any(any(row) for row in s.rows)]
    if not filled:
        return f"名册“{name}”是空的。"
    told = []
    for sheet in filled:
        best = max(sheet.rows[: MOST_LINES_ABOVE + 1], key=lambda row: len(_columns_of(row)))
        lacking = [h for h in REQUIRED if h not in _columns_of(best)]
        told.append(f"{_where(sheet)}前{MOST_LINES_ABOVE}行里没有“{'”“'.join(lacking)}”的表头")
    return f"名册“{name}”{'；'.join(told)}。名册要有姓名、单位两栏，可以有股室、职务、简称。"


def _listings(sheet: _Sheet, head: int, name: str) -> Iterator[Listing]:
    columns = _columns_of(sheet.rows[head])
    for index, row in enumerate(sheet.rows[head + 1 :], start=head + 2):
        cells = {heading: row[column] for heading, column in columns.items()}
        if not any(cells.values()) or _columns_of(row) == columns:
            continue  # a blank row, or the headings again on another page
        reason = _fault_of(cells)
        if reason:
            raise RosterProblem(f"名册“{name}”{_where(sheet)}第{index}行：{reason}。")
        yield from _listings_of(cells)


def _fault_of(cells: Mapping[str, str]) -> str | None:
    person = cells["姓名"]
    if not cells["单位"]:
        return f"“{person}”没有填单位" if person else "没有填单位"
    if _SEPARATORS.search(person):
        return f"姓名“{person}”不止一人，请一行填一人"
    if _NO_NAME.search(person):
        return f"姓名“{person}”不像人名"
    if not person and not cells.get("股室"):
        return "没有填姓名"
    return None


def _listings_of(cells: Mapping[str, str]) -> Iterator[Listing]:
    person = without_post(written(cells["姓名"]))
    office, post = cells.get("股室", ""), cells.get("职务", "")
    short_names = [s for s in _SHORT_NAMES.split(cells.get("简称", "")) if s] or [""]
    for short in short_names:
        yield Listing(person, cells["单位"], office, post, short)


def _where(sheet: _Sheet) -> str:
    return f"工作表“{sheet.name}”" if sheet.name else ""
