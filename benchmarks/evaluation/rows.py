"""Damages to rows: what is read in other columns, lines or pages than it was printed in."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from form_table import PEOPLE

from normalizers.model import Field

from .chance import some
from .columns import Columns, columns_of
from .draft import FIELDS, Line
from .drawing import tables_of

if TYPE_CHECKING:
    from random import Random

    from .draft import Draft

SPREAD = (Field.CATEGORY, Field.BASIS, Field.LEVEL1)
LEAST_ROWS, MOST_ROWS = 6, 14
"""Rows that a landscape page holds."""


def staircase(draft: Draft, chance: Random, rate: float) -> None:
    """Each row lies some columns further right than the one before."""
    step = chance.choice((1, 2, 3, 4))
    for table in tables_of(draft):
        for first in some(_item_places(table), chance, rate / 10):
            stairs = table[first : first + chance.randint(3, 6)]
            stairs = list(takewhile(lambda line: line.item is not None, stairs))
            for place, line in enumerate(stairs):
                line.texts[:0] = [""] * (step * place)
                _concern(draft, line.item)


def shifted_page(draft: Draft, chance: Random, rate: float) -> None:
    """The rows of a page lie one or two columns further left or right than the header."""
    shift = chance.choice((-2, -1, 1, 2))
    for table in tables_of(draft):
        for line in _page(table, chance, rate):
            if shift > 0:
                line.texts[:0] = [""] * shift
            elif all(not t.strip() for t in line.texts[:-shift]):
                del line.texts[:-shift]
            elif not line.texts[0].strip():
                del line.texts[0]
            _concern(draft, line.item)


def column_missing(draft: Draft, chance: Random, rate: float) -> None:
    """A column is missing on one page: its values are lost, the others lie one column left."""
    lost = chance.choice((Field.DEADLINE, Field.UNITS, Field.OWNERS, Field.LEADERS, Field.WEIGHT))
    for table in tables_of(draft):
        columns = columns_of(table)
        place = columns.get(lost)
        if place is None:
            continue
        for line in _page(table, chance, rate):
            del line.texts[place]
            if line.item is not None:
                _concern(draft, line.item)
                draft.lose(line.item, lost)


def head_words(draft: Draft, chance: Random, rate: float) -> None:
    """Words of the header stand in the place of a row's people."""
    for table in tables_of(draft):
        columns = columns_of(table)
        for line in some(_items(table), chance, rate):
            count = chance.randint(1, 3)
            for field in PEOPLE[:count]:
                if field in columns and line.item is not None:
                    line.texts[columns[field]] = field.value
                    draft.lose(line.item, field)


def bled_labels(draft: Draft, chance: Random, rate: float) -> None:
    """A label of another section stands before a row, alone or with the row's own."""
    for table in tables_of(draft):
        for line in some(_items(table), chance, rate):
            label = chance.choice(("行政能力目标20分", "职能工作目标68分", "职能工作目标 75分"))
            way = chance.randrange(3)
            if way == 0 or line.texts[0].strip():
                line.texts.insert(0, label)
            elif way == 1:
                line.texts[0] = label
            else:
                line.texts[0] = f"{label} {line.texts[0]}".strip()
            _concern(draft, line.item)


def split_rows(draft: Draft, chance: Random, rate: float) -> None:
    """A row is read as two: its longer texts go on in a line of their own."""
    for table in tables_of(draft):
        columns = columns_of(table)
        for line in some(_items(table), chance, rate):
            below = _cut(line, columns, chance)
            if below and line.item is not None:
                table.insert(_place(table, line) + 1, below)
                draft.concerned.update((line.item, f) for f in (Field.LEVEL1, Field.LEVEL2))


def fused_rows(draft: Draft, chance: Random, rate: float) -> None:
    """Two rows of a group are read as one: each cell holds both texts."""
    for table in tables_of(draft):
        for line in some(_items(table)[:-1], chance, rate):
            place = _place(table, line) + 1
            if not 0 < place < len(table) or table[place].item is None:
                continue
            below = table.pop(place)
            pairs = zip(line.texts, below.texts, strict=True)
            line.texts[:] = [" ".join(filter(None, (a.strip(), b.strip()))) for a, b in pairs]
            _concern(draft, line.item)
            _concern(draft, below.item)


def emptied_rows(draft: Draft, chance: Random, rate: float) -> None:
    """A row has lost everything but its number and what is merged over it."""
    for table in tables_of(draft):
        columns = columns_of(table)
        kept = {columns[f] for f in (*SPREAD, Field.NUMBER) if f in columns}
        for line in some([x for x in _items(table) if _has_level2(draft, x)], chance, rate):
            line.texts[:] = [t if i in kept or i == 0 else "" for i, t in enumerate(line.texts)]
            for field in FIELDS:
                if field not in {*SPREAD, Field.NUMBER} and line.item is not None:
                    draft.lose(line.item, field)


def _has_level2(draft: Draft, line: Line) -> bool:
    return line.item is not None and bool(draft.truth[line.item][Field.LEVEL2])


def _items(table: list[Line]) -> list[Line]:
    return [line for line in table if line.item is not None]


def _item_places(table: list[Line]) -> list[int]:
    return [i for i, line in enumerate(table) if line.item is not None]


def _place(table: list[Line], line: Line) -> int:
    """Where a line stands; -1 if it is gone."""
    return next((i for i, other in enumerate(table) if other is line), -1)


def _page(table: list[Line], chance: Random, rate: float) -> list[Line]:
    """Rows of a page: a stretch of the table; with a rate of one the whole of it."""
    lines = [line for line in table if line.item is not None]
    if rate >= 1 or len(lines) <= LEAST_ROWS:
        return lines
    first = chance.randrange(len(lines) - LEAST_ROWS)
    return lines[first : first + chance.randint(LEAST_ROWS, MOST_ROWS)]


def _cut(line: Line, columns: Columns, chance: Random) -> Line | None:
    below = Line([""] * len(line.texts))
    field = Field.LEVEL2 if Field.LEVEL2 in columns else Field.LEVEL1
    column = columns.get(field)
    if column is None or len(line.texts[column]) < 6:  # noqa: PLR2004 - too short to be cut
        return None
    text = line.texts[column]
    place = chance.randrange(3, len(text) - 2)
    line.texts[column], below.texts[column] = text[:place], text[place:]
    return below


def _concern(draft: Draft, item: int | None) -> None:
    if item is not None:
        draft.concerned.update((item, f) for f in FIELDS if draft.truth[item][f])
