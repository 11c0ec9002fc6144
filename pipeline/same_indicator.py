"""Which of last year's indicators is which of this year's: by what they say.

Texts that say the same go together first. The others are paired by the assignment that makes them
most alike in all (Kuhn 1955, by scipy), so that the order of the rows does not matter to it; pairs
that are too little alike are two indicators, one gone and one come.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz, process

from normalizers.wording import wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from normalizers.model import Indicator

    from .last_year import FormerIndicator

ALIKE = 60
"""From this likeness on (0 to 100) two indicators are one, reworded.

In the one real form rows of different 一级指标 come to 37 at most. A fifth of the characters lost
or replaced leaves 66 or more in 95 of 100 rows of made forms, whose unlike rows (written to
patterns, so that they are more alike than real ones) come to 57 or less in three of four.
"""

_TEXT, _LEVEL1, _NUMBER = 0.7, 0.3, 2
"""What a pair's own text and its 一级指标 (each 0 to 100) count for; and, between pairs that are as
much alike, its number."""

_CITED = re.compile(r"（[^（）]*）")
"""Superior items cited in brackets: they have other numbers every year."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Last year and this one, as texts name them; both empty where one is not known."""

    before: str = ""
    now: str = ""

    def moved_on(self, text: str) -> str:
        """What last year's text says, as it would be said this year."""
        said = text.replace(self.before, self.now) if self.before else text
        return wording(said)


@dataclass(frozen=True, slots=True)
class Match:
    """An indicator now and the year before; None where it was dropped, or is new."""

    now: Indicator | None
    before: FormerIndicator | None


@dataclass(frozen=True, slots=True)
class _Said:
    """What decides whose partner an indicator is; `at` is its place among the indicators.

    `task` and `topic` are its text and its 一级指标 without what they cite.
    """

    at: int
    section: str
    text: str
    level1: str
    task: str
    topic: str
    number: str


def matched(
    now: Sequence[Indicator], before: Sequence[FormerIndicator], turn: Turn
) -> tuple[Match, ...]:
    """Each indicator with what it was, in their order; then those that are gone, in theirs.

    Only indicators of one section are matched.
    """
    ours = [_said(n, indicator) for n, indicator in enumerate(now)]
    theirs = [_said_before(n, indicator, turn) for n, indicator in enumerate(before)]
    partner: dict[int, int] = {}
    for section in dict.fromkeys(said.section for said in ours):
        mine = [s for s in ours if s.section == section]
        partner |= _pairs(mine, [s for s in theirs if s.section == section])
    kept = set(partner.values())
    return (
        *(Match(i, before[partner[n]] if n in partner else None) for n, i in enumerate(now)),
        *(Match(None, i) for n, i in enumerate(before) if n not in kept),
    )


def _said(at: int, indicator: Indicator) -> _Said:
    level1 = indicator.level1.value or ""
    text, number = indicator.level2.value or level1, indicator.number.value or ""
    uncited = (wording(_uncited(text)), wording(_uncited(level1)))
    return _Said(at, indicator.section, wording(text), wording(level1), *uncited, number)


def _said_before(at: int, indicator: FormerIndicator, turn: Turn) -> _Said:
    level1, number = indicator.level1, indicator.number
    text = indicator.level2 or level1
    uncited = (turn.moved_on(_uncited(text)), turn.moved_on(_uncited(level1)))
    texts = (turn.moved_on(text), turn.moved_on(level1), *uncited)
    return _Said(at, indicator.section, *texts, number)


def _uncited(text: str) -> str:
    return _CITED.sub("", text) or text


def _pairs(ours: list[_Said], theirs: list[_Said]) -> dict[int, int]:
    pairs: dict[int, int] = {}
    for key_of in _SAME:
        pairs |= _same(*_left(ours, theirs, pairs), key_of)
    return pairs | dict(_alike(*_left(ours, theirs, pairs)))


_SAME: tuple[Callable[[_Said], tuple[str, ...]], ...] = (
    lambda said: (said.text, said.level1, said.number),
    lambda said: (said.text, said.level1),
    lambda said: (said.text,),
)
"""What says the same, the surest first: several rows may have one text."""


def _left(
    ours: list[_Said], theirs: list[_Said], pairs: dict[int, int]
) -> tuple[list[_Said], list[_Said]]:
    kept = set(pairs.values())
    return [s for s in ours if s.at not in pairs], [s for s in theirs if s.at not in kept]


def _same(
    ours: list[_Said], theirs: list[_Said], key_of: Callable[[_Said], tuple[str, ...]]
) -> dict[int, int]:
    """Those with the same key, in their order."""
    waiting: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for said in reversed(theirs):
        waiting[key_of(said)].append(said.at)
    return {said.at: waiting[key_of(said)].pop() for said in ours if waiting[key_of(said)]}


def _alike(ours: list[_Said], theirs: list[_Said]) -> Iterator[tuple[int, int]]:
    if not ours or not theirs:
        return
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - slow to import

    tasks = _likeness([s.task for s in ours], [s.task for s in theirs])
    topics = _likeness([s.topic for s in ours], [s.topic for s in theirs])
    numbers = np.array([[s.number == t.number for t in theirs] for s in ours], dtype=np.float32)
    likeness = _TEXT * tasks + _LEVEL1 * topics
    value = np.where(likeness >= ALIKE, likeness + _NUMBER * numbers, 0)
    for row, column in zip(*linear_sum_assignment(value, maximize=True), strict=True):
        if value[row, column]:
            yield ours[row].at, theirs[column].at


def _likeness(ours: list[str], theirs: list[str]) -> NDArray[np.float32]:
    """How alike each pair is, 0 to 100: a row for each of ours, a column for each of theirs."""
    return process.cdist(ours, theirs, scorer=fuzz.ratio, dtype=np.float32)
