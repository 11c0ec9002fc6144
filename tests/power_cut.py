"""What a power cut may leave of a folder: a disk that forgets whatever was not synced.

`Disk` watches what this process does to a folder. Of each file it knows the bytes that were synced,
of each folder the names that were, and the changes of names since, of which a power cut leaves any
first few: in one folder all, in another none. `states` are the trees that could be there when the
machine starts again.
"""

from __future__ import annotations

import os
import random
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Tree = tuple[tuple[str, "bytes | Tree"], ...]
"""Names with their bytes, or the trees beneath them, in order."""

TRIALS = 12  # states that are drawn at each moment, besides the two extremes
LOST = b"\0"  # bytes of a file that were never synced


@dataclass(eq=False)
class Paper:
    """A file, by what is on the disk of it."""

    synced: bytes = LOST


@dataclass(eq=False)
class Drawer:
    """A folder: its names now, those on the disk, and the changes in between."""

    now: dict[str, Paper | Drawer] = field(default_factory=dict)
    synced: dict[str, Paper | Drawer] = field(default_factory=dict)
    changes: list[tuple[str, Paper | Drawer | None]] = field(default_factory=list)

    def change(self, name: str, what: Paper | Drawer | None) -> None:
        self.changes.append((name, what))
        if what is None:
            self.now.pop(name, None)
        else:
            self.now[name] = what

    def left(self, keep: Callable[[int], int]) -> Tree:
        names = dict(self.synced)
        for name, what in self.changes[: keep(len(self.changes))]:
            names[name] = what if what is not None else Paper()
            if what is None:
                del names[name]
        trees = {n: w.synced if isinstance(w, Paper) else w.left(keep) for n, w in names.items()}
        return tuple(sorted(trees.items()))


class Disk:
    """The folder as it is on the disk, and every tree that a power cut could have left so far."""

    def __init__(self, folder: Path, committed: Callable[[], bool]) -> None:
        self.states: dict[tuple[Tree, bool], None] = {}
        """The trees, and whether the store had committed by then; in order, each once."""
        self._top = folder
        self._root = _on_disk(folder)
        self._committed = committed
        self._chance = random.Random(0)  # noqa: S311 - no secret
        self._looking = False

    def happens(self, event: str, arguments: tuple[object, ...]) -> None:
        """Takes note of what is about to be done."""
        if self._looking or event not in _EVENTS:
            return
        self._looking = True
        try:
            _EVENTS[event](self, *arguments)
            self._draw()
        finally:
            self._looking = False

    def sync(self, handle: int) -> None:
        """What this handle is of is on the disk."""
        path = Path(f"/proc/self/fd/{handle}").readlink()
        found = self._root if path == self._top else self._at(path)
        self._looking = True
        if isinstance(found, Paper):
            found.synced = path.read_bytes()
        elif found is not None:
            found.synced, found.changes = dict(found.now), []
        self._draw()
        self._looking = False

    def opened(self, path: object, _mode: object, flags: int) -> None:
        if isinstance(path, int) or not flags & os.O_CREAT:
            return
        drawer, name = self._place(path)
        if drawer is None:
            return
        known = drawer.now.get(name)
        if known is None:
            drawer.change(name, Paper())
        elif isinstance(known, Paper) and flags & os.O_TRUNC:
            known.synced = LOST

    def renamed(self, source: object, target: object, at: int, to: int) -> None:
        self.linked(source, target, at, to)
        self.removed(source, at)

    def linked(self, source: object, target: object, at: int, to: int) -> None:
        what, (drawer, name) = self._at(self._path(source, at)), self._place(target, to)
        if drawer is not None and what is not None:
            drawer.change(name, what)

    def removed(self, path: object, at: int = -1) -> None:
        drawer, name = self._place(path, at)
        if drawer is not None and name in drawer.now:
            drawer.change(name, None)

    def made(self, path: object, _mode: int, at: int = -1) -> None:
        drawer, name = self._place(path, at)
        if drawer is not None and name not in drawer.now:
            drawer.change(name, Drawer())

    def _draw(self) -> None:
        draw = self._chance.randint
        keeps: list[Callable[[int], int]] = [lambda _: 0, lambda most: most]
        keeps += [lambda most: draw(0, most)] * TRIALS
        for keep in keeps:
            self.states[self._root.left(keep), self._committed()] = None

    def _path(self, path: object, at: int) -> Path:
        folder = Path(f"/proc/self/fd/{at}").readlink() if at >= 0 else Path()
        return folder / os.fsdecode(path)  # type: ignore[arg-type]

    def _at(self, path: Path) -> Paper | Drawer | None:
        drawer, name = self._place(path)
        return None if drawer is None else drawer.now.get(name)

    def _place(self, path: object, at: int = -1) -> tuple[Drawer | None, str]:
        whole = self._path(path, at)
        if not whole.is_relative_to(self._top) or whole == self._top:
            return None, ""
        drawer: Paper | Drawer | None = self._root
        for part in whole.relative_to(self._top).parts[:-1]:
            drawer = drawer.now.get(part) if isinstance(drawer, Drawer) else None
        return (drawer if isinstance(drawer, Drawer) else None), whole.name


_EVENTS: Mapping[str, Callable[..., None]] = {
    "open": Disk.opened,
    "os.rename": Disk.renamed,
    "os.link": Disk.linked,
    "os.remove": Disk.removed,
    "os.rmdir": Disk.removed,
    "os.mkdir": Disk.made,
}
_watching: list[Disk] = []


@contextmanager
def disk_under(folder: Path, committed: Callable[[], bool] = bool) -> Iterator[Disk]:
    """Watches the folder, which must be there, for as long as the context lasts."""
    if _hear not in _heard:
        sys.addaudithook(_hear)  # it can never be taken away
        _heard.append(_hear)
    disk, sync = Disk(folder, committed), os.fsync

    def synced(handle: int) -> None:
        sync(handle)
        disk.sync(handle)

    with mock.patch.object(os, "fsync", synced):
        _watching.append(disk)
        try:
            yield disk
        finally:
            _watching.remove(disk)


_heard: list[Callable[[str, tuple[object, ...]], None]] = []


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    for disk in _watching:
        disk.happens(event, arguments)


def lay_out(tree: Tree, folder: Path) -> None:
    """Makes the tree as a new folder."""
    folder.mkdir()
    for name, what in tree:
        if isinstance(what, bytes):
            (folder / name).write_bytes(what)
        else:
            lay_out(what, folder / name)


def _on_disk(folder: Path) -> Drawer:
    """The folder, all of which is on the disk."""
    names: dict[str, Paper | Drawer] = {
        path.name: Paper(path.read_bytes()) if path.is_file() else _on_disk(path)
        for path in folder.iterdir()
    }
    return Drawer(dict(names), dict(names))
