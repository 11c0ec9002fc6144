"""Which column of a table's lines holds which field, by its header."""

from __future__ import annotations

from typing import TYPE_CHECKING

from form_schemes import LUOJIANG

from normalizers.model import Field
from normalizers.text import canonical

if TYPE_CHECKING:
    from .draft import Line

Columns = dict[Field, int]

_WORDS = {canonical(w): field for field, words in LUOJIANG.head_words.items() for w in words}
_HEAD_ROWS = 2


def columns_of(table: list[Line]) -> Columns:
    """The column of each field that the table's header names."""
    found: Columns = {}
    for line in table[:_HEAD_ROWS]:
        for column, text in enumerate(line.texts):
            field = _WORDS.get(canonical(text))
            if field:
                found[field] = column
    return found
