"""Words of a header of which a character is lost or misread: -级指标, 责任入, 完成时恨."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from .slips import is_order
from .text import canonical

if TYPE_CHECKING:
    from .model import Field
    from .traits import Lexicon

SHORTEST = 3
"""Characters of the shortest word that is known with one of them wrong."""


def fields_near(text: str, lexicon: Lexicon) -> frozenset[Field]:
    """The fields whose header words differ from a text in one character.

    None where the character counts something: 三级指标 is no misreading of 二级指标.
    """
    key = canonical(text)
    return frozenset(field for word, field in lexicon.heads.items() if _is_near(key, word))


def _is_near(key: str, word: str) -> bool:
    if len(word) < SHORTEST or Levenshtein.distance(key, word, score_cutoff=1) != 1:
        return False
    if len(key) != len(word):
        return True
    return not any(is_order(a, b) for a, b in zip(key, word, strict=True) if a != b)
