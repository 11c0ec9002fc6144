"""Puts a set of files into a folder such that it holds all of the old or all of the new ones.

The new files are first written to a folder inside (`.publishing/new`), and links to the old ones
beside them (`old`). Then a mark is set, each file takes its place by a rename, and the mark goes.
Whoever finds the mark - the next run, or this one when a rename fails - puts the old files back.
Where a store is kept beside the files, it commits between the last rename and the end of the mark,
which names the run: whoever finds it asks the store for that run, and lets the files be if it is
there. So the files and the store are of one run, at whatever step the process is killed.
A rename of the whole folder would not need the mark, but fails where the folder is a mounted
volume, and pulls it away from under those who work in it.
"""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pipeline.durable import copy, sync_names, write

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

Content: TypeAlias = "bytes | Path | None"

_STAGE = ".publishing"
_MARK = "under-way.json"


def _is_none(_run: str) -> bool:
    return False


def _commit_nothing() -> None:
    """Nothing: there are only the files."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What makes a swap final: the store of the run, which commits when the files are in place.

    `run` names the run, `committed` says of any run whether the store has it.
    """

    run: str = ""
    commit: Callable[[], None] = _commit_nothing
    committed: Callable[[str], bool] = _is_none


NO_SEAL = Seal()
"""Files alone: they are the new ones when the mark goes."""


def replace_files(folder: Path, files: Mapping[str, Content], seal: Seal = NO_SEAL) -> None:
    """Puts the files into the folder, in place of those of the same names: all or none.

    A file whose content is None goes, if it is there; a content may be a file elsewhere.

    Raises:
        OSError: one cannot be written or replaced; the folder is as it was.
    """
    folder.mkdir(parents=True, exist_ok=True)
    recover(folder, seal.committed)
    try:
        _stage(folder, files)
        _swap(folder, files, seal.run)
        seal.commit()
    except BaseException:
        recover(folder, seal.committed)
        raise
    _clear(folder)


def recover(folder: Path, committed: Callable[[str], bool] = _is_none) -> None:
    """Undoes what a killed run left half done in the folder; nothing otherwise.

    A run that is `committed` was done with all but clearing up.

    Raises:
        OSError: the old files cannot be put back.
    """
    stage = folder / _STAGE
    if (stage / _MARK).exists():
        run, names = _told(stage / _MARK)
        for name in () if committed(run) else names:
            _put_back(folder, name)
        sync_names(folder)
    _clear(folder)


def is_under_way(folder: Path) -> bool:
    """Whether the folder's files are just being replaced, or were left half replaced."""
    return (folder / _STAGE / _MARK).exists()


def _stage(folder: Path, files: Mapping[str, Content]) -> None:
    stage = folder / _STAGE
    new, old = stage / "new", stage / "old"
    new.mkdir(parents=True)
    old.mkdir()
    for name, content in files.items():
        if isinstance(content, bytes):
            write(new / name, content)
        elif content is not None:
            copy(content, new / name)
        if (folder / name).exists():
            _link(folder / name, old / name)
    sync_names(new, old, stage)


def _swap(folder: Path, files: Mapping[str, Content], run: str) -> None:
    stage = folder / _STAGE
    unfinished = stage / f"{_MARK}.unfinished"
    write(unfinished, json.dumps({"run": run, "files": sorted(files)}).encode())
    unfinished.replace(stage / _MARK)
    sync_names(stage, folder)
    for name, content in files.items():
        if content is None:
            (folder / name).unlink(missing_ok=True)
        else:
            (stage / "new" / name).replace(folder / name)
    sync_names(folder)


def _clear(folder: Path) -> None:
    # The mark goes first, on the disk too: what is left of a stage without one means nothing, but
    # a mark whose old files are gone would have the new ones removed.
    stage = folder / _STAGE
    with suppress(FileNotFoundError):
        (stage / _MARK).unlink()
        sync_names(stage)
    # Once a run is committed the next one begins, and may be clearing the same stage.
    with suppress(FileNotFoundError):
        shutil.rmtree(stage)


def _put_back(folder: Path, name: str) -> None:
    stage = folder / _STAGE
    old, again = stage / "old" / name, stage / "again"
    if not old.exists():
        (folder / name).unlink(missing_ok=True)
        return
    again.unlink(missing_ok=True)
    _link(old, again)
    again.replace(folder / name)


def _told(mark: Path) -> tuple[str, tuple[str, ...]]:
    """The run that a mark names, and its files."""
    told = json.loads(mark.read_bytes())
    return str(told["run"]), tuple(map(str, told["files"]))


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError:  # a file system without links
        copy(source, target)
