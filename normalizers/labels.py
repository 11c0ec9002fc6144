"""Which 一级指标 covers which rows, where the merges that would say so are lost.

Each 一级指标 belongs to one group of the numbering (1-5) and each group has one. Which is decided
for the whole section at once, as the assignment of printed texts to groups that fits best: where a
text is printed, which superior items it cites and which those of the group's 二级指标 claim, and
the words that they have in common.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from .groups import pieces_of
from .model import Field, Repair
from .references import references_in
from .text import HAN, canonical, clean, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from parsers.model import Source

    from .groups import Group, Piece
    from .model import Reference
    from .rows import Row
    from .scheme import SuperiorList

PRINTED = 3.0
"""What it is worth that a text is printed in the group; the other weights are relative to it."""

CLAIMED = 4.0
"""What it is worth that a 二级指标 of the group claims an item that the text cites: a proof."""

CONTRADICTED = -4.0
"""What it costs that a 二级指标 claims an item of a list which the text cites without that item."""

WORDS = 2.0
"""What it is worth if all words are in common."""

DISTANCE = 0.5
"""What each group between the text's place and the group costs."""

BLED = -3.0
"""What it costs that the text is just the 二级指标 of the row on which it is printed."""

LEAST = 1.0
"""Below this an assignment proves nothing: the group goes without."""

NEXT = -1.0
"""The same for a text printed in the next group: there is no nearer place for it."""

LEANING = 0.5
"""What it is worth that a text is printed on the row next to the group's border."""

DOUBTED, UNDOUBTED, SPLIT = 0.95, 0.98, 0.99
"""The confidence of an assignment, by whether it is told of as doubtful, and of texts parted.

`make eval`: 695 of 695, 206 of 206 and 1,188 of 1,188 right, of made-up forms whose 二级指标 repeat
words of their 一级指标 in half of the groups. Real forms do so less: what is doubted states less.
"""

SAME = 90
"""From this similarity (0 to 100) on, two texts with the same citations are one 一级指标."""

_BRACKETS = re.compile(r"（.*?(?:）|$)")
_JOINT = re.compile(rf"(?<=[{HAN}）)”》])[ \t\u3000\n]+(?=[{HAN}])")
_SHORTEST = 4  # characters of an 一级指标


@dataclass(frozen=True, slots=True)
class Covering:
    """The 一级指标 of a row: its text, what was done to find it, and what remains doubtful."""

    text: str
    source: Source
    repairs: tuple[Repair, ...] = ()
    uncertain: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that may be an 一级指标, with the groups (by index) in which it is printed.

    `beside` are the groups across whose border it is printed.
    """

    text: str
    source: Source
    printed: frozenset[int]
    beside: frozenset[int]
    references: tuple[Reference, ...]
    bled: bool = False


def labelled(
    groups: Sequence[Group], rows: Sequence[Row], lists: tuple[SuperiorList, ...]
) -> Mapping[int, Covering]:
    """The 一级指标 of each row (by its index) for which one can be told."""
    candidates = _candidates(groups, rows, lists)
    chosen = _assigned(candidates, groups, rows, lists)
    found: dict[int, Covering] = {}
    for position, group in enumerate(groups):
        candidate = chosen.get(position)
        if candidate is None:
            continue
        rivals = [c for c in candidates if position in c.printed and c is not candidate]
        doubt = _doubt(group, position, candidate, rivals)
        for index in group.rows:
            found[index] = _covering(rows[index], candidate, doubt)
    return found


def _candidates(
    groups: Sequence[Group], rows: Sequence[Row], lists: tuple[SuperiorList, ...]
) -> tuple[Candidate, ...]:
    found: list[Candidate] = []
    for candidate in _texts(groups, rows, lists):
        twin = next((i for i, c in enumerate(found) if _same(c, candidate)), None)
        if twin is None:
            found.append(candidate)
        else:
            printed = found[twin].printed | candidate.printed
            beside = found[twin].beside | candidate.beside
            found[twin] = replace(found[twin], printed=printed, beside=beside)
    return tuple(found)


def _texts(
    groups: Sequence[Group], rows: Sequence[Row], lists: tuple[SuperiorList, ...]
) -> Iterator[Candidate]:
    for position, group in enumerate(groups):
        for piece in pieces_of(group, rows, Field.LEVEL1):
            source = piece.printed.source
            level2 = rows[piece.rows[0]].leaf.get(Field.LEVEL2)
            bled = level2 is not None and canonical(level2.text) == canonical(source.text)
            beside = _beside(position, group, piece)
            for offset, text in enumerate(_run_together(source.text, position, groups, rows)):
                place = frozenset({min(position + offset, len(groups) - 1)})
                plain = clean(text)
                references = references_in(plain, lists)
                yield Candidate(plain, source, place, beside, references, bled)


def _beside(position: int, group: Group, piece: Piece) -> frozenset[int]:
    """The groups above and below, for a text on the group's first or last row."""
    above = {position - 1} if group.rows[0] in piece.rows else set()
    below = {position + 1} if group.rows[-1] in piece.rows else set()
    return frozenset(above | below)


def _run_together(
    text: str, position: int, groups: Sequence[Group], rows: Sequence[Row]
) -> list[str]:
    """The 一级指标 that a cell holds: several, where groups after this one have none printed."""
    pieces = _pieces(text)
    following = groups[position + 1 : position + len(pieces)]
    lacking = [g for g in following if not pieces_of(g, rows, Field.LEVEL1)]
    together = len(pieces) > 1 and lacking and all(len(p) >= _SHORTEST for p in pieces)
    return pieces if together else [text]


def _pieces(text: str) -> list[str]:
    """The text parted at blanks that stand between Chinese characters, outside brackets."""
    found: list[str] = []
    for piece in _JOINT.split(text.strip()):
        if found and _is_open(found[-1]):
            found[-1] += piece
        else:
            found.append(piece)
    return [squeezed(p) for p in found]


def _is_open(text: str) -> bool:
    return any(text.count(a) > text.count(b) for a, b in ("（）", "()", "《》", "“”"))


def _same(one: Candidate, other: Candidate) -> bool:
    if canonical(one.text) == canonical(other.text):
        return True
    alike = fuzz.ratio(canonical(one.text), canonical(other.text)) >= SAME
    return alike and _items(one.references) == _items(other.references)


def _items(references: Sequence[Reference]) -> Mapping[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for reference in references:
        known = found.get(reference.source_list, frozenset())
        found[reference.source_list] = known | frozenset(reference.items)
    return found


def _assigned(
    candidates: Sequence[Candidate],
    groups: Sequence[Group],
    rows: Sequence[Row],
    lists: tuple[SuperiorList, ...],
) -> Mapping[int, Candidate]:
    """The candidate of each group (by index): the assignment with the greatest sum of scores."""
    import numpy as np  # noqa: PLC0415 - scipy is slow to import, and few forms have lost merges
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - as above

    scores = np.zeros((len(groups), len(candidates)))
    for position, group in enumerate(groups):
        level2 = _level2_of(group, rows)
        claims = _items([r for t in level2 for r in references_in(t, lists)])
        words = _bigrams("".join(_BRACKETS.sub("", t) for t in level2))
        for column, candidate in enumerate(candidates):
            scores[position, column] = _score(position, candidate, claims, words)
    chosen = zip(*linear_sum_assignment(scores, maximize=True), strict=True)
    return {
        int(p): candidates[c]
        for p, c in chosen
        if scores[p, c] >= (NEXT if p in candidates[c].beside else LEAST)
    }


def _level2_of(group: Group, rows: Sequence[Row]) -> list[str]:
    sources = (rows[i].leaf.get(Field.LEVEL2) for i in group.rows)
    return [clean(s.text) for s in sources if s]


def _score(
    position: int,
    candidate: Candidate,
    claims: Mapping[str, frozenset[int]],
    words: frozenset[str],
) -> float:
    distance = min(abs(position - p) for p in candidate.printed)
    score = PRINTED if distance == 0 else -DISTANCE * distance
    score += LEANING if position in candidate.beside else 0.0
    cited = _items(candidate.references)
    for name in claims.keys() & cited.keys():
        if not cited[name]:
            continue
        matched = len(claims[name] & cited[name])
        missed = len(claims[name] - cited[name])
        score += CLAIMED * min(matched, 2) + (CONTRADICTED * missed if not matched else 0.0)
    own = _bigrams(_BRACKETS.sub("", candidate.text))
    score += WORDS * (len(own & words) / len(own) if own else 0.0)
    return score + (BLED if candidate.bled else 0.0)


def _bigrams(text: str) -> frozenset[str]:
    plain = canonical(text)
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1))


def _doubt(
    group: Group, position: int, candidate: Candidate, rivals: Sequence[Candidate]
) -> str | None:
    others = [r for r in rivals if not r.bled]
    if position in candidate.printed and not others:
        return None
    sentence = f"{group.name}各项的一级指标是按编号、引用条目和用词推定的：“{candidate.text}”"
    if not others:
        return sentence + "，它没有印在这几行上"
    named = "、".join(f"“{r.text}”" for r in others)
    return f"{sentence}；这几行上还印有{named}"


def _covering(row: Row, candidate: Candidate, doubt: str | None) -> Covering:
    own = row.spread.get(Field.LEVEL1, ())
    before = clean(own[0].source.text) if own else ""
    text, source = candidate.text, candidate.source
    if before == text or (not before and doubt is None):
        return Covering(text, source, _split(candidate), doubt)
    if canonical(before) == canonical(text):
        return Covering(before, own[0].source, (), doubt)
    evidence = f"本行印的是“{before or '空白'}”，按编号、引用条目和用词应属“{text}”"
    confidence = DOUBTED if doubt else UNDOUBTED
    repair = Repair(Field.LEVEL1, before, text, "label.assigned", confidence, evidence)
    return Covering(text, source, (repair,), doubt)


def _split(candidate: Candidate) -> tuple[Repair, ...]:
    whole = clean(candidate.source.text)
    if whole == candidate.text:
        return ()
    evidence = "几个一级指标连印在一格里，按编号分开"
    return (Repair(Field.LEVEL1, whole, candidate.text, "label.split", SPLIT, evidence),)
