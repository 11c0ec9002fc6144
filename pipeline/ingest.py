"""The main job: read every submission, and publish the dataset."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from .bundles import merged, piece_of, plausible_bundles, without_covers
from .circumstances import circumstances_of, publishing_code
from .course import Course, Start
from .dataset import Home, Making, publish_all, say_again, signature_of, still_published
from .events import Event, tell
from .fingerprint import Digests
from .hands import hands_of
from .intake import collect, natural_key
from .job import refusal, shelf
from .journal import Journal
from .memory import Memory, Read
from .office import load_office
from .packed import Packings
from .pile import facts
from .publish import held, recover
from .reader import Reader, Terms
from .scheme_wording import load_worded_scheme
from .settings import DEFAULT_SETTINGS, Settings
from .store import default_url, file_at, open_store
from .store.contents import keep_packings, packings
from .unpack import unpacked
from .watcher import Nobody

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .intake import Intake
    from .pile import Fact
    from .run_summary import RunSummary
    from .watcher import Watcher


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
    changed, no file but run.json is written. What a run has read when it is stopped, however
    that happens, the next one need not read again.

    Raises:
        NoSuchPath: a path does not exist, or a folder was gone when all in it was read.
        ClusterProblem: the cluster cannot be had, or was lost.
        SchemeProblem: the scheme cannot be had.
        OfficeFileProblem: roster, superior list or last year's dataset cannot be had, or is none.
        StoreProblem: the store cannot be had, or is another program's.
        NoRoom: the disk on which archives are unpacked is full.
        OSError: `out` cannot be written.
    """
    return run_on(_paths(paths), out, settings, watcher, lambda intake: intake)


def run_on(
    paths: Sequence[Path],
    out: str | Path,
    settings: Settings,
    watcher: Watcher | None,
    choose: Callable[[Intake], Intake],
) -> RunSummary:
    """As `run`, of what `choose` takes of all that is found under the paths."""
    folder, start = Path(out), Start()
    folders = tuple(path for path in paths if path.is_dir())
    with hands_of(settings.cluster, settings.workers) as hands:
        with start.stages.timed("find"):
            found = choose(collect(paths, *spared_by(folder, settings)))
        course = Course(start, settings, hands, folders, Journal(folder))
        summary = _run(found, folder, course, watcher or Nobody())
    tell(Event("run", "done", seconds=summary.seconds))
    return summary


def _run(found: Intake, folder: Path, course: Course, heard: Watcher) -> RunSummary:
    settings = course.settings
    scheme = None if settings.scheme is None else load_worded_scheme(settings.scheme)
    office = load_office(settings.office_files, folder)
    store = open_store(settings.db or default_url(folder))
    terms = Terms(scheme, office, course.hands, settings.bounds, heard)
    with store.writing(heard.waiting) as connection, held(folder, heard.waiting):
        recover(folder, store.knows_run)
        summary = _ingest(found, terms, Home(folder, store, connection), course)
        course.journal.clear()
    return summary


def _ingest(found: Intake, terms: Terms, home: Home, course: Course) -> RunSummary:
    circumstances = circumstances_of(terms.scheme, terms.office.roster)
    digests, timed = Digests(), course.start.stages.timed
    memory = Memory(home.connection, digests, circumstances, course.journal, _asked)
    if course.settings.fresh:
        memory.forget_all()
    known = Packings(digests.of, packings(home.connection, circumstances.program))
    with timed("fingerprint"):
        digests.take(file for s in found.submissions for file in s.files)
    with ExitStack() as stack:
        with timed("unpack"):
            intake = stack.enter_context(unpacked(found, terms.bounds, packings=known))
        reader = Reader(terms, stack.enter_context(shelf()), timed)
        first = _first_reads(intake, reader, memory)
        bundles = (f"{bundle.id} {digests.content(bundle)}" for bundle in intake.bundles)
        made_from = (circumstances.digest, publishing_code(), terms.office.lists, *bundles)
        signature = signature_of((*first.singles, *first.refused), *made_from)
        publication = still_published(home, signature)
        if publication is not None:
            facts = course.facts(memory, published=False)
            return say_again(home, publication, circumstances, facts)
        reads = _all_reads(intake, first, reader, memory)
    course.check_folders()
    from .between import between_submissions  # noqa: PLC0415 - see `reader._load_what_publishes`

    keep_packings(home.connection, circumstances.program, known.known)
    memory.forget_superseded()
    return publish_all(
        home,
        Making(
            reads=reads.members,
            results=memory.pile(reads.members),
            stages=partial(between_submissions, office=terms.office),
            compared=terms.office.last_year is not None,
            signature=signature if reads.settled else "",
            circumstances=circumstances,
            facts=partial(course.facts, memory, published=True),
            timed=timed,
            workers=terms.hands.workers,
        ),
    )


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


def _first_reads(intake: Intake, reader: Reader, memory: Memory) -> _First:
    singles = memory.read((*intake.submissions, *intake.covers), reader.read_first)
    refused = [memory.keep(refusal(r.submission, r.problem)) for r in intake.refused]
    return _First(singles, refused)


def _all_reads(intake: Intake, first: _First, reader: Reader, memory: Memory) -> _All:
    """The readings that make up the dataset, in the order of their ids."""
    singles = memory.noticed(first.singles)
    pieces = facts(memory.pile(singles), piece_of)
    bundled = memory.noticed(memory.read(plausible_bundles(intake.bundles, pieces), reader.read))
    members = merged(without_covers(pieces, intake.covers), facts(memory.pile(bundled), piece_of))
    known = {(r.submission.id, r.submission.files): r for r in (*singles, *bundled)}
    reads = [known[member.id, member.files] for member in members] + first.refused
    ordered = sorted(reads, key=lambda read: natural_key(read.submission.id))
    return _All(ordered, all(read.kept.settled for read in bundled))


def _asked() -> tuple[Fact, ...]:
    """What is asked of every result: what a folder holds, and what stages compare."""
    from .between import FACTS  # noqa: PLC0415 - see `reader._load_what_publishes`

    return (piece_of, *FACTS)


def spared_by(folder: Path, settings: Settings) -> tuple[Path, ...]:
    """What is no submission wherever it lies, of a run that publishes in this folder.

    Raises:
        StoreProblem: the store's address is none.
    """
    others = (*settings.office_files.paths, file_at(settings.db or default_url(folder)))
    return (folder, *(Path(other) for other in others if other is not None))


def _paths(paths: str | Path | Sequence[str | Path]) -> list[Path]:
    several = [paths] if isinstance(paths, str | Path) else paths
    return [Path(path) for path in several]
