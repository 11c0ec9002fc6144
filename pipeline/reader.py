"""Who reads the submissions of a run: tasks for children or a cluster, told as they come back."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from .batch import call_all
from .conversion import convert_groups
from .cores import threads_each
from .job import Job, result_of
from .read_events import tell_read
from .worker import warm_up

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from normalizers.scheme import Scheme

    from .hands import Hands
    from .model import Result, Submission
    from .office import Office
    from .watcher import Watcher
    from .worker import Bounds, Outcome

    Told = Callable[[Result], None]
    Timed = Callable[[str], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class Terms:
    """By what, and how, a run reads."""

    scheme: Scheme | None
    office: Office
    hands: Hands
    bounds: Bounds
    watcher: Watcher


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads in children, which convert files on the shelf."""

    terms: Terms
    shelf: Path
    timed: Timed

    def read_first(self, submissions: Sequence[Submission], tell: Told) -> None:
        """As `read`, of all that there is: old files are converted in groups before."""
        terms = self.terms
        terms.watcher.started(len(submissions))
        warm_up()
        if submissions:
            _load_what_publishes()
        hands = terms.hands
        with self.timed("convert"):
            convert_groups(submissions, self.shelf, hands.workers, terms.bounds, hands.executor)
        self.read(submissions, tell)

    def read(self, submissions: Sequence[Submission], tell: Told) -> None:
        """Tells a result for each submission, in the order in which they are done."""
        terms = self.terms

        def take(index: int, outcome: Outcome[Result]) -> None:
            result = result_of(submissions[index], outcome)
            tell(result)
            tell_read(result, outcome)
            terms.watcher.finished(result)

        hands = terms.hands
        threads = threads_each(hands.workers, len(submissions))
        jobs = [Job(s, terms.scheme, terms.office.roster, self.shelf, threads) for s in submissions]
        with self.timed("read"):
            call_all(jobs, hands.workers, terms.bounds, take, hands.executor)


def _load_what_publishes() -> None:
    """Loads it while the server of children loads the readers.

    A run over files that have not changed does without: that is half of what it would take.
    """
    for module in (".between", ".tables", ".publish.report", ".publish.workbook"):
        import_module(module, __package__)
