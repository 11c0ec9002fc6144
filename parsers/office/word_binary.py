"""The main text of a Word 97-2003 document, straight from its streams ([MS-DOC])."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.errors import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsers.compound import Compound

_WORD_97 = 0x00C1  # 2.5.1: nFib; older ones have no piece table in this shape
_SECOND_TABLE = 0x0200  # 2.5.2: fWhichTblStm
_FIB_BASE = 32  # bytes before csw
_TEXT_COUNT = 3  # 2.5.4: ccpText among the numbers of FibRgLw97
_CLX = 33  # 2.5.6: fcClx and lcbClx among the pairs of FibRgFcLcb97
_COMPRESSED = 0x40000000  # 2.9.73: one byte a character, at half the offset
_PROPERTIES, _PIECES = 1, 2  # 2.9.38: what a part of the Clx is
_PIECE_BYTES = 8
_DAMAGED = "文件已损坏：Word 文档的文字无法定位，请重新导出后再报送"


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters `start` to `end` (end outside), and its descriptor as it stands in the file."""

    start: int
    end: int
    descriptor: bytes

    @property
    def place(self) -> tuple[int, int]:
        """Where its text begins in the stream WordDocument, and the bytes of a character."""
        number: int = struct.unpack_from("<I", self.descriptor, 2)[0]
        if number & _COMPRESSED:
            return (number & ~_COMPRESSED) // 2, 1
        return number, 2

    def from_on(self, start: int) -> Piece:
        """What of it begins at this character."""
        skipped = max(start - self.start, 0)
        offset, width = self.place
        moved = offset + skipped * width
        number = moved if width > 1 else moved * 2 | _COMPRESSED
        descriptor = self.descriptor[:2] + struct.pack("<I", number) + self.descriptor[6:]
        return Piece(self.start + skipped, self.end, descriptor)

    def moved(self, by: int) -> Piece:
        """The same text, so many characters further behind."""
        return Piece(self.start + by, self.end + by, self.descriptor)


@dataclass(frozen=True, slots=True)
class WordBinary:
    """A document by its streams.

    `count` is the number of characters of the main text; `pieces` cover it, then the texts of
    notes, headers and text boxes. `pairs_at` is where the pairs of offset and length begin that
    point into the stream `table`; `count_at` where the count stands.
    """

    document: bytes
    table: bytes
    table_name: str
    count: int
    count_at: int
    pairs_at: int
    properties: bytes
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The main text with its marks: character 13 ends paragraphs, 7 cells and rows."""
        return "".join(self._shown(p) for p in self.pieces if p.start < self.count)

    def pair(self, index: int) -> tuple[int, int]:
        """The offset and length that the FIB gives for a structure in the table stream."""
        offset, length = _unpacked("<II", self.document, self.pairs_at + 8 * index)
        return offset, length

    def structure(self, index: int) -> bytes:
        """The bytes of a structure in the table stream."""
        offset, length = self.pair(index)
        return self.table[offset : offset + length]

    def _shown(self, piece: Piece) -> str:
        offset, width = piece.place
        count = min(piece.end, self.count) - piece.start
        content = self.document[offset : offset + count * width]
        if len(content) < count * width:
            raise Unreadable(_DAMAGED)
        return content.decode("cp1252" if width == 1 else "utf-16-le", errors="replace")


def word_binary_of(compound: Compound) -> WordBinary | None:
    """The document; None where it is of Word 95 or older.

    Raises:
        Unreadable: it is damaged.
    """
    document = compound.stream("WordDocument")
    version, flags = _unpacked("<2xH6xH", document, 0)
    if version < _WORD_97:
        return None
    name = "1Table" if flags & _SECOND_TABLE else "0Table"
    words_at = _FIB_BASE + 2 + 2 * _unpacked("<H", document, _FIB_BASE)[0]
    numbers_at = words_at + 2
    pairs_at = numbers_at + 4 * _unpacked("<H", document, words_at)[0] + 2
    table = compound.stream(name)
    offset, length = _unpacked("<II", document, pairs_at + 8 * _CLX)
    properties, pieces = _parted(table[offset : offset + length])
    count_at = numbers_at + 4 * _TEXT_COUNT
    count = _unpacked("<I", document, count_at)[0]
    if count > pieces[-1].end:
        raise Unreadable(_DAMAGED)
    return WordBinary(document, table, name, count, count_at, pairs_at, properties, pieces)


def _parted(clx: bytes) -> tuple[bytes, tuple[Piece, ...]]:
    """The property modifiers that pieces share, and the pieces (2.9.38)."""
    at = 0
    while at < len(clx) and clx[at] == _PROPERTIES:
        at += 3 + _unpacked("<H", clx, at + 1)[0]
    if at >= len(clx) or clx[at] != _PIECES:
        raise Unreadable(_DAMAGED)
    length = _unpacked("<I", clx, at + 1)[0]
    return clx[:at], tuple(_pieces(clx[at + 5 : at + 5 + length]))


def _pieces(table: bytes) -> Iterator[Piece]:
    count = (len(table) - 4) // (4 + _PIECE_BYTES)
    if count < 1:
        raise Unreadable(_DAMAGED)
    bounds = _unpacked(f"<{count + 1}I", table, 0)
    for index in range(count):
        start, end = bounds[index], bounds[index + 1]
        if end <= start:
            raise Unreadable(_DAMAGED)
        at = 4 * (count + 1) + _PIECE_BYTES * index
        yield Piece(start, end, table[at : at + _PIECE_BYTES])


def _unpacked(shape: str, data: bytes, at: int) -> tuple[int, ...]:
    if at + struct.calcsize(shape) > len(data):
        raise Unreadable(_DAMAGED)
    return struct.unpack_from(shape, data, at)
