"""Workbooks (.xlsx, .xlsm, .xls, .et) -> Reading: every visible sheet in order, as Excel shows it.

Hidden rows and columns are read, as they count in Excel's sums, and noted; hidden sheets are
noted only. Nothing is calculated and no macro runs: a formula's text is the value it was saved
with.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from parsers.detect import kind_of
from parsers.errors import Empty, TooLarge
from parsers.model import Grid, Kind, Reading
from parsers.opc import open_package
from parsers.sheet.binary import binary_workbook_of
from parsers.sheet.layout import blocks_of, layout_of
from parsers.sheet.places import column_name, place_name
from parsers.sheet.texts import shown_texts
from parsers.sheet.workbook import workbook_of
from parsers.sheet.worksheet import worksheet_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from parsers.limits import Limits
    from parsers.model import Block
    from parsers.opc import Package
    from parsers.sheet.layout import Layout
    from parsers.sheet.places import Place
    from parsers.sheet.workbook import SheetEntry, Workbook
    from parsers.sheet.worksheet import Worksheet

_NAMED_PLACES = 5  # in a note; more than a clerk looks up


def read_sheet(data: bytes, limits: Limits) -> Reading:
    """Read a workbook (.xlsx, .xlsm).

    Raises:
        FileProblem: it is damaged, unsafe, encrypted, too large, or shows nothing.
    """
    package = open_package(data, limits)
    workbook = workbook_of(package)
    sheets = (_part_of(package, workbook, entry, limits) for entry in workbook.sheets)
    return _reading(Kind.XLSX, workbook, sheets, limits)


def read_binary_sheet(data: bytes, limits: Limits) -> Reading:
    """Read a workbook of Excel 2 to 2003 or of WPS (.xls, .et).

    Raises:
        FileProblem: it is damaged, encrypted, too large, or shows nothing.
    """
    workbook, sheets = binary_workbook_of(data, limits)
    return _reading(kind_of(data), workbook, sheets, limits)


def _part_of(
    package: Package, workbook: Workbook, entry: SheetEntry, limits: Limits
) -> Worksheet | None:
    return None if entry.hidden else worksheet_of(package.read(entry.part), workbook, limits)


def _reading(
    kind: Kind, workbook: Workbook, sheets: Iterable[Worksheet | None], limits: Limits
) -> Reading:
    """What a workbook's sheets say, each in turn; None for those that are hidden."""
    blocks: list[Block] = []
    notes = [_hidden_sheet(entry) for entry in workbook.sheets if entry.hidden]
    for entry, worksheet in zip(workbook.sheets, sheets, strict=True):
        if worksheet is not None:
            shown, said = _sheet(worksheet, workbook, entry.name, limits)
            blocks += shown
            notes += said
            _check_size(blocks, limits)
    if not blocks:
        raise Empty("工作簿中没有可见的内容" + "".join(f"；{note}" for note in notes))
    return Reading(kind, tuple(blocks), method="工作簿", notes=tuple(notes))


def _sheet(
    worksheet: Worksheet, workbook: Workbook, name: str, limits: Limits
) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    texts = shown_texts(worksheet.cells, workbook)
    layout = layout_of(texts, worksheet.bordered, worksheet.merges, limits)
    notes = (f"工作表“{name}”{note}" for note in _notes(worksheet, layout))
    return tuple(blocks_of(layout, limits)), tuple(notes)


def _check_size(blocks: Iterable[Block], limits: Limits) -> None:
    cells = sum(len(b.cells) for b in blocks if isinstance(b, Grid))
    if cells > limits.cells:
        raise TooLarge(f"工作簿的单元格过多（上限 {limits.cells} 个），请拆分后再报送")


def _hidden_sheet(entry: SheetEntry) -> str:
    return f"工作表“{entry.name}”是隐藏的，未读取"


def _notes(worksheet: Worksheet, layout: Layout) -> Iterator[str]:
    rows = sorted(worksheet.hidden_rows & {row for row, _ in layout.texts})
    if rows:
        yield f"有隐藏的行（第{_ranges(rows, _row_name)}行），已照常读取"
    columns = sorted(worksheet.hidden_columns & {column for _, column in layout.texts})
    if columns:
        yield f"有隐藏的列（{_ranges(columns, column_name)}列），已照常读取"
    if worksheet.uncalculated:
        places = _named(worksheet.uncalculated)
        yield f"有公式没有保存计算结果（{places}），请在 Excel 中打开并保存后再报送"
    if layout.covered:
        yield f"的合并单元格遮住了其他内容（{_named(layout.covered)}），遮住的内容未读取"


def _row_name(row: int) -> str:
    return str(row + 1)


def _ranges(numbers: Sequence[int], name: Callable[[int], str]) -> str:
    """Numbers that follow each other as one range: 3、5至9."""
    runs = itertools.groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    ends = []
    for _, run in runs:
        members = [number for _, number in run]
        first, last = name(members[0]), name(members[-1])
        ends.append(first if first == last else f"{first}至{last}")
    return "、".join(ends)


def _named(places: Sequence[Place]) -> str:
    names = "、".join(place_name(p) for p in places[:_NAMED_PLACES])
    return names + (f"等{len(places)}处" if len(places) > _NAMED_PLACES else "")
