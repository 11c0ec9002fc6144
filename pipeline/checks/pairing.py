"""Which row of a form is which fixed item of the scheme."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from .items import number_of
from .wording import alike, same_wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from normalizers.model import Indicator
    from normalizers.scheme import FixedItem

    Fits = Callable[[FixedItem, Indicator], bool]
    Pairs = dict[FixedItem, Indicator]


def paired(
    items: tuple[FixedItem, ...], rows: tuple[Indicator, ...], same_text: float
) -> tuple[Pairs, tuple[Indicator, ...]]:
    """The row of each item that has one, and the rows that are none's, in the form's order.

    The surest evidence pairs first: label and text; a label that stands once; the text alone (its
    number is repeated or wrong); the label alone; a text that is alike.
    """
    once = {label for label, times in Counter(map(_label, rows)).items() if times == 1}
    evidence: tuple[Fits, ...] = (
        lambda item, row: _labelled(item, row) and _says(item, row),
        lambda item, row: _labelled(item, row) and _label(row) in once,
        _says,
        _labelled,
        lambda item, row: alike(item.text, row.level1.value or "", same_text),
    )
    pairs: Pairs = {}
    left = list(rows)
    for fits in evidence:
        _pair(pairs, [i for i in items if i not in pairs], left, fits)
    return pairs, tuple(left)


def _pair(pairs: Pairs, items: list[FixedItem], left: list[Indicator], fits: Fits) -> None:
    for item in items:
        index = next((n for n, row in enumerate(left) if fits(item, row)), None)
        if index is not None:
            pairs[item] = left.pop(index)


def _label(row: Indicator) -> str:
    return number_of(row) or row.category.value or ""


def _labelled(item: FixedItem, row: Indicator) -> bool:
    return _label(row) == (item.number or item.category)


def _says(item: FixedItem, row: Indicator) -> bool:
    return same_wording(item.text, row.level1.value or "")
