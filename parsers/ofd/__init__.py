"""OFD (GB/T 33190-2016, the state's own document format) -> Reading."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from parsers.abreast import abreast
from parsers.errors import Empty, TooLarge, Unreadable
from parsers.leaf import Leaf, ascending, leaf_of, reading_of
from parsers.model import Kind, Reading
from parsers.prose import paragraphs_of
from parsers.recognised import layer_faults
from parsers.scan import read_picture

from .container import open_container
from .document import documents_of
from .page import content_of
from .photograph import Undecodable, photographed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.abreast import Job
    from parsers.limits import Limits
    from parsers.picture import Picture

    from .container import Container
    from .document import Document
    from .page import Content

METHOD = "OFD"


def read_ofd(data: bytes, limits: Limits) -> Reading:
    """The tables and paragraphs of an OFD file, all its documents one after the other.

    Tables that go on over pages of one document are one grid. Boxes are points from the upper left
    corner of the page as its text is read: a page printed on its side is turned first. Seals and
    attachments are noted, not read.

    Raises:
        Encrypted: it is locked.
        Unreadable: no OFD, or too damaged to be opened; names the part.
        Empty: it has no pages.
        Unsafe: it points outside itself, or declares a document type.
        TooLarge: beyond the limits.
    """
    container = open_container(data, limits)
    notes: list[str] = []
    readings: list[Reading] = []
    pages = 0
    for document in documents_of(container, limits):
        first, pages = pages + 1, pages + len(document.pages)
        if pages > limits.pages:
            raise TooLarge(f"文件有 {pages} 页，超过上限 {limits.pages} 页")
        notes.extend(document.notes)
        readings.append(reading_of(_leaves(container, document, first, limits), Kind.OFD))
    if not pages:
        raise Empty("OFD 文件里没有页面")
    return _joined(readings, tuple(notes))


def _joined(readings: Sequence[Reading], notes: tuple[str, ...]) -> Reading:
    methods = dict.fromkeys(m for reading in readings for m in reading.method.split("、") if m)
    return Reading(
        kind=Kind.OFD,
        blocks=tuple(block for reading in readings for block in reading.blocks),
        pages=sum(reading.pages or 0 for reading in readings),
        method="、".join(methods),
        notes=(*notes, *(note for reading in readings for note in reading.notes)),
        unsure_pages=tuple(page for reading in readings for page in reading.unsure_pages),
    )


def _leaves(container: Container, document: Document, first: int, limits: Limits) -> list[Leaf]:
    numbered = enumerate(range(first, first + len(document.pages)))
    return abreast((_job(container, document, *page, limits) for page in numbered), limits)


def _job(
    container: Container, document: Document, index: int, number: int, limits: Limits
) -> Job[Leaf]:
    """A page as far as the package is needed for it, which is only asked by one thread."""
    content = content_of(container, document, index, number)
    if content is None:
        damaged = _unread(number, "已损坏，无法读取")
        return lambda: damaged
    if not content.is_picture:
        leaf = leaf_of(content.page, METHOD, limits, content.faults)
        return lambda: leaf
    try:
        picture = photographed(container, content.images, content.area)
    except (Undecodable, Unreadable):
        unread = _unread(number, "是图片，但图片已损坏或格式不受支持，没有读入", content.faults)
        return lambda: unread
    return partial(_picture_leaf, picture, content, limits)


def _picture_leaf(picture: Picture, content: Content, limits: Limits) -> Leaf:
    number = content.page.number
    leaf = read_picture(picture, number, limits)
    over = paragraphs_of(content.page.pieces, number)
    return replace(
        leaf,
        blocks=ascending((*leaf.blocks, *over)),
        faults=(*content.faults, *layer_faults(content.hidden, leaf.blocks), *leaf.faults),
    )


def _unread(number: int, fault: str, others: tuple[str, ...] = ()) -> Leaf:
    return Leaf(number, METHOD, faults=(*others, fault), unsure=True, unread=True)
