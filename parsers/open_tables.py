"""Tables that are ruled between their rows only: their columns are read from the text.

Such a table has at least three rules of one length, one above the other. Its columns are parted by
strips that most of its rows leave white; a text that lies across such a strip spans columns.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from .even_rules import LEVEL, even_groups
from .lattice import lattices_of
from .page import Ruling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .lattice import Lattice
    from .model import Box
    from .page import Piece

FEWEST_RULES = 3
"""Rules of one table: one pair of rules is a head or foot line, or frames a quotation."""
SHORTEST = 60.0
"""Points: shorter rules are blanks to fill in, or underlines."""
MOST_CROSSED = 0.34
"""Of the rows, whose text may lie across a strip that parts columns: heads that span them."""
WHITE = 0.8
"""Sizes: the least width of such a strip; words of one line stand 0.3 sizes apart."""

MOST_PIECES = 5_000
"""Pieces between the rules of one table: ten times what a full page of 8 point type holds. The
search for columns grows with their square."""

Strip = tuple[float, float]
"""The x between which something lies."""


def open_lattices(rules: Sequence[Ruling], pieces: Sequence[Piece]) -> list[Lattice]:
    """The tables between horizontal rules that no vertical one meets.

    Args:
        rules: whole rules that bound no other table.
        pieces: the text outside other tables.
    """
    found = []
    for group in even_groups(rules, SHORTEST, FEWEST_RULES):
        rows = _rows(group, pieces)
        columns = _columns(rows) if sum(map(len, rows)) <= MOST_PIECES else []
        if columns and sum(map(bool, rows)) > 1:
            low, high = group[0].at, group[-1].at
            inner = [r for r in rules if low <= r.at <= high and _is_within(r, group[0])]
            found.extend(lattices_of(inner, list(_walls(group, rows, columns))))
    return found


def _rows(group: Sequence[Ruling], pieces: Iterable[Piece]) -> list[list[Box]]:
    """The boxes of the text between each rule and the next."""
    edges = [rule.at for rule in group]
    rows: list[list[Box]] = [[] for _ in edges[1:]]
    for piece in pieces:
        row = bisect_right(edges, piece.middle) - 1
        if 0 <= row < len(rows) and group[0].start <= piece.centre <= group[0].end:
            rows[row].append(piece.box)
    return rows


def _columns(rows: Sequence[Sequence[Box]]) -> list[float]:
    """The x between columns: the middles of the strips that most rows leave white."""
    covered = [strips for row in rows if (strips := _covered(row))]
    ends = sorted({x for strips in covered for strip in strips for x in strip})
    heights = [b.y1 - b.y0 for row in rows for b in row]
    least = WHITE * min(heights, default=0.0)
    white: list[Strip] = []
    for start, end in pairwise(ends):
        crossed = sum(_lies_across((start + end) / 2, strips) for strips in covered)
        if crossed > MOST_CROSSED * len(covered):
            continue
        if white and white[-1][1] == start:
            white[-1] = (white[-1][0], end)
        else:
            white.append((start, end))
    starts = [start for strips in covered for start, _ in strips]
    return [
        (start + end) / 2
        for start, end in white
        if end - start >= least and min(starts) < start and max(starts) >= end
    ]


def _covered(row: Iterable[Box]) -> list[Strip]:
    """The strips on which a row has text."""
    strips: list[Strip] = []
    for box in sorted(row, key=lambda b: b.x0):
        if strips and box.x0 <= strips[-1][1]:
            strips[-1] = (strips[-1][0], max(strips[-1][1], box.x1))
        else:
            strips.append((box.x0, box.x1))
    return strips


def _lies_across(x: float, strips: Iterable[Strip]) -> bool:
    return any(start < x < end for start, end in strips)


def _walls(
    group: Sequence[Ruling], rows: Sequence[Sequence[Box]], columns: Sequence[float]
) -> Iterator[Ruling]:
    """Rules that would part the columns, where no text spans them, row by row; and the sides."""
    for x in (group[0].start, group[0].end):
        yield Ruling(x, group[0].at, group[-1].at)
    for (above, below), row in zip(pairwise(group), rows, strict=True):
        strips = _covered(row)
        for x in columns:
            if not _lies_across(x, strips):
                yield Ruling(x, above.at, below.at)


def _is_within(rule: Ruling, model: Ruling) -> bool:
    return rule.start >= model.start - LEVEL and rule.end <= model.end + LEVEL
