"""Submissions of one batch that hold the same unit's form of the same year."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from normalizers.lookalike import is_misreading
from normalizers.origin import RANKS

from .intake import natural_key
from .pile import facts
from .standing import standing_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from normalizers.model import Form

    from .model import Result
    from .standing import Standing

WHOLE = 0.5
"""The share of the fullest form's rows that one must have to count before others."""

Numbered = tuple[int, "Result", "Form"]

Key = tuple[str, "int | None"]
"""A unit, without its city's and its district's name, and a year."""


def form_keys(results: Sequence[Result]) -> list[Key | None]:
    """Whose form of which year each result is; None where it is nobody's.

    A unit that a scan names, and nobody else, is the one of which that may be a misreading, if the
    batch knows just one such. Candidates are found by what is left without each of the characters,
    so that it takes no longer than there are results.
    """
    standings = facts(results, standing_of)
    keys = [_key(standing) for standing in standings]
    typed = {k for k, s in zip(keys, standings, strict=True) if k and not s.is_recognised}
    wild: defaultdict[tuple[str, int | None], set[Key]] = defaultdict(set)
    for unit, year in typed:
        for pattern in _patterns(unit):
            wild[pattern, year].add((unit, year))
    return [
        _proper(key, wild) if key and key not in typed and s.is_recognised else key
        for key, s in zip(keys, standings, strict=True)
    ]


def _proper(key: Key, wild: Mapping[tuple[str, int | None], set[Key]]) -> Key:
    unit, year = key
    near = {k for pattern in _patterns(unit) for k in wild.get((pattern, year), ())}
    found = [k for k in near if is_misreading(unit, k[0])]
    return found[0] if len(found) == 1 else key


def _patterns(unit: str) -> Iterator[str]:
    return (f"{unit[:i]}*{unit[i + 1 :]}" for i in range(len(unit)))


def _key(standing: Standing) -> Key | None:
    return (standing.department, standing.year) if standing.unit else None


def same_forms(results: Sequence[Result]) -> Iterator[tuple[Numbered, ...]]:
    """The results, by index, of each form that came more than once, what counts first.

    A scan counts before a PDF, a PDF before Word, a whole form before a piece of one. Of several
    with the same content only the first is there.
    """
    keys, standings = form_keys(results), facts(results, standing_of)
    groups: defaultdict[Key, dict[str, int]] = defaultdict(dict)
    for index in sorted(range(len(results)), key=lambda i: natural_key(standings[i].id)):
        key = keys[index]
        if key is not None:
            groups[key].setdefault(standings[index].fingerprint or str(index), index)
    for group in groups.values():
        if len(group) > 1:
            yield _in_order(tuple(_numbered(results, group.values())))


def _numbered(results: Sequence[Result], indices: Iterable[int]) -> Iterator[Numbered]:
    for index in indices:
        result = results[index]
        if result.form is not None:
            yield index, result, result.form


def _in_order(group: tuple[Numbered, ...]) -> tuple[Numbered, ...]:
    most = max(len(form.indicators) for _, _, form in group)

    def standing(one: Numbered) -> tuple[bool, int]:
        form = one[2]
        return (len(form.indicators) < WHOLE * most, RANKS[form.origin])

    return tuple(sorted(group, key=standing))
