"""Deadlines of which recognition lost, added or misread one character: 全年实施一, 全年实族."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from .dates import deadline_of, is_deadline
from .model import Field, Repair
from .text import digits_in, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parsers.model import Source

    from .model import Value
    from .scheme import Scheme

RULE = "reading.deadline"

AGAIN = 2
"""In so many cells a deadline must stand legibly to be known."""

CONFIDENCE = 0.95


def known_deadlines(sources: Iterable[Source], scheme: Scheme) -> frozenset[str]:
    """The deadlines that the scheme knows, and those that stand legibly in several cells."""
    cells = {id(s): s for s in sources if not s.doubts}.values()
    found = Counter(squeezed(deadline_of(s).value or "") for s in cells)
    again = {text for text, count in found.items() if count >= AGAIN and is_deadline(text)}
    return frozenset(again | set(scheme.open_deadlines))


def as_known(value: Value[str], known: frozenset[str]) -> Value[str]:
    """The value of a recognised cell; what is none, and is near to one known deadline, is that.

    Figures are never changed.
    """
    plain = squeezed(value.value or "")
    if not plain or is_deadline(plain):
        return value
    near = [text for text in sorted(known) if _is_near(plain, text)]
    if len(near) != 1:
        return value
    evidence = "不成时限，与本表别处或方案写明的只差一字，按写得清楚的读"
    repair = Repair(Field.DEADLINE, plain, near[0], RULE, CONFIDENCE, evidence)
    made = (*value.repairs, repair)
    source = replace(value.source, doubts=(), confidence=CONFIDENCE)
    return replace(value, value=near[0], source=source, repairs=made, suggestions=())


def _is_near(read: str, known: str) -> bool:
    one_off = Levenshtein.distance(read, known, score_cutoff=1) == 1
    return one_off and digits_in(read) == digits_in(known)
