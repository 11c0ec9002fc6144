"""tar archives (POSIX.1-2017 pax and ustar, GNU tar), read from front to back."""

from __future__ import annotations

import tarfile
from typing import IO, TYPE_CHECKING

from parsers.errors import Unreadable, Unsafe

from .names import text_of_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .shelf import Shelf

CHUNK_BYTES = 64 * 1024
_DAMAGE = "压缩包已损坏或不完整，后面的文件读不出，请重新压缩后再报送"
_BROKEN = (tarfile.TarError, EOFError, OSError, ValueError, OverflowError)


def unpack_tar(path: Path, shelf: Shelf) -> None:
    """Lays down the members of a tar that is not packed; see `unpack_tar_stream`."""
    with path.open("rb") as stream:
        unpack_tar_stream(stream, shelf)


def unpack_tar_stream(stream: IO[bytes], shelf: Shelf) -> None:
    """Lays down the members of the tar that a stream holds.

    Raises:
        Unreadable: it is damaged; the members before the damage are laid down.
        Overfull, Bomb, NoRoom: see `Shelf.take`.
    """
    try:
        with tarfile.open(
            fileobj=stream, mode="r|", encoding="utf-8", errors="surrogateescape"
        ) as archive:
            for member in archive:
                _take(archive, member, shelf)
    except _BROKEN:
        raise Unreadable(_DAMAGE) from None


def _take(archive: tarfile.TarFile, member: tarfile.TarInfo, shelf: Shelf) -> None:
    name = text_of_name(member.name.encode("utf-8", "surrogateescape"))
    if member.isdir():
        return
    if not member.isreg():
        shelf.refuse(name, Unsafe("这是链接或设备，不是普通文件，没有取出；请放入文件本身"))
    elif member.issparse():
        shelf.refuse(name, Unsafe("这是稀疏文件，为安全起见没有取出，请用普通方式重新压缩"))
    elif member.size > shelf.limits.file_bytes:
        shelf.refuse(name, shelf.too_large())
    else:
        shelf.take(name, _chunks(archive, member))


def _chunks(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Iterator[bytes]:
    try:
        content = archive.extractfile(member)
        while content is not None and (chunk := content.read(CHUNK_BYTES)):
            yield chunk
    except _BROKEN:
        raise Unreadable("文件在压缩包中已损坏，请重新压缩后再报送") from None
