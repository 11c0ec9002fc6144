"""How a form words things: the sequences of characters that stand in it legibly.

A form says the same again and again: the same lists are cited, the same work has several items.
What a doubtful character may be is told by what stands between the same neighbours elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .lookalike import is_meant_otherwise
from .model import Repair
from .text import HAN, is_common, punctuated, squeezed, unwrapped
from .variants import candidates_of, doubts_of, settle, settled_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from parsers.model import Doubt, Source

    from .model import Field
    from .scheme import Scheme
    from .variants import Candidate

RULE = "reading.usage"

PROVED = 2
"""So many of the three sequences of three characters that a candidate stands in must be known."""

CONFIDENCE = 0.85
"""The confidence of a character that is proved so: of 91 in scans of 52 forms in four qualities, 80
brought their text nearer to what is printed; the rest stood in texts that were garbled besides."""

MOST_DOUBTED, FEWEST = 1 / 6, 2
"""The share of a text's characters, and the number, up to which the others prove one in doubt."""

_HAN = re.compile(f"[{HAN}]")
_START, _END = "\x02\x02", "\x03\x03"


@dataclass(frozen=True, slots=True)
class Usage:
    """The sequences of three characters of legible texts; blanks and line feeds are none."""

    known: frozenset[str]

    def support(self, before: str, character: str, after: str) -> int:
        """How many of the sequences are known that a character makes with two on each side."""
        whole = before + character + after
        return sum(whole[i : i + 3] in self.known for i in range(len(whole) - 2))

    def support_at(self, characters: Sequence[str], at: int, character: str) -> int:
        """The same for a character in a place of a text, blanks and line feeds left out."""
        before = _around("".join(characters[:at]), _START, last=True)
        after = _around("".join(characters[at + 1 :]), _END, last=False)
        return self.support(before, character, after)


def usage_of(sources: Iterable[Source], scheme: Scheme) -> Usage:
    """The usage of these texts where they are legible, and of the scheme's own."""
    counted: Counter[str] = Counter()
    for source in {s.text: s for s in sources}.values():
        counted.update(_legible(source))
    for text in _texts_of(scheme):
        counted.update(_sequences(_marked(text)))
    return Usage(frozenset(counted))


def reworded(source: Source, usage: Usage, field: Field) -> tuple[Source, tuple[Repair, ...]]:
    """The source with those doubtful characters settled that usage proves, and the repair.

    Figures, and characters of which each means something else where the other stands (一 and 二,
    上 and 下), are left in doubt.
    """
    picks: dict[int, str] = {}
    told: list[str] = []
    characters = list(source.text)
    doubts = doubts_of(source)
    if len(doubts) > max(FEWEST, len(source.text) * MOST_DOUBTED):
        return source, ()
    for doubt in doubts:
        pick = _proved(characters, doubt, source, usage) if doubt.certainty else None
        if pick is None:
            continue
        picks[doubt.at] = pick.text
        if pick.text != source.text[doubt.at]:
            told.append(_evidence(source, doubt, pick))
            characters[doubt.at] = pick.text
    known = settle(source, picks)
    if not told:
        return known, ()
    before, after = unwrapped(settled_text(source)), unwrapped(settled_text(known))
    return known, (Repair(field, before, after, RULE, CONFIDENCE, "；".join(told)),)


def _proved(
    characters: Sequence[str], doubt: Doubt, source: Source, usage: Usage
) -> Candidate | None:
    """The one candidate that stands between these neighbours elsewhere."""
    candidates = candidates_of(source, doubt)
    if not _HAN.fullmatch(candidates[0].text):  # marks and figures are the grammar's to tell
        return None
    if any(is_meant_otherwise(candidates[0].text, c.text) for c in candidates[1:]):
        return None
    support = {c.text: usage.support_at(characters, doubt.at, c.text) for c in candidates}
    fit = [c for c in candidates if support[c.text] >= PROVED and _is_usual(c, candidates[0])]
    others = sum(1 for c in candidates if support[c.text] and c not in fit)
    return fit[0] if len(fit) == 1 and not others else None


def _is_usual(candidate: Candidate, read: Candidate) -> bool:
    """Whether a candidate is what was read, nothing, or a character of the national set."""
    return candidate is read or not candidate.text or is_common(candidate.text)


def _around(text: str, edge: str, *, last: bool) -> str:
    """The two characters next to a place, or marks of the text's edge."""
    plain = _wide(squeezed(text))
    return (edge + plain)[-2:] if last else (plain + edge)[:2]


def _wide(text: str) -> str:
    return punctuated(f"一{text}")[1:]


def _evidence(source: Source, doubt: Doubt, pick: Candidate) -> str:
    read = source.text[doubt.at]
    what = f"按“{pick.text}”读" if pick.text else "是印章、线条的残迹"
    return f"“{read}”识别把握只有{doubt.certainty:.0%}，本表别处同样的上下文写得清楚，{what}"


def _legible(source: Source) -> Iterator[str]:
    """The sequences of a text in which no character is in doubt."""
    doubted = {d.at for d in doubts_of(source)}
    text = "".join("\x00" if i in doubted else c for i, c in enumerate(source.text))
    yield from (s for s in _sequences(_marked(text)) if "\x00" not in s)


def _marked(text: str) -> str:
    return f"{_START}{_wide(squeezed(text))}{_END}"


def _sequences(text: str) -> Iterator[str]:
    return (text[i : i + 3] for i in range(len(text) - 2))


def _texts_of(scheme: Scheme) -> Iterator[str]:
    for section in scheme.sections:
        yield from (item.text for item in section.fixed)
    for superior in scheme.superior_lists:
        yield from (f"（{name}第" for name in superior.names)
        yield from (f"，{name}第" for name in superior.names)
    yield from scheme.open_deadlines
