"""Repairs below the confidence that a scheme asks for: the value stays, the repair is suggested."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from .weight import decimal_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from .model import Repair, Value

T = TypeVar("T")


def certain_text(value: Value[str], least: float) -> Value[str]:
    """The text without repairs of less confidence than this."""
    return _certain(value, least, lambda _, repair: repair.before or None)


def certain_points(value: Value[Decimal], least: float) -> Value[Decimal]:
    """The weight without repairs of less confidence than this."""
    return _certain(value, least, lambda _, repair: decimal_of(repair.before))


def certain_names(value: Value[tuple[str, ...]], least: float) -> Value[tuple[str, ...]]:
    """The names without repairs of less confidence than this; each repair is of one name."""
    return _certain(value, least, _with_former_name)


def _with_former_name(names: tuple[str, ...], repair: Repair) -> tuple[str, ...] | None:
    if repair.after not in names:  # a repair of the whole cell: what was read stands for itself
        return (repair.before,) if repair.before else None
    return tuple(repair.before if n == repair.after else n for n in names)


def _certain(value: Value[T], least: float, undone: Callable[[T, Repair], T | None]) -> Value[T]:
    """The value with its doubtful repairs undone, the last first, and suggested instead."""
    doubtful = tuple(r for r in value.repairs if r.confidence < least)
    found = value.value
    for repair in reversed(doubtful):
        found = undone(found, repair) if found is not None else None
    if not doubtful:
        return value
    made = tuple(r for r in value.repairs if r.confidence >= least)
    suggestions = (*value.suggestions, *doubtful)
    return replace(value, value=found, repairs=made, suggestions=suggestions)
