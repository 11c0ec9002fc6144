"""What the recogniser says at each step of a line -> the signs of the line.

Of each step it says how likely every character begins there, and how likely none does. Most steps
say nothing; a mark as small as a point or a dash is often held for nothing by a little, while what
else there is of likelihood goes to several marks: together they outweigh nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from .alphabet import Alphabet

HEARD = 0.9
"""Likelihood of nothing, from which on a step is not listened to."""
SPOKEN = 0.5
"""Likelihood of nothing, below which something stands there."""
WORTH = 0.03
"""Share of certainty from which a second character is worth a mention."""
MOST_OTHERS = 3
CLOSE = 2
"""Steps from one Chinese character to another, at most, that cannot be two: one takes four. No
mark takes one."""
HALF = np.float32(0.5)
"""What is left of certainty where two characters were read in one place."""
NOTHING = 0
"""The class that says: no character begins here."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A character as it was read.

    `start` and `end` are where it lies along the line, as shares of its width. `others` are the
    characters that it may be instead, likeliest first, each with its certainty. An empty
    `character` is a place where nothing was read, but one of `others` may stand.
    """

    character: str
    certainty: float
    start: float
    end: float
    others: tuple[tuple[str, float], ...] = ()


Signs = tuple[Sign, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Run:
    """Steps that follow one another and say one class; `likely` is the most they say of each."""

    first: int
    last: int
    best: int
    spoken: bool
    likely: NDArray[np.float32]
    exact: NDArray[np.float32]


def signs_in(steps: NDArray[np.float32], stretch: float, alphabet: Alphabet) -> Signs:
    """The signs of a line, from left to right.

    Args:
        steps: (steps, classes), how likely each class is at each step.
        stretch: the width of what was read against that of the line.
        alphabet: the classes.
    """
    runs = list(_whole(_runs(steps, alphabet), alphabet))
    kept = [
        r for i, r in enumerate(runs) if r.spoken or not _is_echo(r, runs[max(i - 1, 0) : i + 2])
    ]
    return tuple(_sign(run, stretch / len(steps), alphabet) for run in kept)


def _runs(steps: NDArray[np.float32], alphabet: Alphabet) -> Iterator[_Run]:
    heard = np.flatnonzero(steps[:, NOTHING] < HEARD)
    if not len(heard):
        return
    exact = alphabet.spoken(steps[heard])
    joined = alphabet.together(exact)
    best = joined[:, NOTHING + 1 :].argmax(axis=1) + NOTHING + 1
    least = np.maximum(SPOKEN, joined[np.arange(len(heard)), best])
    spoken = joined[:, NOTHING] < least
    begin = 0
    for i in range(1, len(heard) + 1):
        if i == len(heard) or not _go_on(heard, best, spoken, i):
            likely, own = joined[begin:i].max(axis=0), exact[begin:i].max(axis=0)
            yield _Run(
                int(heard[begin]),
                int(heard[i - 1]),
                int(best[begin]),
                bool(spoken[begin]),
                likely,
                own,
            )
            begin = i


def _whole(runs: Iterable[_Run], alphabet: Alphabet) -> Iterator[_Run]:
    """The runs, those that lie within the width of one wide character as one."""
    last: _Run | None = None
    for run in runs:
        if last and _are_one(last, run, alphabet):
            last = _united(last, run)
            continue
        if last:
            yield last
        last = run
    if last:
        yield last


def _are_one(left: _Run, right: _Run, alphabet: Alphabet) -> bool:
    if not (left.spoken and right.spoken and right.first == left.last + 1):
        return False
    both = alphabet.characters[left.best], alphabet.characters[right.best]
    if any(c.isascii() for c in both):
        return False
    return right.first - left.first <= (
        CLOSE if all("\u4e00" <= c <= "\u9fff" for c in both) else 1
    )


def _united(left: _Run, right: _Run) -> _Run:
    likely, exact = np.maximum(left.likely, right.likely), np.maximum(left.exact, right.exact)
    best = max(left, right, key=lambda r: float(r.likely[r.best])).best
    return _Run(left.first, right.last, best, spoken=True, likely=likely * HALF, exact=exact)


def _go_on(
    heard: NDArray[np.intp], best: NDArray[np.intp], spoken: NDArray[np.bool_], index: int
) -> bool:
    """Whether a step says what the one before said."""
    follows = heard[index] == heard[index - 1] + 1
    return bool(follows and best[index] == best[index - 1] and spoken[index] == spoken[index - 1])


def _is_echo(run: _Run, around: list[_Run]) -> bool:
    """Whether a faint run says what one beside it says, or says too little to be told."""
    if run.likely[run.best] < WORTH:
        return True
    return any(
        r.spoken and (r.last == run.first - 1 or r.first == run.last + 1)
        for r in around
        if r is not run
    )


def _sign(run: _Run, stretch: float, alphabet: Alphabet) -> Sign:
    start, end = run.first * stretch, (run.last + 1) * stretch
    if not run.spoken:
        nothing = min(float(run.likely[NOTHING]), 1.0)
        return Sign("", nothing, start, end, _others(run, NOTHING, alphabet))
    certainty = min(float(run.likely[run.best]), 1.0)
    others = _others(run, run.best, alphabet) if certainty < 1 - WORTH else ()
    return Sign(alphabet.written(run.exact, run.best), certainty, start, end, others)


def _others(run: _Run, best: int, alphabet: Alphabet) -> tuple[tuple[str, float], ...]:
    order = np.argsort(-run.likely)[: MOST_OTHERS + 2].tolist()
    found = [
        (alphabet.characters[n], float(run.likely[n])) for n in order if n not in (best, NOTHING)
    ]
    return tuple((c, p) for c, p in found[:MOST_OTHERS] if p >= WORTH)
