"""One file, or one tar, packed by gzip, bzip2, xz or Zstandard."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
import zlib
from typing import IO, TYPE_CHECKING, cast

from parsers.errors import Unreadable
from parsers.packing import TAR_BLOCK, is_tar

from .meter import Meter
from .tar import unpack_tar_stream

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .shelf import Shelf

CHUNK_BYTES = 64 * 1024
_SUFFIXES = (".gz", ".bz2", ".xz", ".zst", ".gzip", ".z", ".bz")
_BROKEN = (OSError, EOFError, zlib.error, lzma.LZMAError, zstd.ZstdError, ValueError)
_DAMAGE = "压缩包已损坏或不完整，请重新压缩后再报送"


def unpack_gzip(path: Path, shelf: Shelf) -> None:
    """Lays down what gzip packed; see `_unpack`."""
    with gzip.open(path, "rb") as stream:
        _unpack(stream, path, shelf)


def unpack_bzip2(path: Path, shelf: Shelf) -> None:
    """Lays down what bzip2 packed; see `_unpack`."""
    with bz2.open(path, "rb") as stream:
        _unpack(stream, path, shelf)


def unpack_xz(path: Path, shelf: Shelf) -> None:
    """Lays down what xz packed; see `_unpack`."""
    with lzma.open(path, "rb") as stream:
        _unpack(stream, path, shelf)


def unpack_zstd(path: Path, shelf: Shelf) -> None:
    """Lays down what Zstandard packed; see `_unpack`."""
    with zstd.open(path, "rb") as stream:
        _unpack(stream, path, shelf)


class _Metered(io.RawIOBase):
    """A stream whose bytes are counted as they come, so that nothing comes without end."""

    def __init__(self, stream: io.BufferedIOBase, meter: Meter) -> None:
        self._stream = stream
        self._meter = meter

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            # Not `read`, which loses what it has when it comes to the damage.
            data = self._stream.read1(len(buffer))
        except _BROKEN:
            raise Unreadable(_DAMAGE) from None
        self._meter.count(len(data))
        buffer[: len(data)] = data
        return len(data)


def _unpack(stream: io.BufferedIOBase, path: Path, shelf: Shelf) -> None:
    """Lays down the members of a tar, or the one file that was packed.

    Raises:
        Unreadable: it is damaged.
        Overfull, Bomb, NoRoom: see `Shelf.take`.
    """
    meter = Meter(shelf.limits, path.stat().st_size)
    buffered = io.BufferedReader(_Metered(stream, meter), CHUNK_BYTES)
    head = buffered.peek(TAR_BLOCK)[:TAR_BLOCK]
    inflated = cast("IO[bytes]", buffered)
    if is_tar(head):
        unpack_tar_stream(inflated, shelf)
    else:
        shelf.take(_name_without_suffix(path.name), _chunks(inflated))


def _chunks(inflated: IO[bytes]) -> Iterator[bytes]:
    while chunk := inflated.read(CHUNK_BYTES):
        yield chunk


def _name_without_suffix(name: str) -> str:
    for suffix in _SUFFIXES:
        if name.lower().endswith(suffix) and len(name) > len(suffix):
            return name[: -len(suffix)]
    return name
