"""Dice for damages."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

T = TypeVar("T")


def some(things: Sequence[T], chance: Random, rate: float) -> list[T]:
    """This share of the things, at least one if there is any, in their order."""
    count = max(1, round(rate * len(things))) if things else 0
    chosen = sorted(chance.sample(range(len(things)), min(count, len(things))))
    return [things[i] for i in chosen]
