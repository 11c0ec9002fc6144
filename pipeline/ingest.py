"""The main job: read every submission, and publish the dataset."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from .batch import call_all
from .bundles import merged, plausible_bundles, without_covers
from .circumstances import circumstances_of, publishing_code
from .conversion import convert_groups
from .cores import threads_each
from .dataset import Home, Making, publish_all, say_again, signature_of, still_published
from .fingerprint import Digests
from .hands import Hands, hands_of
from .intake import collect, natural_key
from .job import Job, refusal, result_of, shelf
from .memory import Memory, Read
from .office import Office, OfficeFiles, load_office
from .packed import Packings
from .publish import recover
from .run_record import RunFacts, run_record_of
from .run_summary import Account
from .scheme_wording import load_worded_scheme
from .store import default_url, file_at, open_store
from .store.contents import keep_packings, packings
from .unpack import unpacked
from .worker import DEFAULT_BOUNDS, Bounds, Outcome, warm_up

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import URL

    from normalizers.scheme import Scheme

    from .intake import Intake
    from .model import Result, Submission
    from .run_summary import RunSummary


@dataclass(frozen=True, slots=True)
class Settings:
    """How to run: `scheme` is a packaged name or a TOML file, None to go by each form's title.

    `workers` is the number of child processes, None for one per core. `roster` is the file of the
    office's people and units, `targets` that of the superior indicators, `last_year` the folder of
    the dataset that was published the year before; None where there is none. `db` is the
    SQLAlchemy URL of the store, None for `kaoping.db` in the folder of the dataset. `fresh`: what
    the store knows is read again. `cluster` is the address of the scheduler of a Dask cluster whose
    workers read, None to read on this machine.
    """

    scheme: str | Path | None = None
    workers: int | None = None
    bounds: Bounds = DEFAULT_BOUNDS
    roster: str | Path | None = None
    targets: str | Path | None = None
    last_year: str | Path | None = None
    db: str | None = None
    fresh: bool = False
    cluster: str | None = None

    @property
    def office_files(self) -> OfficeFiles:
        """What the office gives besides the submissions."""
        return OfficeFiles(self.roster, self.targets, self.last_year)


DEFAULT_SETTINGS = Settings()


class Watcher(Protocol):
    """What hears how a run gets on."""

    def started(self, total: int) -> None:
        """So many submissions are to be read."""

    def finished(self, result: Result) -> None:
        """One has been read."""

    def waiting(self, place: str) -> None:
        """Another run uses the store at this place; this one waits for it."""


class _Nobody:
    def started(self, total: int) -> None:
        """Nothing."""

    def finished(self, result: Result) -> None:
        """Nothing."""

    def waiting(self, place: str) -> None:
        """Nothing."""


def run(
    paths: str | Path | Sequence[str | Path],
    out: str | Path,
    settings: Settings = DEFAULT_SETTINGS,
    watcher: Watcher | None = None,
) -> RunSummary:
    """Reads the submissions under `paths` and publishes the dataset in the folder `out`.

    Each submission is read in a child process, unless the store has it of the same content; one
    that cannot be read is among the results as 退回, with a finding that says why. What is in
    archives and mails is unpacked for the time of the run: the files of such results are gone
    when it is over. The former dataset stays whole until the new one is; where nothing has
    changed, no file but run.json is written.

    Raises:
        NoSuchPath: a path does not exist.
        ClusterProblem: the cluster cannot be had, or was lost.
        SchemeProblem: the scheme cannot be had.
        OfficeFileProblem: roster, superior list or last year's dataset cannot be had, or is none.
        StoreProblem: the store cannot be had, or is another program's.
        NoRoom: the disk on which archives are unpacked is full.
        OSError: `out` cannot be written.
    """
    began, clock = datetime.now(UTC), time.perf_counter()
    with hands_of(settings.cluster, settings.workers) as hands:
        return _run(_paths(paths), Path(out), _Course(began, clock, settings, hands), watcher)


def _run(paths: list[Path], folder: Path, course: _Course, watcher: Watcher | None) -> RunSummary:
    settings = course.settings
    heard = watcher or _Nobody()
    scheme = None if settings.scheme is None else load_worded_scheme(settings.scheme)
    office = load_office(settings.office_files, folder)
    url = settings.db or default_url(folder)
    found = collect(paths, *_spared(folder, settings, url))
    store = open_store(url)
    terms = _Terms(scheme, office, course.hands, settings.bounds, heard)
    with store.writing(heard.waiting) as connection:
        recover(folder, store.knows_run)
        return _ingest(found, terms, Home(folder, store, connection), course)


@dataclass(frozen=True, slots=True)
class _Course:
    """How a run goes: when it began, on the wall's clock and on the machine's; who reads."""

    began: datetime
    clock: float
    settings: Settings
    hands: Hands

    def facts(self, memory: Memory, *, published: bool) -> RunFacts:
        """How it went by now."""
        reread = tuple(sorted(memory.reread.items()))
        account = Account(memory.counts["read"], memory.counts["kept"], reread, published)
        seconds = time.perf_counter() - self.clock
        return RunFacts(self.began, seconds, self.hands.workers, self.settings.bounds, account)


def _ingest(found: Intake, terms: _Terms, home: Home, course: _Course) -> RunSummary:
    circumstances = circumstances_of(terms.scheme, terms.office.roster)
    digests = Digests()
    memory = Memory(home.connection, digests, circumstances)
    if course.settings.fresh:
        memory.forget_all()
    known = Packings(digests.of, packings(home.connection, circumstances.program))
    digests.take(file for s in found.submissions for file in s.files)
    with unpacked(found, terms.bounds, packings=known) as intake, shelf() as place:
        reader = _Reader(terms, place)
        first = _first_reads(intake, reader, memory)
        bundles = (f"{bundle.id} {digests.content(bundle)}" for bundle in intake.bundles)
        made_from = (circumstances.digest, publishing_code(), terms.office.lists, *bundles)
        signature = signature_of((*first.singles, *first.refused), *made_from)
        publication = still_published(home, signature)
        if publication is not None:
            facts = course.facts(memory, published=False)
            return say_again(home, publication, circumstances, facts)
        reads = _all_reads(intake, first, reader, memory)
    from .between import between_submissions  # noqa: PLC0415 - see `_load_what_publishes`

    keep_packings(home.connection, circumstances.program, known.known)
    memory.forget_superseded()
    return publish_all(
        home,
        Making(
            reads=reads.members,
            results=memory.recall(reads.members),
            stages=partial(between_submissions, office=terms.office),
            last_year=terms.office.last_year,
            signature=signature if reads.settled else "",
            circumstances=circumstances,
            facts=partial(course.facts, memory, published=True),
            record=run_record_of,
        ),
    )


@dataclass(frozen=True, slots=True)
class _Terms:
    """By what, and how, a run reads."""

    scheme: Scheme | None
    office: Office
    hands: Hands
    bounds: Bounds
    watcher: Watcher


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads in children, which convert files on the shelf."""

    terms: _Terms
    shelf: Path

    def read_first(self, submissions: Sequence[Submission], keep: Callable[[Result], None]) -> None:
        """As `read`, of all that there is: old files are converted in groups before."""
        terms = self.terms
        terms.watcher.started(len(submissions))
        warm_up()
        if submissions:
            _load_what_publishes()
        hands = terms.hands
        convert_groups(submissions, self.shelf, hands.workers, terms.bounds, hands.executor)
        self.read(submissions, keep)

    def read(self, submissions: Sequence[Submission], keep: Callable[[Result], None]) -> None:
        """Hands over a result for each submission, in the order in which they are done."""
        terms = self.terms

        def take(index: int, outcome: Outcome[Result]) -> None:
            result = result_of(submissions[index], outcome)
            keep(result)
            terms.watcher.finished(result)

        hands = terms.hands
        threads = threads_each(hands.workers, len(submissions))
        jobs = [Job(s, terms.scheme, terms.office.roster, self.shelf, threads) for s in submissions]
        call_all(jobs, hands.workers, terms.bounds, take, hands.executor)


def _load_what_publishes() -> None:
    """Loads it while the server of children loads the readers.

    A run over files that have not changed does without: that is half of what it would take.
    """
    for module in (".between", ".tables", ".publish.report", ".publish.workbook"):
        import_module(module, __package__)


@dataclass(frozen=True, slots=True)
class _First:
    """What was read of each file for itself, and what was refused."""

    singles: list[Read]
    refused: list[Read]


@dataclass(frozen=True, slots=True)
class _All:
    """The readings of the dataset's submissions; `settled` as in `Kept`, of bundles too."""

    members: list[Read]
    settled: bool


def _first_reads(intake: Intake, reader: _Reader, memory: Memory) -> _First:
    singles = memory.read((*intake.submissions, *intake.covers), reader.read_first)
    refused = [memory.keep(refusal(r.submission, r.problem)) for r in intake.refused]
    return _First(singles, refused)


def _all_reads(intake: Intake, first: _First, reader: _Reader, memory: Memory) -> _All:
    """The readings that make up the dataset, in the order of their ids."""
    results = memory.recall(first.singles)
    bundled = memory.read(plausible_bundles(intake.bundles, results), reader.read)
    whole = merged(results, memory.recall(bundled))
    members = without_covers(whole, intake.covers)
    kept = {(r.submission.id, r.submission.files): r.kept for r in (*first.singles, *bundled)}
    reads = [Read(m.submission, kept[m.submission.id, m.submission.files], m) for m in members]
    reads += first.refused
    ordered = sorted(reads, key=lambda read: natural_key(read.submission.id))
    return _All(ordered, all(read.kept.settled for read in bundled))


def _spared(folder: Path, settings: Settings, url: str | URL) -> tuple[Path, ...]:
    """What is no submission wherever it lies."""
    others = (*settings.office_files.paths, file_at(url))
    return (folder, *(Path(other) for other in others if other is not None))


def _paths(paths: str | Path | Sequence[str | Path]) -> list[Path]:
    several = [paths] if isinstance(paths, str | Path) else paths
    return [Path(path) for path in several]
