"""Misread people and units, repaired only against what the same form proves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .misreadings import misreadings
from .model import Field, Repair, Value
from .standing import ROLES, Duties, standing_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["ROLES", "SURE", "Duties", "repaired_people"]

SURE = 0.8
"""Below this confidence a repair is only suggested."""


def repaired_people(rows: Sequence[Duties]) -> tuple[Duties, ...]:
    """The rows with misread names repaired where the form proves them.

    Units come first: people are known by the unit they stand beside.
    """
    found = tuple(dict(row) for row in rows)
    for role in (Field.UNITS, Field.LEADERS, Field.OWNERS):
        repairs = dict(misreadings(standing_of(role, found)))
        if repairs:
            for row in found:
                row[role] = _applied(row[role], repairs)
    return found


def _applied(
    value: Value[tuple[str, ...]], repairs: Mapping[str, Repair]
) -> Value[tuple[str, ...]]:
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
