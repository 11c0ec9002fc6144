"""Text objects -> runs of characters with their pens on the page (GB/T 33190-2016, 11)."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import chain, islice, repeat
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from parsers.pieces import FIRST_WIDE, WORD_GAP

from .nodes import child, children, number_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from parsers.marks import Point, Transform

NARROW, BROAD, BROADEST = 0.5, 0.72, 0.9
"""Sizes that Latin characters take at least where no offset says it: half-width, capitals, m and W
(of Times; an OFD's fonts are its reader's, and their widths unknown)."""
WIDER = 1.4
"""Times the usual offset of a run's Latin characters: a blank that is not painted."""
_BROADEST = frozenset("mwMW@%")
_FULL_WIDTH_MARKS = range(0x2010, 0x2028)
_ESCAPED = re.compile(r"\\([0-9A-Fa-f]{4})")
_MOST_TIMES = 1_000_000
"""More than any run has characters; `repeat` itself takes no number over 2**63."""
_NAMELESS = "\N{CURRENCY SIGN}"
"""Stands where a glyph has no character (11.3)."""


@dataclass(frozen=True, slots=True)
class Run:
    """The characters of one TextCode.

    `pens` are where each begins on its baseline, in the page's points, y upward; `advances` how far
    each goes on along the line, in points; `parted` whether there is a blank before it though none
    is painted, or it begins the run. `size` is the type size in points, `angle` the direction of
    writing in degrees against the clock.
    """

    letters: tuple[str, ...]
    pens: tuple[Point, ...]
    advances: tuple[float, ...]
    parted: tuple[bool, ...]
    size: float
    angle: float


class _Type(NamedTuple):
    """A text object's type: size in its own units, how much wider, quarter turns with the clock."""

    size: float
    stretch: float
    character_turn: int
    reading_turn: int
    nameless: bool


def runs_of(text: _Element, transform: Transform) -> Iterator[Run]:
    """The runs of a text object, mapped to the page.

    Raises:
        ValueError: a number in it is none.
    """
    kind = _Type(
        number_of(text.get("Size", "")),
        number_of(text.get("HScale", "1")),
        _turn(text.get("CharDirection")),
        _turn(text.get("ReadDirection")),
        child(text, "CGTransform") is not None,
    )
    x = y = 0.0
    for code in children(text, "TextCode"):
        # What one does not say is as in the one before (11.3, table 46).
        x, y = number_of(code.get("X", repr(x))), number_of(code.get("Y", repr(y)))
        letters = _letters(code, kind)
        if letters:
            yield _run(letters, _offsets(code, letters, kind), (x, y), kind, transform)


def _turn(text: str | None) -> int:
    return round(number_of(text or "0")) % 360


def _letters(code: _Element, kind: _Type) -> str:
    """The characters, those that stand as codes in hexadecimals too (11.3)."""
    text = code.text or ""
    if "\n" in text:
        text = "".join(line.strip() for line in text.splitlines())
    if "\\" in text:
        text = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace(_NAMELESS, "\ufffd") if kind.nameless else text


def _offsets(code: _Element, letters: str, kind: _Type) -> list[Point]:
    """How far each character lies from the one before; the first is left out."""
    across, down = _deltas(code.get("DeltaX"), letters), _deltas(code.get("DeltaY"), letters)
    if not across and not down:
        cos, sin = _direction(kind.reading_turn)
        along = kind.reading_turn == kind.character_turn
        steps = [_width(c) * kind.stretch if along else 1.0 for c in letters[:-1]]
        return [(cos * step * kind.size, sin * step * kind.size) for step in steps]
    nothing = [0.0] * (len(letters) - 1)
    return list(zip(across or nothing, down or nothing, strict=True))


def _deltas(text: str | None, letters: str) -> list[float]:
    """An offset for each character but the first; none where the attribute says nothing.

    Where there are too few, the last goes on. Some writers count the two halves of a character
    beyond the basic plane.
    """
    halves = sum(1 + (c > "\uffff") for c in letters)
    found = list(islice(_unfolded((text or "").split()), halves))
    if not found:
        return []
    if halves > len(letters) and len(found) == halves - 1:
        return list(_rejoined(found, letters))
    return list(islice(chain(found, repeat(found[-1])), len(letters) - 1))


def _unfolded(words: Sequence[str]) -> Iterator[float]:
    """The numbers of a list in which `g 3 2.5` stands for 2.5 2.5 2.5."""
    rest = iter(words)
    for word in rest:
        if word.lower() == "g":
            times = min(max(int(next(rest, "")), 0), _MOST_TIMES)
            yield from repeat(number_of(next(rest, "")), times)
        else:
            yield number_of(word)


def _rejoined(offsets: Sequence[float], letters: str) -> Iterator[float]:
    index = 0
    for letter in letters[:-1]:
        count = 1 + (letter > "\uffff")
        yield sum(offsets[index : index + count])
        index += count


def _run(
    letters: str, offsets: Sequence[Point], start: Point, kind: _Type, transform: Transform
) -> Run:
    cos, sin = _direction(kind.character_turn)
    along, up = _vector(transform, cos, sin), _vector(transform, sin, -cos)
    steps = [dx * cos + dy * sin for dx, dy in offsets]
    widths = [_width(c) * kind.size * kind.stretch for c in letters]
    scale = math.hypot(*along)
    return Run(
        letters=tuple(letters),
        pens=tuple(_pens(start, offsets, transform)),
        advances=tuple(scale * advance for advance in _advances(widths, steps)),
        parted=(True, *_parted(letters, widths, steps, kind.size)),
        size=kind.size * math.hypot(*up),
        angle=math.degrees(math.atan2(along[1], along[0])),
    )


def _direction(turn: int) -> Point:
    """The unit vector that points to the right, turned with the clock, y downward."""
    angle = math.radians(turn)
    return math.cos(angle), math.sin(angle)


def _vector(transform: Transform, x: float, y: float) -> Point:
    return transform.a * x + transform.c * y, transform.b * x + transform.d * y


def _width(character: str) -> float:
    """Sizes that a character takes of its line at least, as far as that can be known."""
    if character >= FIRST_WIDE or ord(character) in _FULL_WIDTH_MARKS:
        return 1.0
    if character in _BROADEST:
        return BROADEST
    return BROAD if character.isupper() else NARROW


def _advances(widths: Sequence[float], steps: Sequence[float]) -> Iterator[float]:
    """A character ends where the next begins, if that is nearer than it is wide."""
    for width, step in zip(widths, steps, strict=False):
        yield min(width, step) if step > 0 else width
    yield widths[-1]


def _parted(
    letters: str, widths: Sequence[float], steps: Sequence[float], size: float
) -> Iterator[bool]:
    """Before which characters but the first a run leaves more room than elsewhere."""
    narrow = [step for letter, step in zip(letters, steps, strict=False) if letter < FIRST_WIDE]
    usual = median(narrow) if narrow else 0.0
    for width, step in zip(widths, steps, strict=False):
        yield step > width + WORD_GAP * size and step > WIDER * usual


def _pens(start: Point, offsets: Sequence[Point], transform: Transform) -> Iterator[Point]:
    x, y = start
    yield transform.of(x, y)
    for dx, dy in offsets:
        x, y = x + dx, y + dy
        yield transform.of(x, y)
