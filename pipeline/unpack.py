"""Archives and mails among the files of a run: unpacked into a folder that is gone afterwards."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import TYPE_CHECKING

from parsers.archive import Contents, NoRoom, Overfull, Packed
from parsers.errors import FileProblem, TooLarge
from parsers.limits import DEFAULT_LIMITS, Limits

from .failure import problem_of_failure
from .graft import Opened, Opening, grafted
from .intake import FOLDER_SUFFIX, MOST_PARTS, Intake, Refused, collect
from .model import Submission
from .packed import Packings, UnpackJob, packed_among
from .worker import Done, call

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .worker import Bounds

_MOST_TOLD = 10


class SeveralInside(ValueError):
    """An archive holds several submissions where one is asked for; the message says so."""


@contextmanager
def unpacked(
    intake: Intake,
    bounds: Bounds,
    limits: Limits = DEFAULT_LIMITS,
    packings: Packings | None = None,
) -> Iterator[Intake]:
    """The intake with what is in its archives, whose files are there while the context lasts.

    `packings` is what is known of contents already, and learns.

    Each archive is unpacked in a child of its own. One that cannot be taken apart is refused, as
    is one whose files, those of archives within it included, go over the limits.

    Raises:
        NoRoom: the disk is full; the message says what to do.
    """
    packed = packed_among((file for s in intake.submissions for file in s.files), bounds, packings)
    if not packed:
        yield intake
        return
    with _scratch() as folder:
        unpacker = _Unpacker(folder, bounds, limits)
        yield grafted(intake, {p.path: unpacker.opening_of(p) for p in packed})


def one_in(intake: Intake, name: str) -> Submission | Refused:
    """The one submission that a file or an archive of this name is, or why it is refused.

    Raises:
        SeveralInside: there are several.
    """
    wholes = [bundle for bundle in intake.bundles if bundle.id == name]
    found: tuple[Submission | Refused, ...] = (*intake.submissions, *intake.refused)
    if len(found) == 1:
        return found[0]
    if wholes and not intake.refused:
        return wholes[0]
    raise SeveralInside(_told(name, found))


def one_file_in(intake: Intake, name: str) -> Submission | Refused:
    """As `one_in`, of one file only.

    Raises:
        SeveralInside: there are several.
    """
    found: tuple[Submission | Refused, ...] = (*intake.submissions, *intake.refused)
    if len(found) == 1 and (isinstance(found[0], Refused) or len(found[0].files) == 1):
        return found[0]
    raise SeveralInside(_told(name, found))


def _told(name: str, found: tuple[Submission | Refused, ...]) -> str:
    inner = [
        n for one in found for n in (one.submission if isinstance(one, Refused) else one).names
    ]
    listed = "、".join(inner[:_MOST_TOLD]) + ("等" if len(inner) > _MOST_TOLD else "")
    return (
        f"“{name}”里有 {len(inner)} 个文件（{listed}），不是一份；"
        "请解压后逐份查看，或者用 kaoping run 读取整个压缩包。"
    )


@contextmanager
def _scratch() -> Iterator[Path]:
    try:
        scratch = TemporaryDirectory(prefix="kaoping-", ignore_cleanup_errors=True)
    except OSError as error:
        raise _no_room() from error
    with scratch as folder:
        yield Path(folder)


def _no_room() -> NoRoom:
    return NoRoom(
        f"磁盘空间不足，压缩包无法解压到临时文件夹 {gettempdir()}；请腾出空间，"
        "或者用环境变量 TMPDIR 指定另一个文件夹，再运行一次。"
    )


class _Budget:
    """How much may still be taken out of one archive and the archives within it."""

    def __init__(self, limits: Limits) -> None:
        self.members = limits.members
        self.bytes = limits.inflated_bytes

    def spend(self, folder: Path) -> None:
        """What lies in the folder was taken out, whatever becomes of it."""
        files = [path for path in folder.rglob("*") if path.is_file()]
        self.members -= len(files)
        self.bytes -= sum(path.stat().st_size for path in files)


class _Unpacker:
    """Unpacks archives, each into a folder of its own under one folder."""

    def __init__(self, folder: Path, bounds: Bounds, limits: Limits) -> None:
        self._folder = folder
        self._bounds = bounds
        self._limits = limits
        self._count = 0

    def opening_of(self, packed: Packed) -> Opening:
        """What came of an archive and of those within it."""
        try:
            return self._opened(packed, 1, _Budget(self._limits))
        except FileProblem as problem:
            return problem

    def _opened(self, packed: Packed, depth: int, budget: _Budget) -> Opened:
        if depth > self._limits.nesting:
            raise TooLarge(f"压缩包层层嵌套，超过 {self._limits.nesting} 层，没有读取")
        folder = self._new_folder()
        contents = self._contents(packed, folder, budget)
        found = _found_in(folder, contents)
        files = [file for s in (*found.submissions, *found.covers) for file in s.files]
        within = {
            inner.path: self._within(inner, depth + 1, budget)
            for inner in packed_among(files, self._bounds)
        }
        return Opened(grafted(found, within), contents.damage)

    def _within(self, packed: Packed, depth: int, budget: _Budget) -> Opening:
        try:
            return self._opened(packed, depth, budget)
        except Overfull:
            raise  # the limits are those of the outermost archive, which is refused
        except FileProblem as problem:
            return problem

    def _contents(self, packed: Packed, folder: Path, budget: _Budget) -> Contents:
        limits = replace(self._limits, members=budget.members, inflated_bytes=budget.bytes)
        outcome = call(UnpackJob(packed, folder, limits), self._bounds)
        budget.spend(folder)
        if not isinstance(outcome, Done):
            shutil.rmtree(folder, ignore_errors=True)
            raise problem_of_failure(outcome)
        match outcome.value:
            case Contents() as contents:
                return contents
            case NoRoom():
                raise _no_room()
            case problem:
                shutil.rmtree(folder, ignore_errors=True)
                raise problem

    def _new_folder(self) -> Path:
        self._count += 1
        folder = self._folder / str(self._count)
        try:
            folder.mkdir()
        except OSError as error:
            raise _no_room() from error
        return folder


def _found_in(folder: Path, contents: Contents) -> Intake:
    """What lies in the folder of an archive, by ids and names as seen from within it."""
    top = _top_of(folder)
    found = collect([top])
    above = top.relative_to(folder)
    submissions = tuple(_seen_from(folder, above, s) for s in found.submissions)
    bundles = tuple(_seen_from(folder, above, b) for b in found.bundles)
    refused = tuple(Refused(Submission(r.name, (), (r.name,)), r.problem) for r in contents.refused)
    covers = tuple(s for s in submissions if contents.cover and s.names == (contents.cover,))
    others = tuple(s for s in submissions if s not in covers)
    if not others and not refused:
        return Intake(covers)
    if bundles or refused or any(len(s.files) != 1 for s in others):
        return Intake(others, refused, bundles, covers)
    return Intake(others, refused, _wholes(others, covers), covers)


def _top_of(folder: Path) -> Path:
    """The folder itself, or the one folder in it that holds everything."""
    within = list(folder.iterdir())
    while len(within) == 1 and within[0].is_dir() and not _is_submission(within[0]):
        folder = within[0]
        within = list(folder.iterdir())
    return folder


def _is_submission(folder: Path) -> bool:
    return folder.name.lower().endswith(FOLDER_SUFFIX)


def _seen_from(folder: Path, above: Path, found: Submission) -> Submission:
    names = tuple(file.relative_to(folder).as_posix() for file in found.files)
    return Submission((above / found.id).as_posix(), found.files, names)


def _wholes(
    others: tuple[Submission, ...], covers: tuple[Submission, ...]
) -> tuple[Submission, ...]:
    """The archive as one submission, if its files are few: without its cover first."""
    wholes = (_whole(others), _whole((*covers, *others)) if covers else None)
    return tuple(whole for whole in wholes if whole is not None)


def _whole(submissions: tuple[Submission, ...]) -> Submission | None:
    files = tuple(file for s in submissions for file in s.files)
    if not 1 < len(files) <= MOST_PARTS:
        return None
    return Submission("", files, tuple(name for s in submissions for name in s.names))
