"""What the office gives besides the submissions: roster, superior list, last year's dataset."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizers.roster import Roster

    from .last_year import LastYear
    from .model import Outstanding, Result
    from .ownership import Ownership
    from .targets import Targets


@dataclass(frozen=True, slots=True)
class OfficeFiles:
    """Where these are; None for what the office has not got."""

    roster: str | Path | None = None
    targets: str | Path | None = None
    last_year: str | Path | None = None

    @property
    def paths(self) -> tuple[Path, ...]:
        """Files and folders that are no submissions, wherever they lie."""
        given = (self.roster, self.targets, self.last_year)
        return tuple(Path(path) for path in given if path is not None)


@dataclass(frozen=True, slots=True)
class Office:
    """What the office knows; None for what it has no file of."""

    roster: Roster | None = None
    targets: Targets | None = None
    last_year: LastYear | None = None

    @property
    def lists(self) -> str:
        """Tells what the batch is compared with: another text where another file was given."""
        return repr((self.targets, self.last_year))


@dataclass(frozen=True, slots=True)
class Assessed:
    """A batch, judged as a whole: `ownership` is None without the superior list."""

    results: Sequence[Result]
    ownership: Ownership | None
    outstanding: Outstanding


def load_office(files: OfficeFiles, out: Path) -> Office:
    """What stands in these files; `out` is where the dataset goes, which is not last year's.

    Raises:
        OfficeFileProblem: one of them cannot be had, or is of the wrong shape.
    """
    return Office(
        roster=None if files.roster is None else _roster_at(files.roster),
        targets=None if files.targets is None else _targets_at(files.targets),
        last_year=None if files.last_year is None else _last_year_at(Path(files.last_year), out),
    )


# What reads them is loaded for those that have such files: a fifth of the start of a run.


def _roster_at(file: str | Path) -> Roster:
    from .roster_file import load_roster  # noqa: PLC0415

    return load_roster(file)


def _targets_at(file: str | Path) -> Targets:
    from .targets_file import load_targets  # noqa: PLC0415

    return load_targets(file)


def _last_year_at(folder: Path, out: Path) -> LastYear:
    from .last_year import LastYearProblem, load_last_year  # noqa: PLC0415

    if folder.resolve() == out.resolve():
        raise LastYearProblem(f"上年数据集“{folder}”就是 --out 的文件夹，会被这次的结果替换。")
    return load_last_year(folder)
