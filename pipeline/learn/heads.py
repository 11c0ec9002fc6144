"""The header of a form's table: which column is which field, and the words that say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from normalizers.sequence import number_in
from normalizers.text import unwrapped

from .vocabulary import field_of_word, is_group_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalizers.model import Field
    from parsers.model import Cell, Grid

FEWEST = 3  # words of one row that make it a header
_LONGEST = 12  # characters of a header's word


@dataclass(frozen=True, slots=True)
class Heading:
    """A table's header.

    `fields` are those of the columns, None where no word says; `words` the words by field as they
    are printed, `groups` those above several columns, `unknown` those that mean nothing known.
    """

    fields: tuple[Field | None, ...]
    words: tuple[tuple[Field, str], ...]
    groups: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def named(self) -> tuple[Field, ...]:
        """The fields from left to right, each once."""
        return tuple(dict.fromkeys(f for f in self.fields if f))

    def columns_of(self, field: Field) -> tuple[int, ...]:
        """The columns of a field, and those to their right that no word heads."""
        found: list[int] = []
        for column, named in enumerate(self.fields):
            if named is field or (named is None and column - 1 in found):
                found.append(column)
        return tuple(found)


def texts_of(grid: Grid, row: int) -> tuple[Cell, ...]:
    """The cells that begin in a row and hold a text."""
    return tuple(c for c in grid.row(row) if c.row == row and c.source.text.strip())


def is_heading(grid: Grid, row: int) -> bool:
    """Whether a row is of a header: words of at least three fields, and no number of an item."""
    texts = [c.source.text for c in texts_of(grid, row)]
    words = sum(_is_word(t) for t in texts)
    return words >= FEWEST and 2 * words > len(texts) and not any(map(number_in, texts))


def is_below_heading(grid: Grid, row: int) -> bool:
    """Whether a row below a header's goes on with it: it holds words of the header alone."""
    texts = [c.source.text for c in texts_of(grid, row)]
    covered = [c for c in grid.row(row) if c.row < row]
    inside = bool(covered) or bool(texts)
    return inside and all(_is_word(t) for t in texts) and (bool(texts) or len(covered) > 1)


def _is_word(text: str) -> bool:
    return field_of_word(text) is not None or is_group_word(text)


def heading_of(grid: Grid, rows: Sequence[int]) -> Heading:
    """The header in these rows: a word counts for more than one above it.

    A field that two columns claim is of the first one; a word above others is a group's.
    """
    cells = [c for row in rows for c in texts_of(grid, row) if len(c.source.text) <= _LONGEST]
    above = {id(c) for c in cells if _has_below(c, cells)}
    words = tuple((c, unwrapped(c.source.text)) for c in cells)
    fields: list[Field | None] = [None] * grid.columns
    said: dict[Field, str] = {}
    unknown: list[str] = []
    for cell, word in words:
        field = None if id(cell) in above else field_of_word(word)
        if field and field not in said:
            said[field] = word
            span = cell.column_span
            fields[cell.column : cell.column + span] = [field] * span
        elif id(cell) not in above:
            unknown.append(word)
    groups = tuple(w for c, w in words if id(c) in above)
    return Heading(tuple(fields), tuple(said.items()), groups, tuple(unknown))


def _has_below(cell: Cell, cells: Sequence[Cell]) -> bool:
    """Whether other words stand beneath what a cell spans; spans lost, up to the next word."""
    lower = [c for c in cells if c.row > cell.row]
    if cell.column_span > 1:
        return any(_under(lower, cell.column, cell.column + cell.column_span))
    rights = [c.column for c in cells if c.row == cell.row and c.column > cell.column]
    end = min(rights, default=max((c.column + 1 for c in lower), default=0))
    return end > cell.column + 1 and any(_under(lower, cell.column, end))


def _under(cells: Sequence[Cell], start: int, end: int) -> Iterator[Cell]:
    return (c for c in cells if start <= c.column < end)
