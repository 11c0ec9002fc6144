"""Digital PDF -> Reading: the text and the rules that the file itself holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .leaf import Leaf, leaf_of, reading_of
from .model import Kind
from .pdf_page import content_of, opened
from .pdf_picture import picture_of
from .scan import read_picture

if TYPE_CHECKING:
    import pypdfium2

    from .limits import Limits
    from .model import Reading

METHOD = "pdfium"


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
    with opened(data, limits) as document:
        leaves = [_leaf(document, number + 1, limits) for number in range(len(document))]
    return reading_of(leaves, Kind.PDF)


def _leaf(document: pypdfium2.PdfDocument, number: int, limits: Limits) -> Leaf:
    content = content_of(document, number)
    if content is None:
        fault = "已损坏，无法读取"
        return Leaf(number, METHOD, faults=(fault,), unsure=True, unread=True)
    if content.is_picture:
        return read_picture(picture_of(document, number), number, limits)
    return leaf_of(content.page, METHOD, limits, content.faults)
