"""Streams -> an OLE compound file ([MS-CFB], version 3), for programs that take nothing else."""

from __future__ import annotations

import itertools
import struct
from typing import TYPE_CHECKING

from parsers.compound import SIGNATURE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_SECTOR = 512  # bytes
_LEAST = 4096  # 2.2: shorter streams would need the mini stream; they are padded instead
_END, _OF_TABLE, _OF_LIST, _NONE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC, 0xFFFFFFFF
_IN_HEADER = 109  # sector numbers of the table that stand in the header
_IN_SECTOR = _SECTOR // 4
_IN_LIST = _IN_SECTOR - 1  # the last number of a list's sector tells where it goes on
_STREAM, _ROOT, _BLACK = 2, 5, 1


def compound_of(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of these streams; short ones come out longer, filled with zeros."""
    contents = [content.ljust(_LEAST, b"\0") for content in streams.values()]
    sizes = [_sectors_of(len(content)) for content in contents]
    starts = list(itertools.accumulate(sizes, initial=0))
    directory = _directory(tuple(streams), starts, [len(c) for c in contents])
    sizes.append(_sectors_of(len(directory)))
    tables, lists = _table_sizes(sum(sizes))
    first = sum(sizes)
    numbers = range(first, first + tables)
    content = b"".join(
        c.ljust(n * _SECTOR, b"\0") for c, n in zip((*contents, directory), sizes, strict=True)
    )
    table = [*_chains(sizes), *[_OF_TABLE] * tables, *[_OF_LIST] * lists]
    header = _header(numbers, starts[-1], lists)
    return header + content + _packed(table, _IN_SECTOR) + _listed(numbers, lists)


def _sectors_of(size: int) -> int:
    return -(-size // _SECTOR)


def _table_sizes(used: int) -> tuple[int, int]:
    """How many sectors the table takes that covers so many, itself and its lists; and its lists."""
    tables = lists = 0
    while True:
        wanted = -(-(used + tables + lists) // _IN_SECTOR)
        if wanted == tables:
            return tables, lists
        tables = wanted
        lists = -(-max(tables - _IN_HEADER, 0) // _IN_LIST)


def _chains(sizes: Iterable[int]) -> list[int]:
    chains: list[int] = []
    for size in sizes:
        chains += [*range(len(chains) + 1, len(chains) + size), _END]
    return chains


def _packed(numbers: Sequence[int], multiple: int) -> bytes:
    filled = [*numbers, *[_NONE] * (-len(numbers) % multiple)]
    return struct.pack(f"<{len(filled)}I", *filled)


def _header(numbers: range, directory: int, lists: int) -> bytes:
    first_list = numbers.stop if lists else _END
    counts = (len(numbers), directory, 0, _LEAST, _END, 0, first_list, lists)
    versions = struct.pack("<5H6xI", 0x3E, 3, 0xFFFE, 9, 6, 0)
    return b"".join(
        (
            SIGNATURE,
            bytes(16),
            versions,
            struct.pack("<8I", *counts),
            _packed(numbers[:_IN_HEADER], _IN_HEADER),
        )
    )


def _listed(numbers: range, lists: int) -> bytes:
    """The table's sector numbers that the header has no place for."""
    sectors = []
    for index in range(lists):
        part = numbers[_IN_HEADER + index * _IN_LIST :][:_IN_LIST]
        behind = numbers.stop + index + 1 if index + 1 < lists else _END
        sectors.append(_packed(part, _IN_LIST) + struct.pack("<I", behind))
    return b"".join(sectors)


def _directory(names: Sequence[str], starts: Sequence[int], sizes: Sequence[int]) -> bytes:
    """The root and its streams, each to the right of the one before it in their order (2.6.4)."""
    order = sorted(range(len(names)), key=lambda i: (len(names[i]), names[i].upper()))
    behind = dict(itertools.pairwise(order))
    entries = [_entry("Root Entry", _ROOT, (_NONE, order[0] + 1), (_END, 0))]
    for index, name in enumerate(names):
        right = behind[index] + 1 if index in behind else _NONE
        entries.append(_entry(name, _STREAM, (right, _NONE), (starts[index], sizes[index])))
    blanks = -len(entries) % (_SECTOR // len(entries[0]))
    return b"".join(entries) + _entry("", 0, (_NONE, _NONE), (0, 0)) * blanks


def _entry(name: str, kind: int, links: tuple[int, int], place: tuple[int, int]) -> bytes:
    """An entry; `links` are those to the right and below, `place` its first sector and size."""
    letters = name.encode("utf-16-le")
    length = len(letters) + 2 if name else 0
    return b"".join(
        (
            letters.ljust(64, b"\0"),
            struct.pack("<HBB", length, kind, _BLACK),
            struct.pack("<3I", _NONE, *links),
            bytes(36),
            struct.pack("<2I4x", *place),
        )
    )
