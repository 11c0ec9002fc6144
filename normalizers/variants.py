"""The readings that a doubtful text leaves open, the likeliest first.

Each doubtful character may be one of its others; what certainty none of them has says that nothing
stands there, as where a rule or a seal left its trace.
"""

from __future__ import annotations

import heapq
import re
from dataclasses import dataclass, replace
from math import prod
from typing import TYPE_CHECKING

from parsers.model import Doubt

from .text import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from parsers.model import Source

MOST = 256
"""Readings that are tried of a text: four doubtful characters with four candidates each."""
FAINT = 0.02
"""The least share of certainty that makes a candidate."""
SHORT = 2
"""Characters of a line that may be a trace though they are Chinese: 校 below a name."""

_HAN = re.compile(f"[{HAN}]")
_KEPT = frozenset("（）()《》〔〕[]【】“”「」<>〈〉■□")
_OPENING, _CLOSING = frozenset("（(〔[【"), frozenset("）)〕]】")


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may stand in one place of a text: a character, or nothing; and how likely it is."""

    text: str
    share: float


@dataclass(frozen=True, slots=True)
class Variant:
    """One reading of a text; `picks` are the candidates taken, one for each doubt, in order."""

    text: str
    share: float
    picks: tuple[Candidate, ...]


def doubts_of(source: Source) -> tuple[Doubt, ...]:
    """The doubts of a text that are about characters of it."""
    return tuple(d for d in source.doubts if 0 <= d.at < len(source.text))


def settle(source: Source, picks: Mapping[int, str]) -> Source:
    """The source with what stands at these places of its text known: a character, or nothing.

    Its text stays as it was read. A place where another character stands than was read is a doubt
    without certainty and with one candidate; one where the same stands is no doubt.
    """
    if not picks:
        return source
    others = {d.at: d for d in source.doubts if d.at not in picks}
    known = {
        at: Doubt(at, 0, ((text, 1),)) for at, text in picks.items() if text != source.text[at]
    }
    doubts = tuple(d for _, d in sorted((others | known).items()))
    return read_as(source, source.text, doubts)


def settled_text(source: Source) -> str:
    """The text with what is known to stand in it, and else as it was read."""
    return next(variants_of(source)).text


def candidates_of(source: Source, doubt: Doubt) -> tuple[Candidate, ...]:
    """What may stand where the doubt is: first what was read, then the others as they are likely.

    What is settled has one candidate.
    """
    if not doubt.certainty:
        return tuple(Candidate(text, share) for text, share in doubt.others[:1])
    others = [Candidate(text, share) for text, share in doubt.others if share >= FAINT]
    rest = 1 - doubt.certainty - sum(c.share for c in others)
    trace = rest >= FAINT and _may_be_trace(source.text, doubt.at)
    nothing = [Candidate("", rest)] if trace else []
    likely = sorted((*others, *nothing), key=lambda c: -c.share)
    return (Candidate(source.text[doubt.at], doubt.certainty), *likely)


def _may_be_trace(text: str, at: int) -> bool:
    """Whether one may be no character: no bracket of a pair, nor a Chinese one amid others."""
    character = text[at]
    if not _HAN.fullmatch(character):
        return character not in _KEPT or at in _single_brackets(text)
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)].strip()
    return len(line) <= SHORT < len(text.strip())


def _single_brackets(text: str) -> set[int]:
    """The places of the brackets that open and never close, or close what none has opened."""
    opened: list[int] = []
    single: set[int] = set()
    for at, character in enumerate(text):
        if character in _OPENING:
            opened.append(at)
        elif character in _CLOSING and opened:
            opened.pop()
        elif character in _CLOSING:
            single.add(at)
    return single.union(opened)


def variants_of(source: Source) -> Iterator[Variant]:
    """The readings of a text, the likeliest first, at most `MOST`; that as it was read first."""
    doubts = doubts_of(source)
    choices = [candidates_of(source, d) for d in doubts]
    first = _variant(source, doubts, [c[0] for c in choices])
    yield first
    likely = [tuple(sorted(c, key=lambda one: -one.share)) for c in choices]
    others = (v for v in _likeliest(source, doubts, likely) if v.picks != first.picks)
    for _, variant in zip(range(MOST - 1), others, strict=False):
        yield variant


def read_as(source: Source, text: str, doubts: tuple[Doubt, ...]) -> Source:
    """The source with another text, whose doubtful characters are these."""
    confidence = min((d.certainty for d in doubts if d.certainty), default=1.0)
    return replace(source, text=text, doubts=doubts, confidence=confidence)


def _likeliest(
    source: Source, doubts: Sequence[Doubt], choices: Sequence[tuple[Candidate, ...]]
) -> Iterator[Variant]:
    """Best first: each next reading is one step down, in one place, from one that came before."""
    start = (0,) * len(choices)
    waiting = [(-_share(choices, start), start)]
    seen = {start}
    while waiting:
        _, steps = heapq.heappop(waiting)
        yield _variant(source, doubts, [c[s] for c, s in zip(choices, steps, strict=True)])
        for place, step in enumerate(steps):
            following = (*steps[:place], step + 1, *steps[place + 1 :])
            if step + 1 < len(choices[place]) and following not in seen:
                seen.add(following)
                heapq.heappush(waiting, (-_share(choices, following), following))


def _share(choices: Sequence[tuple[Candidate, ...]], steps: Sequence[int]) -> float:
    return prod(c[s].share for c, s in zip(choices, steps, strict=True))


def _variant(source: Source, doubts: Sequence[Doubt], picks: Sequence[Candidate]) -> Variant:
    text, position = "", 0
    for doubt, pick in zip(doubts, picks, strict=True):
        text += source.text[position : doubt.at] + pick.text
        position = doubt.at + 1
    return Variant(text + source.text[position:], prod(p.share for p in picks), tuple(picks))
