"""How much two Chinese characters look, or sound, alike."""

from __future__ import annotations

from functools import cache
from importlib import resources

from rapidfuzz.distance import Indel

SHAPES = (0.95, 0.9, 0.8, 0.65)
"""The likeness of pairs by the columns of the table of shapes: as drawn in print, 佳 and 住."""

TABLED = 0.85
"""The likeness of a pair that the table of look-alikes holds: drawn alike, or one within the
other (谯 and 焦), which recognition confuses less often."""

STROKES = ((0.9, 0.85), (0.75, 0.7))
"""How like the strokes must be, in order, for which likeness: 元 and 无 for the first, 安 and 妄
for the second."""

HELD = 0.7
"""The likeness of a character and one of its components: 谯 is read as 焦."""

CLOSE = 0.9
"""The likeness in print from which on a character may be another though recognition is sure."""

SHARED = 0.6
"""The likeness of characters that share one of two components, as 姣 and 妹: weak evidence, since
every radical is shared by hundreds."""


@cache
def likeness(one: str, other: str) -> float:
    """How much two characters look alike, from 0 (not at all) to 1 (the same character).

    The greatest of what their shapes in print, a table of look-alikes, their strokes and their
    components say. It is no probability: what it proves depends on where the characters stand.
    """
    if one == other:
        return 1.0
    first, second = sorted((one, other))
    return max(
        _by_shape(one, other),
        _by_table(first + second),
        _by_strokes(one, other),
        _by_components(one, other),
    )


def lookalikes_of(character: str) -> tuple[str, ...]:
    """The characters that look most like one in print, as 万 and 方: those of `CLOSE` likeness."""
    return _close().get(character, ())


def same_sound(one: str, other: str) -> bool:
    """Whether two characters share a reading, tones aside."""
    return bool(_readings(one) & _readings(other))


def _by_shape(one: str, other: str) -> float:
    for first, second in ((one, other), (other, one)):
        for value, alike in zip(SHAPES, _shapes().get(first, ()), strict=False):
            if second in alike:
                return value
    return 0.0


def _by_table(pair: str) -> float:
    return TABLED if pair in _pairs() else 0.0


def _by_strokes(one: str, other: str) -> float:
    first, second = _strokes(one), _strokes(other)
    if not first or not second:
        return 0.0
    same = Indel.normalized_similarity(first, second)
    return next((value for least, value in STROKES if same >= least), 0.0)


def _by_components(one: str, other: str) -> float:
    first, second = _components(one), _components(other)
    if one in second or other in first:
        return HELD
    if len(first) < 2 or len(first) != len(second):  # noqa: PLR2004 - a whole has two parts
        return 0.0
    same = sum(a == b for a, b in zip(first, second, strict=True))
    return SHARED if same >= len(first) - 1 else 0.0


@cache
def _readings(character: str) -> frozenset[str]:
    from pypinyin import Style, pinyin  # noqa: PLC0415 - slow to import, and few names are alike

    return frozenset(pinyin(character, style=Style.NORMAL, heteronym=True)[0])


def _strokes(character: str) -> str:
    return _characters().get(character, ("", ""))[0]


def _components(character: str) -> str:
    return _characters().get(character, ("", ""))[1]


@cache
def _characters() -> dict[str, tuple[str, str]]:
    """Strokes and components of each character."""
    rows = (line.split("\t") for line in _data("characters.tsv").splitlines())
    return {character: (strokes, components) for character, strokes, components in rows}


@cache
def _shapes() -> dict[str, tuple[str, ...]]:
    """The characters that look like each one in print, by how much, each pair once."""
    rows = (line.split("\t") for line in _data("shapes.tsv").splitlines())
    return {character: tuple(alike) for character, *alike in rows}


@cache
def _close() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one, alike in _shapes().items():
        for value, others in zip(SHAPES, alike, strict=False):
            for other in others if value >= CLOSE else "":
                found[one] = (*found.get(one, ()), other)
                found[other] = (*found.get(other, ()), one)
    return found


@cache
def _pairs() -> frozenset[str]:
    return frozenset(_data("lookalikes.txt").split())


def _data(name: str) -> str:
    return (resources.files("normalizers") / "data" / name).read_text(encoding="utf-8")
