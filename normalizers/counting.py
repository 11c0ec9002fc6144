"""序号 that a scan left doubtful, read by the numbers above and below them.

Numbers count on: between 2-3-1 and 2-4-1 stands 2-3-2. Numbers that were recognised with doubt, or
are none, and differ in one character each from the only ones that can stand there, are those.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from parsers.model import Grid

from .sequence import number_in, parts_of
from .text import narrowed, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsers.model import Cell

FEWEST = 5
"""Numbers of a column that make it the column of 序号."""
SURE = 0.97
"""Certainty below which a recognised number may be another."""
LONGEST = 24
"""Unsure numbers that may follow each other."""
FEW = 6
"""Unsure numbers of which all ways to count over them are tried, whatever was read."""
UNREAD = 0.5
"""Certainty below which what has no figure is no header, but a number of which nothing was read."""
SLIPS = 1
"""Characters by which what was read may differ."""


def recounted(grid: Grid) -> Grid:
    """The grid with the doubtful 序号 that only one number can be; what was read is their rival."""
    known = {id(old): new for column in _columns(grid) for old, new in _corrected(column)}
    if not known:
        return grid
    return Grid(tuple(known.get(id(cell), cell) for cell in grid.cells), grid.breaks)


def _columns(grid: Grid) -> Iterator[list[Cell]]:
    """The columns of 序号: their cells that are not blank, from top to bottom."""
    for column in range(grid.columns):
        cells = [c for c in grid.cells if c.column == column and c.source.text.strip()]
        if sum(number_in(c.source.text) is not None for c in cells) >= FEWEST:
            yield sorted(cells, key=lambda c: c.row)


def _corrected(cells: Sequence[Cell]) -> Iterator[tuple[Cell, Cell]]:
    if not any(c.source.doubts for c in cells):  # nothing was recognised: what stands there, stands
        return
    for above, run, below in _unsure_runs(cells):
        way = _way(above, ["" if _is_unread(c) else c.source.text for c in run], below)
        for cell, expected in zip(run, way, strict=False):
            if expected != number_in(cell.source.text):
                rivals = (*cell.source.rivals, cell.source.text)
                source = replace(cell.source, text=expected, rivals=rivals, doubts=())
                yield cell, replace(cell, source=source)


def _unsure_runs(cells: Sequence[Cell]) -> Iterator[tuple[str | None, list[Cell], str]]:
    """Unsure cells that follow each other, with the sure numbers above and below them.

    None stands above where a header does, or nothing: what is below it begins a section.
    """
    above: str | None = None
    run: list[Cell] = []
    for cell, sure in zip(cells, _sure(cells), strict=True):
        number = number_in(cell.source.text)
        if not (_has_figure(cell) or _is_unread(cell)):
            above, run = None, []
        elif sure and number:
            if 0 < len(run) <= LONGEST:
                yield above, run, number
            above, run = number, []
        else:
            run.append(cell)


def _has_figure(cell: Cell) -> bool:
    return any(map(str.isdigit, cell.source.text))


def _is_unread(cell: Cell) -> bool:
    return not _has_figure(cell) and cell.source.confidence < UNREAD


def _sure(cells: Sequence[Cell]) -> Iterator[bool]:
    """Whether each cell's number is read without much doubt, or one beside it counts on with it."""
    numbers = [number_in(c.source.text) for c in cells]
    # The next group's first number may follow any of its last: that proves nothing of those.
    follow = [bool(a and b and b == _followers(a)[-1]) for a, b in pairwise(numbers)]
    for cell, before, after in zip(cells, [False, *follow], [*follow, False], strict=True):
        source = cell.source
        yield before or after or not source.doubts or source.confidence >= SURE


def _way(above: str | None, texts: Sequence[str], below: str) -> tuple[str, ...]:
    """The only way to count over these texts, empty where there is none.

    To take another number for one that was read as such, it must be the only way of all; else the
    only one that what was read is near to.
    """
    if above is None:
        first = number_in(texts[0])
        return (first, *_way(first, texts[1:], below)) if first and len(texts) > 1 else ()
    near = list(islice(_ways(above, texts, below), 2))
    if len(near) != 1:
        return ()
    others = (_other(text, one) for text, one in zip(texts, near[0], strict=True))
    return () if any(others) and not _is_only(above, len(texts), below) else near[0]


def _other(read: str, expected: str) -> bool:
    """Whether another number was read, with as many parts: 2-31 is 2-3-1 that lost a dash."""
    number = number_in(read)
    if number is None or number == expected:
        return False
    return len(parts_of(number)) == len(parts_of(expected))


def _is_only(above: str, count: int, below: str) -> bool:
    """Whether there is one way to count over so many numbers."""
    return count <= FEW and len(list(islice(_ways(above, [""] * count, below), 2))) == 1


def _ways(above: str, texts: Sequence[str], below: str) -> Iterator[tuple[str, ...]]:
    """The ways to count from the one above to the one below over texts that differ little.

    A blank text is near to every number.
    """
    if not texts:
        if below in _followers(above):
            yield ()
        return
    for number in _followers(above):
        if parts_of(number) < parts_of(below) and (not texts[0] or _is_near(texts[0], number)):
            yield from ((number, *rest) for rest in _ways(number, texts[1:], below))


def _followers(number: str) -> list[str]:
    """What may come next: one more in one of its parts, those after it from 1."""
    parts = parts_of(number)
    return [
        "-".join(map(str, (*parts[:i], parts[i] + 1, *(1 for _ in parts[i + 1 :]))))
        for i in range(len(parts))
    ]


def _is_near(read: str, expected: str) -> bool:
    plain = narrowed(squeezed(read)).replace(".", "-")
    return Levenshtein.distance(plain, expected, score_cutoff=SLIPS) <= SLIPS
