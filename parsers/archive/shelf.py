"""Where the members of an archive are laid down: each within limits, under a name of its own."""

from __future__ import annotations

import errno
import unicodedata
from collections.abc import Generator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

from parsers.errors import FileProblem, TooLarge, Unreadable, Unsafe
from parsers.limits import MIB
from parsers.system_error import reason_of

from .meter import Bomb, Meter, Overfull
from .names import parts_of, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from parsers.limits import Limits

_DISK_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})


class NoRoom(Exception):
    """The disk that members are laid down on is full: the fault of no file."""


@dataclass(frozen=True, slots=True)
class RefusedMember:
    """A member that was not taken out, its name fit to be shown, and why."""

    name: str
    problem: FileProblem


@dataclass(frozen=True, slots=True)
class Contents:
    """What came of an archive whose members lie in a folder.

    `cover` is the name, relative to that folder, of the text of a mail, which is a member like
    its attachments; empty where there is none. `damage` is what kept the rest from being taken
    out, None where nothing did.
    """

    refused: tuple[RefusedMember, ...]
    cover: str = ""
    damage: FileProblem | None = None


class Laying:
    """A member that is being laid down."""

    def __init__(self, shelf: Shelf, name: str, path: Path) -> None:
        self.name = name
        self._shelf = shelf
        self._path = path
        self._file: IO[bytes] = path.open("xb")
        self._size = 0

    def write(self, data: bytes) -> None:
        """Adds bytes.

        Raises:
            TooLarge: the member is larger than a file may be.
            Overfull, Bomb: too much was taken out of the archive.
            NoRoom: the disk is full.
        """
        self._size += len(data)
        self._shelf.meter.count(len(data))
        if self._size > self._shelf.limits.file_bytes:
            raise self._shelf.too_large()
        try:
            self._file.write(data)
        except OSError as error:
            raise _problem_of(error) from error

    def finish(self) -> None:
        """The member is whole.

        Raises:
            NoRoom: the disk is full.
        """
        try:
            self._file.close()
        except OSError as error:
            raise _problem_of(error) from error

    def leave(self) -> None:
        """Nothing more comes, of this member or any other."""
        with suppress(OSError):
            self._file.close()

    def abandon(self, problem: FileProblem) -> None:
        """The member is not to be had."""
        self.leave()
        self._path.unlink()
        self._shelf.note(self.name, problem)


class Shelf:
    """Takes the members of one archive.

    Args:
        folder: an empty one, for the members.
        limits: those of the archive.
        packed_bytes: the size of the archive.
        wanted: whether a member with such folders and such a leaf may be a submission.
    """

    def __init__(
        self,
        folder: Path,
        limits: Limits,
        packed_bytes: int,
        wanted: Callable[[tuple[str, ...]], bool],
    ) -> None:
        self.limits = limits
        self.meter = Meter(limits, packed_bytes)
        self.cover = ""
        self._root = folder
        self._wanted = wanted
        self._seen = 0
        self._laid = 0
        self._folders: dict[tuple[Path, str], Path] = {}
        self._taken: set[str] = set()
        self._refused: list[RefusedMember] = []

    @property
    def scratch(self) -> Path:
        """A folder for what programs need while they unpack; no member lies there."""
        return self._root.parent

    @property
    def is_empty(self) -> bool:
        """Whether no member was laid down or refused."""
        return not (self._laid or self._refused)

    def too_large(self) -> TooLarge:
        """Why a member that is larger than a file may be is not taken out."""
        most = self.limits.file_bytes // MIB
        return TooLarge(f"文件过大，超过 {most} MiB 的上限，请拆分后再报送")

    def contents(self, damage: FileProblem | None = None) -> Contents:
        """What came of the archive; `damage` kept the rest from being taken out."""
        return Contents(tuple(self._refused), self.cover, damage)

    def take(self, name: str, chunks: Iterable[bytes]) -> str:
        """Lays a member down, and gives the name by which it lies in the folder.

        A problem that its chunks raise is the member's alone. The name is empty where it does not
        lie there: it is not wanted, or refused.

        Raises:
            Overfull, Bomb: too much was taken out of the archive.
            NoRoom: the disk is full.
        """
        laying = self.begin(name)
        if laying is None:
            return ""
        try:
            for chunk in chunks:
                laying.write(chunk)
        except (Overfull, Bomb, NoRoom):
            laying.leave()
            raise
        except FileProblem as problem:
            laying.abandon(problem)
            return ""
        else:
            laying.finish()
            return laying.name
        finally:
            if isinstance(chunks, Generator):
                chunks.close()  # it holds the archive open

    def begin(self, name: str) -> Laying | None:
        """A member to write to; None where it is not wanted, or its name refused.

        Raises:
            Overfull: the archive has too many members.
            NoRoom: the disk is full.
        """
        self._count_seen()
        try:
            parts = parts_of(name)
        except Unsafe as problem:
            self.refuse(name, problem)
            return None
        if not self._wanted(parts):
            return None
        self._count_laid()
        try:
            path = self._free(self._folder_of(parts[:-1]), parts[-1])
            return Laying(self, path.relative_to(self._root).as_posix(), path)
        except OSError as error:
            self.note("/".join(parts), _problem_of(error))
            return None

    def refuse(self, name: str, problem: FileProblem) -> None:
        """Notes why a member is not taken out, unless it is none that is wanted."""
        self._count_seen()
        told = shown(name)
        if self._wanted(tuple(part for part in told.split("/") if part.strip(". "))):
            self._count_laid()
            self.note(self._free_name(told), problem)

    def note(self, name: str, problem: FileProblem) -> None:
        """Notes why a member, known by this name already, is not to be had."""
        self._refused.append(RefusedMember(name, problem))

    def _count_seen(self) -> None:
        self._seen += 1
        if self._seen > self.limits.parts:
            raise Overfull(f"压缩包里的条目超过 {self.limits.parts} 个的上限，请拆分后再报送")

    def _count_laid(self) -> None:
        self._laid += 1
        if self._laid > self.limits.members:
            raise Overfull(f"压缩包里的文件超过 {self.limits.members} 个的上限，请拆分后再报送")

    def _folder_of(self, parts: tuple[str, ...]) -> Path:
        folder = self._root
        for part in parts:
            key = (folder, _key(part))
            if key not in self._folders:
                self._folders[key] = self._free(folder, part)
                self._folders[key].mkdir()
            folder = self._folders[key]
        return folder

    def _free(self, folder: Path, leaf: str) -> Path:
        above = folder.relative_to(self._root)
        return self._root / self._free_name((above / leaf).as_posix())

    def _free_name(self, name: str) -> str:
        """The name, told apart from those that are taken, as a system blind to case sees them."""
        path = PurePosixPath(name)
        free, count = name, 1
        while _key(free) in self._taken:
            count += 1
            free = f"{name.removesuffix(path.suffix)} ({count}){path.suffix}"
        self._taken.add(_key(free))
        return free


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _problem_of(error: OSError) -> FileProblem:
    """What a failure to write means for the member.

    Raises:
        NoRoom: nothing; it is no fault of the member's.
    """
    if error.errno in _DISK_FULL:
        raise NoRoom(error.strerror) from error
    return Unreadable(f"文件取不出来（{reason_of(error)}），请换一个名称重新压缩")
