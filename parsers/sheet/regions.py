"""A sheet's places -> which rows are lines of text, and which make a table.

A sheet has no tables, only cells. What parts them, in this order:

1. An empty row ends a table if it is drawn without a border, no merged cell runs over it, and
   something shows that it is no row of the table: the sheet's tables have borders, the next row
   is a line of text, or the gap is longer than GAP_ROWS. Else it stays, as an emptied row.
2. Where a table has borders, a row without any and with at most two texts is a line (a title, a
   参评单位 and date, a note below), wherever it stands.
3. Where it has none, only rows at its beginning can be lines: those of one text, or of two where
   a later row has at least four.

In doubt a row stays in the table: who knows the form can still take it out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from parsers.sheet.places import Span

GAP_ROWS = 20  # more than any form loses between two rows that still hold text
_LINE_TEXTS = 2  # a unit and a date
_WIDE_TEXTS = 4  # of a row beside which two texts are no row of the same table


@dataclass(frozen=True, slots=True)
class Row:
    """What a row shows.

    `texts` is the number of texts that begin in it; `joined`: a merged cell comes into it from
    above; `heading`: its only text is merged over several columns, or stands at the left edge of
    all texts.
    """

    index: int
    texts: int
    bordered: bool
    joined: bool
    heading: bool


@dataclass(frozen=True, slots=True)
class Region:
    """Rows from `first` to `last`, both inside: one line of text, or a table."""

    first: int
    last: int
    is_line: bool


def regions_of(
    texts: AbstractSet[tuple[int, int]],
    bordered: AbstractSet[tuple[int, int]],
    merges: Sequence[Span],
) -> tuple[Region, ...]:
    """The lines and tables of a sheet, from top to bottom; every text is in one of them.

    Args:
        texts: the places, by row and column, where a text begins.
        bordered: those that are drawn with a border.
        merges: merged cells that hold a text.
    """
    rows = _rows(texts, bordered, merges)
    chunks = _chunks(rows)
    return tuple(region for chunk in chunks for region in _parted(chunk))


def _rows(
    texts: AbstractSet[tuple[int, int]],
    bordered: AbstractSet[tuple[int, int]],
    merges: Sequence[Span],
) -> list[Row]:
    """The rows that show anything, none below the last text or the merge that it stands in."""
    columns: dict[int, list[int]] = {}
    for row, column in texts:
        columns.setdefault(row, []).append(column)
    edge = min((column for _, column in texts), default=0)
    wide = {m.top for m in merges if m.right > m.left}
    drawn = {row for row, _ in bordered}
    joined = {row for m in merges for row in range(m.top + 1, m.bottom + 1)}
    last = max([*columns, *joined], default=-1)
    rows = []
    for row in sorted(r for r in columns.keys() | drawn | joined if r <= last):
        starts = columns.get(row, [])
        heading = len(starts) == 1 and (starts[0] == edge or row in wide)
        rows.append(Row(row, len(starts), row in drawn, row in joined, heading))
    return rows


def _chunks(rows: Sequence[Row]) -> list[list[Row]]:
    """Runs of rows that no empty row parts; without the empty rows at their ends."""
    ruled = any(r.bordered and r.texts > 1 for r in rows)
    chunks: list[list[Row]] = []
    for row in rows:
        if not chunks or _parts(chunks[-1][-1], row, ruled=ruled):
            chunks.append([])
        chunks[-1].append(row)
    return [trimmed for chunk in chunks if (trimmed := _trimmed(chunk))]


def _parts(above: Row, row: Row, *, ruled: bool) -> bool:
    gap = row.index - above.index - 1
    return gap > 0 and (ruled or gap > GAP_ROWS or row.heading)


def _trimmed(chunk: Sequence[Row]) -> list[Row]:
    held = [i for i, r in enumerate(chunk) if r.texts or r.joined]
    return list(chunk[held[0] : held[-1] + 1]) if held else []


def _parted(chunk: Sequence[Row]) -> list[Region]:
    lines = _lines_beside_borders(chunk) if _is_ruled(chunk) else _lines_before(chunk)
    regions: list[Region] = []
    for position, row in enumerate(chunk):
        if row.index in lines:
            regions.append(Region(row.index, row.index, is_line=True))
        elif position and chunk[position - 1].index not in lines:
            regions[-1] = Region(regions[-1].first, row.index, is_line=False)
        else:
            regions.append(Region(row.index, row.index, is_line=False))
    return regions


def _is_ruled(chunk: Sequence[Row]) -> bool:
    return any(r.bordered for r in chunk)


def _lines_beside_borders(chunk: Sequence[Row]) -> AbstractSet[int]:
    joined = _in_merges(chunk)
    return {
        r.index
        for r in chunk
        if not r.bordered and 0 < r.texts <= _LINE_TEXTS and r.index not in joined
    }


def _lines_before(chunk: Sequence[Row]) -> AbstractSet[int]:
    joined = _in_merges(chunk)
    widest = max(r.texts for r in chunk)
    most = _LINE_TEXTS if widest >= _WIDE_TEXTS else 1
    lines: set[int] = set()
    for row in chunk:
        if not 0 < row.texts <= most or row.index in joined:
            break
        lines.add(row.index)
    return lines


def _in_merges(chunk: Sequence[Row]) -> AbstractSet[int]:
    """The rows that a merged cell joins to the next or the one before."""
    below = {r.index for r in chunk if r.joined}
    return below | {i - 1 for i in below}
