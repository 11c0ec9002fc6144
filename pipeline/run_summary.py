"""What a run did, for whoever called it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, overload

from .intake import natural_key

if TYPE_CHECKING:
    from pathlib import Path

    from .model import Result
    from .overview import Overview
    from .store import Store


@dataclass(frozen=True, slots=True)
class Account:
    """What had to be done: how many were `read`, and how many were `kept` as they were.

    `reread` says how many of those read had the same content as before, by what has changed
    otherwise. `published`: the dataset's files were written anew. `resumed`: of those kept, how
    many were read by a run that was stopped before it could publish.
    """

    read: int = 0
    kept: int = 0
    reread: tuple[tuple[str, int], ...] = ()
    published: bool = True
    resumed: int = 0


NOTHING_DONE = Account()


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run did; the results are in the order of their ids.

    They are taken from the store when they are first looked at, and are what was last published of
    these contents: a later run may have found more. Their `overview` is there at once.
    """

    results: Sequence[Result]
    out: Path
    seconds: float
    overview: Overview
    account: Account = NOTHING_DONE


class Recalled(Sequence["Result"]):
    """The results of a folder's dataset, taken from the store when they are first looked at."""

    def __init__(self, store: Store, folder: str) -> None:
        self._store = store
        self._folder = folder

    @cached_property
    def _results(self) -> tuple[Result, ...]:
        from .store.versions import members_of, published_results  # noqa: PLC0415 - lazy

        with self._store.reading() as connection:
            results = published_results(connection, members_of(connection, self._folder))
        return tuple(sorted(results, key=lambda result: natural_key(result.submission.id)))

    def __len__(self) -> int:
        return len(self._results)

    @overload
    def __getitem__(self, index: int) -> Result: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Result]: ...
    def __getitem__(self, index: int | slice) -> Result | Sequence[Result]:
        return self._results[index]
