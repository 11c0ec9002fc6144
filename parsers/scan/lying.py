"""Whether print lies on its side, which how well it is read does not tell.

Columns of print, laid on their side, are among what the recogniser has learnt: characters that lie
with their heads to the left it reads as well as upright ones. But the characters of a line stand
nearer to one another than to the next line.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .print_lines import Strip
    from .transcribed import Gap

FARTHEST = 1.0
"""Heights of print from one line to the next, within one cell."""


def lies(lines: Sequence[Strip], gaps: Sequence[Sequence[Gap]], height: float) -> bool:
    """Whether there is more air along lines of print than between them.

    Upright pages have 0.09 to 0.23 of a line's length white, and 0.20 to 0.27 of the way from line
    to line; pages on their side 0.17 to 0.27, and 0 to 0.19.

    Args:
        lines: the longer lines of print, cell by cell, from top to bottom.
        gaps: the stretches of each that have no ink.
        height: that of most print, in pixels.
    """
    along = [
        sum(end - start for start, end in own) / (line.x1 - line.x0)
        for line, own in zip(lines, gaps, strict=True)
    ]
    across = list(_between(lines, height))
    return bool(across) and median(along) > median(across)


def _between(lines: Sequence[Strip], height: float) -> Iterator[float]:
    """The share of the way from the top of one line to that of the next that is white."""
    for one, next_one in pairwise(lines):
        beneath = one.y0 < next_one.y0 and one.x0 < next_one.x1 and next_one.x0 < one.x1
        air = max(next_one.y0 - one.y1, 0)
        if beneath and air <= FARTHEST * height:
            yield air / (next_one.y0 - one.y0)
