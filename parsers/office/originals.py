"""What a document says before it is converted, as far as its own format shows it simply."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.compound import compound_in
from parsers.model import Kind
from parsers.office.word_binary import word_binary_of
from parsers.opc import open_package

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from parsers.limits import Limits

_CELL_END = "\x07"
_LINE = re.compile(r"([^\r\x07\x0c]*)([\r\x07\x0c]|$)")
# [MS-DOC] 2.8.25: a field's instruction stands between 13 and 14, its result up to 15.
_FIELD_MARK = re.compile(r"([\x13\x14\x15])")
_ODF = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _CELL = f"{_ODF}office:1.0}}text", f"{_ODF}table:1.0}}table-cell"
_NOT_MAIN = frozenset(
    f"{_ODF}{name}"
    for name in ("office:1.0}annotation", "text:1.0}tracked-changes", "text:1.0}note")
)


@dataclass(frozen=True, slots=True)
class OriginalText:
    """All the main text, and those of its lines that are known to stand in a table.

    `cells` is how many cells and ends of rows the tables have at least, the outermost ones.
    """

    whole: str
    in_cells: str
    cells: int


def original_text(data: bytes, kind: Kind, limits: Limits) -> OriginalText | None:
    """The text of a document; None for kinds whose text only a converter can tell.

    Raises:
        FileProblem: it is damaged.
    """
    if kind in {Kind.DOC, Kind.WPS}:
        return _of_word(data)
    return _of_open_document(data, limits) if kind is Kind.ODT else None


def _of_word(data: bytes) -> OriginalText | None:
    compound = compound_in(data)
    if compound is None or "WordDocument" not in compound:
        return None
    binary = word_binary_of(compound)
    return None if binary is None else _of_marked(_without_instructions(binary.text))


def _without_instructions(text: str) -> str:
    shown: list[str] = []
    in_instruction: list[bool] = []  # of the fields that are open
    for part in _FIELD_MARK.split(text):
        if part == "\x13":
            in_instruction.append(True)
        elif part == "\x14":
            in_instruction[-1:] = [False]
        elif part == "\x15":
            in_instruction[-1:] = []
        elif not any(in_instruction):
            shown.append(part)
    return "".join(shown)


def _of_marked(text: str) -> OriginalText:
    lines = _LINE.findall(text)
    in_cells = "".join(line for line, end in lines if end == _CELL_END)
    return OriginalText(text, in_cells, text.count(_CELL_END))


def _of_open_document(data: bytes, limits: Limits) -> OriginalText:
    root = open_package(data, limits).xml("content.xml")
    bodies = list(root.iter(_TEXT))
    cells = [c for body in bodies for c in body.iter(_CELL) if not _is_within(c, _CELL)]
    rows = {c.getparent() for c in cells}
    return OriginalText(
        "".join(text for body in bodies for text in _texts(body)),
        "".join(text for cell in cells for text in _texts(cell)),
        len(cells) + len(rows),
    )


def _is_within(element: _Element, tag: str) -> bool:
    return any(outer.tag == tag for outer in element.iterancestors())


def _texts(element: _Element) -> Iterator[str]:
    """The texts in an element, in order, without what stands beside the main text."""
    yield element.text or ""
    for child in element:
        if child.tag not in _NOT_MAIN:
            yield from _texts(child)
        yield child.tail or ""
