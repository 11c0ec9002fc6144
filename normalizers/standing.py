"""Who answers where, and how often it is printed: what a doubtful name is weighed against."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .model import Field, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROLES = (Field.LEADERS, Field.UNITS, Field.OWNERS)

Duties = dict[Field, Value[tuple[str, ...]]]
"""The leaders, units and owners of one row."""

Place = tuple[str, str]
"""Where a name stands. For people that is their unit, for units their leader and their person."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a form prints the names of one role.

    `printed` counts the cells that hold a name, in whatever role for people; `cells` those in
    each place of a name; `rows` holds the names and places of every row, in order. A merged cell
    that covers several rows is printed once.
    """

    role: Field
    printed: Mapping[str, int]
    cells: Mapping[str, Mapping[Place, int]]
    rows: tuple[frozenset[tuple[str, Place]], ...]

    def beside(self, name: str, other: str) -> int:
        """How many cells hold the other name in a place where this one stands."""
        places = self.cells.get(other, {})
        return sum(places.get(place, 0) for place in self.cells.get(name, ()))

    def replaces(self, name: str, other: str) -> bool:
        """Whether the other name stands in every place where this one does."""
        places, own = self.cells.get(other, {}), self.cells.get(name, {})
        return bool(own) and all(place in places for place in own)

    def is_scattered(self, name: str, other: str) -> bool:
        """Whether each row of this name has the other one, in the same place, next to it.

        Whoever answers for rows of their own has them together.
        """
        for index, row in enumerate(self.rows):
            nearby = [*self.rows[max(0, index - 1) : index], *self.rows[index + 1 : index + 2]]
            for written, place in row:
                if written == name and not any((other, place) in near for near in nearby):
                    return False
        return True


def standing_of(role: Field, rows: Sequence[Duties]) -> Standing:
    """How these rows print the names of a role."""
    kin = (Field.UNITS,) if role is Field.UNITS else (Field.LEADERS, Field.OWNERS)
    printed: Counter[str] = Counter()
    for other in kin:
        printed.update(_printed(other, rows))
    placed = [tuple(_placed(role, row)) for row in rows]  # in order, so that answers are the same
    cells: dict[str, Counter[Place]] = defaultdict(Counter)
    sources = ((id(r[role].source), *p) for r, ps in zip(rows, placed, strict=True) for p in ps)
    for _, name, place in dict.fromkeys(sources):
        cells[name][place] += 1
    return Standing(role, printed, cells, tuple(map(frozenset, placed)))


def _printed(role: Field, rows: Sequence[Duties]) -> Counter[str]:
    cells = {id(row[role].source): row[role].value or () for row in rows}
    return Counter(name for names in cells.values() for name in names)


def _placed(role: Field, row: Duties) -> Iterator[tuple[str, Place]]:
    """A row's names of this role, each with its place.

    They are paired by order; a single name goes with all of the others. Where the numbers do not
    match, nobody knows who goes with whom.
    """
    columns = [row[r].value or ("",) for r in ROLES]
    length = max(map(len, columns))
    if any(len(c) not in {1, length} for c in columns):
        return
    at = ROLES.index(role)
    for index in range(length):
        names = [c[index] if len(c) > 1 else c[0] for c in columns]
        leader, unit, owner = names
        if names[at]:
            yield names[at], ((leader, owner) if role is Field.UNITS else (unit, ""))
