"""A form as a Word file, with real gridSpan and vMerge and runs split anywhere."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from form_dice import dice
from form_layout import Block, Look, PageBreak, Text
from form_table import Part, Table, TableCell
from form_zip import with_fixed_dates

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from form_style import Style

FACES = {
    "uming": "AR PL UMing CN",
    "zenhei": "WenQuanYi Zen Hei",
    "ukai": "AR PL UKai CN",
    "gbsn": "AR PL SungtiL GB",
    "microhei": "WenQuanYi Micro Hei",
    "wenkai": "LXGW WenKai",
    "serif": "Noto Serif CJK SC",
    "sans": "Noto Sans CJK SC",
}
TWENTIETHS = 20  # Word counts widths in twentieths of a point
A4 = (595.3, 841.9)  # points
LANDSCAPE_MARGIN = 36  # points
ALIGNMENTS = {
    Look.TITLE: WD_ALIGN_PARAGRAPH.CENTER,
    Look.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Look.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}


def docx_of(blocks: tuple[Block, ...], style: Style) -> bytes:
    """The blocks as a docx; the same bytes for the same blocks."""
    document = docx.Document()
    _prepare(document, style)
    first = True
    for block in blocks:
        if isinstance(block, PageBreak):
            _new_page(document, landscape=block.landscape, first=first)
        elif isinstance(block, Table):
            document.element.body.insert_element_before(_table(block, style), "w:sectPr")
        else:
            _paragraph(document, block)
        first = False
    buffer = BytesIO()
    document.save(buffer)
    return with_fixed_dates(buffer.getvalue())


def _prepare(document: Document, style: Style) -> None:
    normal = document.styles["Normal"]
    normal.font.size = Pt(12)
    normal.font.name = FACES[style.font]
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FACES[style.font])
    moment = datetime(2025, 1, 3, 9, 0)  # noqa: DTZ001 - Word's own stamp bears no zone
    document.core_properties.created = moment
    document.core_properties.modified = moment


def _new_page(document: Document, *, landscape: bool, first: bool) -> None:
    section = document.sections[0] if first else document.add_section(WD_SECTION.NEW_PAGE)
    width, height = map(Pt, reversed(A4) if landscape else A4)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    if landscape:
        section.left_margin = section.right_margin = Pt(LANDSCAPE_MARGIN)
        section.top_margin = section.bottom_margin = Pt(LANDSCAPE_MARGIN)


def _paragraph(document: Document, text: Text) -> None:
    paragraph = document.add_paragraph(text.text)
    if text.look in ALIGNMENTS:
        paragraph.alignment = ALIGNMENTS[text.look]


def _table(table: Table, style: Style) -> BaseOxmlElement:
    element = _child(None, "w:tbl")
    properties = _child(element, "w:tblPr")
    _child(properties, "w:tblW", {"w:w": "0", "w:type": "auto"})
    borders = _child(properties, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _child(borders, f"w:{side}", {"w:val": "single", "w:sz": "4", "w:color": "000000"})
    _child(properties, "w:tblLayout", {"w:type": "fixed"})
    grid = _child(element, "w:tblGrid")
    for width in table.widths:
        _child(grid, "w:gridCol", {"w:w": str(int(width * TWENTIETHS))})
    for row in range(table.rows):
        _row(element, table, row, style)
    return element


def _row(parent: BaseOxmlElement, table: Table, row: int, style: Style) -> None:
    element = _child(parent, "w:tr")
    properties = _child(element, "w:trPr")
    if not style.rows_split:
        _child(properties, "w:cantSplit")
    if row < table.head_rows and style.head_repeats:
        _child(properties, "w:tblHeader")
    covering = [c for c in table.cells if c.row <= row < c.row + c.row_span]
    for cell in sorted(covering, key=lambda c: c.column):
        _cell(element, cell, row, table, style)


def _cell(parent: BaseOxmlElement, cell: TableCell, row: int, table: Table, style: Style) -> None:
    element = _child(parent, "w:tc")
    properties = _child(element, "w:tcPr")
    width = sum(table.widths[cell.column : cell.column + cell.column_span])
    _child(properties, "w:tcW", {"w:w": str(int(width * TWENTIETHS)), "w:type": "dxa"})
    if cell.column_span > 1:
        _child(properties, "w:gridSpan", {"w:val": str(cell.column_span)})
    if cell.row_span > 1:
        _child(properties, "w:vMerge", {"w:val": "restart"} if row == cell.row else {})
    if style.centred:
        _child(properties, "w:vAlign", {"w:val": "center"})
    for line in (cell.text if row == cell.row else "").split("\n"):
        _line(element, line, cell, style)


def _line(parent: BaseOxmlElement, line: str, cell: TableCell, style: Style) -> None:
    paragraph = _child(parent, "w:p")
    if cell.part is not Part.BODY:
        properties = _child(paragraph, "w:pPr")
        _child(properties, "w:jc", {"w:val": "center"})
    for piece in _pieces(line, style):
        run = _child(paragraph, "w:r")
        properties = _child(run, "w:rPr")
        _child(properties, "w:rFonts", {"w:eastAsia": FACES[style.font]})
        _child(properties, "w:sz", {"w:val": str(int(style.size * 2))})
        text = _child(run, "w:t", {"xml:space": "preserve"})
        text.text = piece


def _pieces(line: str, style: Style) -> list[str]:
    """The line in one run, or in several cut anywhere."""
    if not style.runs_split or len(line) < 2:
        return [line] if line else []
    cut = dice(style.seed, line).randrange(1, len(line))
    return [line[:cut], line[cut:]]


def _child(
    parent: BaseOxmlElement | None, tag: str, attributes: dict[str, str] | None = None
) -> BaseOxmlElement:
    element: BaseOxmlElement = OxmlElement(tag)  # type: ignore[assignment]
    for name, value in (attributes or {}).items():
        element.set(qn(name), value)
    if parent is not None:
        parent.append(element)
    return element
