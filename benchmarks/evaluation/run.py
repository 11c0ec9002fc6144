"""Many forms made, read and counted, on all cores."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from itertools import count, islice
from typing import TYPE_CHECKING

from .comparing import outcomes_of
from .kinds import KINDS
from .making import FIRST_SEED, Job, made
from .tally import Tally, tallied

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK = 8  # forms that a process is given at once


def evaluated(forms: int, word: str) -> dict[str, Tally]:
    """What became of so many forms, by kind of damage: all kinds whose names hold the word.

    Kinds and rates take turns, so that fewer forms are fewer of each.
    """
    jobs = list(islice(_jobs(word), forms))
    keys = [(j.kind.name, j.rate, j.seed) for j in jobs]
    tallies: dict[str, Tally] = {}
    with ProcessPoolExecutor() as pool:
        for job, tally in zip(jobs, pool.map(_done, keys, chunksize=CHUNK), strict=True):
            tallies.setdefault(job.kind.name, Tally()).add(tally)
    return tallies


def _jobs(word: str) -> Iterator[Job]:
    kinds = [k for k in KINDS if word in k.name]
    for seed in count(FIRST_SEED) if kinds else ():
        for kind in kinds:
            yield from (Job(kind, rate, seed) for rate in kind.rates)


def _done(key: tuple[str, float, int]) -> Tally:
    name, rate, seed = key
    job = Job(next(k for k in KINDS if k.name == name), rate, seed)
    return tallied(job, outcomes_of(made(job)))
