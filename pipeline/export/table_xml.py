"""A table as WordprocessingML: fixed widths, merges, repeated heads (ECMA-376, 17.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from .form_table import Part
from .printable import printable

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

    from .form_table import FormTable, Written

HEADING, BODY = "黑体", "仿宋"
FONT_KINDS = ("ascii", "hAnsi", "eastAsia")

_TWIPS = 1440 / 25.4  # in a millimetre
_SIZE = "20"  # half points
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_PADDING = {"top": "28", "left": "57", "bottom": "28", "right": "57"}  # twips; 57 are 1 mm
_FONTS = {Part.HEAD: HEADING, Part.LABEL: HEADING, Part.TOTAL: HEADING}


def table_element(table: FormTable) -> BaseOxmlElement:
    """The w:tbl of a table."""
    found = element("w:tbl")
    found.append(_properties(table))
    grid = _child(found, "w:tblGrid")
    for width in table.widths:
        _child(grid, "w:gridCol", {"w:w": _twips(width)})
    for row in range(table.rows):
        _row(found, table, row)
    return found


def element(tag: str, attributes: dict[str, str] | None = None) -> BaseOxmlElement:
    """A new element; names have prefixes (`w:tbl`)."""
    found = cast("BaseOxmlElement", OxmlElement(tag))
    for name, value in (attributes or {}).items():
        found.set(qn(name), value)
    return found


def _properties(table: FormTable) -> BaseOxmlElement:
    found = element("w:tblPr")
    _child(found, "w:tblW", {"w:w": _twips(sum(table.widths)), "w:type": "dxa"})
    _child(found, "w:jc", {"w:val": "center"})
    borders = _child(found, "w:tblBorders")
    for edge in _EDGES:
        _child(borders, f"w:{edge}", {"w:val": "single", "w:sz": "4", "w:color": "000000"})
    _child(found, "w:tblLayout", {"w:type": "fixed"})
    margins = _child(found, "w:tblCellMar")
    for side, padding in _PADDING.items():
        _child(margins, f"w:{side}", {"w:w": padding, "w:type": "dxa"})
    return found


def _row(parent: BaseOxmlElement, table: FormTable, row: int) -> None:
    found = _child(parent, "w:tr")
    properties = _child(found, "w:trPr")
    _child(properties, "w:cantSplit")
    if row < table.heads:
        _child(properties, "w:tblHeader")
    covering = (c for c in table.cells if c.place.row <= row < c.place.row + c.place.rows)
    for cell in sorted(covering, key=lambda c: c.place.column):
        _cell(found, cell, row, table)
    if row <= table.heads or row == table.rows - 2:
        _keep_with_next(found)


def _keep_with_next(row: BaseOxmlElement) -> None:
    """Neither does a page end with a label, nor begin with a 合计."""
    for properties in row.iter(qn("w:pPr")):
        properties.insert(0, element("w:keepNext"))


def _cell(parent: BaseOxmlElement, cell: Written, row: int, table: FormTable) -> None:
    place = cell.place
    found = _child(parent, "w:tc")
    properties = _child(found, "w:tcPr")
    width = sum(table.widths[place.column : place.column + place.columns])
    _child(properties, "w:tcW", {"w:w": _twips(width), "w:type": "dxa"})
    if place.columns > 1:
        _child(properties, "w:gridSpan", {"w:val": str(place.columns)})
    if place.rows > 1:
        _child(properties, "w:vMerge", {"w:val": "restart" if row == place.row else "continue"})
    _child(properties, "w:vAlign", {"w:val": "center"})
    for line in (cell.text if row == place.row else "").split("\n"):
        _paragraph(found, line, cell.part)


def _paragraph(parent: BaseOxmlElement, line: str, part: Part) -> None:
    found = _child(parent, "w:p")
    properties = _child(found, "w:pPr")
    _child(properties, "w:spacing", {"w:before": "0", "w:after": "0"})
    if part is not Part.TEXT:
        _child(properties, "w:jc", {"w:val": "center"})
    run = _child(found, "w:r")
    looks = _child(run, "w:rPr")
    font = _FONTS.get(part, BODY)
    _child(looks, "w:rFonts", {f"w:{kind}": font for kind in FONT_KINDS})
    _child(looks, "w:sz", {"w:val": _SIZE})
    text = _child(run, "w:t", {"xml:space": "preserve"})
    text.text = printable(line)


def _child(
    parent: BaseOxmlElement, tag: str, attributes: dict[str, str] | None = None
) -> BaseOxmlElement:
    found = element(tag, attributes)
    parent.append(found)
    return found


def _twips(millimetres: float) -> str:
    return str(round(millimetres * _TWIPS))
