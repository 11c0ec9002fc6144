"""Digital PDF -> Reading: the text and the rules that the file itself holds, by pdfium."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from .drawing import drawing_of
from .drawn import read_painted
from .errors import Empty, Encrypted, TooLarge, Unreadable
from .foreign import address_of
from .glyphs import read_glyphs
from .model import Grid, Kind, Reading
from .page import Page
from .pieces import pieces_of
from .prose import paragraphs_of
from .rulings import lay_out
from .stitch import stitched
from .upright import Frame, reading_turn, straightened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .drawn import Painted
    from .glyphs import Glyphs
    from .limits import Limits
    from .model import Block

METHOD = "pdfium"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One page read: its blocks from top to bottom, and what is to be said of it."""

    number: int
    blocks: tuple[Block, ...] = ()
    note: str = ""
    unsure: bool = False
    is_picture: bool = False


def read_pdf(data: bytes, limits: Limits) -> Reading:
    """The tables and paragraphs of a PDF; tables that go on over pages are one grid.

    Boxes are points from the upper left corner of the page as its text is read: a page printed on
    its side is turned first. Pages that are pictures yield no blocks but a note.

    Raises:
        Encrypted: a password is needed.
        Unreadable: not a PDF, or too damaged to be opened.
        Empty: it has no pages.
        TooLarge: beyond the limits.
    """
    if len(data) > limits.file_bytes:
        raise TooLarge(f"文件有 {len(data)} 字节，超过上限 {limits.file_bytes} 字节")
    with _opened(data) as document:
        count = len(document)
        if not count:
            raise Empty("PDF 里没有页面")
        if count > limits.pages:
            raise TooLarge(f"PDF 有 {count} 页，超过上限 {limits.pages} 页")
        sheets = [_sheet(document, index, limits) for index in range(count)]
    return Reading(
        kind=Kind.PDF,
        blocks=stitched(tuple(s.blocks for s in sheets)),
        pages=count,
        method=METHOD,
        notes=tuple(s.note for s in sheets if s.note),
        unsure_pages=tuple(s.number for s in sheets if s.unsure),
    )


@contextmanager
def _opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise Encrypted("PDF 有打开密码，请去除密码后重新报送") from error
        raise Unreadable("PDF 已损坏，无法打开，请重新导出") from error
    try:
        yield document
    finally:
        document.close()


def _sheet(document: pypdfium2.PdfDocument, index: int, limits: Limits) -> _Sheet:
    number = index + 1
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return _Sheet(number, note=f"第{number}页已损坏，无法读取", unsure=True)
    try:
        return _read_sheet(page, number, limits)
    finally:
        page.close()


def _read_sheet(page: pypdfium2.PdfPage, number: int, limits: Limits) -> _Sheet:
    painted = read_painted(address_of(page))
    glyphs = _glyphs(page, painted)
    frame = _frame(page, glyphs)
    drawing = drawing_of(painted.paths, frame)
    content = Page(number, frame.width, frame.height, pieces_of(glyphs, frame), drawing)
    if not content.pieces and painted.images:
        note = f"第{number}页是图片，没有文字层"
        return _Sheet(number, note=note, unsure=True, is_picture=True)
    layout = lay_out(content, limits)
    blocks = _ordered((*layout.grids, *paragraphs_of(layout.rest, number)))
    return _Sheet(number, blocks, unsure=layout.unsure)


def _glyphs(page: pypdfium2.PdfPage, painted: Painted) -> Glyphs:
    text_page = page.get_textpage()
    try:
        return read_glyphs(address_of(text_page), painted.texts or painted.invisible)
    finally:
        text_page.close()


def _frame(page: pypdfium2.PdfPage, glyphs: Glyphs) -> Frame:
    left, bottom, right, top = page.get_bbox()
    angles, counts = np.unique(glyphs.angles, return_counts=True)
    turns = [straightened(a) for a in angles.tolist()]
    turn = reading_turn(turns, counts.tolist(), page.get_rotation())
    return Frame(left, bottom, right, top, turn)


def _ordered(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(sorted(blocks, key=_corner))


def _corner(block: Block) -> tuple[float, float]:
    source = block.cells[0].source if isinstance(block, Grid) else block.source
    box = source.place.box
    return (box.y0, box.x0) if box else (0.0, 0.0)
