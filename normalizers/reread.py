"""Read in context: what a field may hold decides between the readings that recognition leaves open.

A doubt whose candidates all come to one value, or of which the field's grammar allows one only, is
none. Where what was read cannot stand, the likeliest reading that can is taken; where two are much
alike in likelihood, none is, and the value stays as it was read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Generic, TypeVar

from .model import Repair
from .text import unwrapped
from .variants import Candidate, candidates_of, doubts_of, read_as, settled_text, variants_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from parsers.model import Doubt, Source

    from .model import Field, Value
    from .variants import Variant

T = TypeVar("T")

RULE = "reading.context"

CLEAR = 4.0
"""How many times as likely as all others together the reading must be that is taken."""

TAKEN = 0.9
"""The confidence of a reading taken for what was read: of 257 in scans of 52 forms in four
qualities, 247 brought their text nearer to what is printed."""

LIKELY = 0.2
"""How likely recognition must hold a character, for the field alone to prove it."""

FIRST_HAN = "\u4e00"
MOST_TRIED = 96
"""Readings that are weighed of one cell: with more doubts than that, too little of it is sure."""


@dataclass(frozen=True, slots=True)
class Grammar(Generic[T]):
    """What a field may hold.

    `value_of` makes its value of a text; `weigh` says how plausible that value is, from 0 (it
    cannot stand there) to 1; `meant` names in Chinese what it must be: 时限, 序号. `open_ended`:
    what has lost a character may be a value still (6月底 of 6月底前), so that no Chinese character
    is taken for a trace. `unread` is the share of its certainty that recognition may leave to no
    character in particular, before one stays in doubt whatever it makes: plain text proves little.
    """

    field: Field
    value_of: Callable[[Source], Value[T]]
    weigh: Callable[[Value[T]], float]
    meant: str
    open_ended: bool = False
    unread: float = 1.0


def reread(source: Source, grammar: Grammar[T]) -> Value[T]:
    """The value of a text, by the likeliest of its readings that the field may hold.

    Its source keeps the text as it was read, and those doubts that the field does not settle.
    """
    doubts = doubts_of(source)
    if not doubts:
        return grammar.value_of(source)
    first = next(variants_of(source))
    read = replace(grammar.value_of(read_as(source, first.text, ())), source=source)
    if grammar.weigh(read) >= 1:
        return replace(read, source=_settled(source, doubts, first, grammar))
    taken = _taken(source, grammar)
    if taken is None:
        return _undecided(source, read, grammar)
    value = grammar.value_of(read_as(source, taken.text, ()))
    left = _settled(source, doubts, taken, grammar)
    if taken.text == first.text:
        return replace(value, source=left)
    repair = _repair(source, taken, grammar)
    return replace(value, source=left, repairs=(repair, *value.repairs))


def told(source: Source, taken: Variant) -> str:
    """Which characters of a text are read otherwise, in Chinese, with how sure recognition was."""
    changes = [
        _change(source, doubt, pick)
        for doubt, pick in zip(doubts_of(source), taken.picks, strict=True)
        if pick.text != source.text[doubt.at] and doubt.certainty
    ]
    return "，".join(changes)


def _change(source: Source, doubt: Doubt, pick: Candidate) -> str:
    read = source.text[doubt.at]
    what = f"也可能是“{pick.text}”" if pick.text else "可能是印章、线条的残迹"
    return f"“{read}”识别把握只有{doubt.certainty:.0%}，{what}"


def _taken(source: Source, grammar: Grammar[T]) -> Variant | None:
    """The likeliest reading that can stand, None where there is none, or it is not clear."""
    groups = _groups(source, grammar)
    if not groups:
        return None
    best, *others = groups
    if best.share < CLEAR * sum(o.share for o in others):
        return None
    return best.first


@dataclass(frozen=True, slots=True)
class _Group:
    """Readings that come to one value: the first of them, and how likely they are together."""

    first: Variant
    share: float


def _groups(source: Source, grammar: Grammar[T]) -> list[_Group]:
    found: dict[str, _Group] = {}
    for variant in islice(variants_of(source), MOST_TRIED):
        value = grammar.value_of(read_as(source, variant.text, ()))
        share = variant.share * grammar.weigh(value)
        if share and not (grammar.open_ended and _lost(source, variant)):
            key = repr(_shown(value))
            known = found.get(key)
            first = known.first if known else variant
            found[key] = _Group(first, share + (known.share if known else 0))
    return sorted(found.values(), key=lambda g: -g.share)


def _lost(source: Source, variant: Variant) -> bool:
    """Whether a reading leaves out a Chinese character."""
    pairs = zip(doubts_of(source), variant.picks, strict=True)
    return any(not pick.text and source.text[d.at] >= FIRST_HAN for d, pick in pairs)


def _shown(value: Value[T]) -> object:
    """What of a value is published: documents by their title and number, not as they were read."""
    held = value.value
    return tuple(map(str, held)) if isinstance(held, tuple) else held


def _settled(
    source: Source, doubts: Sequence[Doubt], taken: Variant, grammar: Grammar[T]
) -> Source:
    """The source as read, with those doubts that make a difference to what it is taken for."""
    texts = [pick.text for pick in taken.picks]
    value = grammar.value_of(read_as(source, taken.text, ()))
    wanted, weight = _shown(value), grammar.weigh(value)
    left: list[Doubt | None] = []
    for number, (doubt, pick) in enumerate(zip(doubts, taken.picks, strict=True)):
        rivals = []
        for candidate in candidates_of(source, doubt):
            if candidate.text == pick.text:
                continue
            text = _with(source, doubts, [*texts[:number], candidate.text, *texts[number + 1 :]])
            value = grammar.value_of(read_as(source, text, ()))
            share = candidate.share * grammar.weigh(value)
            if share and _shown(value) != wanted:
                rivals.append((candidate.text, share))
        if rivals:
            left.append(_against(doubt, pick.share * weight, rivals))
        else:
            left.append(_unproved(source, doubt, pick, grammar))
    return read_as(source, source.text, tuple(doubt for doubt in left if doubt))


def _against(doubt: Doubt, own: float, rivals: Sequence[tuple[str, float]]) -> Doubt:
    """The doubt between what is taken and the candidates that would make another value."""
    certainty = own / (own + sum(share for _, share in rivals))
    return replace(doubt, certainty=certainty, others=tuple((t, p) for t, p in rivals if t))


def _unproved(source: Source, doubt: Doubt, pick: Candidate, grammar: Grammar[T]) -> Doubt | None:
    """The doubt that is left where nothing else would make another value, None where none is."""
    if pick.share < LIKELY:
        return replace(doubt, certainty=pick.share, others=())
    return doubt if _unread(source, doubt, pick) > grammar.unread else None


def _unread(source: Source, doubt: Doubt, pick: Candidate) -> float:
    """The share of recognition's certainty that is with none of the characters it names."""
    if pick.text != source.text[doubt.at]:
        return 0.0
    return 1 - sum(c.share for c in candidates_of(source, doubt))


def _with(source: Source, doubts: Sequence[Doubt], texts: Sequence[str]) -> str:
    characters = list(source.text)
    for doubt, text in zip(doubts, texts, strict=True):
        characters[doubt.at] = text
    return "".join(characters)


def _unsettled(source: Source) -> Source:
    """The source with the doubts that nothing has settled."""
    return read_as(source, source.text, tuple(d for d in source.doubts if d.certainty))


def _repair(source: Source, taken: Variant, grammar: Grammar[T]) -> Repair:
    evidence = f"{told(source, taken)}；这样才是{grammar.meant}"
    before, after = unwrapped(settled_text(source)), unwrapped(taken.text)
    return Repair(grammar.field, before, after, RULE, TAKEN, evidence)


def _undecided(source: Source, read: Value[T], grammar: Grammar[T]) -> Value[T]:
    """The value as read; what else it may be is suggested, where several readings can stand."""
    groups = _groups(source, grammar)[:3]
    suggestions = tuple(
        replace(_repair(source, g.first, grammar), confidence=0.5)
        for g in groups
        if g.first.text != settled_text(source)
    )
    return replace(read, source=_unsettled(source), suggestions=(*read.suggestions, *suggestions))
