"""A form as the texts that OCR programs print: tab-separated, Markdown or HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from form_layout import Block, Text
from form_table import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from form_table import TableCell


def transcript_of(blocks: tuple[Block, ...]) -> bytes:
    """Tab-separated lines; a merged cell's text stands in its first place, blanks in the others."""
    return _joined(blocks, lambda table: lines_of(table.matrix()))


def markdown_of(blocks: tuple[Block, ...]) -> bytes:
    """Markdown tables, their first line the head."""
    return _joined(blocks, _markdown)


def html_of(blocks: tuple[Block, ...]) -> bytes:
    """HTML tables with rowspan and colspan."""
    parts = [
        _html(b) if isinstance(b, Table) else f"<p>{escape(b.text)}</p>"
        for b in blocks
        if isinstance(b, Table | Text)
    ]
    body = "\n".join(parts)
    page = f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>\n{body}\n'
    return f"{page}</body></html>\n".encode()


def lines_of(matrix: list[list[str]]) -> str:
    """Rows of cells as tab-separated lines; a wrap within a cell becomes a blank."""
    return "\n".join("\t".join(c.replace("\n", " ") for c in row) for row in matrix)


def _joined(blocks: tuple[Block, ...], table: Callable[[Table], str]) -> bytes:
    texts = [
        table(b) if isinstance(b, Table) else b.text for b in blocks if isinstance(b, Table | Text)
    ]
    return ("\n\n".join(texts) + "\n").encode()


def _markdown(table: Table) -> str:
    rows = [
        "| " + " | ".join(c.replace("|", "\\|").replace("\n", "<br>") for c in row) + " |"
        for row in table.matrix()
    ]
    rows.insert(1, "|" + " --- |" * len(table.widths))
    return "\n".join(rows)


def _html(table: Table) -> str:
    rows = []
    for row in range(table.rows):
        cells = sorted((c for c in table.cells if c.row == row), key=lambda c: c.column)
        rows.append("<tr>" + "".join(map(_html_cell, cells)) + "</tr>")
    return "<table>\n" + "\n".join(rows) + "\n</table>"


def _html_cell(cell: TableCell) -> str:
    spans = "".join(
        f' {name}="{count}"'
        for name, count in (("rowspan", cell.row_span), ("colspan", cell.column_span))
        if count > 1
    )
    return f"<td{spans}>{escape(cell.text).replace(chr(10), '<br>')}</td>"
