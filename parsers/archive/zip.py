"""ZIP archives (PKWARE's APPNOTE 6.3.10)."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.errors import Encrypted, Unreadable, Unsafe, Unsupported

from .names import text_of_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .shelf import Shelf

CHUNK_BYTES = 64 * 1024

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Those that come out piece by piece: zipfile inflates others without bound, 4 KiB at a time, and
4 KiB of bzip2 may hold 4 GiB."""

_ENCRYPTED_FLAG = 0x1
_UTF8_FLAG = 0x800
_UNIX = (3, 19)  # APPNOTE 4.4.2.2: hosts whose attributes hold a mode, macOS among them
_LOCAL_HEADER_BYTES = 30  # APPNOTE 4.3.7, without name and extra fields
_UNICODE_PATH = 0x7075  # APPNOTE 4.6.9: a version, the CRC-32 of the plain name, the name in UTF-8
_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


def unpack_zip(path: Path, shelf: Shelf) -> None:
    """Lays down the members of a zip.

    Raises:
        Unreadable: it is damaged as a whole.
        Unsafe: its members overlap.
        Overfull, Bomb, NoRoom: see `Shelf.take`.
    """
    try:
        archive = zipfile.ZipFile(path)
    except _BROKEN:
        raise Unreadable("压缩包已损坏或不完整，打不开，请重新压缩后再报送") from None
    with archive:
        entries = archive.infolist()
        _refuse_overlaps(entries)
        for entry in entries:
            _take(archive, entry, shelf)


def name_of(entry: zipfile.ZipInfo) -> str:
    """The member's name: by its unicode path, its flag, or as the bytes can be understood."""
    if entry.flag_bits & _UTF8_FLAG:
        return entry.orig_filename
    plain = entry.orig_filename.encode("cp437", "replace")
    return _unicode_path(entry.extra, plain) or text_of_name(plain)


def _take(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, shelf: Shelf) -> None:
    name = name_of(entry)
    mode = entry.external_attr >> 16 if entry.create_system in _UNIX else 0
    if name.endswith(("/", "\\")) or stat.S_ISDIR(mode):
        return
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
        shelf.refuse(name, Unsafe("这是链接或设备，不是普通文件，没有取出；请放入文件本身"))
    elif entry.flag_bits & _ENCRYPTED_FLAG:
        shelf.refuse(name, Encrypted("文件有密码，请去除密码后重新报送"))
    elif entry.compress_type not in _METHODS:
        shelf.refuse(name, Unsupported("压缩方式少见，读不了，请用普通 ZIP 方式重新压缩"))
    else:
        shelf.take(name, _chunks(archive, entry))


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with archive.open(entry) as stream:
            while chunk := stream.read(CHUNK_BYTES):
                yield chunk
    except _BROKEN:
        raise Unreadable("文件在压缩包中已损坏，请重新压缩后再报送") from None


def _refuse_overlaps(entries: list[zipfile.ZipInfo]) -> None:
    """Members whose bytes lie over one another make a bomb that no ratio tells (Fifield, 2019)."""
    in_order = sorted(entries, key=lambda entry: entry.header_offset)
    for entry, following in pairwise(in_order):
        end = entry.header_offset + _LOCAL_HEADER_BYTES + entry.compress_size
        if end > following.header_offset:
            raise Unsafe("压缩包里的文件互相重叠，疑为压缩炸弹，没有读取")


def _unicode_path(extra: bytes, plain: bytes) -> str:
    """The name in the extra fields, empty where there is none for this plain name."""
    while len(extra) >= 4:  # noqa: PLR2004 - an identifier and a length
        field, size = struct.unpack_from("<HH", extra)
        value, extra = extra[4 : 4 + size], extra[4 + size :]
        if field == _UNICODE_PATH and value[:5] == b"\1" + struct.pack("<I", zlib.crc32(plain)):
            return value[5:].decode("utf-8", "replace")
    return ""
