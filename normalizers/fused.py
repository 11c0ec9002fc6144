"""Lines in which several rows run together: `1-3-1 1-3-2 | … | 1.5 2`, parted again."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from .model import Field
from .sequence import number_in
from .sources import with_text
from .traits import fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.model import Cell

    from .layout import Line
    from .traits import Lexicon

_OWN = frozenset({Field.NUMBER, Field.LEVEL2, Field.WEIGHT})
"""Fields that differ from row to row: a single text belongs to the first of them alone."""

_MOST_PIECES = 12  # in one cell: more ways to part them than are worth trying


def parted(line: Line, columns: Sequence[Field | None], lexicon: Lexicon) -> tuple[Line, ...]:
    """The rows that a line holds, by the numbers in one of its cells; one, as a rule."""
    count = max((_numbers(c.source.text) for c in line.own), default=1)
    if count < 2:  # noqa: PLR2004 - one row
        return (line,)
    texts = [_texts(cell, line, count, columns, lexicon) for cell in line.cells]
    return tuple(
        replace(line, cells=tuple(map(_with_text, line.cells, (held[i] for held in texts))))
        for i in range(count)
    )


def _numbers(text: str) -> int:
    """How many 序号 a text consists of; one if it is anything else."""
    pieces = text.split()
    return len(pieces) if len(pieces) > 1 and all(number_in(p) for p in pieces) else 1


def _texts(
    cell: Cell, line: Line, count: int, columns: Sequence[Field | None], lexicon: Lexicon
) -> Sequence[str]:
    """The text of a cell for each of the rows."""
    text, field = cell.source.text, columns[cell.column]
    pieces = text.split()
    if cell.row != line.row or len(pieces) > _MOST_PIECES or field in {None, Field.CATEGORY}:
        return [text] * count
    if len(pieces) >= count and field:
        return _best_parts(pieces, count, field, lexicon)
    return [text] + ["" if field in _OWN else text] * (count - 1)


def _best_parts(pieces: Sequence[str], count: int, field: Field, lexicon: Lexicon) -> Sequence[str]:
    """The pieces in this many runs, as they suit the field best; of equal ones the most even."""
    ways = (
        [" ".join(pieces[a:b]) for a, b in zip((0, *cuts), (*cuts, len(pieces)), strict=True)]
        for cuts in combinations(range(1, len(pieces)), count - 1)
    )
    return max(ways, key=lambda way: (_fit(way, field, lexicon), -max(map(len, way))))


def _fit(way: Sequence[str], field: Field, lexicon: Lexicon) -> float:
    return sum(fit(field, text, lexicon) for text in way)


def _with_text(cell: Cell, text: str) -> Cell:
    if cell.source.text == text:
        return cell
    return replace(cell, source=with_text(cell.source, text))
