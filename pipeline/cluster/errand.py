"""What a worker is asked to do: a task in a child process of its own, as on one machine."""

from __future__ import annotations

import multiprocessing
import pickle
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar, cast, runtime_checkable

from pipeline.worker import Done, Outcome, call

from .edition import Edition, edition
from .parcel import Parcel, Shelved, Unstaged, new_on, staged

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.worker import Bounds, Task

T = TypeVar("T")


@runtime_checkable
class Movable(Protocol):
    """A task whose files may lie elsewhere on another machine; picklable, as every task."""

    @property
    def files(self) -> tuple[Path, ...]:
        """What it reads."""

    @property
    def shelf(self) -> Path | None:
        """Where conversions lie, and are laid."""

    @property
    def most_losses(self) -> int:
        """So many workers may be lost with it before it is given up."""

    def moved(self, files: tuple[Path, ...], shelf: Path) -> Task[object]:
        """The same task, of the same files in other places."""

    def brought_home(self, value: object) -> object:
        """What the moved task came to, as this one would have."""


@dataclass(frozen=True, slots=True)
class Errand(Generic[T]):
    """A task, what it may use, and what goes along with it."""

    task: Task[T]
    bounds: Bounds
    parcel: Parcel


@dataclass(frozen=True, slots=True)
class Returned(Generic[T]):
    """The task's outcome, and the conversions that it made."""

    outcome: Outcome[T]
    made: tuple[Shelved, ...] = ()


@dataclass(frozen=True, slots=True)
class Unseen:
    """The worker does not see the files: they are to be sent."""


@dataclass(frozen=True, slots=True)
class Impossible:
    """The worker could not lay the files down; `reason` is for the log."""

    reason: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """The worker is of another edition: it would come to other results."""

    edition: Edition


Report = Returned[T] | Unseen | Impossible | Foreign


def perform(ours: Edition, errand: bytes) -> bytes:
    """Does an errand on a worker; its pickled `Report`.

    Pickled by us, that the edition may be looked at before anything is taken to be what it says.
    """
    theirs = edition()
    if ours != theirs:
        return pickle.dumps(Foreign(theirs))
    return pickle.dumps(_report_of(pickle.loads(errand)))  # noqa: S301 - who may submit may do all


def report_in(answer: bytes) -> Report[object]:
    """What a worker answered."""
    return cast("Report[object]", pickle.loads(answer))  # noqa: S301 - workers are ours


def brought_home(task: Task[T], outcome: Outcome[T]) -> Outcome[T]:
    """The outcome as it would be if the task had not been moved."""
    if isinstance(task, Movable) and isinstance(outcome, Done):
        return replace(outcome, value=cast("T", task.brought_home(outcome.value)))
    return outcome


def _report_of(errand: Errand[object]) -> Report[object]:
    _may_have_children()
    if not isinstance(errand.task, Movable):
        return Returned(call(errand.task, errand.bounds))
    if not errand.parcel.is_seen():
        return Unseen()
    try:
        with staged(errand.parcel) as (files, shelf):
            outcome = call(errand.task.moved(files, shelf), errand.bounds)
            return Returned(outcome, new_on(shelf, errand.parcel))
    except Unstaged as problem:
        return Impossible(str(problem))


def _may_have_children() -> None:
    # Dask's nanny starts its worker as a daemon, which multiprocessing forbids to have children,
    # lest they be orphans: ours end by their own timer.
    vars(multiprocessing.current_process())["_config"]["daemon"] = False
