"""Which field each column of a run holds: what the header says, weighed against what stands there.

A header that lost a word, a column that is missing on one page, columns shifted by one or two
against the header: what the cells hold decides then.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from .alignment import ORDER, aligned
from .layout import LineKind
from .model import Field
from .traits import fits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .layout import Head, Run
    from .traits import Lexicon

_TEXTS = frozenset({Field.BASIS, Field.LEVEL1, Field.LEVEL2})

HEAD_PRIOR = 0.6
"""What a header's word is worth beside a column's mean fit (-1 to 1): less than clear content."""

OTHER_PRIOR = 0.2
"""What it costs to put a column under another field than its header names."""


def fields_of_columns(run: Run, lexicon: Lexicon) -> tuple[Field | None, ...]:
    """The field of each column of a run, None for one that holds none."""
    content = _content(run, lexicon)
    scores = [_score(column, run.head, content.get(column, {})) for column in range(run.columns)]
    by_column = [(column, score) for column, score in enumerate(scores) if score is not None]
    items = [score for _, score in by_column]
    _, fields = max((aligned(items, o) for o in orders(run.head)), key=lambda a: a[0])
    found: list[Field | None] = [None] * run.columns
    for (column, _), field in zip(by_column, fields, strict=True):
        found[column] = field
    return _spread(found, run.head)


def orders(head: Head | None) -> tuple[tuple[Field, ...], ...]:
    """The orders that fields may stand in, the header's first if it names most of them."""
    swapped = tuple(_SWAP.get(f, f) for f in ORDER)
    named = tuple(f for f in head.named if f in ORDER) if head else ()
    if len(named) < _MOST:
        return (ORDER, swapped)
    rest = [f for f in ORDER if f not in named]
    full = list(named)
    for field in rest:
        before = [full.index(f) for f in ORDER[: ORDER.index(field)] if f in full]
        full.insert(max(before, default=-1) + 1, field)
    return (tuple(full), ORDER, swapped)


_SWAP = {Field.WEIGHT: Field.DEADLINE, Field.DEADLINE: Field.WEIGHT}
_MOST = 6  # of eleven fields: a header that lost more does not show an order


def _content(run: Run, lexicon: Lexicon) -> Mapping[int, Mapping[Field, float]]:
    """The mean fit of each column's cells for each field, less for a column with few of them."""
    sums: dict[int, dict[Field, float]] = defaultdict(lambda: dict.fromkeys(ORDER, 0.0))
    counts: Counter[int] = Counter()
    for line in run.lines:
        for cell in line.own if line.kind is LineKind.DATA else ():
            if not lexicon.is_head_word(cell.source.text):
                counts[cell.column] += 1
                for field, score in fits(cell.source.text, lexicon).items():
                    if field in sums[cell.column]:
                        sums[cell.column][field] += score
    return {
        column: {f: total / (counts[column] + 1) for f, total in held.items()}
        for column, held in sums.items()
    }


def _score(
    column: int, head: Head | None, content: Mapping[Field, float]
) -> Mapping[Field, float] | None:
    named = head.fields[column] if head else None
    if not any(content.values()):
        return dict.fromkeys(ORDER, -1.0) | {named: HEAD_PRIOR} if named else None
    taken = _taken(column, head)
    return {f: -1.0 if f in taken else content.get(f, 0.0) + _prior(f, named) for f in ORDER}


def _taken(column: int, head: Head | None) -> frozenset[Field]:
    """The fields that a column with a heading of its own cannot hold: others are headed so."""
    if head is None or column not in head.foreign:
        return frozenset()
    named = frozenset(head.named)
    return named | (_TEXTS if named & _TEXTS else frozenset())


def _prior(field: Field, named: Field | None) -> float:
    if named is None:
        return 0.0
    return HEAD_PRIOR if field is named else -OTHER_PRIOR


def _spread(fields: Sequence[Field | None], head: Head | None) -> tuple[Field | None, ...]:
    """Columns that the header spans with one word share its field where they got none."""
    named = head.fields if head else (None,) * len(fields)
    return tuple(
        field or (name if name and name in fields else None)
        for field, name in zip(fields, named, strict=True)
    )
