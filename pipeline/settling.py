"""Which files of a folder are complete, told from one look at the folder to the next.

Network shares tell nobody of new files, so that they can only be looked at again and again. A file
is complete when size and time are what they were at the look before, and it can be opened: on
Windows, who still writes bars others from it. What belongs together (letter and form in a folder)
is complete when all of it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from .intake import Intake
    from .model import Submission

UNFINISHED = (".part", ".partial", ".filepart", ".crdownload", ".download", ".tmp")
"""Ends of names that programs give to files while they copy them; they rename them afterwards."""

MOST_LOOKS = 12
"""Looks after which a file that does not change but cannot be opened is left to the run.

Nobody writes for a minute (at five seconds a look) without the size changing: it may not be read.
"""


@dataclass(frozen=True, slots=True)
class State:
    """What tells a file that was changed: bytes, and time of the last change in nanoseconds."""

    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class _Seen:
    state: State
    looks: int = 0
    opened: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """What is complete: the intake without the rest, and the state of each of its files.

    `torn`: a file of those that were `taken` before is being changed, or has gone since the last
    look; without it the dataset would lose what it had.
    """

    intake: Intake
    states: frozenset[tuple[Path, State]]
    torn: bool


class Settling:
    """Remembers the looks at a folder."""

    def __init__(self) -> None:
        self._seen: dict[Path, _Seen] = {}

    def look(self, intake: Intake, taken: frozenset[Path]) -> Settled:
        """What of this intake is complete; `taken` are the files of the last batch."""
        regular = {file for s in intake.submissions for file in s.files}
        odd = {file for r in intake.refused for file in r.submission.files}
        before = self._seen
        self._seen = _seen_now(regular, before, opening=True) | _seen_now(
            odd, before, opening=False
        )
        complete = {file for file, seen in self._seen.items() if _is_complete(file, seen)}
        whole, held = _parted(intake, complete)
        gone = before.keys() - self._seen.keys()
        states = frozenset((f, self._seen[f].state) for f in complete - held)
        return Settled(whole, states, torn=not taken.isdisjoint(held | gone))


def _seen_now(files: set[Path], before: dict[Path, _Seen], *, opening: bool) -> dict[Path, _Seen]:
    """What there is to see of each file that is there; only those of `opening` can be opened."""
    states = ((file, _state_of(file)) for file in files)
    return {
        file: _seen(file, state, before.get(file), opening=opening)
        for file, state in states
        if state is not None
    }


def _seen(file: Path, state: State, before: _Seen | None, *, opening: bool) -> _Seen:
    if before is None or before.state != state:
        return _Seen(state)
    opened = before.opened or not opening or _opens(file)
    return _Seen(state, before.looks + 1, opened)


def _is_complete(file: Path, seen: _Seen) -> bool:
    if file.name.lower().endswith(UNFINISHED):
        return False
    return seen.looks >= MOST_LOOKS or (seen.looks > 0 and seen.opened)


def _parted(intake: Intake, complete: set[Path]) -> tuple[Intake, set[Path]]:
    """The intake without submissions that are incomplete, and the files of those."""

    def is_whole(submission: Submission) -> bool:
        # A folder in which nothing lies yet waits for what is to come.
        return bool(submission.files) and complete.issuperset(submission.files)

    wholes = (*intake.submissions, *intake.bundles, *(r.submission for r in intake.refused))
    held = {file for s in wholes if not is_whole(s) for file in s.files}
    whole = replace(
        intake,
        submissions=tuple(s for s in intake.submissions if _is_free(s, held)),
        bundles=tuple(s for s in intake.bundles if _is_free(s, held)),
        refused=tuple(r for r in intake.refused if _is_free(r.submission, held)),
    )
    return whole, held


def _is_free(submission: Submission, held: set[Path]) -> bool:
    return bool(submission.files) and held.isdisjoint(submission.files)


def _state_of(file: Path) -> State | None:
    try:
        found = file.lstat() if file.is_symlink() else file.stat()
    except OSError:
        return None
    return State(found.st_size, found.st_mtime_ns)


def _opens(file: Path) -> bool:
    try:
        if not file.is_file():
            return False
        with file.open("rb") as stream:
            stream.read(1)
    except OSError:
        return False
    return True
