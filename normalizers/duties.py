"""Who answers for each row: people and units, read by what the form's other cells say of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from parsers.model import Source

from .glyphs import HELD
from .model import Field
from .names import known_names, names_of
from .slips import slip_between
from .standing import ROLES
from .surnames import has_surname
from .traits import is_unit
from .unlisted import with_doubted_surnames
from .variants import read_as, variants_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from .context import Context
    from .model import Value
    from .names import Known
    from .roster import Staff
    from .rows import Row
    from .standing import Duties

T = TypeVar("T")
_NOTHING = Source("")

MOST_TRIED = 16
"""Readings of a doubtful cell that count for what the form's other cells say."""

Names = tuple[str, ...]


def duties_of(rows: Sequence[Row], staff: Staff, context: Context) -> list[Duties]:
    """Leaders, units and people of each row.

    Recognised cells are read twice: what is decided in some is known for those in which the same
    name is harder to read.
    """
    printed = ((role, s) for r in rows for role in ROLES if (s := r.leaf.get(role)))
    known = known_names(printed, staff.names_by_role())
    first = [{r: names_of(row.leaf.get(r, _NOTHING), r, known, 0) for r in ROLES} for row in rows]
    values = [(v.source, v.value or ()) for duties in first for v in duties.values()]
    legible = legible_names(values, staff.listed)
    if not context.recognised:
        return _read(rows, first, known, lambda _: legible, context)
    likely = _Elsewhere(legible, _likely_names(first, known))
    glimpsed = _read(rows, first, known, likely.than, context.anew())
    pairs = zip(first, glimpsed, strict=True)
    decided = decided_names((was[r].source, now[r]) for was, now in pairs for r in ROLES)
    read = _read(rows, first, known, _Elsewhere(legible, decided).than, context)
    return [_doubted(duties, staff.listed) for duties in read]


def _doubted(duties: Duties, listed: Collection[str]) -> Duties:
    """The duties with the doubts about surnames that recognition does not know."""
    people = {r: v for r, v in duties.items() if r is not Field.UNITS}
    return {**duties, **{r: with_doubted_surnames(v, r, listed) for r, v in people.items()}}


def moved(row: Row, field: Field, value: Value[T]) -> Value[T]:
    """The value with the repair that brought its text into the field, if one did."""
    move = row.moves.get(field)
    return replace(value, repairs=(move, *value.repairs)) if move else value


def _read(
    rows: Sequence[Row],
    first: Sequence[Duties],
    known: Known,
    legible: Callable[[Source], Mapping[str, float]],
    context: Context,
) -> list[Duties]:
    """The duties, weighed by what is `legible` of the names beside a cell."""
    found: list[Duties] = []
    for row, duties in zip(rows, first, strict=True):
        counts = sorted(len(v.value) for v in duties.values() if v.value)
        expected = counts[len(counts) // 2] if counts else 0
        names: Duties = {}
        for role in ROLES:
            source = duties[role].source
            value_of = partial(names_of, role=role, known=known, expected=expected)
            read = context.names(source, role, legible(source), value_of)
            names[role] = moved(row, role, read)
        found.append(names)
    return found


def _likely_names(first: Sequence[Duties], known: Known) -> dict[int, dict[str, float]]:
    """How likely each name stands in each doubtful cell, by the identity of its source."""
    cells = {id(v.source): (v.source, role) for duties in first for role, v in duties.items()}
    return {
        key: _likely(source, role, known) for key, (source, role) in cells.items() if source.doubts
    }


def _likely(source: Source, role: Field, known: Known) -> dict[str, float]:
    found: dict[str, float] = {}
    variants = list(islice(variants_of(source), MOST_TRIED))
    total = sum(v.share for v in variants) or 1.0
    for variant in variants:
        value = names_of(read_as(source, variant.text, ()), role, known, 0)
        for name in set(value.value or ()):
            found[name] = found.get(name, 0.0) + variant.share / total
    return found


class _Elsewhere:
    """What stands legibly in the form, and by other evidence in each cell, by its source's id."""

    def __init__(
        self, legible: Mapping[str, float], cells: Mapping[int, Mapping[str, float]]
    ) -> None:
        self.legible, self.cells = legible, cells
        self.total: defaultdict[str, float] = defaultdict(float, legible)
        for name, share in (pair for names in cells.values() for pair in names.items()):
            self.total[name] += share

    def than(self, source: Source) -> Mapping[str, float]:
        """How often each name stands in other cells than this one."""
        own = self.cells.get(id(source), {})
        return {**self.total, **{name: self.total[name] - share for name, share in own.items()}}


def legible_names(
    values: Iterable[tuple[Source, tuple[str, ...]]], listed: Iterable[str]
) -> Counter[str]:
    """In how many cells each name stands without doubt; names that are `listed` count twice.

    Where two such names look alike, recognition may have made the one of the other again and again:
    neither counts more than once.
    """
    cells = {id(s): names for s, names in values if not s.doubts}.values()
    found = Counter(name for names in cells for name in names)
    for name in tuple(_contested(found)):
        found[name] = min(found[name], 1)
    for name in listed:
        found[name] += 2
    return found


def decided_names(
    read: Iterable[tuple[Source, Value[tuple[str, ...]]]],
) -> dict[int, dict[str, float]]:
    """The names that are decided in doubtful cells, by the source's id: nothing else fits there.

    A person's name with a surname that nobody has decides nothing.
    """
    cells = {id(s): value.value or () for s, value in read if s.doubts and not value.suggestions}
    return {
        cell: {name: 1.0 for name in names if is_unit(name) or has_surname(name)}
        for cell, names in cells.items()
    }


def _contested(names: Collection[str]) -> Iterator[str]:
    """The names that have a look-alike among these."""
    keys: dict[str, list[str]] = {}
    for name in sorted(names):
        for index in range(len(name)):
            keys.setdefault(f"{name[:index]}*{name[index + 1 :]}", []).append(name)
    for alike in keys.values():
        for one in alike:
            slips = (slip_between(one, other) for other in alike if other != one)
            if any(slip and slip.likeness >= HELD for slip in slips):
                yield one
