"""How much two Chinese characters look, or sound, alike."""

from __future__ import annotations

from functools import cache
from importlib import resources

from pypinyin import Style, pinyin
from rapidfuzz.distance import Indel

TABLED = 0.95
"""The likeness of a pair that the table of look-alikes holds."""

SHARED = 0.85
"""The likeness of two characters that differ in one of their two components, as 铃 and 玲."""


def likeness(one: str, other: str) -> float:
    """How much two characters look alike, from 0 to 1 (the same character).

    The greater of what a table of look-alikes, their components and their strokes say.
    """
    if one == other:
        return 1.0
    if "".join(sorted((one, other))) in _pairs():
        return TABLED
    return max(_by_components(one, other), _by_strokes(one, other))


def same_sound(one: str, other: str) -> bool:
    """Whether two characters share a reading, tones aside."""
    return bool(_readings(one) & _readings(other))


def _by_components(one: str, other: str) -> float:
    first, second = _components(one), _components(other)
    if len(first) < 2 or len(first) != len(second):  # noqa: PLR2004 - a whole has two parts
        return 0.0
    same = sum(a == b for a, b in zip(first, second, strict=True))
    return SHARED if same >= len(first) - 1 else 0.0


def _by_strokes(one: str, other: str) -> float:
    first, second = _strokes(one), _strokes(other)
    if not first or not second:
        return 0.0
    return float(Indel.normalized_similarity(first, second))


@cache
def _readings(character: str) -> frozenset[str]:
    return frozenset(pinyin(character, style=Style.NORMAL, heteronym=True)[0])


def _strokes(character: str) -> str:
    return _characters().get(character, ("", ""))[0]


def _components(character: str) -> str:
    return _characters().get(character, ("", ""))[1]


@cache
def _characters() -> dict[str, tuple[str, str]]:
    """Strokes and components of each character."""
    lines = _data("characters.tsv").splitlines()
    rows = (line.split("\t") for line in lines)
    return {character: (strokes, components) for character, strokes, components in rows}


@cache
def _pairs() -> frozenset[str]:
    return frozenset(_data("lookalikes.txt").split())


def _data(name: str) -> str:
    return (resources.files("normalizers") / "data" / name).read_text(encoding="utf-8")
