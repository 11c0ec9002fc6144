"""Where a point of a page's own coordinates stands on the page as it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from .model import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

Numbers = NDArray[np.float64]
Coordinate = TypeVar("Coordinate", float, Numbers)

QUARTER = 90
NEARLY_STRAIGHT = 5
"""Degrees by which writing may lean and still count as straight: crooked pages lean less."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A page's visible rectangle in its own coordinates (y upward), and how it is read.

    `turn` is how far the page must be turned with the clock to be read: 0, 90, 180 or 270.
    """

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0

    @property
    def width(self) -> float:
        """The width of the page as it is read."""
        return self._sides()[0]

    @property
    def height(self) -> float:
        """The height of the page as it is read."""
        return self._sides()[1]

    def point(self, x: Coordinate, y: Coordinate) -> tuple[Coordinate, Coordinate]:
        """Points of the page's own coordinates, from the upper left corner as it is read."""
        match self.turn:
            case 90:
                return y - self.bottom, x - self.left
            case 180:
                return self.right - x, y - self.bottom
            case 270:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y

    def box(self, first: tuple[float, float], second: tuple[float, float]) -> Box:
        """The rectangle between two opposite corners, as it is read."""
        ax, ay = self.point(*first)
        bx, by = self.point(*second)
        return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))

    def _sides(self) -> tuple[float, float]:
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turn % 180 else (width, height)


def straightened(angle: float) -> int:
    """An angle in whole degrees from 0 to 359; a quarter turn where it is near one."""
    quarter = round(angle / QUARTER) * QUARTER
    return (quarter if abs(angle - quarter) <= NEARLY_STRAIGHT else round(angle)) % 360


def reading_turn(turns: Sequence[int], weights: Sequence[int], otherwise: int) -> int:
    """The quarter turn that most of the writing has, by weight; `otherwise` where none has one."""
    totals = dict.fromkeys((otherwise, 0, 90, 180, 270), 0)
    for turn, weight in zip(turns, weights, strict=True):
        if turn in totals:
            totals[turn] += weight
    return max(totals, key=lambda t: totals[t])


def writing_turn(angles: Numbers, otherwise: int) -> int:
    """The quarter turn that most of the characters have that were written at these angles.

    Args:
        angles: degrees against the clock, one a character.
        otherwise: the turn where no character has one, and at a tie.
    """
    kinds, counts = np.unique(angles, return_counts=True)
    return reading_turn([straightened(a) for a in kinds.tolist()], counts.tolist(), otherwise)
