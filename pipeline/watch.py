"""`kaoping run --watch`: takes up files as they appear in a folder, until it is told to stop."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from normalizers.scheme import SchemeProblem
from parsers.archive import NoRoom
from parsers.system_error import refusal_of

from .cluster.problem import ClusterProblem
from .events import Event, tell
from .ingest import run_on, spared_by
from .intake import NoSuchPath, collect
from .office_file import OfficeFileProblem
from .settling import Settling
from .store.problems import StoreProblem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .intake import Intake
    from .run_summary import RunSummary
    from .settings import Settings
    from .settling import Settled, State
    from .watcher import Watcher

PASSING = (ClusterProblem, StoreProblem, SchemeProblem, OfficeFileProblem, NoRoom, OSError)
"""What may be over at the next look: a full disk, another run, a roster just open elsewhere."""


class Listener(Protocol):
    """What hears of a watch."""

    def published(self, summary: RunSummary) -> None:
        """A batch was read and published."""

    def said(self, sentence: str) -> None:
        """Something that a clerk wants to know, once."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where to look, where to publish, and how."""

    paths: tuple[Path, ...]
    out: Path
    settings: Settings


class Watch:
    """Looks at folders again and again; what is new and complete is a batch, which is published.

    A batch is a run over all that is complete: what has not changed the store knows. Nothing is
    read while a file that was published before is being changed, or while a folder is gone or
    empty that was not: a share that broke off must not look like a folder that was cleared.
    """

    def __init__(self, place: Place, watcher: Watcher, listener: Listener) -> None:
        self._place = place
        self._watcher = watcher
        self._listener = listener
        self._settling = Settling()
        self._done: frozenset[tuple[Path, State]] = frozenset()
        self._published = False
        self._said = ""
        self._away = False
        self.at_work = False
        """A batch is being read or published."""

    def look(self) -> None:
        """One look, and one batch if there is anything for it.

        Raises:
            ClusterProblem, SchemeProblem, OfficeFileProblem, StoreProblem, NoRoom, OSError: as of
                `run`, until the first batch is published; later ones are told, and tried again at
                the next look.
        """
        found = self._found()
        if found is None:
            return
        taken = frozenset(file for file, _ in self._done)
        settled = self._settling.look(found, taken)
        if settled.torn or not settled.states or settled.states == self._done:
            return
        self._take(settled)

    def _found(self) -> Intake | None:
        """What lies in the folders, None where one of them is gone."""
        place = self._place
        try:
            found = collect(place.paths, *spared_by(place.out, place.settings))
        except NoSuchPath as problem:
            self._lose(str(problem))
            return None
        missed = self._missed(found)
        if missed:
            self._lose(missed)
            return None
        if self._away:
            self._away = False
            self._say("文件夹恢复了，继续等待新文件。")
        return found

    def _missed(self, found: Intake) -> str:
        """Why what was found is not what lies in the folders, empty if it is."""
        files, before = _files_of(found), {file for file, _ in self._done}
        for root in (path.absolute() for path in self._place.paths):
            if root in files and root.is_dir():
                return f"文件夹打不开：{root}"
            if _any_under(root, before) and not _any_under(root, files):
                return f"文件夹里什么也没有了：{root}"
        return ""

    def _take(self, settled: Settled) -> None:
        self.at_work = True
        self._publish(settled)
        self.at_work = False  # not so where an exception ends it all

    def _publish(self, settled: Settled) -> None:
        place = self._place
        tell(Event("watch", "batch", detail=f"{len(settled.states)} files"))
        try:
            summary = run_on(
                place.paths, place.out, place.settings, self._watcher, lambda _: settled.intake
            )
        except NoSuchPath as problem:
            self._lose(str(problem))
            return
        except PASSING as problem:
            if not self._published:
                raise
            self._say(f"这一批没有发布，过一会儿再试：{_told(problem)}")
            return
        self._done = settled.states
        self._published = True
        self._said = ""
        self._place = replace(place, settings=replace(place.settings, fresh=False))
        self._listener.published(summary)

    def _lose(self, why: str) -> None:
        self._away = True
        self._say(f"{why.rstrip('。')}；已发布的数据集没有改动，等它恢复后自动继续。")

    def _say(self, sentence: str) -> None:
        """Says it unless it was the last thing said."""
        if sentence != self._said:
            self._said = sentence
            self._listener.said(sentence)


def _files_of(intake: Intake) -> set[Path]:
    wholes = (*intake.submissions, *(refused.submission for refused in intake.refused))
    return {file for submission in wholes for file in submission.files}


def _any_under(root: Path, files: set[Path]) -> bool:
    return any(file.is_relative_to(root) for file in files)


def _told(problem: Exception) -> str:
    return refusal_of(problem) if isinstance(problem, OSError) else str(problem)


def watch(
    look: Callable[[], None], interval: float, sleep: Callable[[float], None] = time.sleep
) -> None:
    """Looks every so many seconds, for ever: until an exception, such as Ctrl-C."""
    while True:
        look()
        sleep(interval)
