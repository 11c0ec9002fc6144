"""Submissions of one batch that hold the same unit's form of the same year."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from normalizers.lookalike import is_misreading
from normalizers.origin import RANKS, is_recognised
from normalizers.roster import bare_unit

from .intake import natural_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from normalizers.model import Form

    from .model import Result

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
    keys = [_key(result) for result in results]
    typed = {k for k, r in zip(keys, results, strict=True) if k and not _is_recognised(r)}
    wild: defaultdict[tuple[str, int | None], set[Key]] = defaultdict(set)
    for unit, year in typed:
        for pattern in _patterns(unit):
            wild[pattern, year].add((unit, year))
    return [
        _proper(key, wild) if key and key not in typed and _is_recognised(r) else key
        for key, r in zip(keys, results, strict=True)
    ]


def _proper(key: Key, wild: Mapping[tuple[str, int | None], set[Key]]) -> Key:
    unit, year = key
    near = {k for pattern in _patterns(unit) for k in wild.get((pattern, year), ())}
    found = [k for k in near if is_misreading(unit, k[0])]
    return found[0] if len(found) == 1 else key


def _patterns(unit: str) -> Iterator[str]:
    return (f"{unit[:i]}*{unit[i + 1 :]}" for i in range(len(unit)))


def _key(result: Result) -> Key | None:
    if result.form is None or not result.form.unit.value:
        return None
    unit = result.form.unit.value
    bare = unit if result.scheme is None else bare_unit(unit, result.scheme)
    return bare, result.form.year


def _is_recognised(result: Result) -> bool:
    return result.form is not None and is_recognised(result.form.unit.source, result.form.origin)


def same_forms(results: Sequence[Result]) -> list[tuple[Numbered, ...]]:
    """The results, by index, of each form that came more than once, what counts first.

    A scan counts before a PDF, a PDF before Word, a whole form before a piece of one. Of several
    with the same content only the first is there.
    """
    keys = form_keys(results)
    groups: defaultdict[Key, dict[str, Numbered]] = defaultdict(dict)
    order = sorted(range(len(results)), key=lambda i: natural_key(results[i].submission.id))
    for index in order:
        result, key = results[index], keys[index]
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
