"""Rules of one length and place, one below or beside the other: those of one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .page import Ruling

LEVEL = 5.0
"""Points by which the ends of one table's rules may differ."""


def even_groups(rules: Iterable[Ruling], shortest: float, fewest: int) -> Iterator[list[Ruling]]:
    """Groups of at least `fewest` rules, none under `shortest` points, in the order of place."""
    groups: list[list[Ruling]] = []
    for rule in sorted(r for r in rules if r.length >= shortest):
        for group in groups:
            head = group[0]
            if abs(rule.start - head.start) <= LEVEL and abs(rule.end - head.end) <= LEVEL:
                group.append(rule)
                break
        else:
            groups.append([rule])
    yield from (g for g in groups if len(g) >= fewest)
