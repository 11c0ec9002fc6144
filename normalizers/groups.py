"""Groups: the rows that one 一级指标 covers by their numbering, and the cells printed for them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from .sequence import number_in, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .model import Field
    from .rows import Printed, Row


@dataclass(frozen=True, slots=True)
class Group:
    """Consecutive rows of one 一级指标, as indices into the form's rows.

    `name` is the part of their numbers that they share (`1-5`), empty where they have none.
    """

    name: str
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A printed cell of a merged field, and the rows (indices into the form's) that it covers."""

    printed: Printed
    rows: tuple[int, ...]


def group_names(rows: Sequence[Row]) -> tuple[str, ...]:
    """The group of each row; a row without a proper number is of the group above it."""
    names: list[str] = []
    for row in rows:
        levels = row.section.levels if row.section else 0
        number = number_in(row.number.text) if row.number else None
        if number and levels > 1 and len(parts_of(number)) == levels:
            names.append("-".join(number.split("-")[: levels - 1]))
        elif names and row.section and row.section.has_level2:
            names.append(names[-1])
        else:
            names.append("")
    return tuple(names)


def groups_of(rows: Sequence[Row]) -> tuple[Group, ...]:
    """The groups of sections that have 二级指标, in the order of the form."""
    names = group_names(rows)
    leveled = [i for i, r in enumerate(rows) if r.section and r.section.has_level2]
    found = groupby(leveled, key=lambda i: names[i])
    return tuple(Group(name, tuple(members)) for name, members in found)


def stretches_of(rows: Sequence[Row]) -> tuple[Group, ...]:
    """Consecutive rows of one 一级指标, or, in sections without 二级指标, of one first number."""
    names = group_names(rows)
    prefixes = [(r.number.text if r.number else "").partition("-")[0] for r in rows]
    keys = [
        (r.section and r.section.name, n or p)
        for r, n, p in zip(rows, names, prefixes, strict=True)
    ]
    found = groupby(range(len(rows)), key=lambda i: keys[i])
    return tuple(Group(key[1], tuple(members)) for key, members in found)


def pieces_of(group: Group, rows: Sequence[Row], field: Field) -> tuple[Piece, ...]:
    """The cells of a field printed for a group, in order, each once with the rows it covers."""
    return tuple(_pieces(group, rows, field))


def _pieces(group: Group, rows: Sequence[Row], field: Field) -> Iterator[Piece]:
    covered: dict[int, tuple[Printed, list[int]]] = {}
    for index in group.rows:
        for printed in rows[index].spread.get(field, ()):
            known = covered.setdefault(id(printed.source), (printed, []))
            known[1].append(index)
    for printed, members in covered.values():
        yield Piece(printed, tuple(members))
