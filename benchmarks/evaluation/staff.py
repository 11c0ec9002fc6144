"""Who answers for a made-up form: people of common names, and traps among them.

A trap is two real people, or units, one look-alike character apart: whoever repairs one to the
other is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import people
from form_edits import with_groups
from form_model import Duty

if TYPE_CHECKING:
    from random import Random

    from form_model import FormSpec, Group

TRAPPED = 0.25
"""The share of forms with each kind of trap."""

TWIN_UNITS = ("体改办", "审改办")
TWIN_GROUPS, HEAD_GROUPS = (3, 6), (4, 8)
"""The 一级指标, from 0, for which a namesake answers, and whom the name is like: two each, so that
either name is printed twice even where equal cells are merged."""

SHARED_ROWS = 0.05
"""The share of rows for which two offices answer."""


@dataclass(frozen=True, slots=True)
class Staff:
    """The offices of a department; `twin` answers in the first of them beside its head."""

    offices: tuple[people.Office, ...]
    twin: str | None


def staffed(spec: FormSpec, chance: Random) -> FormSpec:
    """The form with people of its own, among them traps."""
    staff = _staff(chance)
    count = iter(range(1000))

    def answered(group: Group) -> Group:
        own = group.level1 is not None
        duties = _of_group(staff, chance) if own else ()
        if own and staff.twin:
            office, at = staff.offices[1], next(count)
            for person, places in ((staff.twin, TWIN_GROUPS), (office.people[0], HEAD_GROUPS)):
                if at in places:
                    duties = (Duty(office.leader, office.unit, person),)
        rows = tuple(
            replace(r, duties=duties if own else _of_fixed(staff, chance)) for r in group.rows
        )
        return replace(group, rows=rows)

    return with_groups(spec, answered)


def _staff(chance: Random) -> Staff:
    offices = people.offices_of(chance)
    if chance.random() < TRAPPED:
        for place, unit in enumerate(TWIN_UNITS):
            at = next((i for i, o in enumerate(offices) if o.unit == unit), place)
            offices[at] = replace(offices[at], unit=unit)
    if chance.random() < TRAPPED:
        head = people.twin_of(offices[-2].people[0], chance)
        offices[-1] = replace(offices[-1], people=(head, *offices[-1].people[1:]))
    twin = people.twin_of(offices[1].people[0], chance) if chance.random() < TRAPPED else None
    return Staff(tuple(offices), twin)


def _of_group(staff: Staff, chance: Random) -> tuple[Duty, ...]:
    if chance.random() < SHARED_ROWS:
        return _of_two(staff, chance)
    return (_duty(chance.choice(staff.offices[1:]), chance),)


def _of_fixed(staff: Staff, chance: Random) -> tuple[Duty, ...]:
    office = staff.offices[0] if chance.random() < people.OFFICE else chance.choice(staff.offices)
    if chance.random() < SHARED_ROWS:
        return _of_two(staff, chance)
    return (_duty(office, chance),)


def _of_two(staff: Staff, chance: Random) -> tuple[Duty, ...]:
    """Two offices that share neither leader nor person: a name is printed once in a cell."""
    one = chance.choice(staff.offices)
    others = [
        o for o in staff.offices if o.leader != one.leader and not {*o.people} & {*one.people}
    ]
    return tuple(_duty(o, chance) for o in (one, *chance.sample(others, min(1, len(others)))))


def _duty(office: people.Office, chance: Random) -> Duty:
    head = chance.random() < people.HEADS
    person = office.people[0] if head else chance.choice(office.people)
    return Duty(office.leader, office.unit, person)
