"""The print of a page, turned by quarters: to see whether it can be read that way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from parsers.page import Drawing

from .print_lines import Blots, usual_height

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .reading import Printed

T = TypeVar("T", bound=np.generic)

NOTHING_DRAWN = Drawing((), ())


def turned(printed: Printed, turns: int) -> Printed:
    """The print turned against the clock, cell by cell; its rules and tables are left out.

    Args:
        printed: a page as it lies.
        turns: quarters of a turn.
    """
    if not turns % 4:
        return printed
    rows, columns = printed.tones.shape
    blots, *cells = (_turned(b, turns, rows, columns) for b in (printed.blots, *printed.cells))
    height = usual_height(cells or (blots,), printed.scale)
    return replace(
        printed,
        tones=_quarters(printed.tones, turns),
        drawing=NOTHING_DRAWN,
        lattices=(),
        blots=blots,
        cells=tuple(cells),
        pale=_quarters(printed.pale, turns),
        walls=_quarters(printed.walls, turns),
        height=height,
        shown=None,
        stain=None,
    )


def _quarters(pixels: NDArray[T], turns: int) -> NDArray[T]:
    return np.ascontiguousarray(np.rot90(pixels, turns))


def _turned(blots: Blots, turns: int, rows: int, columns: int) -> Blots:
    return Blots(_boxes(blots.boxes, turns, rows, columns), blots.areas)


def _boxes(boxes: NDArray[np.int64], turns: int, rows: int, columns: int) -> NDArray[np.int64]:
    for _ in range(turns % 4):
        x0, y0, x1, y1 = boxes.T
        boxes = np.stack((y0, columns - x1, y1, columns - x0), axis=1)
        rows, columns = columns, rows
    return boxes
