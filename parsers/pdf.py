"""PDF -> Reading: page by page the text and rules that the file holds, or what the page shows."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from .abreast import abreast
from .leaf import Leaf, ascending, leaf_of, reading_of
from .model import Kind
from .pdf_page import content_of, opened
from .pdf_picture import part_of, picture_of
from .recognised import layer_faults, shifted
from .scan import read_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pypdfium2

    from .abreast import Job
    from .limits import Limits
    from .model import Box, Reading
    from .pdf_page import Content
    from .picture import Picture

METHOD = "pdfium"


def read_pdf(data: bytes, limits: Limits) -> Reading:
    """The tables and paragraphs of a PDF; tables that go on over pages are one grid.

    Boxes are points from the upper left corner of the page as its text is read: a page printed on
    its side is turned first. Pages that are pictures are recognised, whatever text they hide: it
    is another program's recognition, and no one has read it. So are pages whose letters are drawn
    as shapes or have no names in the file, and large pictures on pages of text.

    Raises:
        Encrypted: a password is needed.
        Unreadable: not a PDF, or too damaged to be opened.
        Empty: it has no pages.
        TooLarge: beyond the limits.
    """
    with opened(data, limits) as document:
        jobs = (_job(document, number + 1, limits) for number in range(len(document)))
        leaves = abreast(jobs, limits)
    return reading_of(leaves, Kind.PDF)


def _job(document: pypdfium2.PdfDocument, number: int, limits: Limits) -> Job[Leaf]:
    """A page as far as the document is needed for it, which is only asked by one thread."""
    content = content_of(document, number)
    if content is None:
        fault = "已损坏，无法读取"
        damaged = Leaf(number, METHOD, faults=(fault,), unsure=True, unread=True)
        return lambda: damaged
    if content.is_picture:
        return partial(_picture_leaf, picture_of(document, content), content, limits)
    leaf = leaf_of(content.page, METHOD, limits, content.faults)
    pictures = [(part, part_of(document, content, part)) for part in content.look.parts]
    return partial(_with_parts, leaf, pictures, limits)


def _with_parts(leaf: Leaf, pictures: Sequence[tuple[Box, Picture]], limits: Limits) -> Leaf:
    for part, picture in pictures:
        leaf = _with_part(leaf, part, read_picture(picture, leaf.number, limits))
    return leaf


def _picture_leaf(picture: Picture, content: Content, limits: Limits) -> Leaf:
    leaf = read_picture(picture, content.page.number, limits)
    named = tuple(f"{fault}，改按图像识别" for fault in content.faults)
    return replace(leaf, faults=(*named, *layer_faults(content.hidden, leaf.blocks), *leaf.faults))


def _with_part(leaf: Leaf, part: Box, inner: Leaf) -> Leaf:
    """The page with what a picture on it shows, where it stands."""
    if not inner.blocks:
        return leaf
    return replace(
        leaf,
        method=f"{leaf.method}、{inner.method}",
        blocks=ascending((*leaf.blocks, *shifted(inner.blocks, part))),
        faults=(*leaf.faults, "有图片，图中的文字是识别所得", *inner.faults),
        unsure=leaf.unsure or inner.unsure,
    )
