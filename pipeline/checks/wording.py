"""When two texts say the same but for slips, or one says all of another: for the checks."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from normalizers.wording import same_wording, wording

__all__ = ["alike", "contains_wording", "same_wording", "wording"]

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


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
