"""HTML -> its texts, page marks and tables, in order; nothing is fetched or unfolded.

A table nested in a cell is a grid of its own, behind the one that it stands in; a table whose
own cells are all empty only lays out the page, and is left out for those within.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from lxml import etree, html

from parsers.errors import TooLarge
from parsers.model import Grid
from parsers.transcript.html_table import grid_of, own_cells
from parsers.transcript.html_text import BLOCKS, LINE, hidden, joined
from parsers.transcript.page_marks import Mark, mark_in_comment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from parsers.limits import Limits

Piece = str | Mark | Grid


def pieces_of(markup: str, limits: Limits) -> Iterator[Piece]:
    """The pieces of a document, or of a fragment such as one table.

    Raises:
        TooLarge: its elements nest too deeply, or a table covers too many places.
    """
    root = _root(markup)
    if root is None:
        return
    texts: list[str] = []
    for token in itertools.chain(_walked(root, limits, 0), [None]):
        if isinstance(token, str):
            texts.append(token)
            continue
        text = joined(texts)
        texts = []
        if text:
            yield text
        if token is not None:
            yield token


def _root(markup: str) -> HtmlElement | None:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, huge_tree=False)
    try:
        root: HtmlElement | None = html.document_fromstring(markup.encode(), parser=parser)
    except etree.ParserError:  # nothing but blanks
        return None
    if any(e.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for e in parser.error_log):
        raise _too_deep()
    return root


def _too_deep() -> TooLarge:
    return TooLarge("网页内容嵌套过深，请简化后再报送")


def _walked(element: HtmlElement, limits: Limits, depth: int) -> Iterator[Piece | None]:
    """What an element holds; None ends a block of text, a line feed a line in it."""
    if depth > limits.depth:
        raise _too_deep()
    if not isinstance(element.tag, str):
        yield mark_in_comment(element.text or "") if element.tag is etree.Comment else None
        return
    if hidden(element):
        return
    if element.tag == "table":
        yield from _table(element, limits, depth)
        return
    block = element.tag in BLOCKS
    if element.tag == "br":
        yield LINE
    if block:
        yield None
    yield from _within(element, limits, depth)
    if block:
        yield None


def _within(element: HtmlElement, limits: Limits, depth: int) -> Iterator[Piece | None]:
    yield element.text or ""
    for child in element:
        yield from _walked(child, limits, depth + 1)
        yield child.tail or ""


def _table(table: HtmlElement, limits: Limits, depth: int) -> Iterator[Piece | None]:
    """The caption and stray texts, the table, the tables in its cells."""
    cells = list(own_cells(table))
    yield None
    yield from _beside_cells(table, limits, depth, frozenset(cells))
    yield None
    nested = [inner for cell in cells for inner in _nested(cell)]
    grid = grid_of(table, limits)
    if (grid.cells and not nested) or any(c.source.text for c in grid.cells):
        yield grid
    for inner in nested:
        yield from _walked(inner, limits, depth + 1)


def _beside_cells(
    element: HtmlElement, limits: Limits, depth: int, cells: frozenset[HtmlElement]
) -> Iterator[Piece | None]:
    yield element.text or ""
    for child in element:
        if child.tag in ("thead", "tbody", "tfoot", "tr"):
            yield from _beside_cells(child, limits, depth + 1, cells)
        elif child not in cells:
            yield from _walked(child, limits, depth + 1)
        yield child.tail or ""


def _nested(cell: HtmlElement) -> Iterator[HtmlElement]:
    """The tables in a cell, those within them left out."""
    return (t for t in cell.iter("table") if t.iterancestors("td", "th").__next__() is cell)
