"""What a run need not read again, because the store has it of the same content."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .circumstances import changes_between
from .store.readings import (
    Kept,
    all_readings,
    forget_superseded,
    keep_reading,
    results_kept,
)
from .store.runs import all_circumstances, keep_circumstances
from .store.texts import storable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from .fingerprint import Digests
    from .model import Result, Submission
    from .store.runs import Circumstances

UNSETTLED = frozenset({"file.timeout", "file.too_large", "file.unreadable", "file.unsupported"})
"""Findings that may be the machine's fault: a busy hour, a program that is not installed yet."""


@dataclass(frozen=True, slots=True)
class Read:
    """A submission that was read, now or before; `result` is None until it is recalled."""

    submission: Submission
    kept: Kept
    result: Result | None


class Memory:
    """The readings in the store, for the time of one run, which reads and keeps new ones."""

    def __init__(
        self, connection: Connection, digests: Digests, circumstances: Circumstances
    ) -> None:
        self._connection = connection
        self._digests = digests
        self._circumstances = circumstances
        keep_circumstances(connection, circumstances)
        self._kept = all_readings(connection)
        self._earlier = all_circumstances(connection)
        self._touched: list[Kept] = []
        self.counts: Counter[str] = Counter()
        """How many were read (`read`) and how many known (`kept`)."""
        self.reread: Counter[str] = Counter()
        """How many of the same content were read again, by what has changed."""

    def forget_all(self) -> None:
        """Every file is to be read again."""
        self._kept = {}

    def read(
        self,
        submissions: Sequence[Submission],
        reader: Callable[[Sequence[Submission], Callable[[Result], None]], None],
    ) -> list[Read]:
        """All submissions, those read by `reader` that are not known, in order of those given.

        What the reader hands over goes to the store at once: so this process never holds a
        batch as its children sent it, each form with texts and a scheme of its own.
        """
        self._digests.take(file for s in submissions for file in s.files)
        known = [(s, self._known(s)) for s in submissions]
        new = [s for s, kept in known if kept is None]
        self.counts["kept"] += len(known) - len(new)
        self.counts["read"] += len(new)
        fresh: dict[tuple[str, tuple[object, ...]], Read] = {}

        def keep(result: Result) -> None:
            fresh[_key(result.submission)] = self.keep(result)

        if new:
            reader(new, keep)
        return [Read(s, kept, None) if kept else fresh[_key(s)] for s, kept in known]

    def keep(self, result: Result) -> Read:
        """Keeps a result as it was just read.

        It stays at hand only if its content cannot be told from another's of the same id.
        """
        submission = result.submission
        content = self._digests.content(submission)
        told = Kept(
            id=0,
            submission=storable(submission.id),
            content=content,
            circumstances=self._circumstances.digest,
            settled=bool(content) and self._is_settled(result),
            digest="",
        )
        kept = keep_reading(self._connection, result, told)
        self._touched.append(kept)
        return Read(submission, kept, None if content else result)

    def recall(self, reads: Sequence[Read]) -> list[Result]:
        """The results of all, those in the store taken from there.

        Raises:
            Undecodable: one is damaged.
        """
        missing = [read.kept.id for read in reads if read.result is None]
        found = results_kept(self._connection, missing)
        return [
            read.result or replace(found[read.kept.id], submission=read.submission)
            for read in reads
        ]

    def forget_superseded(self) -> None:
        """Drops what earlier contents came to, where no version rests on it."""
        forget_superseded(self._connection, self._touched)

    def _known(self, submission: Submission) -> Kept | None:
        content = self._digests.content(submission)
        kept = self._kept.get((storable(submission.id), content))
        if kept is None or not kept.settled:
            return None
        if kept.circumstances == self._circumstances.digest:
            self._touched.append(kept)
            return kept
        changes = changes_between(self._earlier[kept.circumstances], self._circumstances)
        self.reread["、".join(changes)] += 1
        return None

    def _is_settled(self, result: Result) -> bool:
        # A file that was changed between our look and the child's: the child's content counts.
        same = result.fingerprint == self._digests.fingerprint(result.submission)
        return same and UNSETTLED.isdisjoint(f.code for f in result.findings)


def _key(submission: Submission) -> tuple[str, tuple[object, ...]]:
    return submission.id, submission.files
