"""Places of a sheet: rows and columns from 0, and the names that Excel has for them."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.errors import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS, COLUMNS = 1_048_576, 16_384  # of a sheet (Excel specifications and limits)
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")

Place = tuple[int, int]  # row and column


@dataclass(frozen=True, slots=True)
class Span:
    """A rectangle of cells, both ends inside; rows and columns count from 0."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def places(self) -> int:
        """How many cells it covers; none where an end lies before its beginning."""
        return max(0, self.bottom - self.top + 1) * max(0, self.right - self.left + 1)

    def __iter__(self) -> Iterator[Place]:
        return itertools.product(range(self.top, self.bottom + 1), range(self.left, self.right + 1))

    def within(self, last: Place) -> Span:
        """What of it lies up to this row and column."""
        return Span(self.top, self.left, min(self.bottom, last[0]), min(self.right, last[1]))


def place_of(reference: str) -> Place:
    """The place of a reference such as B3.

    Raises:
        Unreadable: a sheet has no such place.
    """
    match = _REFERENCE.fullmatch(reference.replace("$", ""))
    if match is None:
        raise Unreadable(f"文件已损坏：没有名为“{reference[:20]}”的单元格，请重新导出后再报送")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(match[2])
    if row > ROWS or column > COLUMNS:
        raise Unreadable(f"文件已损坏：没有名为“{reference[:20]}”的单元格，请重新导出后再报送")
    return row - 1, column - 1


def span_of(reference: str) -> Span:
    """The rectangle of a reference such as B3:D4, or of one place.

    Raises:
        Unreadable: a sheet has no such places.
    """
    first, _, last = reference.partition(":")
    top, left = place_of(first)
    bottom, right = place_of(last or first)
    return Span(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def column_name(column: int) -> str:
    """The letters of a column that counts from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def place_name(place: Place) -> str:
    """A place as Excel names it, such as B3."""
    return f"{column_name(place[1])}{place[0] + 1}"
