"""When two texts say the same: comparison for the checks, never for publication."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

_MARKS = re.compile(r"(?<!\d)[.\-~]|[.\-~](?!\d)|[^\w%+=<>≥≤±°.\-~]|_")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@lru_cache(maxsize=4096)
def wording(text: str) -> str:
    """What is said, without how it is set: blanks, widths, quotation and punctuation marks go.

    Per cent and signs of comparison stay, and so do the decimal point and the dash between digits:
    1.5 is not 15. Every text of a form is asked for many times over, so answers are kept.
    """
    return _MARKS.sub("", unicodedata.normalize("NFKC", text).casefold())


def same_wording(one: str, other: str) -> bool:
    """Whether both say the same, word for word."""
    return wording(one) == wording(other)


def alike(one: str, other: str, threshold: float) -> bool:
    """Whether both say the same but for slips: similarity over `threshold`, with equal numbers.

    组织培训15场次 and 组织培训18场次 are two things, however similar.
    """
    a, b = wording(one), wording(other)
    if _NUMBER.findall(a) != _NUMBER.findall(b):
        return False
    return fuzz.ratio(a, b, score_cutoff=threshold * 100) > 0


def contains_wording(text: str, part: str) -> bool:
    """Whether `text` says all of `part`, in one piece."""
    return wording(part) in wording(text)
