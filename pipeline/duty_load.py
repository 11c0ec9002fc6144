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

from .merged_cells import VALUES, merges_in
from .points import has_weight

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalizers.model import Form, Indicator

ROLES = (Field.LEADERS, Field.UNITS, Field.OWNERS)

_WHOLE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Part:
    """The share of the sum of weights on these rows, counted from 0 over the whole form."""

    share: Fraction
    rows: tuple[int, ...]
    points: Decimal

    @property
    def value(self) -> Fraction:
        """The points that it comes to."""
        return self.share * Fraction(self.points)


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
    """The cell that a row's weight stands in: its first row, how many it covers, its points."""

    row: int
    rows: int
    points: Decimal


def loads_of(form: Form) -> tuple[Load, ...]:
    """Everyone's load: leaders, then units, then people, each in the order of the form."""
    rows = form.indicators
    weights = tuple(_weights(rows))
    return tuple(
        _load(role, name, shares, weights)
        for role in ROLES
        for name, shares in _shares(rows, role).items()
    )


def _shares(rows: Sequence[Indicator], role: Field) -> dict[str, dict[int, Fraction]]:
    """What each name has of each row."""
    found: defaultdict[str, dict[int, Fraction]] = defaultdict(dict)
    for row, indicator in enumerate(rows):
        names = dict.fromkeys(_names(indicator, role))
        for name in names:
            found[name][row] = _WHOLE if len(names) == 1 else Fraction(1, len(names))
    return found


def _names(indicator: Indicator, role: Field) -> tuple[str, ...]:
    names = VALUES[role](indicator).value
    return names if isinstance(names, tuple) else ()


def _weights(rows: Sequence[Indicator]) -> Iterator[_Weighed]:
    """For each row the cell that its weight stands in."""
    firsts = list(range(len(rows)))
    for merge in merges_in(Field.WEIGHT, rows):
        firsts[merge.first : merge.last + 1] = [merge.first] * (merge.last + 1 - merge.first)
    heights = Counter(firsts)
    for first in firsts:
        weight = rows[first].weight.value if has_weight(rows[first]) else None
        yield _Weighed(first, heights[first], weight or Decimal(0))


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
        shared=sum(share is not _WHOLE for share in shares.values()),
        full=_part(_WHOLE, tuple(cells), cells),
        even=tuple(
            _part(share, tuple(rows), cells)
            for share, rows in sorted(rows_of_share.items(), reverse=True)
        ),
    )


def _shares_of_cells(
    shares: dict[int, Fraction], weights: tuple[_Weighed, ...]
) -> dict[int, Fraction]:
    """What a name has of each weight: of one over several rows, a part for each of them."""
    found: dict[int, Fraction] = {}
    for row, share in shares.items():
        cell = weights[row]
        part = share if cell.rows == 1 else share / cell.rows
        found[cell.row] = found[cell.row] + part if cell.row in found else part
    return found


def _part(share: Fraction, rows: tuple[int, ...], cells: dict[int, Decimal]) -> Part:
    return Part(share, rows, sum((cells[row] for row in rows), Decimal(0)))


def runs_of(rows: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    """Rising rows as runs of neighbours, first and last: 2, 3, 4, 7 are (2, 4) and (7, 7)."""
    edges = [i for i, (a, b) in enumerate(pairwise(rows), start=1) if b != a + 1]
    bounds = (0, *edges, len(rows))
    return tuple((rows[a], rows[b - 1]) for a, b in pairwise(bounds) if a < b)
