"""What a merged cell covers where the form's merges are there: over page edges, once a group.

A merged cell that a page edge cuts prints its text once, or splits it at the edge. The numbering
tells which rows it covers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from .groups import pieces_of
from .model import Field
from .sequence import number_in
from .sources import joined
from .text import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from parsers.model import Source

    from .groups import Group, Piece
    from .rows import Row


REPRINTED = 90
"""From this similarity (0 to 100) on, a long text below a page edge is that above, reprinted."""

LONG = 30
"""From this many characters on a text is long: two numbers of documents are short and alike."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Pieces that page edges cut from one cell: its whole text, and the rows that it covers."""

    source: Source
    rows: tuple[int, ...]
    parts: tuple[int, ...]


def covered(
    groups: Sequence[Group], rows: Sequence[Row], field: Field, *, merged: bool
) -> Mapping[int, Source]:
    """The source of a merged field for each row (by its index) that one covers.

    Where the tables are not `merged`, a blank cell is what is left of a lost merge: the nearest
    cell of the group above covers it, else the nearest below.
    """
    once = _once_a_group(groups, rows, field)
    found: dict[int, Source] = {}
    for group in groups:
        chains = tuple(_chains(_home_pieces(group, groups, rows, field), once=once))
        for index in group.rows:
            chain = _chain_for(index, chains, rows, filled=once or not merged)
            if chain:
                found[index] = chain.source
    if merged:
        found |= {i: rows[i].spread[field][-1].source for i in _misnumbered(rows, field)}
    return found


def _misnumbered(rows: Sequence[Row], field: Field) -> Iterator[int]:
    """Rows whose number an earlier one has: what is printed beside them tells their group."""
    seen: set[str] = set()
    for index, row in enumerate(rows):
        number = number_in(row.number.text) if row.number else None
        if number in seen and row.spread.get(field):
            yield index
        seen |= {number} if number else set()


def _once_a_group(groups: Sequence[Group], rows: Sequence[Row], field: Field) -> bool:
    """Whether a field has one cell for each group, as far as groups on one page show."""
    if field is Field.LEVEL1:
        return True
    whole = [g for g in groups if len({rows[i].part for i in g.rows}) == 1 and len(g.rows) > 1]
    single = sum(len(pieces_of(g, rows, field)) == 1 for g in whole)
    return 2 * single >= len(whole)


def _home_pieces(
    group: Group, groups: Sequence[Group], rows: Sequence[Row], field: Field
) -> tuple[Piece, ...]:
    """A group's pieces, without those that only reach into it from another group.

    A cell drawn over the border of two groups belongs to the one most of whose rows it covers; the
    other keeps it only if it has none of its own.
    """
    pieces = pieces_of(group, rows, field)
    own = tuple(p for p in pieces if not _is_foreign(p, group, groups, rows, field))
    return own or pieces


def _is_foreign(
    piece: Piece, group: Group, groups: Sequence[Group], rows: Sequence[Row], field: Field
) -> bool:
    position = groups.index(group)
    for other in groups[max(0, position - 1) : position + 2]:
        if other is group:
            continue
        for twin in pieces_of(other, rows, field):
            if twin.printed.source is piece.printed.source and len(twin.rows) > len(piece.rows):
                return True
    return False


def _chains(pieces: Sequence[Piece], *, once: bool) -> Iterator[Chain]:
    chain: Chain | None = None
    for piece in pieces:
        part = piece.printed.part
        if chain and _goes_on(chain, piece, once=once):
            source = _whole(chain.source, piece.printed.source)
            chain = Chain(source, (*chain.rows, *piece.rows), (*chain.parts, part))
            continue
        if chain:
            yield chain
        chain = Chain(piece.printed.source, piece.rows, (part,))
    if chain:
        yield chain


def _goes_on(chain: Chain, piece: Piece, *, once: bool) -> bool:
    """Whether a piece is what a page edge cut from the cell above, or that cell printed again."""
    if piece.printed.part == chain.parts[-1]:
        return False
    if _repeats(chain.source.text, piece.printed.source.text) or piece.rows[0] in chain.rows:
        return True
    above, below = canonical(chain.source.text), canonical(piece.printed.source.text)
    reprinted = len(below) >= LONG and fuzz.ratio(above, below) >= REPRINTED
    return not reprinted and (once or _is_open(chain.source.text))


def _repeats(above: str, below: str) -> bool:
    """Whether one of two texts says all of the other; a bracket that closes it says more."""
    first, second = canonical(above), canonical(below)
    return bool(first and second) and (first in second or second in first)


def _is_open(text: str) -> bool:
    """Whether a text ends within a title or brackets, or at a mark that wants more."""
    unbalanced = any(text.count(a) > text.count(b) for a, b in ("《》", "（）", "()", "“”"))
    return unbalanced or text.rstrip().endswith(("、", "，", ",", "；", "：", "和", "及"))


def _whole(above: Source, below: Source) -> Source:
    """The text that two pieces of one cell make: joined, unless one says all of the other."""
    if _repeats(above.text, below.text):
        longer = max(above, below, key=lambda source: len(source.text))
        return replace(longer, place=above.place)
    return replace(joined((above, below)), place=above.place)


def _chain_for(
    index: int, chains: Sequence[Chain], rows: Sequence[Row], *, filled: bool
) -> Chain | None:
    """The cell that covers a row; where none is printed for it, the nearest above, else below.

    A blank cell stays blank unless blanks are `filled`, or no cell is printed on the row's side of
    a page edge.
    """
    for chain in chains:
        if index in chain.rows:
            return chain
    here = any(rows[index].part in c.parts for c in chains)
    if here and not filled:
        return None
    above = [c for c in chains if min(c.rows) < index]
    return above[-1] if above else next(iter(chains), None)
