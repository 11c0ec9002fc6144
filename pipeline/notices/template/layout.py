"""A document in official layout, made of paragraphs and tables that name their styles."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from pipeline.notices.archive import zipped

if TYPE_CHECKING:
    from collections.abc import Sequence

_PARTS = files("pipeline.notices.template") / "parts"

_PAGE_WIDTH = 8844
"""Twentieths of a point: the 156 mm of the text."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the template in one of the styles of parts/styles.xml; empty for a blank line."""

    style: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, its width as a share of the page's, and its cells' text."""

    heading: str
    share: float
    text: str
    style: str = "tableCentred"


@dataclass(frozen=True, slots=True)
class RowsOf:
    """A table with a row for each `row` of the field `rows`."""

    rows: str
    columns: tuple[Column, ...]


Block = Paragraph | RowsOf


def document_of(blocks: Sequence[Block]) -> bytes:
    """The .docx file's bytes."""
    body = "".join(_block(block) for block in blocks)
    return zipped(
        {
            "[Content_Types].xml": _part("content_types.xml"),
            "_rels/.rels": _part("package_rels.xml"),
            "docProps/core.xml": _part("core.xml"),
            "word/document.xml": _part("document.xml", body=body),
            "word/_rels/document.xml.rels": _part("document_rels.xml"),
            "word/styles.xml": _part("styles.xml"),
            "word/settings.xml": _part("settings.xml"),
            "word/fontTable.xml": _part("fontTable.xml"),
            "word/footer_odd.xml": _part("footer.xml", style="pageOdd"),
            "word/footer_even.xml": _part("footer.xml", style="pageEven"),
        }
    )


def _part(name: str, **fields: str) -> bytes:
    text = (_PARTS / name).read_text(encoding="utf-8")
    return (Template(text).substitute(fields) if fields else text).encode()


def _block(block: Block) -> str:
    return _paragraph(block) if isinstance(block, Paragraph) else _table(block)


def _paragraph(paragraph: Paragraph) -> str:
    style = f'<w:pPr><w:pStyle w:val="{paragraph.style}"/></w:pPr>'
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line, quote=False)}</w:t>'
        for line in paragraph.text.split("\n")
    )
    return f"<w:p>{style}<w:r>{lines}</w:r></w:p>" if paragraph.text else f"<w:p>{style}</w:p>"


def _table(table: RowsOf) -> str:
    widths = [round(column.share * _PAGE_WIDTH) for column in table.columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = [Paragraph("tableHead", column.heading) for column in table.columns]
    cells = [Paragraph(column.style, column.text) for column in table.columns]
    loop = [Paragraph("tableText", f"{{%tr for row in {table.rows} %}}")]
    end = [Paragraph("tableText", "{%tr endfor %}")]
    rows = (
        _row(head, widths, "<w:cantSplit/><w:tblHeader/>"),
        _row(loop, widths[:1]),
        _row(cells, widths, "<w:cantSplit/>"),
        _row(end, widths[:1]),
    )
    return f"<w:tbl>{_TABLE}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _row(cells: Sequence[Paragraph], widths: Sequence[int], properties: str = "") -> str:
    told = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{told}{''.join(map(_cell, cells, widths))}</w:tr>"


def _cell(paragraph: Paragraph, width: int) -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_paragraph(paragraph)}</w:tc>"


_LINE = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_TABLE = (
    f'<w:tblPr><w:tblW w:w="{_PAGE_WIDTH}" w:type="dxa"/><w:tblBorders>'
    f"{''.join(f'<w:{side} {_LINE}/>' for side in _SIDES)}"
    '</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
)
