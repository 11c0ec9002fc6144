"""Tables that are ruled between their columns only: their rows are read from the text.

Such a table has at least four rules of one height, one beside the other. Some
tables are drawn so; of others a copier lost the level rules, which lie along the drum.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .aligned_columns import Stretch
from .aligned_lattice import lattices_around
from .aligned_rows import blocks_of, edges_of_rows
from .even_rules import even_groups
from .lattice import lattices_of
from .page import Ruling

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .lattice import Lattice
    from .page import Piece

FEWEST_RULES = 4
"""Rules of one table: two or three may part the columns of a newspaper, or mark a margin."""
SHORTEST = 60.0
"""Points: lower tables have three rows at most, and lose nothing as text."""
MOST_PIECES = 5_000
"""Ten times what a full page of 8 point type holds."""


def upright_lattices(rules: Iterable[Ruling], pieces: Sequence[Piece]) -> list[Lattice]:
    """The tables between upright rules that no level one meets.

    Args:
        rules: whole rules that bound no other table.
        pieces: the text outside other tables; where there is none yet, tables have one row.
    """
    found: list[Lattice] = []
    for group in even_groups(rules, SHORTEST, FEWEST_RULES):
        own = [p for p in pieces if _is_within(p, group)]
        if len(own) <= MOST_PIECES:
            found += _lattices(group, sorted(own, key=_middle))
    return found


def _lattices(group: Sequence[Ruling], pieces: Sequence[Piece]) -> list[Lattice]:
    xs = [rule.at for rule in group]
    top, bottom = min(r.start for r in group), max(r.end for r in group)
    blocks = blocks_of(Stretch(tuple(pieces), tuple(xs[1:-1]))) if pieces else []
    inner = [y for y in edges_of_rows(blocks)[1:-1] if top < y < bottom]
    if inner:
        return lattices_around(blocks, xs, [top, *inner, bottom])
    return lattices_of([Ruling(y, xs[0], xs[-1]) for y in (top, bottom)], list(group))


def _is_within(piece: Piece, group: Sequence[Ruling]) -> bool:
    level = min(r.start for r in group) <= piece.middle <= max(r.end for r in group)
    return level and group[0].at <= piece.centre <= group[-1].at


def _middle(piece: Piece) -> float:
    return piece.middle
