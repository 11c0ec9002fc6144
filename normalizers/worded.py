"""Doubtful characters of running text, by the words that they make with those beside them.

Recognition takes 季 for 李 and 患 for 愚; 李度 and 隐愚 are no words. Of what recognition leaves
open, that is taken which the words of the language make far likelier than all else together. Where
it leaves nothing open and is wrong all the same, what stands there is a character that makes no
word while one that looks like it does: that becomes a doubt, or is repaired where it is clear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from parsers.model import ILLEGIBLE, Doubt

from .glyphs import lookalikes_of
from .lookalike import is_meant_otherwise
from .model import Repair
from .text import HAN, is_common, unwrapped
from .variants import Candidate, candidates_of, doubts_of, read_as, settle, settled_text
from .words import known_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from parsers.model import Source

    from .model import Field
    from .usage import Usage

RULE = "reading.words"

NEAR = 6
"""So many characters on either side are looked at."""

SURE = 0.95
"""How likely a character must be, of all that recognition leaves open, to be taken."""

PLAIN = 0.99
"""How likely the one that was read must be, to be in doubt no longer."""

OPEN = 0.8
"""How likely one that only looks like what was read must be, to be told as a doubt."""

SLIP = 0.01
"""How often recognition takes, without a doubt, a character for one that looks like it."""

BREAK = -7.0
"""The logarithm of the chance that words are parted by a mark, a figure or a letter; or, where
recognition is sure of none of its characters, by one that it never thought of."""

SCATTERED = 0.2
"""What recognition gives, of all certainty, to characters that it does not mean."""

_HAN = re.compile(f"[{HAN}]")
_CODE = re.compile(rf"[{HAN}\s]+(?=[（(〔\[［【{{]\s*[12]\d{{3}})")
_BLANK = re.compile(r"\s")


def worded(source: Source, usage: Usage, field: Field) -> tuple[Source, tuple[Repair, ...]]:
    """The source with those doubtful characters settled that its words prove, and the repair.

    Figures, and characters of which each means something else where the other stands (一 and 二,
    上 and 下), are left in doubt; so are the codes of document numbers, which are no words, and
    what the form words so elsewhere (`usage`) without doubt.
    """
    if not source.doubts:
        return source, ()
    text = _Text(source, usage)
    open_places = [d.at for d in doubts_of(source) if d.certainty]
    found: dict[int, _Found] = {}
    for at in (*open_places, *open_places):  # the second time its neighbours are better known
        if (one := text.likeliest(at)) and one.share >= _enough(source, at, one):
            found[at] = one
            text.characters[at] = one.pick
    for at in [at for at in text.lone() if at not in text.doubts]:
        if (one := text.likeliest(at)) and one.pick != source.text[at] and one.share >= OPEN:
            found[at] = one
            if one.share >= SURE:
                text.characters[at] = one.pick
    return _told(source, field, found)


@dataclass(frozen=True, slots=True)
class _Found:
    pick: str
    share: float


class _Text:
    """A text whose characters become known one by one.

    `characters` holds what stands in each place as far as it is known: a character, several, or
    nothing.
    """

    def __init__(self, source: Source, usage: Usage) -> None:
        self.source, self.usage = source, usage
        self.codes = frozenset(at for m in _CODE.finditer(source.text) for at in range(*m.span()))
        self.characters = list(source.text)
        self.doubts = {d.at: d for d in doubts_of(source)}
        for at, doubt in self.doubts.items():
            if not doubt.certainty:
                self.characters[at] = candidates_of(source, doubt)[0].text

    def likeliest(self, at: int) -> _Found | None:
        """What words make likelier than all else in a place; None where that tells nothing."""
        if not _HAN.fullmatch(self.source.text[at]) or at in self.codes:
            return None
        before, after = self._around(at)
        if not before and not after:
            return None
        candidates = self._candidates(at)
        chances = [_chance(before, c.text, after) for c in candidates]
        most = max(chances)
        weights = [c.share * exp(x - most) for c, x in zip(candidates, chances, strict=True)]
        best = max(range(len(weights)), key=weights.__getitem__)
        if not _is_usual(candidates[best]) or _is_otherwise(candidates, best):
            return None
        if self._support(at, candidates[best].text) < self._support(at, candidates[0].text):
            return None
        unread = 1 - SCATTERED - sum(c.share for c in candidates) if at in self.doubts else 0
        weights.append(max(unread, 0) * exp(_chance(before, ILLEGIBLE, after) - most))
        return _Found(candidates[best].text, weights[best] / sum(weights))

    def _support(self, at: int, character: str) -> int:
        return self.usage.support_at(self.characters, at, character)

    def lone(self) -> Iterator[int]:
        """The places of Chinese characters that make no word with those beside them."""
        start = 0
        while start < len(self.characters):
            run = self._run(range(start, len(self.characters)), len(self.characters))
            # A place that is settled may hold two characters.
            places = [at for at in run for _ in self.characters[at]]
            for word in known_words().parted("".join(self.characters[at] for at in run)):
                if len(word) == 1:
                    yield places[0]
                places = places[len(word) :]
            start = max(start, *run) + 1 if run else start + 1

    def _candidates(self, at: int) -> tuple[Candidate, ...]:
        read = self.source.text[at]
        if doubt := self.doubts.get(at):
            return candidates_of(self.source, doubt)
        others = lookalikes_of(read)
        return (Candidate(read, 1.0), *(Candidate(c, SLIP) for c in others))

    def _around(self, at: int) -> tuple[str, str]:
        """The Chinese characters on both sides of a place, line breaks within them left out."""
        before = self._run(range(at - 1, -1, -1), NEAR)
        after = self._run(range(at + 1, len(self.characters)), NEAR)
        text = self.characters
        return "".join(text[i] for i in reversed(before)), "".join(text[i] for i in after)

    def _run(self, places: Iterable[int], most: int) -> list[int]:
        """The places of the Chinese characters that follow each other from the first on."""
        found: list[int] = []
        for at in places:
            character = self.characters[at]
            if not character or _BLANK.fullmatch(character):
                continue
            if len(found) >= most or not all(map(_HAN.fullmatch, character)):
                break
            found.append(at)
        return found


def _enough(source: Source, at: int, found: _Found) -> float:
    return PLAIN if found.pick == source.text[at] else SURE


def _told(
    source: Source, field: Field, found: dict[int, _Found]
) -> tuple[Source, tuple[Repair, ...]]:
    sure = {at: one for at, one in found.items() if one.share >= SURE}
    known = settle(source, {at: one.pick for at, one in sure.items()})
    opened = [_doubt(at, one) for at, one in found.items() if at not in sure]
    if opened:
        doubts = sorted((*known.doubts, *opened), key=lambda d: d.at)
        known = read_as(known, known.text, tuple(doubts))
    told = [_evidence(source, at, one) for at, one in sure.items() if one.pick != source.text[at]]
    if not told:
        return known, ()
    before, after = unwrapped(settled_text(source)), unwrapped(settled_text(known))
    return known, (Repair(field, before, after, RULE, SURE, "；".join(told)),)


def _doubt(at: int, found: _Found) -> Doubt:
    return Doubt(at, 1 - found.share, ((found.pick, found.share),))


def _chance(before: str, text: str, after: str) -> float:
    """The logarithm of the chance of what stands between these; of a mark amid words, a guess.

    Longer readings are no less likely for their length.
    """
    words = known_words()
    if all(map(_HAN.fullmatch, text)):
        return words.likelihood(before + text + after) - BREAK * max(len(text) - 1, 0)
    return words.likelihood(before) + words.likelihood(after) + BREAK


def _is_otherwise(candidates: Sequence[Candidate], best: int) -> bool:
    """Whether what was read says something else than what is taken, or the next likely would.

    Figures do, and what may be lost.
    """
    others = [c for i, c in enumerate(candidates) if i != best and c.share > SLIP]
    if any(character.isdigit() or character == ILLEGIBLE for c in others for character in c.text):
        return True
    return any(is_meant_otherwise(c.text, candidates[best].text) for c in others)


def _is_usual(candidate: Candidate) -> bool:
    return bool(candidate.text) and all(_HAN.fullmatch(c) and is_common(c) for c in candidate.text)


def _evidence(source: Source, at: int, found: _Found) -> str:
    doubt = next((d for d in source.doubts if d.at == at), None)
    sure = f"识别把握只有{doubt.certainty:.0%}" if doubt else "与前后不成词"
    return f"“{source.text[at]}”{sure}，按前后的词应为“{found.pick}”"
