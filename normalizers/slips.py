"""How one name may have come out as another: the characters that differ, and how like they are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from .glyphs import HELD, SHARED, likeness, same_sound
from .traits import is_unit

ALIKE = 0.8
"""From this likeness on, characters are taken for each other in print (see `glyphs.likeness`)."""

SHORT = 2
"""Characters of a name of which one changed leaves too little to know it by."""

MOST_CHANGED = 3
"""Of so many characters of a unit's name, one may be misread."""

OVERLAP = 0.6
"""The share of a garbled unit's characters that the right one must hold."""

LONG_UNIT = 6
"""Characters of a unit's name from which on its garbled text is known by what it holds."""

_ORDERS = (
    "一二三四五六七八九十",
    "上下",
    "东西南北",
    "内外",
    "大小",
    "甲乙丙丁",
    "老幼",
    "城乡",
    "男女",
    "前后",
    "初中高",
    "新老旧",
)


@dataclass(frozen=True, slots=True)
class Slip:
    """One character of a name, and the other that stands in its place."""

    read: str
    other: str
    likeness: float
    same_sound: bool

    @property
    def is_clear(self) -> bool:
        """Whether the two are taken for each other in print."""
        return self.likeness >= ALIKE

    @property
    def is_weak(self) -> bool:
        """Whether they sound alike, or share a component, and no more than that."""
        return not self.is_clear and (self.same_sound or self.likeness >= SHARED)

    @property
    def kind(self) -> str:
        """What a sentence calls the difference: 一个形近字, 一个同音字, 一个字."""
        if self.likeness >= SHARED:
            return "一个形近字"
        return "一个同音字" if self.same_sound else "一个字"


def slip_between(name: str, other: str) -> Slip | None:
    """What differs between two names, None unless it is one character of as many."""
    if len(name) != len(other) or len(name) < SHORT:
        return None
    pairs = [(a, b) for a, b in zip(name, other, strict=True) if a != b]
    if len(pairs) != 1:
        return None
    return Slip(*pairs[0], likeness(*pairs[0]), same_sound(*pairs[0]))


def is_unit_misread(name: str, other: str) -> bool:
    """Whether a unit's name is another's with look-alike characters, or garbled to no unit's name.

    A garbled one (体和行政审核审批) is no unit's name, and most of it stands in the other.
    """
    if len(name) == len(other):
        pairs = [(a, b) for a, b in zip(name, other, strict=True) if a != b]
        least = ALIKE if len(pairs) == 1 else HELD
        few = 0 < len(pairs) <= max(1, len(name) // MOST_CHANGED)
        if any(is_order(*pair) for pair in pairs):
            return False
        if few and all(likeness(*pair) >= least for pair in pairs):
            return True
    if is_unit(name) or len(name) < LONG_UNIT:
        return False
    return sum((Counter(name) & Counter(other)).values()) >= OVERLAP * len(name)


def is_order(one: str, other: str) -> bool:
    """Whether two characters tell offices apart: 综合一科 and 综合二科."""
    return any(one in order and other in order for order in _ORDERS)
