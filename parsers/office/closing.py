"""Gives a Word 97-2003 document the closing paragraph that it may lack.

The main text must end with a paragraph mark ([MS-DOC] 2.4.1). Programs that turn a .docx whose
last element is a table into a .doc leave it out, and LibreOffice then reads every cell of that
document's tables as a paragraph: measured with LibreOffice 7.4, a form of 69 rows came out with
no table at all, and whole once the mark was there.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from parsers.compound_writer import compound_of
from parsers.office.word_binary import Piece, word_binary_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parsers.compound import Compound
    from parsers.office.word_binary import WordBinary

_MARK = "\r"
_PAGE = 512  # bytes of an FKP (2.9.174)
_SECTIONS, _PARAGRAPHS, _CLX = 6, 13, 33  # 2.5.6: PlcfSed, PlcfBtePapx, Clx among the pairs
_SECTION_BYTES, _PLACE_BYTES = 12, 4  # of an Sed, of a PnFkpPapx
_BX_BYTES = 13
_ENTRY_AT = 128  # words into the page: where the new page's only property stands
_PIECES = b"\2"


def with_closing_paragraph(compound: Compound) -> bytes | None:
    """The document with a closing paragraph; None where it has one.

    Raises:
        Unreadable: it is damaged.
    """
    binary = word_binary_of(compound)
    if binary is None or binary.text.endswith(_MARK):
        return None
    document, table = _extended(binary)
    streams = {"WordDocument": document, binary.table_name: table}
    if "Data" in compound:
        streams["Data"] = compound.stream("Data")
    return compound_of(streams)


def _extended(binary: WordBinary) -> tuple[bytes, bytes]:
    """The two streams with the mark at the end of the main text, on two new pages."""
    place = -(-len(binary.document) // _PAGE) * _PAGE
    document = bytearray(binary.document.ljust(place, b"\0"))
    document += _MARK.encode("utf-16-le").ljust(_PAGE, b"\0")
    bounds, pages = _paragraph_pages(binary.structure(_PARAGRAPHS))
    document += _page(bounds[-1], place + len(_MARK.encode("utf-16-le")))
    bounds += (place + len(_MARK.encode("utf-16-le")),)
    pages += (place // _PAGE + 1,)
    table = bytearray(binary.table)
    _lengthen_last_section(table, binary)
    for index, content in ((_CLX, _clx(binary, place)), (_PARAGRAPHS, _packed(bounds + pages))):
        _put(document, binary.pairs_at + 8 * index, len(table), len(content))
        table += content
    _put(document, binary.count_at, binary.count + len(_MARK))
    return bytes(document), bytes(table)


def _paragraph_pages(table: bytes) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The bounds of the pages that hold paragraphs' properties, and the pages' numbers (2.8.6)."""
    count = (len(table) - 4) // (4 + _PLACE_BYTES)
    if count < 1:
        return (0,), ()
    numbers = struct.unpack_from(f"<{2 * count + 1}I", table)
    return numbers[: count + 1], numbers[count + 1 :]


def _page(start: int, end: int) -> bytes:
    """A page that gives the bytes from start to end no properties of their own (2.9.174)."""
    return (struct.pack("<II", start, end) + bytes(_BX_BYTES)).ljust(_PAGE - 1, b"\0") + b"\1"


def _lengthen_last_section(table: bytearray, binary: WordBinary) -> None:
    offset, length = binary.pair(_SECTIONS)
    sections = (length - 4) // (4 + _SECTION_BYTES)
    last = offset + 4 * sections
    if sections > 0 and last + 4 <= len(table):
        _put(table, last, binary.count + len(_MARK))


def _clx(binary: WordBinary, place: int) -> bytes:
    """The piece table with one more piece, the mark's, where the main text ends."""
    before = [p for p in binary.pieces if p.start < binary.count]
    behind = [p for p in binary.pieces if p.end > binary.count]
    mark = Piece(binary.count, binary.count + len(_MARK), struct.pack("<HIH", 0, place, 0))
    pieces = [*before, mark, *(p.from_on(binary.count).moved(len(_MARK)) for p in behind)]
    starts = _packed([*(p.start for p in pieces), pieces[-1].end])
    content = starts + b"".join(p.descriptor for p in pieces)
    return binary.properties + _PIECES + _packed([len(content)]) + content


def _put(data: bytearray, at: int, *numbers: int) -> None:
    struct.pack_into(f"<{len(numbers)}I", data, at, *numbers)


def _packed(numbers: Iterable[int]) -> bytes:
    listed = tuple(numbers)
    return struct.pack(f"<{len(listed)}I", *listed)
