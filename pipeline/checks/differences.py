"""What sets two texts apart, in words."""

from __future__ import annotations

from difflib import SequenceMatcher

from .wording import wording

SIMILAR = 0.5
"""Share of common characters under which two texts are wholly different to a reader."""

TOLD = 3
"""Differences that a sentence tells; more of them are easier seen side by side."""


def differences(expected: str, found: str) -> str:
    """Where `found` departs from `expected`; marks and blanks alone are no departure."""
    matcher = SequenceMatcher(None, expected, found, autojunk=False)
    if matcher.ratio() < SIMILAR:
        return "整句不同"
    parts = [
        (expected[a:b], found[c:d]) for op, a, b, c, d in matcher.get_opcodes() if op != "equal"
    ]
    told = [_told(was, now) for was, now in parts if wording(was) or wording(now)]
    return "、".join(told) if len(told) <= TOLD else f"{'、'.join(told[:TOLD])}等{len(told)}处"


def _told(was: str, now: str) -> str:
    if not now:
        return f"漏了“{was}”"
    if not was:
        return f"多了“{now}”"
    return f"“{was}”写成了“{now}”"
