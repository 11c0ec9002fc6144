"""Which row of one copy of a form is which row of another: by 序号, then by what it says."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from .text import digits_in
from .wording import wording

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from .model import Form, Indicator

ALIKE = 85.0
"""Per cent of two rows' texts that must agree for them to be one row: recognition spoils one
character in ten at worst, and rows that were renumbered have little in common."""

Pair = tuple[int, int]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """The rows of two forms: `pairs` in the order of ours, and those that only one of them has."""

    pairs: tuple[tuple[Indicator, Indicator], ...]
    ours: tuple[Indicator, ...]
    theirs: tuple[Indicator, ...]


def matched(ours: Form, theirs: Form) -> Matching:
    """Each row of one form with the row of the other that it is; the surest evidence pairs first.

    Those are: the same 序号 and text; the same text; much the same text with the same figures in
    it; the same 序号 alone. So a row more, after which the others are renumbered, is one row more.
    It takes time in proportion to the rows, but for those that neither number nor text pairs.
    """
    one, other = ours.indicators, theirs.indicators
    pairs: dict[int, int] = {}
    for found in (_by_number_and_text, _by_text, _by_likeness, _by_number):
        left = [i for i in range(len(one)) if i not in pairs]
        taken = set(pairs.values())
        right = [i for i in range(len(other)) if i not in taken]
        pairs.update(found([(i, one[i]) for i in left], [(i, other[i]) for i in right]))
    taken = set(pairs.values())
    return Matching(
        tuple((one[i], other[pairs[i]]) for i in sorted(pairs)),
        tuple(row for i, row in enumerate(one) if i not in pairs),
        tuple(row for i, row in enumerate(other) if i not in taken),
    )


def text_in(row: Indicator) -> str:
    """What a row is about: its 二级指标, or its 目标内容 where there are none."""
    return row.level2.value or row.level1.value or ""


def are_alike(one: Indicator, other: Indicator) -> bool:
    """Whether two rows say much the same."""
    return fuzz.ratio(_said(one), _said(other), score_cutoff=ALIKE) > 0


Rows = list[tuple[int, "Indicator"]]


def _said(row: Indicator) -> str:
    return wording(text_in(row))


def _number_key(row: Indicator) -> Key | None:
    """A row's section and number; without one, its label."""
    label = row.number.value or row.category.value
    return (row.section, label) if label else None


def _by_number_and_text(ours: Rows, theirs: Rows) -> Iterator[Pair]:
    for one, other in _zipped(ours, theirs, _number_key):
        if _figures(one[1]) == _figures(other[1]) and are_alike(one[1], other[1]):
            yield one[0], other[0]


def _by_text(ours: Rows, theirs: Rows) -> Iterator[Pair]:
    def key(row: Indicator) -> Key | None:
        return (row.section, _said(row)) if _said(row) else None

    return ((one[0], other[0]) for one, other in _zipped(ours, theirs, key))


def _by_likeness(ours: Rows, theirs: Rows) -> Iterator[Pair]:
    left: defaultdict[Hashable, Rows] = defaultdict(list)
    for other in theirs:
        left[_figures(other[1])].append(other)
    for one in ours:
        candidates = left[_figures(one[1])]
        found = next((o for o in candidates if are_alike(one[1], o[1])), None)
        if found:
            candidates.remove(found)
            yield one[0], found[0]


def _figures(row: Indicator) -> Key:
    """组织培训15场次 and 组织培训18场次 are two things, however alike."""
    return (row.section, *digits_in(text_in(row)))


def _by_number(ours: Rows, theirs: Rows) -> Iterator[Pair]:
    return ((one[0], other[0]) for one, other in _zipped(ours, theirs, _number_key))


def _zipped(
    ours: Rows, theirs: Rows, key_of: Callable[[Indicator], Key | None]
) -> Iterator[tuple[tuple[int, Indicator], tuple[int, Indicator]]]:
    """The rows of both with the same key, the first with the first."""
    by_key: defaultdict[Key, deque[tuple[int, Indicator]]] = defaultdict(deque)
    for other in theirs:
        if key := key_of(other[1]):
            by_key[key].append(other)
    for one in ours:
        key = key_of(one[1])
        if key and by_key[key]:
            yield one, by_key[key].popleft()


def sections_shared(ours: Form, theirs: Form) -> Sequence[str]:
    """The names of the sections of which both forms have rows, in the order of ours."""
    names = {s.name for s in theirs.sections if s.indicators}
    return [s.name for s in ours.sections if s.indicators and s.name in names]
