"""The text that OCR programs print -> Reading: plain, Markdown, HTML, or all of them mixed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.encoding import text_of
from parsers.errors import Empty, TooLarge, Unreadable
from parsers.model import Grid, Kind, Paragraph, Place, Reading, Source
from parsers.transcript.fragments import is_document, stretches_of
from parsers.transcript.hypertext import pieces_of
from parsers.transcript.lines import Drawing, Table, blocks_in, is_markdown
from parsers.transcript.page_marks import Mark, mark_of, pages_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from parsers.limits import Limits
    from parsers.model import Block

    Part = Paragraph | Table | Mark


def read_transcript(data: bytes, limits: Limits) -> Reading:
    """Read a text file. Pages are those of its page marks, None where these are ambiguous.

    Raises:
        FileProblem: it is no text, holds nothing, or is too large.
    """
    text = text_of(data)
    if text is None:
        raise Unreadable("文件不是文本，或已损坏，请重新导出后再报送")
    document = is_document(text)
    marked = not document and is_markdown(text)
    parts = _document(text, limits) if document else _mixture(text, limits, marked=marked)
    kept = _within_limits(parts, limits)
    drawings = [p.drawing for p in kept if isinstance(p, Table)]
    blocks = tuple(_placed(kept))
    if not blocks:
        raise Empty("文件中没有任何文字")
    kind = Kind.HTML if document else _kind(drawings, marked=marked)
    return Reading(kind, blocks, method=_method(kind, drawings))


def _document(text: str, limits: Limits) -> Iterator[Part]:
    for piece in pieces_of(text, limits):
        if isinstance(piece, Grid):
            yield Table(piece, Drawing.HTML)
        elif isinstance(piece, Mark):
            yield piece
        else:
            yield mark_of(piece) or Paragraph(Source(piece))


def _mixture(text: str, limits: Limits, *, marked: bool) -> Iterator[Part]:
    for stretch in stretches_of(text):
        if stretch.is_table:
            yield from _document(stretch.text, limits)
        else:
            yield from blocks_in(stretch.text, limits, marked=marked)


def _within_limits(parts: Iterable[Part], limits: Limits) -> list[Part]:
    kept = []
    cells = 0
    for part in parts:
        cells += len(part.grid.cells) if isinstance(part, Table) else 0
        if cells > limits.cells:
            raise TooLarge(f"表格的单元格过多（上限 {limits.cells} 个），请拆分后再报送")
        kept.append(part)
    return kept


def _placed(parts: Sequence[Part]) -> Iterator[Block]:
    """The blocks, on the pages that the marks between them tell."""
    marks = [part for part in parts if isinstance(part, Mark)]
    stretches: list[list[Block]] = [[]]
    for part in parts:
        if isinstance(part, Mark):
            stretches.append([])
        else:
            stretches[-1].append(part.grid if isinstance(part, Table) else part)
    pages = pages_of(marks, [bool(stretch) for stretch in stretches])
    for page, stretch in zip(pages, stretches, strict=True):
        yield from (_on_page(block, page) for block in stretch)


def _on_page(block: Block, page: int | None) -> Block:
    if page is None:
        return block
    place = Place(page)
    if isinstance(block, Paragraph):
        return Paragraph(replace(block.source, place=place))
    cells = (replace(c, source=replace(c.source, place=place)) for c in block.cells)
    return Grid(tuple(cells), block.breaks)


def _kind(drawings: Sequence[Drawing], *, marked: bool) -> Kind:
    if marked or Drawing.PIPES in drawings:
        return Kind.MARKDOWN
    return Kind.HTML if set(drawings) == {Drawing.HTML} else Kind.TEXT


def _method(kind: Kind, drawings: Sequence[Drawing]) -> str:
    names = [d.value for d in dict.fromkeys(drawings)]
    if not names and kind is not Kind.TEXT:
        names = [{Kind.HTML: "HTML"}.get(kind, "Markdown")]
    return f"文本（{'、'.join(names)}）" if names else "文本"
