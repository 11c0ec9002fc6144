"""One run's dataset, from what was read to published files and a committed store."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import uuid4

from .publish import RUN_RECORD, Seal, dataset_files, replace_files
from .run_record import renewed
from .run_summary import Recalled, RunSummary
from .store.publications import (
    Member,
    Publication,
    keep_members,
    keep_publication,
    publication_of,
)
from .store.runs import Run, begin_run, end_run
from .store.versions import versions_for

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from sqlalchemy import Connection

    from .last_year import LastYear
    from .memory import Read
    from .model import Outstanding, Result
    from .office import Assessed
    from .run_record import RunFacts
    from .store import Store
    from .store.runs import Circumstances


@dataclass(frozen=True, slots=True)
class Home:
    """Where a run's dataset is kept: the folder of its files, and the store's open transaction."""

    folder: Path
    store: Store
    connection: Connection

    @property
    def name(self) -> str:
        """What the store calls the folder."""
        return str(self.folder.absolute())


def still_published(home: Home, signature: str) -> Publication | None:
    """The dataset in the folder if it was made from just this and is whole, else None."""
    publication = publication_of(home.connection, home.name)
    if publication is None or not signature or publication.signature != signature:
        return None
    files = publication.files.items()
    intact = all(_digest_at(home.folder / name) == digest for name, digest in files)
    return publication if intact else None


def say_again(
    home: Home, publication: Publication, circumstances: Circumstances, facts: RunFacts
) -> RunSummary:
    """Nothing has changed: only run.json and the store tell of this run.

    Raises:
        OSError: the folder cannot be written.
        StoreProblem: the store cannot be written.
    """
    run = _begun(home, circumstances, facts)
    record = renewed(publication.record, facts)
    number = begin_run(home.connection, run)
    # The record itself is that of the run that published: not kept again, it would grow by a file
    # a day.
    end_run(home.connection, number, (facts.account.read, facts.account.kept), b"")
    replace_files(home.folder, {RUN_RECORD: record}, _seal(home, run.mark))
    recalled = Recalled(home.store, home.name)
    return RunSummary(recalled, home.folder, facts.seconds, publication.overview, facts.account)


@dataclass(frozen=True, slots=True)
class Making:
    """What a dataset is made of: the readings of its submissions with their results.

    `stages` are those between submissions, `last_year` is what they are compared with; `signature`
    tells what all was made from, empty where another run might come to something else; `facts`
    answers how the run went by then, `record` makes the run.json, `timed` counts a stage's time.
    """

    reads: Sequence[Read]
    results: Sequence[Result]
    stages: Callable[[Sequence[Result]], Assessed]
    last_year: LastYear | None
    signature: str
    circumstances: Circumstances
    facts: Callable[[], RunFacts]
    record: Callable[[Sequence[Result], RunFacts, Outstanding], bytes]
    timed: Callable[[str], AbstractContextManager[None]]


def publish_all(home: Home, making: Making) -> RunSummary:
    """Publishes the dataset and commits the store: both or neither.

    Raises:
        OSError: the folder cannot be written; the former dataset is whole.
        StoreProblem: the store cannot be written; likewise.
    """
    from .overview import overview_of  # noqa: PLC0415 - a run that changes nothing needs neither
    from .tables import dataset_of  # noqa: PLC0415

    run = _begun(home, making.circumstances, making.facts())
    number = begin_run(home.connection, run)
    kept = [read.kept for read in making.reads]
    versions = versions_for(home.connection, number, making.results, kept)
    pairs = zip(making.results, versions, strict=True)
    with making.timed("compare"):
        batch = making.stages([replace(r, version=version.number) for r, version in pairs])
    results, outstanding = batch.results, batch.outstanding
    with making.timed("write"):
        tables = dataset_of(results, batch.ownership, making.last_year)
        files = dataset_files(tables, results, outstanding)
    overview = overview_of(results, outstanding)
    facts = making.facts()
    record = making.record(results, facts, outstanding)
    members = list(map(Member, versions, making.results, results))
    keep_members(home.connection, home.name, members)
    end_run(home.connection, number, (facts.account.read, facts.account.kept), record)
    publication = Publication(making.signature, _digests(files), overview, "")
    keep_publication(home.connection, home.name, number, publication)
    with making.timed("publish"):
        replace_files(home.folder, {**files, RUN_RECORD: record}, _seal(home, run.mark))
    return RunSummary(results, home.folder, facts.seconds, overview, facts.account)


def signature_of(reads: Sequence[Read], *others: str) -> str:
    """Tells what a dataset is made from: what was read, in this order, and whatever else counts."""
    told = [(r.submission.id, r.submission.names, r.kept.content, r.kept.digest) for r in reads]
    return hashlib.sha256(json.dumps([told, others]).encode()).hexdigest()


def _begun(home: Home, circumstances: Circumstances, facts: RunFacts) -> Run:
    return Run(uuid4().hex, facts.began, home.name, circumstances)


def _seal(home: Home, mark: str) -> Seal:
    return Seal(mark, lambda: _commit(home), home.store.knows_run)


def _commit(home: Home) -> None:
    try:
        home.store.commit(home.connection)
    except BaseException:
        home.connection.rollback()  # so that it can be asked whether the run is there
        raise


def _digests(files: Mapping[str, bytes | None]) -> dict[str, str]:
    """Of each file; of one that must not be there, what `_digest_at` answers of it."""
    return {
        name: hashlib.sha256(content).hexdigest() if content is not None else ""
        for name, content in files.items()
    }


def _digest_at(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
