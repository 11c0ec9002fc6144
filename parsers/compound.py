"""OLE compound files ([MS-CFB]): what old Office files and locked new ones are.

Only the streams at the top are of interest: those in deeper storages belong to embedded objects,
which are never opened.
"""

from __future__ import annotations

import itertools
import struct
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from parsers.errors import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER_BYTES = 512
_ENTRY_BYTES = 128
_SECTOR_SHIFTS = (9, 12)  # 2.2: sectors of 512 bytes in version 3, of 4096 in version 4
_MINI_SHIFT = 6
_IN_HEADER = 109  # sector numbers of the table that stand in the header
_STREAM, _ROOT = 2, 5  # 2.6.1: object types
_MOST_REGULAR = 0xFFFFFFFA  # 2.1: greater numbers are marks
_NO_ENTRY = 0xFFFFFFFF
_NAME_BYTES = 64
_DAMAGED = "文件已损坏或不完整（复合文档的目录无法读取），请重新导出后再报送"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A directory entry; `left`, `right` and `child` are the numbers of others."""

    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


@dataclass(frozen=True)
class Compound:
    """A compound file; its names are looked up without regard to case."""

    _data: bytes

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the streams and storages at the top, in lower case."""
        return tuple(self._top)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._top

    def stream(self, name: str) -> bytes:
        """The bytes of a stream at the top.

        Raises:
            Unreadable: there is none of that name, or it is cut short.
        """
        entry = self._top.get(name.lower())
        if entry is None or entry.kind != _STREAM:
            raise Unreadable(f"文件已损坏：缺少数据流 {name}，请重新导出后再报送")
        return self._bytes_of(entry)

    def _bytes_of(self, entry: _Entry) -> bytes:
        if entry.size >= self._number(56):
            content = self._joined(self._chain(entry.start))
        else:
            chain = _followed(entry.start, self._mini_table)
            mini = self._mini_stream
            content = b"".join(mini[n << _MINI_SHIFT : (n + 1) << _MINI_SHIFT] for n in chain)
        if len(content) < entry.size:
            raise Unreadable(_DAMAGED)
        return content[: entry.size]

    def _number(self, offset: int) -> int:
        return _numbers(self._data[offset : offset + 4])[0]

    @cached_property
    def _shift(self) -> int:
        shift: int = struct.unpack_from("<H", self._data, 30)[0]
        if shift not in _SECTOR_SHIFTS:
            raise Unreadable(_DAMAGED)
        return shift

    def _sector(self, number: int) -> bytes:
        start = (number + 1) << self._shift
        return self._data[start : start + (1 << self._shift)]

    def _joined(self, sectors: tuple[int, ...]) -> bytes:
        return b"".join(map(self._sector, sectors))

    def _chain(self, start: int) -> tuple[int, ...]:
        return _followed(start, self._table)

    @cached_property
    def _table(self) -> tuple[int, ...]:
        """For each sector the number of the one behind it."""
        own = _numbers(self._data[76 : 76 + 4 * _IN_HEADER])
        listed = itertools.chain(own, self._numbers_listed_elsewhere())
        return _numbers(self._joined(tuple(n for n in listed if n < _MOST_REGULAR)))

    def _numbers_listed_elsewhere(self) -> Iterator[int]:
        """The sector numbers of the table that the header has no place for."""
        place, seen = self._number(68), set[int]()
        while place < _MOST_REGULAR:
            numbers = _numbers(self._sector(place))
            if place in seen or not numbers:
                raise Unreadable(_DAMAGED)
            seen.add(place)
            yield from numbers[:-1]
            place = numbers[-1]

    @cached_property
    def _mini_table(self) -> tuple[int, ...]:
        return _numbers(self._joined(self._chain(self._number(60))))

    @cached_property
    def _mini_stream(self) -> bytes:
        return self._joined(self._chain(self._entries[0].start))

    @cached_property
    def _entries(self) -> tuple[_Entry, ...]:
        listing = self._joined(self._chain(self._number(48)))
        starts = range(0, len(listing) - _ENTRY_BYTES + 1, _ENTRY_BYTES)
        entries = tuple(_entry(listing[s : s + _ENTRY_BYTES]) for s in starts)
        if not entries or entries[0].kind != _ROOT:
            raise Unreadable(_DAMAGED)
        return entries

    @cached_property
    def _top(self) -> Mapping[str, _Entry]:
        """The entries that the root's tree holds; each is met once, whatever the links say."""
        found: dict[str, _Entry] = {}
        waiting, seen = [self._entries[0].child], {0}
        while waiting:
            number = waiting.pop()
            if number in seen or number >= len(self._entries):
                continue
            seen.add(number)
            entry = self._entries[number]
            found[entry.name.lower()] = entry
            waiting += [entry.left, entry.right]
        return found


def compound_in(data: bytes) -> Compound | None:
    """The compound file that the bytes are; None where they are none.

    Raises:
        Unreadable: it is cut short, or its directory is damaged.
    """
    if not data.startswith(SIGNATURE):
        return None
    if len(data) <= _HEADER_BYTES:
        raise Unreadable(_DAMAGED)
    compound = Compound(data)
    if not compound.names:
        raise Unreadable(_DAMAGED)
    return compound


def _followed(start: int, table: tuple[int, ...]) -> tuple[int, ...]:
    """The numbers of a chain, in order."""
    chain: list[int] = []
    while start < _MOST_REGULAR:
        if start >= len(table) or len(chain) >= len(table):
            raise Unreadable(_DAMAGED)
        chain.append(start)
        start = table[start]
    return tuple(chain)


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _entry(data: bytes) -> _Entry:
    length = min(struct.unpack_from("<H", data, 64)[0], _NAME_BYTES)
    name = data[: max(length - 2, 0)].decode("utf-16-le", errors="replace")
    left, right, child = struct.unpack_from("<3I", data, 68)
    start, size = struct.unpack_from("<2I", data, 116)
    return _Entry(name, data[66], left, right, child, start, size)
