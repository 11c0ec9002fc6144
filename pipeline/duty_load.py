"""How many items, and points, each person and unit of a form answers for.

The form lets several leaders, units and people share an item and says nothing of how its points
are divided. So both are told: the points in full, as each of them answers for all of it; and an
even share, which adds up to the form's total.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from normalizers.model import Field

from .merged_cells import VALUES, merges_of
from .points import has_weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizers.model import Form, Indicator

ROLES = (Field.LEADERS, Field.UNITS, Field.OWNERS)


@dataclass(frozen=True, slots=True)
class Part:
    """The share of the sum of weights on these rows, counted from 0 over the whole form."""

    share: Fraction
    rows: tuple[int, ...]
    points: Fraction

    @property
    def value(self) -> Fraction:
        """The points that it comes to."""
        return self.share * self.points


@dataclass(frozen=True, slots=True)
class Load:
    """What someone answers for in one role.

    `rows` are the items, counted from 0 over the whole form; `shared` says of how many there are
    others in that role. `full` are the points of all of them; `even` are what is left of them when
    each item is divided evenly. A weight that is merged over rows counts once in `full`, and in
    `even` for each row its part.
    """

    role: Field
    name: str
    rows: tuple[int, ...]
    shared: int
    full: Part
    even: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class _Weighed:
    row: int
    rows: int
    points: Fraction


def loads_of(form: Form) -> tuple[Load, ...]:
    """Everyone's load: leaders, then units, then people, each in the order of the form."""
    weights = tuple(_weights(form))
    return tuple(
        _load(role, name, shares, weights)
        for role in ROLES
        for name, shares in _shares(form, role).items()
    )


def _shares(form: Form, role: Field) -> dict[str, dict[int, Fraction]]:
    """What each name has of each row."""
    found: defaultdict[str, dict[int, Fraction]] = defaultdict(dict)
    for row, indicator in enumerate(form.indicators):
        names = dict.fromkeys(_names(indicator, role))
        for name in names:
            found[name][row] = Fraction(1, len(names))
    return found


def _names(indicator: Indicator, role: Field) -> tuple[str, ...]:
    names = VALUES[role](indicator).value
    return names if isinstance(names, tuple) else ()


def _weights(form: Form) -> Iterator[_Weighed]:
    """For each row the cell that its weight stands in."""
    firsts = list(range(len(form.indicators)))
    for merge in merges_of(form):
        if merge.field is Field.WEIGHT:
            firsts[merge.first : merge.last + 1] = [merge.first] * (merge.last + 1 - merge.first)
    heights = Counter(firsts)
    for first in firsts:
        indicator = form.indicators[first]
        weight = indicator.weight.value if has_weight(indicator) else None
        yield _Weighed(first, heights[first], Fraction(weight or Decimal(0)))


def _load(
    role: Field, name: str, shares: dict[int, Fraction], weights: tuple[_Weighed, ...]
) -> Load:
    cells = {weights[row].row: weights[row].points for row in shares}
    rows_of_share: defaultdict[Fraction, list[int]] = defaultdict(list)
    for cell, share in _shares_of_cells(shares, weights).items():
        rows_of_share[share].append(cell)
    return Load(
        role=role,
        name=name,
        rows=tuple(shares),
        shared=sum(share < 1 for share in shares.values()),
        full=_part(Fraction(1), tuple(cells), cells),
        even=tuple(
            _part(share, tuple(rows), cells)
            for share, rows in sorted(rows_of_share.items(), reverse=True)
        ),
    )


def _shares_of_cells(
    shares: dict[int, Fraction], weights: tuple[_Weighed, ...]
) -> dict[int, Fraction]:
    found: defaultdict[int, Fraction] = defaultdict(Fraction)
    for row, share in shares.items():
        found[weights[row].row] += share / weights[row].rows
    return found


def _part(share: Fraction, rows: tuple[int, ...], cells: dict[int, Fraction]) -> Part:
    return Part(share, rows, sum((cells[row] for row in rows), Fraction(0)))


def runs_of(rows: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    """Rising rows as runs of neighbours, first and last: 2, 3, 4, 7 are (2, 4) and (7, 7)."""
    edges = [i for i, (a, b) in enumerate(pairwise(rows), start=1) if b != a + 1]
    bounds = (0, *edges, len(rows))
    return tuple((rows[a], rows[b - 1]) for a, b in pairwise(bounds) if a < b)
