"""Lines that ran over their cell's border, brought back into it.

A row of fixed height does not grow with its text: lines are printed on the border or beyond it,
below where the text begins at the top, above and below where it is centred. Where a line lies then
says little. But a program paints the lines of a cell one right after the other, at an even
distance, and flush with one another: such a block is put into one cell, the one that it is aligned
with, if there is a sign that it overflowed.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING

from .page import outline_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .ground import Spot
    from .lattice import Lattice
    from .model import Box
    from .page import Piece

CLOSE, WIDE = 0.8, 1.8
"""Sizes from line to line within one cell, at least and at most."""
EVEN = 0.15
"""Of the distance from line to line, by which it may vary within one block."""
FLUSH = 0.7
"""Sizes by which the beginnings, middles or ends of two lines of one block may differ; a fraction
of a character is lost to spacing out."""
OUT = 0.1
"""Sizes by which a line must reach over its cell's border to be a sign of overflow."""
LEVEL = 0.15
"""Sizes by which the texts of cells in one column may be aligned differently."""
CENTRED, AT_BOTTOM = 0.1, 0.2
"""Sizes added to how far a block is off these alignments: the top is the likeliest."""
MOST_TENANTS = 100
"""Pieces of a cell that are asked whether they collide with a line; no cell has nearly as many."""


@dataclass(frozen=True, slots=True)
class _Line:
    """Pieces painted one after the other on one line of one cell, by their numbers."""

    numbers: tuple[int, ...]
    box: Box
    size: float
    spot: Spot | None

    @property
    def middle(self) -> float:
        return (self.box.y0 + self.box.y1) / 2


_Block = list[_Line]


def resettled(
    pieces: Sequence[Piece], spots: Sequence[Spot | None], lattices: Sequence[Lattice]
) -> list[Spot | None]:
    """The cell that each piece was laid out in.

    Args:
        pieces: in the order of painting.
        spots: the cell in which each lies, None outside all tables.
        lattices: the page's tables.
    """
    settled = list(spots)
    tenants: dict[Spot | None, list[int]] = {}
    for number, spot in enumerate(spots):
        tenants.setdefault(spot, []).append(number)
    boxes = {spot: lattices[spot[0]].regions[spot[1]].box for spot in tenants if spot}
    for block in _blocks(_lines(pieces, spots)):
        if len({line.spot for line in block}) > 1 and _overflowed(block, boxes, pieces, tenants):
            home = min((x.spot for x in block if x.spot), key=lambda s: _off(block, boxes[s]))
            for line in block:
                for number in line.numbers:
                    settled[number] = home
    return settled


def _lines(pieces: Sequence[Piece], spots: Sequence[Spot | None]) -> Iterator[_Line]:
    for spot, group in groupby(range(len(pieces)), key=spots.__getitem__):
        numbers: list[int] = []
        for number in group:
            if numbers and not _level(pieces[numbers[0]], pieces[number]):
                yield _line(numbers, pieces, spot)
                numbers = []
            numbers.append(number)
        yield _line(numbers, pieces, spot)


def _line(numbers: list[int], pieces: Sequence[Piece], spot: Spot | None) -> _Line:
    first = pieces[numbers[0]]
    box = first.box if len(numbers) == 1 else outline_of(pieces[i] for i in numbers)
    return _Line(tuple(numbers), box, first.size, spot)


def _level(first: Piece, second: Piece) -> bool:
    return abs(first.middle - second.middle) < max(first.size, second.size) / 2


def _blocks(lines: Iterator[_Line]) -> Iterator[_Block]:
    block: _Block = []
    for line in lines:
        if block and not _goes_on(block, line):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _goes_on(block: _Block, line: _Line) -> bool:
    last = block[-1]
    step = line.middle - last.middle
    if not CLOSE * line.size <= step <= WIDE * line.size:
        return False
    pitch = last.middle - block[-2].middle if len(block) > 1 else step
    return abs(step - pitch) <= EVEN * pitch and _flush(last, line)


def _flush(first: _Line, second: _Line) -> bool:
    a, b = first.box, second.box
    offsets = (a.x0 - b.x0, a.x1 - b.x1, (a.x0 + a.x1 - b.x0 - b.x1) / 2)
    return min(map(abs, offsets)) <= FLUSH * second.size


def _overflowed(
    block: _Block,
    boxes: Mapping[Spot, Box],
    pieces: Sequence[Piece],
    tenants: Mapping[Spot | None, Sequence[int]],
) -> bool:
    """Whether there is a sign that the block, which lies in several cells, belongs to one."""
    own = {number for line in block for number in line.numbers}
    shared = [
        (line, pieces[number])
        for line in block
        if line.spot
        for number in islice(tenants[line.spot], MOST_TENANTS)
        if number not in own
    ]
    if any(_collide(line, piece) for line, piece in shared):
        return True
    if _aligned_alike(block, boxes):
        return False
    return any(_reaches_out(line, block, boxes) for line in block) or any(
        abs(line.middle - piece.middle) >= line.size / 2 for line, piece in shared
    )


def _collide(line: _Line, piece: Piece) -> bool:
    """Whether they are printed over one another: two cells' lines on one spot."""
    level = abs(line.middle - piece.middle) < line.size / 2
    width = min(line.box.x1, piece.box.x1) - max(line.box.x0, piece.box.x0)
    return level and width > line.size / 2


def _aligned_alike(block: _Block, boxes: Mapping[Spot, Box]) -> bool:
    """Whether each cell's lines stand in it as the others' do in theirs: then they are its own."""
    stands = []
    for spot, group in groupby(block, key=lambda line: line.spot):
        if spot is None:
            return False
        stands.append(_stand(list(group), boxes[spot]))
    room = LEVEL * block[0].size
    return any(max(offsets) - min(offsets) <= room for offsets in zip(*stands, strict=True))


def _stand(lines: Sequence[_Line], box: Box) -> tuple[float, float, float]:
    """How far the lines stand from the cell's top, middle and bottom."""
    top, bottom = lines[0].box.y0 - box.y0, lines[-1].box.y1 - box.y1
    return top, (top + bottom) / 2, bottom


def _reaches_out(line: _Line, block: _Block, boxes: Mapping[Spot, Box]) -> bool:
    """Whether the line lies across a border: of its own cell, or of the table from outside."""
    room = OUT * line.size
    if line.spot:
        box = boxes[line.spot]
        return line.box.y0 < box.y0 - room or line.box.y1 > box.y1 + room
    insides = (boxes[x.spot] for x in block if x.spot)
    return any(min(line.box.y1, b.y1) - max(line.box.y0, b.y0) > room for b in insides)


def _off(block: _Block, box: Box) -> float:
    """How far the block is from being aligned with the cell, in points."""
    size = block[0].size
    top, middle, bottom = map(abs, _stand(block, box))
    return min(top, middle + CENTRED * size, bottom + AT_BOTTOM * size)
