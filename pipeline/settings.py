"""How to run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .office import OfficeFiles
from .worker import DEFAULT_BOUNDS, Bounds

if TYPE_CHECKING:
    from pathlib import Path


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
