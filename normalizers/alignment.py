"""Which field each cell of a row, or column of a table, holds: the best ordered assignment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .model import Field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SKIP = -0.4
"""The cost of leaving a cell without a field: less than putting it where it cannot be (-1)."""

ORDER = (
    Field.CATEGORY,
    Field.NUMBER,
    Field.BASIS,
    Field.LEVEL1,
    Field.LEVEL2,
    Field.WEIGHT,
    Field.DEADLINE,
    Field.LEADERS,
    Field.UNITS,
    Field.OWNERS,
    Field.REMARK,
)
_REPEATABLE = frozenset({Field.CATEGORY})


def aligned(
    scores: Sequence[Mapping[Field, float]], order: Sequence[Field]
) -> tuple[float, tuple[Field | None, ...]]:
    """The assignment of items, from left to right, to fields in this order with the best sum.

    An item may go without a field at the cost SKIP, a field without an item at none. Labels may
    stand in several columns, every other field in one.
    """
    best: list[tuple[float, tuple[Field | None, ...]]] = [(0.0, ())] * (len(order) + 1)
    for item in scores:
        best = _extended(best, item, order)
    return max(best, key=lambda b: b[0])


def _extended(
    best: list[tuple[float, tuple[Field | None, ...]]],
    item: Mapping[Field, float],
    order: Sequence[Field],
) -> list[tuple[float, tuple[Field | None, ...]]]:
    """The best sums with one more item; entry i holds those whose last field is before order[i]."""
    after = [(best[0][0] + SKIP, (*best[0][1], None))]
    reached = best[0]
    for index, field in enumerate(order):
        gain = item.get(field, 0.0)
        options = [
            (best[index + 1][0] + SKIP, (*best[index + 1][1], None)),
            (reached[0] + gain, (*reached[1], field)),
        ]
        if field in _REPEATABLE:
            options.append((best[index + 1][0] + gain, (*best[index + 1][1], field)))
        after.append(max(options, key=lambda o: o[0]))
        reached = max(reached, best[index + 1], key=lambda o: o[0])
    return after
