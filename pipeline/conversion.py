"""Old and foreign Office files converted in groups, before they are read one by one.

LibreOffice takes 0.9 s to start and 0.2 s for a file of four pages: eight .doc files took 8.4 s by
eight starts and 2.4 s by one. A group is a task of a worker like any other; what it does not get
done, because a file of it hangs or crashes the program, is converted when the file is read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .batch import CHILDREN, Executor, call_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from .model import Submission
    from .worker import Bounds, Outcome

MOST = 8
"""Files in a group: more would save 0.1 s a file, and lose more where one of them hangs."""

_HEAD_BYTES = 64
# Only likely files are shown to a child: compound files, RTF, and OpenDocument packages, whose
# first member is named so (ODF 1.3 part 2, 3.3). It is the child that tells kinds.
_STARTS = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
_PACKAGE, _OPEN_DOCUMENT = b"PK\x03\x04", b"mimetypeapplication/vnd.oasis.opendocument"


@dataclass(frozen=True, slots=True)
class GroupJob:
    """Files to be converted in a child, to lie in `shelf` for those who read them.

    `seconds` bound each start of the converter: less than the child may take, so that what was
    done by then is kept.
    """

    paths: tuple[Path, ...]
    shelf: Path
    seconds: float

    def __call__(self) -> None:
        """Convert what can be converted."""
        from parsers.limits import DEFAULT_LIMITS  # noqa: PLC0415 - only the child loads readers
        from parsers.office.ahead import convert_ahead  # noqa: PLC0415
        from parsers.office.shelf import shelf_at  # noqa: PLC0415

        with shelf_at(self.shelf):
            convert_ahead(self.paths, self.seconds, DEFAULT_LIMITS)

    @property
    def files(self) -> tuple[Path, ...]:
        """What it reads."""
        return self.paths

    @property
    def most_losses(self) -> int:
        """One worker that it costs is enough: its files are still to be read one by one."""
        return 1

    def moved(self, files: tuple[Path, ...], shelf: Path) -> GroupJob:
        """The same, of the same files in other places."""
        return replace(self, paths=files, shelf=shelf)

    def brought_home(self, value: None) -> None:
        """Nothing: what it makes lies on the shelf."""


def convert_groups(
    submissions: Sequence[Submission],
    shelf: Path,
    workers: int,
    bounds: Bounds,
    executor: Executor = CHILDREN,
) -> None:
    """Convert the old files of a run in groups, as far as that goes; never raises for a file."""
    files = tuple(f for s in submissions for f in s.files if is_likely(f))
    seconds = bounds.seconds / 2
    jobs = [GroupJob(group, shelf, seconds) for group in groups_of(files, workers)]
    call_all(jobs, workers, bounds, _pass_over, executor)


def is_likely(path: Path) -> bool:
    """Whether the file may be one to convert, by its first bytes."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES + len(_OPEN_DOCUMENT))
    except OSError:
        return False
    return head.startswith(_STARTS) or (head.startswith(_PACKAGE) and _OPEN_DOCUMENT in head)


def groups_of(files: Sequence[Path], workers: int) -> Iterator[tuple[Path, ...]]:
    """The files dealt out to so many workers, in groups of at least two and at most MOST."""
    size = min(-(-len(files) // workers), MOST)
    for start in range(0, len(files), size) if size > 1 else ():
        yield tuple(files[start : start + size])


def _pass_over(_index: int, _outcome: Outcome[None]) -> None:
    """Nothing: who reads a file that is not on the shelf converts it, and tells what is wrong."""
