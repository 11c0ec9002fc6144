"""Lines that ran over their cell's border, brought back into it.

A row of fixed height does not grow with its text: the last lines are printed on the border below
or beyond it (and the first ones above, where the text is centred). Where a line lies then says
little. Three other things say to which cell it belongs: a program paints a cell's lines one right
after the other, at an even distance, and flush with one another.
"""

from __future__ import annotations

from itertools import groupby, pairwise, takewhile
from typing import TYPE_CHECKING

from .page import outline_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .ground import Spot
    from .lattice import Lattice
    from .page import Piece

SAME_LINE = 0.5
"""Sizes between the middles of two pieces of one line."""
CLOSE, WIDE = 0.8, 1.8
"""Sizes from line to line within one cell, at least and at most."""
EVEN = 0.15
"""Of the distance from line to line, by which it may vary within one cell."""
FLUSH = 0.7
"""Sizes by which the beginnings, middles or ends of two lines of one cell may differ; a fraction
of a character is lost to spacing out."""
STRADDLING = 0.25
"""Sizes of a line's height that must lie beyond the border for it to be doubtful."""
NEAR = 1.0
"""Sizes from the border at which a line beyond it may begin."""
MOST_VISITS = 20
"""Times that a program returns to one cell; more often means that its order says nothing."""


Stretch = list[int]
"""Numbers of pieces that were painted one after the other into one cell."""


def resettled(
    pieces: Sequence[Piece], spots: Sequence[Spot | None], lattices: Sequence[Lattice]
) -> list[Spot | None]:
    """The cell that each piece was laid out in.

    Args:
        pieces: in the order of painting.
        spots: the cell in which each lies, None outside all tables.
        lattices: the page's tables.
    """
    below = _Flow(pieces, spots, lattices, 1)
    below.settle()
    above = _Flow(pieces, below.spots, lattices, -1)
    above.settle()
    return above.spots


class _Flow:
    """The lines of a page in the order of painting, or (sign -1) all turned end to end.

    Turned so, what overflows upward overflows downward: one set of rules serves both.
    """

    def __init__(
        self,
        pieces: Sequence[Piece],
        spots: Sequence[Spot | None],
        lattices: Sequence[Lattice],
        sign: int,
    ) -> None:
        self.spots = list(spots)
        self._pieces = pieces
        self._lattices = lattices
        self._sign = sign
        order = range(len(pieces))[::sign]
        self._stretches = [list(g) for _, g in groupby(order, key=self.spots.__getitem__)]
        self._visits: dict[Spot | None, list[Stretch]] = {}
        for stretch in self._stretches:
            self._visits.setdefault(self.spots[stretch[0]], []).append(stretch)

    def settle(self) -> None:
        """Brings each overflowing line back into its cell."""
        for before, here in pairwise(self._stretches):
            border = self._border(self.spots[before[0]], self.spots[here[0]])
            while border is not None and here:
                line = self._first_line(here)
                if not self._overflows(before, line, here[len(line) :], border):
                    break
                for index in line:
                    self.spots[index] = self.spots[before[0]]
                before.extend(line)
                del here[: len(line)]

    def _border(self, own: Spot | None, other: Spot | None) -> float | None:
        """The y between a cell and the one, or the outside, below it; None where they are not."""
        if own is None or (other is not None and other[0] != own[0]):
            return None
        lattice = self._lattices[own[0]]
        box = lattice.regions[own[1]].box
        far = box.y1 if self._sign > 0 else box.y0
        if other is None:
            last = lattice.ys[-1] if self._sign > 0 else lattice.ys[0]
            return far if far == last else None
        neighbour = lattice.regions[other[1]].box
        near = neighbour.y0 if self._sign > 0 else neighbour.y1
        beside = neighbour.x0 < box.x1 and box.x0 < neighbour.x1
        return far if near == far and beside else None

    def _first_line(self, stretch: Stretch) -> Stretch:
        head = self._pieces[stretch[0]]
        line = takewhile(lambda i: _on_one_line(head, self._pieces[i]), stretch)
        return list(line)

    def _overflows(self, before: Stretch, line: Stretch, rest: Stretch, border: float) -> bool:
        own, head = self._pieces[before[-1]], self._pieces[line[0]]
        step = self._step(own, head)
        if not CLOSE * head.size <= step <= WIDE * head.size or not self._flush(before, line):
            return False
        pitch = self._pitch(before)
        if pitch and not _even(step, pitch):
            return False
        beyond = self._sign * (border - (head.box.y0 if self._sign > 0 else head.box.y1))
        if beyond >= STRADDLING * head.size and not self._goes_on_evenly(line, rest, step):
            return True
        return beyond > -NEAR * head.size and self._breaks_into_another(line, rest)

    def _step(self, first: Piece, then: Piece) -> float:
        return self._sign * (then.middle - first.middle)

    def _pitch(self, stretch: Stretch) -> float | None:
        """The distance between the last two lines, None where there is but one."""
        last = self._pieces[stretch[-1]]
        earlier = (self._pieces[i] for i in reversed(stretch))
        other = next((p for p in earlier if not _on_one_line(p, last)), None)
        return None if other is None else self._step(other, last)

    def _flush(self, before: Stretch, line: Stretch) -> bool:
        last = self._pieces[before[-1]]
        last_line = takewhile(lambda i: _on_one_line(last, self._pieces[i]), reversed(before))
        a = outline_of(self._pieces[i] for i in last_line)
        b = outline_of(self._pieces[i] for i in line)
        room = FLUSH * last.size
        offsets = (a.x0 - b.x0, a.x1 - b.x1, (a.x0 + a.x1 - b.x0 - b.x1) / 2)
        return min(map(abs, offsets)) <= room

    def _goes_on_evenly(self, line: Stretch, rest: Stretch, step: float) -> bool:
        """Whether the lines after this one follow as it follows the one before: no sign then."""
        return bool(rest) and _even(self._step(self._pieces[line[0]], self._pieces[rest[0]]), step)

    def _breaks_into_another(self, line: Stretch, rest: Stretch) -> bool:
        """Whether the cell in which the line lies has its own text, painted at another time."""
        visits = self._visits[self.spots[line[0]]]
        if self.spots[line[0]] is None or not 1 < len(visits) <= MOST_VISITS:
            return False
        own = {*line, *rest}
        others = [self._pieces[i] for visit in visits for i in visit if i not in own]
        head = outline_of(self._pieces[i] for i in line)
        return bool(others) and not any(
            _on_one_line(self._pieces[line[0]], p) and (p.box.x1 <= head.x0 or head.x1 <= p.box.x0)
            for p in others
        )


def _on_one_line(first: Piece, second: Piece) -> bool:
    return abs(first.middle - second.middle) < SAME_LINE * max(first.size, second.size)


def _even(step: float, pitch: float) -> bool:
    return abs(step - pitch) <= EVEN * pitch
