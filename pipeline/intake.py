"""Paths -> submissions: which files belong together, what they are called, what is left out."""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from parsers.errors import FileProblem, Unreadable, Unsafe
from parsers.system_error import reason_of

from .model import Submission

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FOLDER_SUFFIX = ".submission"

IGNORED = frozenset({"thumbs.db", "desktop.ini", "readme.md", "__macosx"})

MOST_PARTS = 8
"""Files in a folder that may still be one submission: letter, form, plan and some annexes."""


class NoSuchPath(ValueError):
    """A path that was given does not exist; the message says so in Chinese."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Something in the folder that is not to be read, and why."""

    submission: Submission
    problem: FileProblem


@dataclass(frozen=True, slots=True)
class Intake:
    """What was found, each in natural order of id.

    `bundles` are folders directly under a path that may be one submission in several files:
    only their contents can tell. Their files are among `submissions`, each for itself. `covers`
    are the texts of mails that have attachments too: submissions only if a form is in them.
    """

    submissions: tuple[Submission, ...]
    refused: tuple[Refused, ...] = ()
    bundles: tuple[Submission, ...] = ()
    covers: tuple[Submission, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    """`path` lies under `root`; `lifted` folders above root are part of its id."""

    root: Path
    path: Path
    files: tuple[Path, ...] = ()
    problem: FileProblem | None = None
    bundle: bool = False
    lifted: int = 0

    @property
    def id(self) -> str:
        above = self.root.parts[1:][-self.lifted :] if self.lifted else ()
        return _legible("/".join((*above, *self.path.relative_to(self.root).parts)))


def collect(paths: Sequence[Path], *spared: Path) -> Intake:
    """The submissions under these paths; folders and files that are `spared` are passed over.

    Raises:
        NoSuchPath: a path does not exist.
    """
    absent = [str(p) for p in paths if not p.exists()]
    if absent:
        raise NoSuchPath(f"找不到文件或文件夹：{'、'.join(absent)}")
    passed_over = frozenset(map(_absolute, spared))
    found = {e.path: e for p in paths for e in _entries_at(_absolute(p), passed_over)}
    entries = sorted(_told_apart(tuple(found.values())), key=lambda e: natural_key(e.id))
    return Intake(
        tuple(Submission(e.id, e.files) for e in entries if not e.problem and not e.bundle),
        tuple(Refused(Submission(e.id, e.files), e.problem) for e in entries if e.problem),
        tuple(Submission(e.id, e.files) for e in entries if e.bundle),
    )


def submission_at(path: Path) -> Submission:
    """The one submission that this file is, or that the files in this folder are together.

    Raises:
        NoSuchPath: there is no such file or folder.
    """
    if not path.exists():
        raise NoSuchPath(f"找不到文件或文件夹：{path}")
    if not path.is_dir():
        return Submission(path.name, (path,))
    return Submission(path.name, tuple(f for s in collect([path]).submissions for f in s.files))


def is_ignored(name: str) -> bool:
    """Whether a file or folder of this name is never a submission."""
    return name.startswith((".", "~$")) or name.lower() in IGNORED


def natural_key(text: str) -> tuple[tuple[str, int], ...]:
    """Sorts texts so that 2.pdf comes before 10.pdf."""
    pieces: list[tuple[str, str]] = re.findall(r"(\D*)(\d*)", text)
    return tuple((word, int(digits or -1)) for word, digits in pieces)


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow the links


def _entries_at(path: Path, spared: frozenset[Path]) -> Iterator[_Entry]:
    if path.is_dir():
        yield from _entries_under(path, spared)
    else:
        yield _Entry(path.parent, path, (path,))


def _entries_under(root: Path, spared: frozenset[Path]) -> Iterator[_Entry]:
    entries = tuple(_entries_of_files(root, spared))
    yield from entries
    yield from _bundles(root, entries)


def _bundles(root: Path, entries: Sequence[_Entry]) -> Iterator[_Entry]:
    """The folders directly under the root with few files in them, at whatever depth."""
    held: defaultdict[str, list[_Entry]] = defaultdict(list)
    for entry in entries:
        first, *below = entry.path.relative_to(root).parts or ("",)
        if below and not entry.problem:
            held[first].append(entry)
    for name, inside in held.items():
        if 1 < len(inside) <= MOST_PARTS:
            ordered = sorted(inside, key=lambda e: natural_key(e.id))
            yield _Entry(root, root / name, tuple(e.path for e in ordered), bundle=True)


def _entries_of_files(root: Path, spared: frozenset[Path]) -> Iterator[_Entry]:
    folders = [root]
    while folders:
        folder = folders.pop()
        listed = _listing(folder, root)
        if isinstance(listed, FileProblem):
            yield _Entry(root, folder, (folder,), listed)
            continue
        kept = [p for p in listed if p not in spared]
        for path in kept:
            if not _is_folder(path):
                yield _entry_of(root, path)
            elif folder == root and path.name.lower().endswith(FOLDER_SUFFIX):
                yield from _folder_submission(root, path)
            else:
                folders.append(path)


def _folder_submission(root: Path, folder: Path) -> Iterator[_Entry]:
    entries = [replace(e, root=root) for e in _entries_of_files(folder, frozenset())]
    parts = sorted((e for e in entries if not e.problem), key=lambda e: natural_key(e.id))
    yield _Entry(root, folder, tuple(e.path for e in parts))
    yield from (e for e in entries if e.problem)


def _entry_of(root: Path, path: Path) -> _Entry:
    if path.is_symlink() and not _stays_under(root, path):
        problem = Unsafe("这是指向文件夹以外的链接，没有读取；请放入文件本身。")
        return _Entry(root, path, (path,), problem)
    if path.exists() and not path.is_file() and not path.is_dir():
        return _Entry(root, path, (path,), Unsafe("这不是普通文件，没有读取。"))
    return _Entry(root, path, (path,))


def _listing(folder: Path, root: Path) -> list[Path] | FileProblem:
    """What stands in the folder, in natural order, without what is never a submission."""
    try:
        paths = sorted(folder.iterdir(), key=lambda p: natural_key(p.name))
    except OSError as error:
        return Unreadable(f"文件夹打不开（{reason_of(error)}）；请检查权限。")
    return [p for p in paths if not is_ignored(p.name) and not _leads_round(p, root)]


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _leads_round(path: Path, root: Path) -> bool:
    # What a link leads to under the same root is read in its own place; to follow one to a
    # folder could go round for ever.
    return path.is_symlink() and path.is_dir() and _stays_under(root, path)


def _stays_under(root: Path, link: Path) -> bool:
    return link.resolve().is_relative_to(root.resolve())


def _told_apart(entries: tuple[_Entry, ...]) -> Iterable[_Entry]:
    """The entries with distinct ids: those alike get the names of the folders above them."""
    while True:
        times = Counter(e.id for e in entries)
        lifted = tuple(
            replace(e, lifted=e.lifted + 1)
            if times[e.id] > 1 and e.lifted < len(e.root.parts) - 1
            else e
            for e in entries
        )
        if lifted == entries:
            return entries
        entries = lifted


def _legible(name: str) -> str:
    """The name as text; bytes that are no UTF-8 are taken for GB 18030, as old archives have."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", "replace")
    return name
