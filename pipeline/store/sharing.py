"""What rows of a form share: one object in memory, of which JSON would make a copy for each row.

That two rows were read from one merged cell is told by their source being the very same one: in a
format without pages nothing else tells (`points.is_same_cell`). A form that comes back with copies
would count a merged weight, and what was repaired in a merged cell, once for each row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalizers.model import Indicator, Value

Shared: TypeAlias = "dict[str, list[list[int]]]"
"""For each part of a field (`weight.source`) pairs of rows, from 0: a later one and the first."""

_FIELDS = (
    *("category", "number", "bases", "level1", "level2", "weight", "deadline"),
    *("leaders", "units", "owners", "remark"),
)
_PARTS = ("source", "repairs")


def shared_in(indicators: Sequence[Indicator]) -> Shared:
    """What these rows share."""
    found: Shared = {}
    for name, part, values in _columns(indicators):
        firsts: dict[int, int] = {}
        things = [getattr(value, part) for value in values]
        pairs = ([row, firsts.setdefault(id(thing), row)] for row, thing in enumerate(things))
        later = [pair for pair in pairs if pair[0] != pair[1] and things[pair[0]]]
        if later:
            found[f"{name}.{part}"] = later
    return found


def share_again(indicators: Sequence[Indicator], shared: Shared) -> None:
    """Makes these rows, which nobody else has yet, share what they shared when they were stored.

    Raises:
        ValueError: what is said to be shared differs, or the form has no such row.
    """
    for name, part, values in _columns(indicators):
        for row, first in shared.get(f"{name}.{part}", ()):
            if not 0 <= first < row < len(values):
                raise ValueError(f"{name}.{part}: no rows {first} and {row}")
            if getattr(values[row], part) != getattr(values[first], part):
                raise ValueError(f"{name}.{part}: rows {first} and {row} differ")
            # Rows are frozen for whoever gets them; these have just been made.
            object.__setattr__(values[row], part, getattr(values[first], part))


def _columns(
    indicators: Sequence[Indicator],
) -> Iterator[tuple[str, str, list[Value[object]]]]:
    for name in _FIELDS:
        values = [getattr(indicator, name) for indicator in indicators]
        yield from ((name, part, values) for part in _PARTS)
