"""Submissions of one batch that hold the same unit's form of the same year."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from normalizers.origin import RANKS

from .intake import natural_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizers.model import Form

    from .model import Result

WHOLE = 0.5
"""The share of the fullest form's rows that one must have to count before others."""

Numbered = tuple[int, "Result", "Form"]


def unit_and_year(result: Result) -> tuple[str, int | None] | None:
    """Whose form of which year it is; None where it is nobody's."""
    if result.form is None or not result.form.unit.value:
        return None
    return result.form.unit.value, result.form.year


def same_forms(results: Sequence[Result]) -> list[tuple[Numbered, ...]]:
    """The results, by index, of each form that came more than once, what counts first.

    A scan counts before a PDF, a PDF before Word, a whole form before a piece of one. Of several
    with the same content only the first is there.
    """
    groups: defaultdict[tuple[str, int | None], dict[str, Numbered]] = defaultdict(dict)
    order = sorted(range(len(results)), key=lambda i: natural_key(results[i].submission.id))
    for index in order:
        result, key = results[index], unit_and_year(results[index])
        if key is not None and result.form is not None:
            own = result.fingerprint or str(index)
            groups[key].setdefault(own, (index, result, result.form))
    return [_in_order(tuple(g.values())) for g in groups.values() if len(g) > 1]


def _in_order(group: tuple[Numbered, ...]) -> tuple[Numbered, ...]:
    most = max(len(form.indicators) for _, _, form in group)

    def standing(one: Numbered) -> tuple[bool, int]:
        form = one[2]
        return (len(form.indicators) < WHOLE * most, RANKS[form.origin])

    return tuple(sorted(group, key=standing))
