"""Misread people and units, repaired only against what the same form proves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .misreadings import misreadings
from .model import Field, Repair, Value
from .standing import ROLES, Duties, standing_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["ROLES", "SURE", "Duties", "repaired_people", "with_repairs"]

SURE = 0.8
"""Below this confidence a repair is only suggested."""


def repaired_people(
    rows: Sequence[Duties], listed: frozenset[str] = frozenset()
) -> tuple[Duties, ...]:
    """The rows with misread names repaired where the form proves them.

    Units come first: people are known by the unit they stand beside. Names that are `listed` on
    a roster are right.
    """
    found = tuple(dict(row) for row in rows)
    for role in (Field.UNITS, Field.LEADERS, Field.OWNERS):
        repairs = {
            name: repair
            for name, repair in misreadings(standing_of(role, found))
            if name not in listed
        }
        if repairs:
            for row in found:
                row[role] = with_repairs(row[role], repairs)
    return found


def with_repairs(
    value: Value[tuple[str, ...]], repairs: Mapping[str, Repair]
) -> Value[tuple[str, ...]]:
    """The value with the repairs of the names that stand in it; doubtful ones are suggested."""
    concerned = [repairs[n] for n in value.value or () if n in repairs]
    if not concerned or value.value is None:
        return value
    made = [r for r in concerned if r.confidence >= SURE]
    doubtful = tuple(r for r in concerned if r.confidence < SURE)
    after = {r.before: r.after for r in made}
    names = tuple(after.get(n, n) for n in value.value)
    return replace(
        value,
        value=names,
        repairs=(*value.repairs, *made),
        suggestions=(*value.suggestions, *doubtful),
    )
