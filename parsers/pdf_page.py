"""One page of a PDF -> what it holds: pieces of text, rules, shaded rectangles; by pdfium."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from .drawing import drawing_of
from .drawn import read_painted
from .errors import Empty, Encrypted, TooLarge, Unreadable
from .foreign import address_of
from .glyphs import read_glyphs
from .page import Page
from .pdf_buried import is_buried
from .pdf_look import WHOLLY_TEXT, Look, look_at
from .pieces import pieces_of
from .printed import nameless_faults
from .upright import Frame, writing_turn
from .written import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .drawn import Painted
    from .limits import Limits
    from .written import Glyphs


@dataclass(frozen=True, slots=True)
class Content:
    """What a page holds, and Chinese phrases about what is wrong with it.

    `turn` is how far the page was turned to be read, with the clock, against its own coordinates.
    `look` says whether it is to be read from what it shows, all of it or some parts. `hidden` is
    text that it holds and does not show.
    """

    page: Page
    turn: int
    faults: tuple[str, ...] = ()
    look: Look = WHOLLY_TEXT
    hidden: str = ""

    @property
    def is_picture(self) -> bool:
        """Whether all of the page is to be read from what it shows."""
        return self.look.whole


@contextmanager
def opened(data: bytes, limits: Limits) -> Iterator[pypdfium2.PdfDocument]:
    """The PDF, closed in the end.

    Raises:
        Encrypted: a password is needed.
        Unreadable: not a PDF, or too damaged to be opened.
        Empty: it has no pages.
        TooLarge: beyond the limits.
    """
    if len(data) > limits.file_bytes:
        raise TooLarge(f"文件有 {len(data)} 字节，超过上限 {limits.file_bytes} 字节")
    document = _opened(data)
    try:
        count = len(document)
        if not count:
            raise Empty("PDF 里没有页面")
        if count > limits.pages:
            raise TooLarge(f"PDF 有 {count} 页，超过上限 {limits.pages} 页")
        yield document
    finally:
        document.close()


def content_of(document: pypdfium2.PdfDocument, number: int) -> Content | None:
    """What page `number` holds, counted from 1; None where it is too damaged to be read.

    Raises:
        TooLarge: the page draws too many lines.
    """
    try:
        page = _loaded(document, number - 1)
    except pypdfium2.PdfiumError:
        return None
    try:
        return _read(page, number)
    finally:
        page.close()


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise Encrypted("PDF 有打开密码，请去除密码后重新报送") from error
        raise Unreadable("PDF 已损坏，无法打开，请重新导出") from error


def _loaded(document: pypdfium2.PdfDocument, index: int) -> pypdfium2.PdfPage:
    """The page, with what is filled in or written on it as notes made part of its content."""
    page = document[index]
    if pdfium.FPDFPage_GetAnnotCount(page) > 0:
        done = pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        if done == pdfium.FLATTEN_SUCCESS:
            page.close()
            page = document[index]
    return page


def _read(page: pypdfium2.PdfPage, number: int) -> Content:
    painted = read_painted(address_of(page))
    seen, hidden = _glyphs(page, painted)
    if not len(seen.letters) and not painted.photos and not painted.outlined:
        seen, hidden = hidden, seen  # whatever hides it, there is nothing else to be read
    frame = _frame(page, seen)
    pieces = pieces_of(seen, frame)
    drawing = drawing_of(painted.paths, frame, painted.strokes)
    faults = nameless_faults(seen.letters.tolist())
    return Content(
        page=Page(number, frame.width, frame.height, pieces, drawing),
        turn=frame.turn,
        faults=faults,
        look=look_at(painted, pieces, frame, nameless=bool(faults)),
        hidden="".join(hidden.letters.tolist()),
    )


def _glyphs(page: pypdfium2.PdfPage, painted: Painted) -> tuple[Glyphs, Glyphs]:
    """The characters that are seen, and those that are not."""
    text_page = page.get_textpage()
    try:
        written = read_glyphs(address_of(text_page), painted.texts)
        hidden = read_glyphs(address_of(text_page), painted.invisible)
    finally:
        text_page.close()
    buried = is_buried(page, painted.photos, written)
    return written.only(~buried), joined(hidden, written.only(buried))


def _frame(page: pypdfium2.PdfPage, glyphs: Glyphs) -> Frame:
    left, bottom, right, top = page.get_bbox()
    turn = writing_turn(glyphs.angles, page.get_rotation())
    return Frame(left, bottom, right, top, turn)
