"""Misread people and units, repaired where the roster leaves no other candidate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .model import Field, Repair
from .people import with_repairs
from .slips import SHORT, is_unit_misread, slip_between
from .standing import standing_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .roster import Staff
    from .slips import Slip
    from .standing import Duties, Standing

CERTAIN, SURE, LIKELY, OPEN = 0.95, 0.9, 0.85, 0.5
"""The confidence of a repair to the only look-alike in the 股室; to the only one in the department;
of one that only sounds alike, or of a name of two characters; and of what is left open."""

MANY = 2
"""Cells that print a name from which on it may be somebody's who is not on the roster."""

TIMES_MORE = 4
"""So many times as often must the listed name be printed to claim one that has support too."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Somebody on the roster whom a name may mean; `near`: of a 股室 that the name stands for."""

    name: str
    slip: Slip
    near: bool


def repaired_by_roster(rows: Sequence[Duties], staff: Staff) -> tuple[Duties, ...]:
    """The rows with names that are not on the roster repaired to those that they can only mean.

    Units come first: they say in which 股室 a person is to be looked for. A unit's short name is
    accepted as it is: what a department calls its 股室 is no misreading.
    """
    found = tuple(dict(row) for row in rows)
    for role in (Field.UNITS, Field.LEADERS, Field.OWNERS):
        repairs = {r.before: r for r in _repairs(role, found, staff)}
        if repairs:
            for row in found:
                row[role] = with_repairs(row[role], repairs)
    return found


def _repairs(role: Field, rows: Sequence[Duties], staff: Staff) -> Iterator[Repair]:
    standing = standing_of(role, rows)
    for name in dict.fromkeys(n for row in rows for n in row[role].value or ()):
        repair = _unit(name, standing, staff) if role is Field.UNITS else None
        if role is not Field.UNITS and name not in staff.people:
            repair = _person(name, standing, staff)
        if repair:
            yield repair


def _person(name: str, standing: Standing, staff: Staff) -> Repair | None:
    candidates = tuple(_candidates(name, standing, staff))
    chosen = tuple(c for c in candidates if c.near and c.slip.is_clear) or tuple(
        c for c in candidates if c.near or c.slip.is_clear
    )
    if len(chosen) > 1:
        return _ambiguous(standing.role, name, tuple(c.name for c in chosen))
    for candidate in chosen or candidates[:1]:
        confidence = _confidence(name, candidate, standing) if chosen else OPEN
        where = "该股室" if candidate.near else "该单位"
        evidence = (
            f"“{name}”不在名册上，名册上{where}只有“{candidate.name}”与它相近"
            f"（只差{candidate.slip.kind}）"
        )
        return Repair(standing.role, name, candidate.name, "name.roster", confidence, evidence)
    return None


def _candidates(name: str, standing: Standing, staff: Staff) -> Iterator[_Candidate]:
    """Those on the roster who look or sound like the name, those of its 股室 first."""
    units = {unit for unit, _ in standing.cells.get(name, ())}
    near = staff.people_in(o for unit in units for o in staff.offices_meant(unit))
    if standing.role is Field.LEADERS:
        near |= {person for person, offices in staff.people.items() if not offices}
    for is_near, pool in ((True, near), (False, staff.names - near)):
        for other in sorted(pool):
            slip = slip_between(name, other)
            if slip and (slip.is_clear or slip.is_weak):
                yield _Candidate(other, slip, is_near)


def _confidence(name: str, candidate: _Candidate, standing: Standing) -> float:
    """How sure it is that a name which is not on the roster means its only candidate there."""
    times, right = standing.printed[name], standing.printed[candidate.name]
    clear, short = candidate.slip.is_clear, len(name) <= SHORT
    if times >= MANY and (not clear or 0 < right < TIMES_MORE * times):
        return OPEN
    if short:
        return LIKELY if clear and candidate.near else OPEN
    if clear:
        return CERTAIN if candidate.near else SURE
    return LIKELY if candidate.near else OPEN


def _unit(name: str, standing: Standing, staff: Staff) -> Repair | None:
    meant = staff.offices_meant(name)
    if meant:
        return _ambiguous(Field.UNITS, name, meant) if len(meant) > 1 else None
    candidates = tuple(
        right
        for office, short in staff.offices.items()
        for right in (office, *sorted(short))
        if is_unit_misread(name, right)
    )
    if len(candidates) > 1:
        return _ambiguous(Field.UNITS, name, candidates)
    for office in candidates:
        confidence = SURE if _is_in_place(name, office, standing, staff) else OPEN
        evidence = f"“{name}”不在名册上，名册上该单位只有“{office}”与它用字相近"
        return Repair(Field.UNITS, name, office, "unit.roster", confidence, evidence)
    return None


def _is_in_place(name: str, office: str, standing: Standing, staff: Staff) -> bool:
    """Whether none of the people beside a unit's text is known to work in other offices only."""
    owners = {owner for _, owner in standing.cells.get(name, ())}
    known = [offices for owner in owners if (offices := staff.people.get(owner))]
    return all(office in offices for offices in known)


def _ambiguous(role: Field, name: str, others: tuple[str, ...]) -> Repair:
    listed = "、".join(others)
    rule = "unit.roster" if role is Field.UNITS else "name.roster"
    evidence = f"名册上该单位的{listed}都与“{name}”相近，无法确定是哪一个"
    return Repair(role, name, listed, rule, OPEN, evidence)
