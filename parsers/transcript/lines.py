"""Lines of text -> paragraphs, page marks and tables drawn with tabs or pipes.

Consecutive lines with tabs are one table, each line a row, each field a cell; short rows are
filled up at the right, as merged cells are lost in such text. Any other line is a paragraph.
"""

from __future__ import annotations

import html
import itertools
import re
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from typing import TYPE_CHECKING

from parsers.errors import TooLarge
from parsers.model import Cell, Grid, Paragraph, Source
from parsers.transcript.page_marks import FORM_FEED, mark_of
from parsers.transcript.pipes import has_pipes, table_in, unmarked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsers.limits import Limits
    from parsers.transcript.page_marks import Mark

_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})\s*[\w+-]*\s*")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(?P<text>.*)")
_IMAGE = re.compile(r"!\[(?P<text>[^\[\]]*)\]\([^()]*\)")
_COMMENT = re.compile(r"<!--[^<>]*-->")
_BLOCK_TAG = re.compile(
    r"</?(?:blockquote|body|br|center|div|figcaption|figure|h[1-6]|head|html|li|ol|p|page|pre"
    r"|table|tbody|tfoot|thead|tr|ul)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_INLINE_TAG = re.compile(
    r"</?(?:a|b|big|em|font|i|img|ins|meta|s|small|span|strong|sub|sup|td|th|title|u)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_LINE_ENDS = re.compile(r"\n+")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)


class Drawing(StrEnum):
    """How a table is drawn in text."""

    TABS = "制表符"
    PIPES = "Markdown"
    HTML = "HTML"


@dataclass(frozen=True, slots=True)
class Table:
    """A grid and how it was drawn."""

    grid: Grid
    drawing: Drawing


class Shape(Enum):
    """What a line looks like."""

    BLANK = auto()
    TABBED = auto()
    PIPED = auto()
    PLAIN = auto()
    MARK = auto()


def is_markdown(text: str) -> bool:
    """Whether a text has headings or fences of Markdown."""
    return any(_HEADING.fullmatch(x) or _FENCE.fullmatch(x) for x in text.split("\n"))


def blocks_in(text: str, limits: Limits, *, marked: bool) -> Iterator[Paragraph | Table | Mark]:
    """The blocks and page marks of a stretch of text; `marked`: it is Markdown.

    Raises:
        TooLarge: a table has more places than the limit.
    """
    lines = text.replace(FORM_FEED, f"\n{FORM_FEED}\n").split("\n")
    for shape, run in itertools.groupby(lines, _shape):
        members = list(run)
        if shape is Shape.TABBED:
            rows = [line.split("\t") for line in members]
            yield Table(_grid([[_plain(c) for c in row] for row in rows], limits), Drawing.TABS)
        elif shape is Shape.PIPED:
            yield from _piped(members, limits, marked=marked)
        elif shape is Shape.MARK:
            yield from (mark for line in members if (mark := mark_of(line)))
        elif shape is Shape.PLAIN:
            yield from _paragraphs(members, marked=marked)


def _shape(line: str) -> Shape:
    if "\t" in line:
        return Shape.TABBED
    if mark_of(line):
        return Shape.MARK
    if not line.strip() or _FENCE.fullmatch(line):
        return Shape.BLANK
    return Shape.PIPED if has_pipes(line) else Shape.PLAIN


def _piped(lines: Sequence[str], limits: Limits, *, marked: bool) -> Iterator[Paragraph | Table]:
    before, rows = table_in(lines)
    yield from _paragraphs(before, marked=marked)
    if rows:
        cells = [[unmarked(_plain(c)) for c in row] for row in rows]
        yield Table(_grid(cells, limits), Drawing.PIPES)


def _paragraphs(lines: Sequence[str], *, marked: bool) -> Iterator[Paragraph]:
    for line in lines:
        heading = _HEADING.fullmatch(line)
        text = _plain(heading["text"] if heading else line)
        text = unmarked(text) if marked else text
        if text:
            yield Paragraph(Source(text))


def _plain(text: str) -> str:
    """A text without what only draws it: tags, images, comments, entities, outer blanks."""
    if "<" in text or "![" in text:
        text = _IMAGE.sub(lambda match: match["text"], _COMMENT.sub("", text))
        text = _LINE_ENDS.sub("\n", _BLOCK_TAG.sub("\n", _INLINE_TAG.sub("", text)))
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text).replace("\xa0", " ")
    return text.strip()


def _grid(rows: Sequence[Sequence[str]], limits: Limits) -> Grid:
    width = max(len(row) for row in rows)
    if width * len(rows) > limits.cells:
        raise TooLarge(f"表格过大（上限 {limits.cells} 个单元格），请拆分后再报送")
    return Grid(
        tuple(
            Cell(Source(text), row, column)
            for row, texts in enumerate(rows)
            for column, text in enumerate(itertools.chain(texts, [""] * (width - len(texts))))
        )
    )
