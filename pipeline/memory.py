"""What a run need not read again, because the store has it of the same content."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from .circumstances import changes_between
from .journal import Noted
from .pile import AT_ONCE, Pile
from .store.codec import encode
from .store.readings import (
    Kept,
    all_readings,
    forget_superseded,
    keep_encoded,
    results_kept,
)
from .store.runs import all_circumstances, keep_circumstances
from .store.texts import storable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Connection

    from normalizers.scheme import Scheme

    from .fingerprint import Digests
    from .journal import Journal
    from .model import Result, Submission
    from .pile import Fact
    from .store.runs import Circumstances

UNSETTLED = frozenset({"file.timeout", "file.too_large", "file.unreadable", "file.unsupported"})
"""Findings that may be the machine's fault: a busy hour, a program that is not installed yet."""


_Key = tuple[str, tuple[Path, ...]]
_Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Read:
    """A submission that was read, now or before.

    `result` stays at hand only where the store cannot tell its content from another's of the same
    id. `facts` are what the run asks of every result, None until they are asked for.
    """

    submission: Submission
    kept: Kept
    result: Result | None = None
    facts: tuple[object, ...] | None = None


class Memory:
    """The readings in the store, for the time of one run, which reads and keeps new ones.

    New ones are in the `journal` as soon as they are read, so that a run that is stopped has not
    read them in vain. `asked` answers what the run asks of every result; it is called once there is
    one.
    """

    def __init__(
        self,
        connection: Connection,
        digests: Digests,
        circumstances: Circumstances,
        journal: Journal,
        asked: Callable[[], Sequence[Fact]] = tuple,
    ) -> None:
        self._connection = connection
        self._digests = digests
        self._circumstances = circumstances
        self._journal = journal
        self._asked = asked
        self._noted: Mapping[_Name, Noted] = journal.noted(circumstances.digest)
        keep_circumstances(connection, circumstances)
        self._kept = all_readings(connection)
        self._earlier = all_circumstances(connection)
        self._touched: list[Kept] = []
        self._alike: dict[object, object] = {}
        self._schemes: dict[str, Scheme] = {}
        self.counts: Counter[str] = Counter()
        """How many were read (`read`), how many known (`kept`), how many of those from a run that
        was stopped (`resumed`)."""
        self.reread: Counter[str] = Counter()
        """How many of the same content were read again, by what has changed."""

    def forget_all(self) -> None:
        """Every file is to be read again."""
        self._kept = {}
        self._noted = {}

    def read(
        self,
        submissions: Sequence[Submission],
        reader: Callable[[Sequence[Submission], Callable[[Result], None]], None],
    ) -> list[Read]:
        """All submissions, in order of those given; what is not known is read by `reader`.

        What the reader hands over goes to the journal and the store at once: so it outlives a
        run that is stopped, and this process never holds a batch as its children sent it, each
        form with texts and a scheme of its own.
        """
        self._digests.take(file for s in submissions for file in s.files)
        known = [(s, self._known(s)) for s in submissions]
        taken = self._resumed([s for s, kept in known if kept is None])
        new = [s for s, kept in known if kept is None and _key(s) not in taken]
        self.counts["resumed"] += len(taken)
        self.counts["kept"] += len(known) - len(new)
        self.counts["read"] += len(new)
        if new:
            reader(new, lambda r: taken.update({_key(r.submission): self._keep_new(r)}))
        return [Read(s, kept) if kept else taken[_key(s)] for s, kept in known]

    def keep(self, result: Result) -> Read:
        """Keeps a result as it was just read."""
        return self._keep_as(self._noted_of(result), result)

    def noticed(self, reads: Sequence[Read]) -> list[Read]:
        """The readings with what the run asks of every result.

        Raises:
            Undecodable: one is damaged.
        """
        found = list(reads)
        unknown = [place for place, read in enumerate(reads) if read.facts is None]
        for start in range(0, len(unknown), AT_ONCE):
            some = unknown[start : start + AT_ONCE]
            for place, result in zip(some, self.recall([reads[p] for p in some]), strict=True):
                found[place] = replace(reads[place], facts=self._facts(result))
        return found

    def pile(self, reads: Sequence[Read]) -> Pile:
        """The results of these readings, each made anew when it is looked at.

        Raises:
            Undecodable: one is damaged; looking at one may raise it too.
        """
        noticed = self.noticed(reads)
        known = {
            fact: [read.facts[place] for read in noticed if read.facts is not None]
            for place, fact in enumerate(self._asked())
        }
        return Pile(lambda places: self.recall([noticed[p] for p in places]), known, len(noticed))

    def recall(self, reads: Sequence[Read]) -> list[Result]:
        """The results of these readings, those in the store taken from there.

        Raises:
            Undecodable: one is damaged.
        """
        missing = [read.kept.id for read in reads if read.result is None]
        found = results_kept(self._connection, missing, self._schemes)
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
        if (kept.submission, kept.content) in self._noted:
            return None  # read by a run that was stopped, under these circumstances
        changes = changes_between(self._earlier[kept.circumstances], self._circumstances)
        self.reread["、".join(changes)] += 1
        return None

    def _resumed(self, submissions: Sequence[Submission]) -> dict[_Key, Read]:
        """Those that a run which was stopped had read."""
        found = ((s, self._noted.get(self._name(s))) for s in submissions)
        return {_key(s): self._put(s, n, settled=True) for s, n in found if n is not None}

    def _keep_new(self, result: Result) -> Read:
        """As `keep`; a result that would come out the same again is in the journal, too."""
        noted = self._noted_of(result)
        if self._is_settled(result):
            self._journal.add(noted)
        return self._keep_as(noted, result)

    def _keep_as(self, noted: Noted, result: Result) -> Read:
        read = self._put(result.submission, noted, settled=self._is_settled(result))
        whole = None if noted.content else result
        # As a child sends it, it has a scheme of its own.
        scheme = result.scheme
        if scheme is not None and noted.encoded.scheme is not None:
            scheme = self._schemes.setdefault(noted.encoded.scheme, scheme)
        return replace(read, result=whole, facts=self._facts(replace(result, scheme=scheme)))

    def _facts(self, result: Result) -> tuple[object, ...]:
        return tuple(self._shared(of(result)) for of in self._asked())

    def _shared(self, fact: object) -> object:
        """The fact, of which what is like a part of another one is that very part."""
        if not isinstance(fact, tuple):
            return fact
        return self._alike.setdefault(fact, tuple(self._alike.setdefault(p, p) for p in fact))

    def _put(self, submission: Submission, noted: Noted, *, settled: bool) -> Read:
        name, content, circumstances = noted.submission, noted.content, noted.circumstances
        told = Kept(0, name, content, circumstances, settled, "")
        kept = keep_encoded(self._connection, noted.encoded, noted.scheme, told)
        self._touched.append(kept)
        return Read(submission, kept)

    def _noted_of(self, result: Result) -> Noted:
        name, content = self._name(result.submission)
        return Noted(name, content, self._circumstances.digest, encode(result), result.scheme)

    def _name(self, submission: Submission) -> tuple[str, str]:
        return storable(submission.id), self._digests.content(submission)

    def _is_settled(self, result: Result) -> bool:
        # A file that was changed between our look and the child's: the child's content counts.
        digests = self._digests
        same = result.fingerprint == digests.fingerprint(result.submission)
        known = bool(digests.content(result.submission))
        return known and same and UNSETTLED.isdisjoint(f.code for f in result.findings)


def _key(submission: Submission) -> _Key:
    return submission.id, submission.files
