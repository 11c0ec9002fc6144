"""Which of the forms in a submission's files is the submission's, and which are its copies.

The form is of this unit and this year. Pieces that hold other rows than each other make it
together; pieces that hold the same rows are copies, of which the signed one counts: a scan before
a PDF, a PDF before Word, and of two alike the one with more rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .dates import years_in
from .model import Origin
from .sequence import number_in, parts_of
from .unit_names import is_same_unit, may_be_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .model import Letter
    from .pieces import Piece
    from .scheme import Scheme

SHARED = 0.5
"""The share of a piece's rows that must stand in another for it to be a copy."""

WHOLE = 0.5
"""The share of all rows that a copy must have to count: a scan of one signed page does not."""

Pieces = tuple["Piece", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The pieces of the form, in the order of their numbers; its copies; other forms.

    What is no 考评表 at all, such as the task table of a plan, is none of these.
    """

    form: Pieces
    copies: tuple[Pieces, ...] = ()
    others: Pieces = ()


def chosen(pieces: Pieces, letter: Letter | None, scheme: Scheme) -> Choice:
    """What the pieces of a submission are; the order of its files makes no difference to it."""
    forms = tuple(p for p in pieces if p.weighed or p.title)
    if not forms:
        return Choice((max(pieces, key=lambda p: (len(p.keys), -p.index)),))
    ours = _ours(forms, letter, scheme)
    groups = _groups(ours)
    form = _counting(groups)
    if form is None:
        groups = list(_assembled(sorted(ours, key=_standing)))
        form = groups[0]
    copies = tuple(g for g in groups if g is not form)
    others = tuple(p for p in forms if p not in ours)
    return Choice(form, copies, others)


def _ours(forms: Pieces, letter: Letter | None, scheme: Scheme) -> Pieces:
    """The pieces of the year and unit that the letter speaks of; else the latest, the first.

    What a typed file calls the unit counts before what was recognised.
    """
    year = _year(forms, letter)
    timely = tuple(p for p in forms if p.year in {year, None})
    named = letter.unit.value if letter else None
    telling = [p for p in sorted(timely, key=lambda p: p.origin in _READ) if p.unit]
    if not named or not any(_is_unit_s(p, named, scheme) for p in telling):
        named = telling[0].unit if telling else None
    return tuple(p for p in timely if not named or _is_unit_s(p, named, scheme))


_READ = frozenset({Origin.SCAN, Origin.TRANSCRIPT})


def _is_unit_s(piece: Piece, unit: str, scheme: Scheme) -> bool:
    """Whether a piece is this unit's, as far as it says and could be read."""
    if piece.unit is None:
        return True
    same = may_be_unit if piece.origin in _READ else is_same_unit
    return same(piece.unit, unit, scheme)


def _year(forms: Pieces, letter: Letter | None) -> int | None:
    years = {p.year for p in forms if p.year}
    told = years_in(letter.title.value or "") if letter else ()
    return next((y for y in told if y in years), max(years, default=None))


def _groups(pieces: Pieces) -> list[Pieces]:
    """The pieces that make a form together, for each way that they came, what counts first."""
    found: list[Pieces] = []
    for origin in Origin:
        own = sorted((p for p in pieces if p.origin is origin), key=_standing)
        found.extend(_assembled(own))
    return found


def _assembled(pieces: Sequence[Piece]) -> Iterator[Pieces]:
    """Pieces in groups of which no row stands in two; each group takes all that it can."""
    left = list(pieces)
    while left:
        group = [left.pop(0)]
        for piece in [*left]:
            if piece.weighed and not any(_is_copy(piece, member) for member in group):
                group.append(piece)
                left.remove(piece)
        yield tuple(sorted(group, key=_first_number))


def _is_copy(one: Piece, other: Piece) -> bool:
    fewer = min(len(one.keys), len(other.keys))
    return len(one.keys & other.keys) > SHARED * fewer or not fewer


def _counting(groups: Sequence[Pieces]) -> Pieces | None:
    """The first group that has the most of the rows, of every part of the numbering."""
    most = max((len(_keys(g)) for g in groups), default=0)
    parts = {part for group in groups for part in _parts(group)}
    whole = (g for g in groups if len(_keys(g)) >= WHOLE * most and _parts(g) == parts)
    return next(whole, None)


def _keys(group: Iterable[Piece]) -> set[str]:
    return {key for piece in group for key in piece.keys}


def _parts(group: Iterable[Piece]) -> set[int]:
    """The first parts of the numbers: 1 and 2 of 职能工作目标, 3 and more of 行政能力目标."""
    return {parts_of(key)[0] for key in _keys(group) if number_in(key)}


def _standing(piece: Piece) -> tuple[int, int, str, int]:
    """Sorts pieces by what counts: how they came, how much they hold; then by name."""
    return (list(Origin).index(piece.origin), -len(piece.keys), piece.file, piece.index)


def _first_number(piece: Piece) -> tuple[int, ...]:
    numbers = [parts_of(key) for key in piece.keys if number_in(key)]
    return min(numbers, default=_LAST)


_LAST = (100,)  # beyond any number: what has none stands last in the form
