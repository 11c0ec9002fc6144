"""A published CSV file, read back row by row, or refused with file, row and reason."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, TextIO

from parsers.system_error import reason_of

from .columns import ColumnType, unguarded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from .columns import Filled, Heading


class DatasetProblem(ValueError):
    """A folder is no published dataset; the Chinese message names file and row, and says why."""


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """A row of a published table, whose cells are known to be of their columns' types.

    `line` counts the rows as a spreadsheet shows them: the headings are row 1.
    """

    file: str
    line: int
    cells: Mapping[str, str]

    def text(self, heading: str) -> str:
        """The cell as it was before it was made safe for spreadsheets; empty where it is empty."""
        return unguarded(self.cells[heading])

    def whole(self, heading: str) -> int | None:
        """A whole number, None where the cell is empty."""
        cell = self.cells[heading]
        return int(cell) if cell else None

    def points(self, heading: str) -> Decimal | None:
        """A decimal number, None where the cell is empty."""
        cell = self.cells[heading]
        return Decimal(cell) if cell else None

    def refused(self, reason: str) -> DatasetProblem:
        """The problem that says what is wrong with this row."""
        return DatasetProblem(f"“{self.file}”第{self.line}行：{reason}。")


def read_rows(folder: Path, shape: Filled, names: Sequence[str]) -> tuple[PublishedRow, ...]:
    """The rows of the table `shape`, with the columns `names`; other columns are not looked at.

    Raises:
        DatasetProblem: there is no such file, it lacks a column, or a row is not of its shape.
    """
    return tuple(each_row(folder, shape, names))


def each_row(folder: Path, shape: Filled, names: Sequence[str]) -> Iterator[PublishedRow]:
    """The same rows one by one, for tables of which not all need be in memory at once.

    Raises:
        DatasetProblem: as for `read_rows`, when the fault is come to.
    """
    file = f"{shape.name}.csv"
    headings = tuple(h for h in shape.headings if h.name in names)
    with _opened(folder, file) as stream:
        lines = _lines_of(stream, file)
        places = _places_of(next(lines, []), headings, file)
        yield from _rows(lines, places, file)


def _opened(folder: Path, file: str) -> TextIO:
    try:
        return (folder / file).open(encoding="utf-8-sig", newline="")
    except FileNotFoundError:
        reason = f"文件夹“{folder}”里没有“{file}”，不是 kaoping run 写出的数据集。"
        raise DatasetProblem(reason) from None
    except OSError as problem:
        raise DatasetProblem(f"“{folder / file}”打不开：{reason_of(problem)}。") from problem


def _lines_of(stream: TextIO, file: str) -> Iterator[list[str]]:
    lines = csv.reader(stream, strict=True)
    count = 0
    while True:
        count += 1
        try:
            line = next(lines, None)
        except csv.Error as problem:
            raise DatasetProblem(f"“{file}”第{count}行：不是完好的 CSV（{problem}）。") from problem
        except UnicodeDecodeError:
            reason = f"“{file}”不是 UTF-8 编码，可能被别的程序另存过；请重新运行 kaoping run。"
            raise DatasetProblem(reason) from None
        if line is None:
            return
        yield line


def _places_of(
    head: Sequence[str], headings: Sequence[Heading], file: str
) -> tuple[tuple[Heading, int], ...]:
    lacking = [h.name for h in headings if h.name not in head]
    if lacking:
        raise DatasetProblem(f"“{file}”第1行：没有“{'”“'.join(lacking)}”栏。")
    return tuple((h, head.index(h.name)) for h in headings)


def _rows(
    lines: Iterator[list[str]],
    places: Sequence[tuple[Heading, int]],
    file: str,
) -> Iterator[PublishedRow]:
    widest = max(place for _, place in places) + 1
    for number, line in enumerate(lines, start=2):
        if len(line) < widest:
            raise DatasetProblem(f"“{file}”第{number}行：只有{len(line)}格，少于{widest}格。")
        row = PublishedRow(file, number, {h.name: line[place] for h, place in places})
        for heading, _ in places:
            _require_type(row, heading)
        yield row


def _require_type(row: PublishedRow, heading: Heading) -> None:
    cell = row.cells[heading.name]
    if not cell or heading.type is ColumnType.STRING:
        return
    try:
        _READ[heading.type](cell)
    except (ValueError, InvalidOperation):
        reason = f"“{heading.name}”应为{_CALLED[heading.type]}，实为“{cell}”"
        raise row.refused(reason) from None


def _finite(cell: str) -> Decimal:
    number = Decimal(cell)
    if not number.is_finite():
        raise InvalidOperation
    return number


_READ: Mapping[ColumnType, Callable[[str], object]] = {
    ColumnType.INTEGER: int,
    ColumnType.NUMBER: _finite,
    ColumnType.DATE: date.fromisoformat,
}

_CALLED = {
    ColumnType.INTEGER: "整数",
    ColumnType.NUMBER: "数",
    ColumnType.DATE: "日期（如 2025-01-03）",
}
