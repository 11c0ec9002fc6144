"""What one printed page holds: pieces of text, ruling segments, and shaded rectangles.

All lengths are points (1/72 inch) from the upper left corner of the page as it is read.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from .model import Box, Doubt

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters printed side by side in one go: the unit that is put into a cell.

    `box` is as high as the type size, whatever the font says of its own box: fonts with tall boxes
    would else reach into the row above. `size` is the type size. `turn` says how far the writing
    is turned against the page's, in degrees against the clock: 90 reads upward. `starts` and
    `ends` hold where each character of `text` begins and ends along x; both are empty where that
    is not known, or where the writing is turned. `doubts` are the characters of `text` of which a
    recogniser is not sure.
    """

    text: str
    box: Box
    size: float
    turn: int = 0
    starts: tuple[float, ...] = ()
    ends: tuple[float, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def middle(self) -> float:
        """The y halfway up the line."""
        return (self.box.y0 + self.box.y1) / 2

    @property
    def centre(self) -> float:
        """The x halfway along the line."""
        return (self.box.x0 + self.box.x1) / 2

    def part(self, start: int, stop: int) -> Piece:
        """The characters from `start` up to `stop` as a piece of their own."""
        box = replace(self.box, x0=self.starts[start], x1=self.ends[stop - 1])
        text, starts, ends = self.text[start:stop], self.starts[start:stop], self.ends[start:stop]
        doubts = moved(self.doubts[bisect_left(self.doubts, start, key=_at) :], -start)
        own = doubts[: bisect_left(doubts, stop - start, key=_at)]
        return replace(self, text=text, box=box, starts=starts, ends=ends, doubts=own)


class Ruling(NamedTuple):
    """A straight rule: for a horizontal one `at` is its y and `start`, `end` are x, else turned."""

    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        """From end to end."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn on a page: rules, in any order and number of bits, and shaded rectangles."""

    horizontal: tuple[Ruling, ...] = ()
    vertical: tuple[Ruling, ...] = ()
    fills: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page; `pieces` are in the order in which they were painted, `number` counts from 1."""

    number: int
    width: float
    height: float
    pieces: tuple[Piece, ...]
    drawing: Drawing = Drawing()


def moved(doubts: tuple[Doubt, ...], by: int) -> tuple[Doubt, ...]:
    """The doubts of a text that begins so many characters further on."""
    return tuple(replace(d, at=d.at + by) for d in doubts)


def _at(doubt: Doubt) -> int:
    return doubt.at


def outline_of(pieces: Iterable[Piece]) -> Box:
    """The smallest box around these pieces, of which there is at least one."""
    boxes = [p.box for p in pieces]
    return Box(
        min(b.x0 for b in boxes),
        min(b.y0 for b in boxes),
        max(b.x1 for b in boxes),
        max(b.y1 for b in boxes),
    )
