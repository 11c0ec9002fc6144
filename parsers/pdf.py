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
from .printed import is_nameless
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
    from .rulings import Layout

METHOD = "pdfium"
MOST_NAMELESS = 0.05
"""Of a page's characters: bullets and ticks of symbol fonts have no names, and are few."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One page read: its blocks from top to bottom, and what is to be said of it."""

    number: int
    blocks: tuple[Block, ...] = ()
    notes: tuple[str, ...] = ()
    unsure: bool = False


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
        sheets = [_sheet(document, number, limits) for number in range(1, count + 1)]
    return Reading(
        kind=Kind.PDF,
        blocks=stitched(tuple(s.blocks for s in sheets)),
        pages=count,
        method=METHOD,
        notes=tuple(note for s in sheets for note in s.notes),
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


def _sheet(document: pypdfium2.PdfDocument, number: int, limits: Limits) -> _Sheet:
    try:
        page = _loaded(document, number - 1)
    except pypdfium2.PdfiumError:
        return _Sheet(number, notes=(f"第{number}页已损坏，无法读取",), unsure=True)
    try:
        return _read_sheet(page, number, limits)
    finally:
        page.close()


def _loaded(document: pypdfium2.PdfDocument, index: int) -> pypdfium2.PdfPage:
    """The page, with what is filled in or written on it as notes made part of its content."""
    page = document[index]
    if pdfium.FPDFPage_GetAnnotCount(page) > 0:
        done = pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        if done == pdfium.FLATTEN_SUCCESS:
            page.close()
            page = document[index]
    return page


def _read_sheet(page: pypdfium2.PdfPage, number: int, limits: Limits) -> _Sheet:
    painted = read_painted(address_of(page))
    glyphs = _glyphs(page, painted)
    frame = _frame(page, glyphs)
    drawing = drawing_of(painted.paths, frame)
    content = Page(number, frame.width, frame.height, pieces_of(glyphs, frame), drawing)
    if not content.pieces and painted.images:
        return _Sheet(number, notes=(f"第{number}页是图片，没有文字层",), unsure=True)
    layout = lay_out(content, limits)
    blocks = _ordered((*layout.grids, *paragraphs_of(layout.rest, number)))
    faults = tuple(_faults(painted, glyphs, layout))
    notes = tuple(f"第{number}页{fault}" for fault in faults)
    return _Sheet(number, blocks, notes, unsure=layout.unsure or bool(faults))


def _faults(painted: Painted, glyphs: Glyphs, layout: Layout) -> Iterator[str]:
    nameless = sum(map(is_nameless, glyphs.texts))
    if nameless > MOST_NAMELESS * len(glyphs.texts):
        yield f"有 {nameless} 个字没有编码，读不出是什么字"
    if painted.invisible and painted.images and not painted.texts:
        yield "是图片，文字取自文件自带的识别结果"
    if layout.cut_off:
        yield "有文字印在页面之外，没有读入"


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
