"""Which cell of a page's lattices lies under a point."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .lattice import Lattice
    from .page import Piece

Spot = tuple[int, int]
"""Number of a lattice, number of one of its regions."""

AIR = 0.4
"""Sizes between two characters on either side of a rule: the texts of two cells painted in one go.
The blank between two words is 0.3 sizes wide; cells pad by 0.5 on either side."""
EDGE = 0.1
"""Sizes by which a character may touch a rule without crossing it."""


class Ground:
    """The cells of a page; where tables lie within tables, the innermost counts."""

    def __init__(self, lattices: Sequence[Lattice]) -> None:
        numbers = sorted(range(len(lattices)), key=lambda i: _area(lattices[i]))
        self._plots = [(i, lattices[i], _regions_by_place(lattices[i])) for i in numbers]

    def spot(self, x: float, y: float) -> Spot | None:
        """The cell under this point, None outside all tables."""
        for number, lattice, regions in self._plots:
            xs, ys = lattice.xs, lattice.ys
            if xs[0] <= x < xs[-1] and ys[0] <= y < ys[-1]:
                return number, regions[bisect_right(ys, y) - 1][bisect_right(xs, x) - 1]
        return None

    def settled(self, pieces: Iterable[Piece]) -> Iterator[tuple[Piece, Spot | None]]:
        """Each piece with the cell that its bulk lies in, parted where it fills several cells.

        A piece that begins in a table and overhangs its outer border belongs to the cell it
        begins in.
        """
        for piece in pieces:
            reach = EDGE * piece.size
            first = self.spot(piece.box.x0 + reach, piece.middle)
            last = self.spot(piece.box.x1 - reach, piece.middle)
            if first == last:
                yield piece, first
                continue
            for part in self._parts(piece):
                spot = self.spot(part.centre, part.middle)
                yield part, spot or self.spot(part.box.x0 + reach, part.middle)

    def _parts(self, piece: Piece) -> Iterator[Piece]:
        """The stretches of a piece between which both a rule and some air lie."""
        start, before = 0, None
        for index, character in enumerate(piece.text if piece.starts else ""):
            if character.isspace():
                continue
            if before is not None and self._parted(piece, before, index):
                yield piece.part(start, before + 1)
                start = index
            before = index
        yield piece.part(start, len(piece.text)) if start else piece

    def _parted(self, piece: Piece, left: int, right: int) -> bool:
        end, start = piece.ends[left], piece.starts[right]
        if start - end < AIR * piece.size:
            return False
        return self.spot(end, piece.middle) != self.spot(start, piece.middle)


def _area(lattice: Lattice) -> float:
    box = lattice.outline
    return (box.x1 - box.x0) * (box.y1 - box.y0)


def _regions_by_place(lattice: Lattice) -> list[list[int]]:
    places = [[0] * (len(lattice.xs) - 1) for _ in range(len(lattice.ys) - 1)]
    for number, region in enumerate(lattice.regions):
        for row in range(region.row, region.row + region.row_span):
            for column in range(region.column, region.column + region.column_span):
                places[row][column] = number
    return places
