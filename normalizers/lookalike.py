"""Whether a text that a program read off a picture may be another one, character for character."""

from __future__ import annotations

from difflib import SequenceMatcher

from .glyphs import SHARED, likeness
from .slips import ALIKE, is_order
from .text import digits_in
from .wording import wording

ONE_IN = 8
"""Of so many characters of a text one may be misread: recognition spoils one in ten at worst."""

_MEANT = ("年月日季周旬天", "个十百千万亿", "省市区县乡镇村", "增减升降", "有无不未否非")
"""Characters that change what is meant when one stands in the place of another of its set."""

_SLIPS = frozenset({"l1", "i1", "|1", "o0", "s5", "z2", "b8", "q9", "g9"})
"""Letters, as `wording` gives them, that are read in the place of figures."""


def is_misreading(read: str, written: str) -> bool:
    """Whether texts differ by nothing but characters that look alike, and by few of them.

    Figures are no look-alikes of each other, nor are characters that change what is meant (一 and
    二, 上 and 下, 日 and 月): such a difference is one of substance.
    """
    a, b = wording(read), wording(written)
    if len(a) != len(b) or not a:
        return False
    pairs = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    few = 0 < len(pairs) <= max(1, len(a) // ONE_IN)
    return few and all(_is_slip(*pair) for pair in pairs)


def is_close(read: str, written: str, least: float) -> bool:
    """Whether a text of which recognition is unsure may be this one, of which it lost little.

    They share this share of their characters; what was read otherwise has a likeness to what is
    written, if less than `is_misreading` asks for; nothing was added, and nothing that is meant
    differs.
    """
    a, b = wording(read), wording(written)
    if digits_in(a) != digits_in(b):
        return False
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    edits = [(a[i:j], b[k:m]) for op, i, j, k, m in matcher.get_opcodes() if op != "equal"]
    return matcher.ratio() >= least and all(_is_loss(*edit) for edit in edits)


def is_meant_otherwise(read: str, written: str) -> bool:
    """Whether the other of two characters says something else: figures, 上 and 下."""
    if read == written:
        return False
    if read.isdigit() or written.isdigit() or is_order(read, written):
        return bool(read and written)
    return bool(read and written) and any(read in g and written in g for g in _MEANT)


def _is_loss(read: str, written: str) -> bool:
    """Whether some characters were read as others of some likeness, or not at all."""
    if any(c in group for c in read + written for group in _MEANT):
        return False
    if read and len(read) != len(written):
        return False
    pairs = list(zip(read, written, strict=False))
    return all(likeness(*p) >= SHARED and not is_order(*p) for p in pairs)


def _is_slip(read: str, written: str) -> bool:
    if read + written in _SLIPS:
        return True
    if read.isdigit() or written.isdigit() or is_order(read, written):
        return False
    if any(read in group and written in group for group in _MEANT):
        return False
    return likeness(read, written) >= ALIKE
