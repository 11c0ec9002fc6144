"""One run's dataset, from what was read to published files and a committed store."""

from __future__ import annotations

import gc
import hashlib
import json
from dataclasses import dataclass, replace
from logging import WARNING
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from uuid import uuid4

from .events import Event, tell
from .pile import looks
from .publish import RUN_RECORD, Seal, replace_files
from .run_record import RunRecord, renewed
from .run_summary import Recalled, RunSummary
from .store.publications import (
    Member,
    Members,
    Publication,
    keep_publication,
    publication_of,
)
from .store.runs import Run, begin_run, end_run
from .store.versions import Versions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection

    from .memory import Read
    from .model import Result
    from .office import Assessed
    from .overview import Overview
    from .publish.dataset_files import DatasetFiles
    from .run_record import RunFacts
    from .store import Store
    from .store.runs import Circumstances


MANY = 20
"""Submissions from which on a child writes the workbook: it takes 60 ms to begin."""


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
    publication = publication_of(home.connection, home.name, signature) if signature else None
    if publication is None:
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

    `stages` are those between submissions; `compared` says whether results are compared with last
    year's; `signature` tells what all was made from, empty where another run might come to
    something else; `facts` answers how the run went by then, `timed` counts a stage's time;
    `workers` is how many processes may be at work.
    """

    reads: Sequence[Read]
    results: Sequence[Result]
    stages: Callable[[Sequence[Result]], Assessed]
    compared: bool
    signature: str
    circumstances: Circumstances
    facts: Callable[[], RunFacts]
    timed: Callable[[str], AbstractContextManager[None]]
    workers: int


def publish_all(home: Home, making: Making) -> RunSummary:
    """Publishes the dataset and commits the store: both or neither.

    Raises:
        OSError: the folder cannot be written, or the disk for temporary files is full; the former
            dataset is whole.
        StoreProblem: the store cannot be written; likewise.
    """
    run = _begun(home, making.circumstances, making.facts())
    number = begin_run(home.connection, run)
    with making.timed("compare"):
        batch = making.stages(making.results)
    gc.freeze()  # what is known of all submissions: the collector need not pass over it each time
    with TemporaryDirectory(prefix="kaoping-") as made:
        with making.timed("write"):
            files, overview, record = _written(home, number, making, batch, Path(made))
        facts = making.facts()
        record_file = record.written(facts, batch.outstanding)
        end_run(home.connection, number, (facts.account.read, facts.account.kept), record_file)
        publication = Publication(making.signature, _digests(files), overview, "")
        keep_publication(home.connection, home.name, number, publication)
        with making.timed("publish"):
            replace_files(home.folder, {**files, RUN_RECORD: record_file}, _seal(home, run.mark))
    recalled = Recalled(home.store, home.name)
    return RunSummary(recalled, home.folder, facts.seconds, overview, facts.account)


_Written = tuple["Mapping[str, Path | None]", "Overview", RunRecord]


def _written(home: Home, number: int, making: Making, batch: Assessed, made: Path) -> _Written:
    """The dataset's files in the folder `made`, the workbook by a child if there may be one."""
    from .publish.dataset_files import DatasetFiles, Scope  # noqa: PLC0415 - a run that changes
    from .publish.scribe import Scribe, ScribeLost  # noqa: PLC0415 - nothing needs none of them

    scope = Scope.of(batch.results, compared=making.compared)
    if making.workers > 1 and len(batch.results) >= MANY:
        try:
            return _filled(home, number, making, batch, DatasetFiles(made, scope, Scribe))
        except ScribeLost as lost:
            tell(Event("workbook", "crashed", detail=str(lost)), WARNING)
    return _filled(home, number, making, batch, DatasetFiles(made, scope))


def _filled(
    home: Home, number: int, making: Making, batch: Assessed, files: DatasetFiles
) -> _Written:
    """The files, and the store; each result is looked at in its turn. It can be done again."""
    from .batch_tables import coverage_table  # noqa: PLC0415 - likewise
    from .overview import Glance  # noqa: PLC0415

    glance, record = Glance(), RunRecord()
    versions = Versions(home.connection, number)
    members = Members(home.connection, home.name)
    with files:
        for read, (before, after) in zip(making.reads, looks(batch.results), strict=True):
            version = versions.of(before, read.kept)
            result = replace(after, version=version.number)
            line = glance.line(result)
            files.add(result, line)
            record.add(result, line)
            members.add(Member(version, before, result))
        members.finish()
        overview = glance.overview(batch.outstanding)
        coverage = coverage_table(batch.ownership).filled(batch.results)
        return files.finish(coverage, overview, batch.outstanding), overview, record


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


def _digests(files: Mapping[str, Path | None]) -> dict[str, str]:
    """Of each file; of one that must not be there, what `_digest_at` answers of it."""
    return {name: _digest_at(file) if file is not None else "" for name, file in files.items()}


def _digest_at(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
