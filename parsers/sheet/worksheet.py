"""One sheet of an .xlsx package -> the cells that really stand in it, raw.

The part is read as a stream, row by row, and only cells with content or a border are kept: what a
sheet declares (its dimension, a format over a million rows, a merge over all of them) costs
nothing. openpyxl was tried and left: it makes a cell for every place of a merged range (seventeen
billion for one hostile line), turns day numbers into dates before anyone can ask how they were
typed, and gives up on styles that Excel and WPS open.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from decimal import Context, Decimal
from typing import TYPE_CHECKING

from lxml import etree

from parsers.errors import TooLarge, Unreadable
from parsers.sheet.number_format import SIGNIFICANT_DIGITS
from parsers.sheet.places import COLUMNS, Place, Span, place_of, span_of
from parsers.sheet.workbook import number as count_of
from parsers.sheet.workbook import plain_text, text_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from parsers.limits import Limits
    from parsers.sheet.workbook import Workbook

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_DOUBLE = Context(prec=SIGNIFICANT_DIGITS, Emax=308, Emin=-324)
_DAY_ZERO_1900, _DAY_ZERO_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - sheets know no zones


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell's value, a number or a text, and the index of its style."""

    value: Decimal | str
    style: int


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A sheet as it stands in the file; rows and columns count from 0.

    `cells` holds, by row and column, those with a value; `bordered` the places that are drawn
    with a border, empty ones too; `uncalculated` the formulas without a value.
    """

    cells: Mapping[Place, RawCell]
    bordered: frozenset[Place] = frozenset()
    merges: tuple[Span, ...] = ()
    uncalculated: tuple[Place, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def worksheet_of(data: bytes, workbook: Workbook, limits: Limits) -> Worksheet:
    """Read a sheet's part.

    Raises:
        Unreadable: it is no XML, or a reference in it is none.
        TooLarge: more cells than the limit stand in it.
    """
    reader = _Reader(workbook, limits)
    try:
        for element in _elements(data):
            reader.take(element)
    except etree.XMLSyntaxError:
        raise Unreadable("文件已损坏：工作表无法解析，请重新导出后再报送") from None
    return reader.sheet()


def _elements(data: bytes) -> Iterator[_Element]:
    """Rows, columns and merges, each emptied once it was taken."""
    if _STRICT in data:
        data = data.replace(_STRICT, _MAIN.strip("{}").encode())
    tags = [f"{_MAIN}{name}" for name in ("row", "col", "mergeCell")]
    stream = etree.iterparse(
        io.BytesIO(data),
        tag=tags,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    for _event, element in stream:
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


class _Reader:
    """What was met so far; rows and cells without a reference follow the one before."""

    def __init__(self, workbook: Workbook, limits: Limits) -> None:
        self._cells: dict[Place, RawCell] = {}
        self._bordered: set[Place] = set()
        self._merges: list[Span] = []
        self._uncalculated: list[Place] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._workbook = workbook
        self._limit = limits.cells
        self._drawn = frozenset(i for i, s in enumerate(workbook.styles) if s.bordered)
        self._row = -1

    def sheet(self) -> Worksheet:
        return Worksheet(
            self._cells,
            frozenset(self._bordered),
            tuple(self._merges),
            tuple(self._uncalculated),
            frozenset(self._hidden_rows),
            frozenset(self._hidden_columns),
        )

    def take(self, element: _Element) -> None:
        tag = element.tag.removeprefix(_MAIN)
        if tag == "row":
            self._take_row(element)
        elif tag == "col":
            self._take_column(element)
        else:
            self._merges.append(span_of(element.get("ref", "")))

    def _take_row(self, element: _Element) -> None:
        row = count_of(element.get("r"))
        self._row = row - 1 if row else self._row + 1
        if _is_hidden(element, "ht"):
            self._hidden_rows.add(self._row)
        column = -1
        for cell in element.iterfind(f"{_MAIN}c"):
            reference = cell.get("r")
            place = place_of(reference) if reference else (self._row, column + 1)
            column = place[1]
            self._take_cell(cell, place)
        if max(len(self._cells), len(self._bordered)) > self._limit:
            raise TooLarge(f"工作表的单元格过多（上限 {self._limit} 个），请拆分后再报送")

    def _take_cell(self, cell: _Element, place: Place) -> None:
        style = count_of(cell.get("s"))
        if style in self._drawn:
            self._bordered.add(place)
        value = _value(cell, self._workbook)
        if value not in ("", None):
            self._cells[place] = RawCell(value, style)
        elif cell.find(f"{_MAIN}f") is not None and cell.get("t") != "str":
            self._uncalculated.append(place)

    def _take_column(self, element: _Element) -> None:
        if _is_hidden(element, "width"):
            first, last = count_of(element.get("min")), count_of(element.get("max"))
            columns = range(max(first, 1) - 1, min(last, COLUMNS))
            if columns and columns[-1] not in self._hidden_columns:
                self._hidden_columns.update(columns)


def _is_hidden(element: _Element, size: str) -> bool:
    """Hidden by its mark, or by a height or width of nothing."""
    return element.get("hidden") in ("1", "true") or element.get(size) in ("0", "0.0")


def _value(cell: _Element, workbook: Workbook) -> Decimal | str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(f"{_MAIN}is")
        return "" if inline is None else text_in(inline)
    text = cell.findtext(f"{_MAIN}v") or ""
    if kind == "s":
        return _shared(text.strip(), workbook.strings)
    if kind == "b" and text:
        return "FALSE" if text.strip() in ("0", "false") else "TRUE"
    if kind == "d":
        return _day_number(text.strip(), workbook.day_one)
    return number_of(text.strip()) if kind == "n" else plain_text(text)


def _shared(index: str, strings: tuple[str, ...]) -> str:
    if not index:
        return ""
    if not index.isdigit() or count_of(index) >= len(strings):
        raise Unreadable("文件已损坏：单元格引用的文字不存在，请重新导出后再报送")
    return strings[count_of(index)]


def number_of(text: str) -> Decimal | str:
    """A double to the digits that Excel shows; what is no finite number stays a text."""
    try:
        number = _DOUBLE.create_decimal(text)
    except ArithmeticError:
        return text
    return number if number.is_finite() else text


def _day_number(text: str, day_one: int) -> Decimal | str:
    """A date in ISO 8601 as the day number that its format shows; else the text."""
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return text
    passed = moment - (_DAY_ZERO_1904 if day_one == 1904 else _DAY_ZERO_1900)  # noqa: PLR2004
    return _DOUBLE.create_decimal(passed.days + Decimal(passed.seconds) / 86_400)
