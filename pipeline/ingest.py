"""The main job: read every submission, and publish the dataset."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from normalizers.scheme import load_scheme
from parsers.cores import cores

from .batch import call_all
from .bundles import merged, plausible_bundles, without_covers
from .conversion import convert_groups
from .cores import threads_each
from .intake import collect, natural_key
from .job import Job, refusal, result_of, shelf
from .known_documents import with_known_documents
from .known_people import with_known_people
from .legible_copies import with_legible_copies
from .model import RunSummary
from .office import OfficeFiles, assessed, load_office
from .publish import publish, recover
from .run_record import RunFacts, run_record_of
from .tables import dataset_of
from .unpack import unpacked
from .worker import DEFAULT_BOUNDS, Bounds, Outcome, warm_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizers.roster import Roster
    from normalizers.scheme import Scheme

    from .intake import Intake
    from .model import Result, Submission


@dataclass(frozen=True, slots=True)
class Settings:
    """How to run: `scheme` is a packaged name or a TOML file, None to go by each form's title.

    `workers` is the number of child processes, None for one per core. `roster` is the file of the
    office's people and units, `targets` that of the superior indicators, `last_year` the folder of
    the dataset that was published the year before; None where there is none.
    """

    scheme: str | Path | None = None
    workers: int | None = None
    bounds: Bounds = DEFAULT_BOUNDS
    roster: str | Path | None = None
    targets: str | Path | None = None
    last_year: str | Path | None = None

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


class _Nobody:
    def started(self, total: int) -> None:
        """Nothing."""

    def finished(self, result: Result) -> None:
        """Nothing."""


def run(
    paths: str | Path | Sequence[str | Path],
    out: str | Path,
    settings: Settings = DEFAULT_SETTINGS,
    watcher: Watcher | None = None,
) -> RunSummary:
    """Reads the submissions under `paths` and publishes the dataset in the folder `out`.

    Each submission is read in a child process; one that cannot be read is among the results as
    退回, with a finding that says why. What is in archives and mails is unpacked for the time of
    the run: the files of such results are gone when it is over. The former dataset stays whole
    until the new one is.

    Raises:
        NoSuchPath: a path does not exist.
        SchemeProblem: the scheme cannot be had.
        OfficeFileProblem: roster, superior list or last year's dataset cannot be had, or is none.
        NoRoom: the disk on which archives are unpacked is full.
        OSError: `out` cannot be written.
    """
    began, clock = datetime.now(UTC), time.perf_counter()
    folder = Path(out)
    warm_up()
    scheme = None if settings.scheme is None else load_scheme(settings.scheme)
    office = load_office(settings.office_files, folder)
    recover(folder)
    workers = settings.workers or cores()
    found = collect(_paths(paths), folder, *settings.office_files.paths)
    with unpacked(found, settings.bounds) as intake, shelf() as place:
        reader = _Reader(
            scheme, office.roster, workers, settings.bounds, watcher or _Nobody(), place
        )
        read = _results_of(intake, reader)
    legible = with_legible_copies(read, office.roster)
    known = with_known_documents(with_known_people(legible, office.roster))
    batch = assessed(known, office)
    facts = RunFacts(began, time.perf_counter() - clock, workers, settings.bounds)
    record = run_record_of(batch.results, facts, batch.outstanding)
    tables = dataset_of(batch.results, batch.ownership, office.last_year)
    publish(tables, batch.results, record, folder, batch.outstanding)
    return RunSummary(batch.results, folder, time.perf_counter() - clock, batch.outstanding)


@dataclass(frozen=True, slots=True)
class _Reader:
    scheme: Scheme | None
    roster: Roster | None
    workers: int
    bounds: Bounds
    watcher: Watcher
    shelf: Path

    def read(self, submissions: Sequence[Submission]) -> list[Result]:
        """A result for each submission, in the order in which they were done."""
        results: list[Result] = []

        def take(index: int, outcome: Outcome[Result]) -> None:
            result = result_of(submissions[index], outcome)
            results.append(result)
            self.watcher.finished(result)

        threads = threads_each(self.workers, len(submissions))
        jobs = [Job(s, self.scheme, self.roster, self.shelf, threads) for s in submissions]
        call_all(jobs, self.workers, self.bounds, take)
        return results


def _results_of(intake: Intake, reader: _Reader) -> list[Result]:
    singles = (*intake.submissions, *intake.covers)
    reader.watcher.started(len(singles))
    convert_groups(singles, reader.shelf, reader.workers, reader.bounds)
    results = reader.read(singles)
    results = merged(results, reader.read(plausible_bundles(intake.bundles, results)))
    results = without_covers(results, intake.covers)
    results += [refusal(r.submission, r.problem) for r in intake.refused]
    return sorted(results, key=lambda result: natural_key(result.submission.id))


def _paths(paths: str | Path | Sequence[str | Path]) -> list[Path]:
    several = [paths] if isinstance(paths, str | Path) else paths
    return [Path(path) for path in several]
