"""7z archives."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import py7zr
from py7zr.exceptions import (
    ArchiveError,
    DecompressionBombError,
    PasswordRequired,
    UnsupportedCompressionMethodError,
)
from py7zr.io import Py7zIO, WriterFactory

from parsers.errors import Encrypted, FileProblem, Unreadable, Unsafe, Unsupported

from .meter import Bomb, Overfull
from .shelf import NoRoom

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from .shelf import Laying, Shelf

_REPARSE_POINT = 0x400  # of Windows: a link, a junction or the like


@dataclass(frozen=True, slots=True)
class _Member:
    """A member by its place in the archive; `block` is that which it is packed in."""

    key: str
    name: str
    block: object


def unpack_seven_zip(path: Path, shelf: Shelf) -> None:
    """Lays down the members of a 7z archive.

    What is packed together with a damaged member, behind it, is lost with it.

    Raises:
        Unreadable: it is damaged as a whole.
        Encrypted: its list of members is locked.
        Overfull, Bomb, NoRoom: see `Shelf.take`.
    """
    with path.open("rb") as stream:  # py7zr starts threads for a file that it opens itself
        try:
            most = shelf.limits.inflated_bytes
            with py7zr.SevenZipFile(stream, max_extract_size=most) as archive:
                for block in _blocks(list(_members(archive, shelf))):
                    _take(archive, block, shelf)
        except (FileProblem, NoRoom):
            raise
        except Exception as problem:  # noqa: BLE001 - py7zr raises many kinds for damaged bytes
            raise _problem_of(problem) from None


def _members(archive: py7zr.SevenZipFile, shelf: Shelf) -> Iterator[_Member]:
    """The ordinary files; each is renamed within py7zr by its number.

    py7zr asks for members by name, refuses an archive whole for a bad one, and takes two of one
    name together.
    """
    for number, member in enumerate(archive.files):
        name = member.filename
        properties = member.file_properties()
        properties["filename"] = str(number)
        if member.is_directory:
            continue
        if _is_link(member.st_fmt, properties.get("attributes") or 0):
            shelf.refuse(name, Unsafe("这是链接或设备，不是普通文件，没有取出；请放入文件本身"))
        elif (member.uncompressed or 0) > shelf.limits.file_bytes:
            shelf.refuse(name, shelf.too_large())
        else:
            yield _Member(str(number), name, member.folder)


def _is_link(mode: int | None, attributes: int) -> bool:
    return bool(attributes & _REPARSE_POINT) or mode not in {None, 0, stat.S_IFREG}


def _blocks(members: list[_Member]) -> Iterable[tuple[_Member, ...]]:
    blocks: dict[int, list[_Member]] = {}
    for member in members:
        blocks.setdefault(id(member.block), []).append(member)
    return (tuple(block) for block in blocks.values())


def _take(archive: py7zr.SevenZipFile, block: tuple[_Member, ...], shelf: Shelf) -> None:
    writers = _Writers({member.key: member.name for member in block}, shelf)
    archive.reset()
    try:
        archive.extract(targets=set(writers.waiting), factory=writers)
    except (Overfull, Bomb, NoRoom):
        writers.leave()
        raise
    except DecompressionBombError:
        writers.leave()
        raise shelf.meter.overfull() from None
    except Exception as problem:  # noqa: BLE001 - see above
        writers.abandon(problem if isinstance(problem, FileProblem) else _problem_of(problem))


class _Writers(WriterFactory):
    """Hands py7zr what to write members to; `waiting` are the names of those still to come."""

    def __init__(self, waiting: dict[str, str], shelf: Shelf) -> None:
        self.waiting = waiting
        self._shelf = shelf
        self._writer: _Writer | None = None

    def create(self, filename: str) -> Py7zIO:
        """py7zr is about to write the member whose number ends this path."""
        name = self.waiting.pop(PurePosixPath(filename).name)
        self._writer = _Writer(self._shelf.begin(name))
        return self._writer

    def leave(self) -> None:
        """Nothing more comes."""
        if self._writer is not None:
            self._writer.leave()

    def abandon(self, problem: FileProblem) -> None:
        """Refuses the member that is not whole, and all that are still to come."""
        if self._writer is not None:
            self._writer.abandon(problem)
        for name in self.waiting.values():
            self._shelf.refuse(name, problem)


class _Writer(Py7zIO):
    """One member; py7zr closes it when it is whole and its checksum right."""

    def __init__(self, laying: Laying | None) -> None:
        self._laying = laying
        self._size = 0

    def write(self, s: bytes | bytearray) -> int:
        """Takes bytes."""
        self._size += len(s)
        if self._laying is not None:
            self._laying.write(bytes(s))
        return len(s)

    def close(self) -> None:
        """The member is whole."""
        if self._laying is not None:
            self._laying.finish()
            self._laying = None

    def leave(self) -> None:
        """Nothing more comes."""
        if self._laying is not None:
            self._laying.leave()

    def abandon(self, problem: FileProblem) -> None:
        """The member is not whole, unless it was closed."""
        if self._laying is not None:
            self._laying.abandon(problem)

    def read(self, size: int | None = None) -> bytes:  # noqa: ARG002 - nothing is read back
        """Nothing."""
        return b""

    def seek(self, offset: int, whence: int = 0) -> int:  # noqa: ARG002 - see read
        """Nowhere."""
        return 0

    def flush(self) -> None:
        """Nothing."""

    def size(self) -> int:
        """How much was written."""
        return self._size


def _problem_of(problem: Exception) -> FileProblem:
    match problem:
        case PasswordRequired():
            return Encrypted("文件有密码，请去除密码后重新报送")
        case UnsupportedCompressionMethodError():
            return Unsupported("压缩方式少见，读不了，请用默认方式（LZMA2）重新压缩")
        case ArchiveError():
            return Unreadable("压缩包已损坏或不完整，请重新压缩后再报送")
        case MemoryError():
            raise problem
        case _:
            name = type(problem).__name__
            return Unreadable(f"压缩包已损坏，读不出，请重新压缩后再报送（{name}）")
