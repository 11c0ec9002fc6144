"""The values of a form's rows, each read in the context of the form: its fields and its usage."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar, cast

from .basis import bases_of
from .basis_usage import BasisUsage, basis_usage_of, with_usual_wording
from .dates import deadline_of
from .deadline_usage import as_known, known_deadlines
from .grammars import (
    DEADLINE,
    basis_grammar,
    names_grammar,
    number_grammar,
    text_grammar,
    weight_grammar,
)
from .model import Field
from .reread import reread
from .sequence import sequence_of
from .standing import ROLES
from .text import text_of
from .title_usage import legible_titles, opened_titles, with_known_titles
from .traces import tidied, with_lost_halves
from .usage import reworded, usage_of
from .weight import weight_of, with_lost_point
from .worded import worded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from decimal import Decimal

    from parsers.model import Source

    from .model import Basis, Repair, Value
    from .reread import Grammar
    from .rows import Row
    from .scheme import Scheme, SectionScheme
    from .traits import Lexicon
    from .usage import Usage

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Context:
    """What a form says legibly, for reading the rest of it.

    `titles` holds how each document's title is written legibly, `cited` what documents are
    cited, `weights` counts those that
    stand without doubt, `deadlines` are those that are known. `recognised` says that some of the
    form's rows were read off a picture: else nothing of this acts. `done` and
    `documents` hold what was read of each source: rows that share a merged cell share its value.
    """

    lexicon: Lexicon
    usage: Usage
    titles: Mapping[str, str]
    cited: BasisUsage
    weights: Mapping[Decimal, int]
    deadlines: frozenset[str]
    recognised: bool
    done: dict[tuple[Field, int], object] = field(default_factory=dict)
    documents: dict[int, Value[tuple[Basis, ...]]] = field(default_factory=dict)

    @property
    def scheme(self) -> Scheme:
        """The form's scheme."""
        return self.lexicon.scheme

    def anew(self) -> Context:
        """The same, with nothing read yet."""
        return replace(self, done={}, documents={})

    def number(self, source: Source, section: SectionScheme | None) -> Value[str]:
        """序号."""
        if not source.doubts:
            return sequence_of(source)
        return self._read(source, number_grammar(section))

    def weight(self, source: Source) -> Value[Decimal]:
        """权重."""
        if not source.doubts:
            return with_lost_point(weight_of(source), self.weights)
        value = self._read(source, weight_grammar(self.weights))
        return with_lost_point(value, self.weights)

    def deadline(self, source: Source) -> Value[str]:
        """完成时限."""
        if not self.recognised:
            return deadline_of(source)
        return as_known(self._read(source, DEADLINE), self.deadlines)

    def text(self, source: Source, of: Field) -> Value[str]:
        """一级指标, 二级指标, 备注: running text."""
        if not self.recognised:
            return text_of(source, of)
        return with_lost_halves(self._read(source, text_grammar(of)), of)

    def bases(self, source: Source) -> Value[tuple[Basis, ...]]:
        """文件依据."""
        plain = self.scheme.plain_bases
        if not self.recognised:
            return bases_of(source, plain)
        if id(source) not in self.documents:
            read = self._read(source, basis_grammar(self.cited))
            known = with_known_titles(read, self.titles)
            self.documents[id(source)] = with_usual_wording(known, self.cited)
        return self.documents[id(source)]

    def names(
        self,
        source: Source,
        role: Field,
        legible: Mapping[str, float],
        value_of: Callable[[Source], Value[tuple[str, ...]]],
    ) -> Value[tuple[str, ...]]:
        """People or units; `legible` counts the cells in which each name stands without doubt."""
        if not source.doubts:
            return value_of(source)
        return self._read(source, names_grammar(role, value_of, legible))

    def _read(self, source: Source, grammar: Grammar[T]) -> Value[T]:
        key = (grammar.field, id(source))
        if key not in self.done:
            known, made = self._settled(source, grammar.field)
            value = reread(known, grammar)
            self.done[key] = replace(value, repairs=(*made, *value.repairs)) if made else value
        return cast("Value[T]", self.done[key])

    def _settled(self, source: Source, of: Field) -> tuple[Source, tuple[Repair, ...]]:
        """The source with what is known of its characters before the field's grammar is asked."""
        if of in _FIGURES:
            return source, ()
        opening: tuple[Repair, ...] = ()
        if of is Field.BASIS:
            source, opening = opened_titles(source, self.titles)
        lists = self.scheme.superior_lists if of in _CITING else ()
        known, tidying = tidied(source, of, lists)
        if of in ROLES:
            return known, tidying
        known, wording = reworded(known, self.usage, of)
        known, words = worded(known, self.usage, of)
        return known, (*opening, *tidying, *wording, *words)


_FIGURES = frozenset({Field.NUMBER, Field.WEIGHT, Field.DEADLINE})
"""Fields whose grammar leaves nothing to usage."""

_CITING = frozenset({Field.LEVEL1, Field.LEVEL2})
"""Fields that cite superior lists."""


def context_of(rows: Sequence[Row], lexicon: Lexicon) -> Context:
    """What these rows say legibly; nothing is gathered where nothing is in doubt."""
    scheme = lexicon.scheme
    sources = list(_sources(rows))
    recognised = any(s.doubts for s in sources)
    if not recognised:
        return Context(
            lexicon, usage_of((), scheme), {}, BasisUsage({}, {}), {}, frozenset(), recognised
        )
    bases = [p.source for row in rows for p in row.spread.get(Field.BASIS, ())]
    titles = legible_titles(bases, scheme.plain_bases)
    cited = basis_usage_of(bases, scheme.plain_bases)
    points = (s for row in rows if (s := row.leaf.get(Field.WEIGHT)) and not s.doubts)
    weights = Counter(w for s in points if (w := weight_of(s).value) is not None)
    times = (s for row in rows if (s := row.leaf.get(Field.DEADLINE)))
    deadlines = known_deadlines(times, scheme)
    usage = usage_of(sources, scheme)
    return Context(lexicon, usage, titles, cited, weights, deadlines, recognised)


def _sources(rows: Sequence[Row]) -> Iterable[Source]:
    for row in rows:
        yield from (row.number,) if row.number else ()
        yield from row.leaf.values()
        for printed in row.spread.values():
            yield from (p.source for p in printed)
