"""The parts of an .xlsx package that its sheets share: their list, strings and styles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.errors import Unreadable, Unsupported
from parsers.sheet.builtin_formats import BUILTIN_FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from parsers.opc import Package

GENERAL = "General"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")  # ECMA-376 part 1, 22.4.2.4
LONGEST_CODE = 255  # characters that Excel lets a format have
_COUNT = re.compile(r"[0-9]{1,9}")
_SIDES = frozenset({"left", "right", "start", "end", "top", "bottom"})


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet by its name in the workbook and its part in the package."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell's style says that matters to a reader."""

    format_code: str = GENERAL
    bordered: bool = False


@dataclass(frozen=True, slots=True)
class Workbook:
    """What all sheets share; `day_one` is 1900 or 1904, the year that day numbers count from."""

    sheets: tuple[SheetEntry, ...]
    strings: tuple[str, ...]
    styles: tuple[Style, ...]
    day_one: int

    def style(self, index: int) -> Style:
        """The style of this index; the plain one where there is none such."""
        return self.styles[index] if 0 <= index < len(self.styles) else Style()


def workbook_of(package: Package) -> Workbook:
    """Read the workbook's own parts.

    Raises:
        Unreadable: a part is missing or damaged.
        Unsupported: it is an .xlsb.
    """
    mains = package.related("officeDocument") or ("xl/workbook.xml",)
    main = mains[0]
    if main.lower().endswith(".bin"):
        raise Unsupported("这是二进制工作簿（.xlsb），请在 Excel 中另存为 .xlsx 后再报送")
    root = package.xml(main)
    properties = root.find(f"{_MAIN}workbookPr")
    from_1904 = properties is not None and _is_true(properties.get("date1904"))
    return Workbook(
        tuple(_sheets(package, main, root)),
        _strings(package, main),
        _styles(package, main),
        1904 if from_1904 else 1900,
    )


def text_in(element: _Element) -> str:
    """The text of a string item: its runs without their phonetic guides, lines parted by LF."""
    runs = (e for child in element for e in _text_elements(child))
    return plain_text("".join(e.text or "" for e in runs))


def plain_text(text: str) -> str:
    """A text as the file has it -> without its escapes, lines parted by a line feed."""
    return with_feeds(_ESCAPE.sub(_unescaped, text))


def with_feeds(text: str) -> str:
    """A text whose lines are parted by line feeds alone."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unescaped(match: re.Match[str]) -> str:
    """The character, but for those that no text may hold: controls and halves of a pair."""
    character = chr(int(match[1], 16))
    return character if character.isprintable() or character in "\t\r\n" else ""


def _text_elements(child: _Element) -> list[_Element]:
    if child.tag == f"{_MAIN}t":
        return [child]
    return child.findall(f"{_MAIN}t") if child.tag == f"{_MAIN}r" else []


def _is_true(value: str | None) -> bool:
    return value in ("1", "true", "on")


def _sheets(package: Package, main: str, root: _Element) -> Iterator[SheetEntry]:
    targets = {relation.id: relation.target for relation in package.relations(main)}
    worksheets = set(package.related("worksheet", main))
    for sheet in root.iterfind(f"{_MAIN}sheets/{_MAIN}sheet"):
        name = sheet.get("name", "")
        part = targets.get(sheet.get(_RELATION, ""))
        if part is None or part not in package:
            raise Unreadable(f"文件已损坏：缺少工作表“{name}”的内容，请重新导出后再报送")
        if part in worksheets:
            yield SheetEntry(name, part, sheet.get("state", "visible") != "visible")


def _strings(package: Package, main: str) -> tuple[str, ...]:
    parts = package.related("sharedStrings", main)
    items = package.xml(parts[0]).iterfind(f"{_MAIN}si") if parts else ()
    return tuple(text_in(item) for item in items)


def _styles(package: Package, main: str) -> tuple[Style, ...]:
    parts = package.related("styles", main)
    if not parts:
        return ()
    root = package.xml(parts[0])
    own = {
        number(e.get("numFmtId")): e.get("formatCode") or GENERAL
        for e in root.iterfind(f"{_MAIN}numFmts/{_MAIN}numFmt")
    }
    codes = {**BUILTIN_FORMATS, **{i: c for i, c in own.items() if len(c) <= LONGEST_CODE}}
    borders = [_has_side(e) for e in root.iterfind(f"{_MAIN}borders/{_MAIN}border")]
    return tuple(
        Style(
            codes.get(number(e.get("numFmtId")), GENERAL),
            any(borders[i] for i in (number(e.get("borderId")),) if i < len(borders)),
        )
        for e in root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")
    )


def number(text: str | None) -> int:
    """A count or index of an attribute; 0 where it is absent or is none."""
    return int(text) if text and _COUNT.fullmatch(text) else 0


def _has_side(border: _Element) -> bool:
    return any(
        side.tag.removeprefix(_MAIN) in _SIDES and side.get("style", "none") != "none"
        for side in border
    )
