"""What the office gives besides the submissions: roster, superior list, last year's dataset."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .last_year import LastYearProblem, load_last_year
from .roster_file import load_roster
from .targets_file import load_targets

if TYPE_CHECKING:
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

    results: tuple[Result, ...]
    ownership: Ownership | None
    outstanding: Outstanding


def load_office(files: OfficeFiles, out: Path) -> Office:
    """What stands in these files; `out` is where the dataset goes, which is not last year's.

    Raises:
        OfficeFileProblem: one of them cannot be had, or is of the wrong shape.
    """
    former = None if files.last_year is None else Path(files.last_year)
    if former is not None and former.resolve() == out.resolve():
        raise LastYearProblem(f"上年数据集“{former}”就是 --out 的文件夹，会被这次的结果替换。")
    return Office(
        roster=None if files.roster is None else load_roster(files.roster),
        targets=None if files.targets is None else load_targets(files.targets),
        last_year=None if former is None else load_last_year(former),
    )
