"""How files get to a worker: it sees them in a shared folder, or they are sent with the task."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Unsendable(Exception):
    """A file cannot be opened, is none, or is over the limit of size."""


class Unstaged(Exception):
    """A worker could not lay the files down: its disk is full, or takes no such name."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file: its place on the sender's machine, its SHA-256, and its bytes.

    The bytes are None where the worker should see the same file at the same place.
    """

    path: Path
    digest: str
    content: bytes | None = None

    def is_seen(self) -> bool:
        """Whether this machine has the bytes, or the same file at the same place."""
        try:
            return self.content is not None or _digest(self.path.read_bytes()) == self.digest
        except OSError:
            return False


@dataclass(frozen=True, slots=True)
class Shelved:
    """A file of the shelf of conversions, whose name tells of what."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Parcel:
    """What goes along with a task: its files in their order, and what was converted of them."""

    files: tuple[Sent, ...] = ()
    shelved: tuple[Shelved, ...] = ()

    def is_seen(self) -> bool:
        """Whether this machine has all the files."""
        return all(file.is_seen() for file in self.files)


def packed(files: Sequence[Path], shelf: Path | None, most: int) -> Parcel:
    """The parcel with all bytes; a file may have `most` of them.

    Raises:
        Unsendable: a file cannot be sent.
    """
    sent = tuple(_sent(file, most) for file in files)
    conversions = () if shelf is None else _conversions(shelf, sent)
    return Parcel(sent, tuple(conversions))


def light(parcel: Parcel) -> Parcel:
    """The same without the files' bytes, for who sees them."""
    return replace(parcel, files=tuple(replace(file, content=None) for file in parcel.files))


@contextmanager
def staged(parcel: Parcel) -> Iterator[tuple[tuple[Path, ...], Path]]:
    """Where the files are on this machine, and a shelf, for as long as the context lasts.

    Each file that was sent lies in a folder of its own: two may have one name.

    Raises:
        Unstaged: they cannot be laid down.
    """
    try:
        scratch = TemporaryDirectory(prefix="kaoping-", ignore_cleanup_errors=True)
    except OSError as problem:
        raise Unstaged(str(problem)) from problem
    with scratch as name:
        yield _laid_down(parcel, Path(name))


def new_on(shelf: Path, parcel: Parcel) -> tuple[Shelved, ...]:
    """What was laid on the shelf since the parcel was."""
    known = {one.name for one in parcel.shelved}
    new = sorted(f for f in shelf.iterdir() if f.is_file() and f.name not in known)
    return tuple(Shelved(file.name, file.read_bytes()) for file in new)


def _sent(file: Path, most: int) -> Sent:
    try:
        if not file.is_file() or file.stat().st_size > most:
            raise Unsendable(str(file))
        content = file.read_bytes()
    except OSError as problem:
        raise Unsendable(str(file)) from problem
    return Sent(file, _digest(content), content)


def _conversions(shelf: Path, files: Sequence[Sent]) -> Iterator[Shelved]:
    for digest in sorted({file.digest for file in files}):
        for made in sorted(shelf.glob(f"{digest}.*")):
            yield Shelved(made.name, made.read_bytes())


def _laid_down(parcel: Parcel, folder: Path) -> tuple[tuple[Path, ...], Path]:
    shelf = folder / "shelf"
    try:
        shelf.mkdir()
        for one in parcel.shelved:
            (shelf / one.name).write_bytes(one.content)
        files = [_placed(file, folder / str(n)) for n, file in enumerate(parcel.files)]
    except OSError as problem:
        raise Unstaged(str(problem)) from problem
    return tuple(files), shelf


def _placed(file: Sent, folder: Path) -> Path:
    if file.content is None:
        return file.path
    folder.mkdir()
    place = folder / file.path.name
    place.write_bytes(file.content)
    return place


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
