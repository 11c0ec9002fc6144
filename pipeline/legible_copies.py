"""Scans of a batch, made legible by the Word or PDF file of the same form that came beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalizers.copies import is_typed
from normalizers.legible import legible
from normalizers.twins import compared

from .pile import altered
from .rechecked import with_form
from .same_form import same_forms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalizers.roster import Roster

    from .model import Result
    from .same_form import Numbered


def with_legible_copies(
    results: Sequence[Result], roster: Roster | None = None
) -> Sequence[Result]:
    """The results, with what a typed copy of the same form proves of what was recognised.

    The order of the results is kept, and does not matter to what is proved.
    """
    return altered(results, _changes(results, roster))


def _changes(results: Sequence[Result], roster: Roster | None) -> Iterator[tuple[int, Result]]:
    for group in same_forms(results):
        typed = [one for one in group if is_typed(one[2])]
        for one in group if typed else ():
            made = one[1] if one in typed else _made_legible(one, typed, roster)
            if made is not one[1]:
                yield one[0], made


def _made_legible(one: Numbered, typed: Sequence[Numbered], roster: Roster | None) -> Result:
    _, result, form = one
    made = form
    for _, other, copy in typed:
        if result.scheme and compared(form, copy).alike:
            made = legible(made, copy, other.submission.id, result.scheme)
    return result if made is form else with_form(result, made, roster)
