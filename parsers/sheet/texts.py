"""A raw sheet -> its texts as Excel shows them, by row and column."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from parsers.sheet.number_format import shown, shown_text
from parsers.sheet.typed_numbers import candidate_of, typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from parsers.sheet.places import Place
    from parsers.sheet.typed_numbers import Candidate
    from parsers.sheet.workbook import Workbook
    from parsers.sheet.worksheet import RawCell

# An apostrophe is typed to keep Excel from turning a text into a number, a day or a formula.
# Excel itself marks it in the style; programs that imitate it leave it in the text.
_APOSTROPHE = re.compile(r"'(?=[\d=+\-@])")


def shown_texts(cells: Mapping[Place, RawCell], workbook: Workbook) -> dict[Place, str]:
    """What the cells show; those that show nothing are left out."""
    texts = {place: _shown(cell, workbook) for place, cell in cells.items()}
    texts |= _typed_texts(_candidates(cells, workbook), texts)
    return {place: text for place, text in texts.items() if text.strip()}


def _shown(cell: RawCell, workbook: Workbook) -> str:
    code = workbook.style(cell.style).format_code
    if isinstance(cell.value, Decimal):
        return shown(cell.value, code, workbook.day_one)
    return shown_text(_APOSTROPHE.sub("", cell.value, count=1), code)


def _candidates(cells: Mapping[Place, RawCell], workbook: Workbook) -> dict[Place, Candidate]:
    """The days that may have been typed as numbers, from top to bottom."""
    candidates = {}
    for place, cell in sorted(cells.items(), key=lambda item: item[0]):
        if isinstance(cell.value, Decimal):
            code = workbook.style(cell.style).format_code
            candidate = candidate_of(cell.value, code, workbook.day_one)
            if candidate is not None:
                candidates[place] = candidate
    return candidates


def _typed_texts(
    candidates: Mapping[Place, Candidate], texts: Mapping[Place, str]
) -> dict[Place, str]:
    by_column: dict[int, list[Place]] = defaultdict(list)
    for place in candidates:
        by_column[place[1]].append(place)
    others = _columns(by_column.keys(), texts)
    answers: dict[Place, str] = {}
    for column, places in by_column.items():
        beside = (texts[p] for p in others[column] if p not in candidates)
        were_typed = typed([candidates[p] for p in places], beside)
        answers |= {p: str(candidates[p]) for p, was in zip(places, were_typed, strict=True) if was}
    return answers


def _columns(columns: Iterable[int], places: Iterable[Place]) -> dict[int, list[Place]]:
    by_column: dict[int, list[Place]] = {column: [] for column in columns}
    for place in places:
        if place[1] in by_column:
            by_column[place[1]].append(place)
    return by_column
