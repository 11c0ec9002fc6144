"""The office's roster: who works in which department and 股室, and what these are called for short.

A roster is the office's own word. Names that stand on it are never changed; a name that does not
stand on it is repaired where it can be nobody else's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from .model import Field
from .text import narrowed, punctuated, squeezed, unified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .scheme import Scheme


@dataclass(frozen=True, slots=True)
class Listing:
    """A line of the roster; what it does not give is empty.

    `unit` is the department (单位), `office` the 股室 within it, `short` what the office is called
    for short (简称), `post` the 职务. A line without `name` says only that there is such an office.
    """

    name: str
    unit: str
    office: str = ""
    post: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class Staff:
    """The people and offices of one department, as its roster has them.

    `people` holds the offices of each one, none where the roster gives none (as for leaders);
    `offices` the short names that are declared for each.
    """

    unit: str
    people: Mapping[str, frozenset[str]]
    offices: Mapping[str, frozenset[str]]

    @property
    def names(self) -> frozenset[str]:
        """Everybody."""
        return frozenset(self.people)

    @property
    def listed(self) -> frozenset[str]:
        """Every name that is right as it is: people, offices, and their short names."""
        short = (name for names in self.offices.values() for name in names)
        return frozenset([*self.people, *self.offices, *short])

    def names_by_role(self) -> Iterator[tuple[Field, str]]:
        """Every name with each field that it may stand in."""
        for name in self.people:
            yield from ((Field.LEADERS, name), (Field.OWNERS, name))
        for name in self.listed - self.names:
            yield Field.UNITS, name

    def people_in(self, offices: Iterable[str]) -> frozenset[str]:
        """Those who work in one of these offices."""
        wanted = frozenset(offices)
        return frozenset(name for name, own in self.people.items() if own & wanted)

    def offices_meant(self, text: str) -> tuple[str, ...]:
        """The offices that a text of 责任单位 may mean; one if it is clear, none if it is none.

        An office is meant by its name, with that of its department before it or not (局办公室),
        by a declared short name, else by any selection of its characters in their order:
        审批执法股 is 行政审批和行政执法股.
        """
        plain = written(text)
        if plain in self.offices:
            return (plain,)
        clear = tuple(
            office
            for office, short in self.offices.items()
            if plain in short
            or (plain.endswith(office) and is_selection(plain.removesuffix(office), self.unit))
        )
        if clear or len(plain) < _SHORTEST:
            return clear
        return tuple(office for office in self.offices if is_selection(plain, office))


_SHORTEST = 2
"""Characters of a short name: a single one says nothing."""

NOBODY = Staff("", {}, {})
"""The staff of a department that no roster lists."""


@dataclass(frozen=True, slots=True)
class Roster:
    """All departments that the roster lists."""

    listings: tuple[Listing, ...]
    _staff: tuple[Staff, ...] = field(init=False, repr=False, compare=False)
    _bare_names: dict[tuple[str, str], dict[str, list[Staff]]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        by_unit: dict[str, list[Listing]] = {}
        for listing in self.listings:
            by_unit.setdefault(written(listing.unit), []).append(listing)
        staff = tuple(_staff(unit, listings) for unit, listings in by_unit.items())
        object.__setattr__(self, "_staff", staff)

    def staff_of(self, unit: str | None, scheme: Scheme) -> Staff | None:
        """The staff of a department, None if the roster does not list it.

        Names are compared without city and district; where no name is the same, a short one
        (发改局) is the one department whose characters it selects, in their order (发展和改革局).
        """
        plain = bare_unit(unit or "", scheme)
        if not plain:
            return None
        by_name = self._by_bare_name(scheme.city, scheme.district)
        if plain in by_name:
            return _joined(by_name[plain])
        alike = [n for n in by_name if is_selection(n, plain) or is_selection(plain, n)]
        return _joined(by_name[alike[0]]) if len(alike) == 1 else None

    def _by_bare_name(self, city: str, district: str) -> Mapping[str, list[Staff]]:
        """The departments by their names without these; made once, for every form asks."""
        if (city, district) not in self._bare_names:
            by_name: dict[str, list[Staff]] = {}
            for staff in self._staff:
                by_name.setdefault(bare_name(staff.unit, city, district), []).append(staff)
            self._bare_names[city, district] = by_name
        return self._bare_names[city, district]

    @property
    def units(self) -> tuple[str, ...]:
        """Every department, as the roster writes it, in its order."""
        return tuple(staff.unit for staff in self._staff)

    def units_with(self, name: str) -> tuple[str, ...]:
        """The departments in which somebody of this name works, in the roster's order."""
        return tuple(s.unit for s in self._staff if name in s.people)


def written(text: str) -> str:
    """A name as the roster and the form are compared by: no blanks, marks and widths in form."""
    return punctuated(narrowed(unified(squeezed(text))))


def bare_unit(unit: str, scheme: Scheme) -> str:
    """A department's name without its city's and its district's."""
    return bare_name(unit, scheme.city, scheme.district)


@lru_cache(maxsize=16_384)
def bare_name(unit: str, city: str, district: str) -> str:
    """A department's name without these two before it."""
    return written(unit).removeprefix(city).removeprefix(district)


def is_selection(short: str, full: str) -> bool:
    """Whether the characters of one stand in the other, in this order."""
    rest = iter(full)
    return bool(short) and all(character in rest for character in short)


def _staff(unit: str, listings: Iterable[Listing]) -> Staff:
    people: dict[str, set[str]] = {}
    offices: dict[str, set[str]] = {}
    for listing in listings:
        own = people.setdefault(written(listing.name), set())
        office = written(listing.office)
        if office:
            own.add(office)
            offices.setdefault(office, set()).update(filter(None, [written(listing.short)]))
    people.pop("", None)
    return Staff(
        unit,
        {name: frozenset(own) for name, own in people.items()},
        {office: frozenset(short) for office, short in offices.items()},
    )


def _joined(several: list[Staff]) -> Staff:
    """One department that the roster writes in several ways (with and without its city)."""
    if len(several) == 1:
        return several[0]
    people: dict[str, frozenset[str]] = {}
    offices: dict[str, frozenset[str]] = {}
    for staff in several:
        for name, own in staff.people.items():
            people[name] = people.get(name, frozenset()) | own
        for office, short in staff.offices.items():
            offices[office] = offices.get(office, frozenset()) | short
    return Staff(several[0].unit, people, offices)
