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
    from collections.abc import Iterable, Sequence

    from .print_lines import Strip
    from .transcribed import Gap


FEWER = 0.6
"""Of its longer lines, that a page lying on its side has at least lines that follow another: each
character of a cell's line is a line of its own then, and is long where three lines stand there."""


def lies(cells: Iterable[Sequence[Strip]], longer: Iterable[tuple[Strip, Sequence[Gap]]]) -> bool:
    """Whether there is more air along lines of print than between them.

    On upright pages in eight fonts 0.10 to 0.26 of the way from one character to the next is white,
    and 0.23 to 0.42 of that from line to line; on pages on their side 0.25 to 0.65, and 0 to 0.21.

    Args:
        cells: the lines of each cell, or of the page, from top to bottom.
        longer: the longer ones, with their stretches without ink.
    """
    along = [_air(line, gaps) for line, gaps in longer if gaps]
    across = [
        max(below.y0 - line.y1, 0) / (below.y0 - line.y0)
        for lines in cells
        for line, below in pairwise(lines)
        if line.y0 < below.y0
    ]
    if not along or len(across) < FEWER * len(along):
        return False
    return median(along) > median(across)


def _air(line: Strip, gaps: Sequence[Gap]) -> float:
    """The white share of a line, as if it went on and a gap followed its last character."""
    white = [end - start for start, end in gaps]
    widest = max(white)
    return (sum(white) + widest) / (line.x1 - line.x0 + widest)
