"""Signs of a line -> a Piece of text in its place on the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.model import ILLEGIBLE, Box, Doubt
from parsers.page import Piece

from .decode import Sign

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .decode import Signs
    from .print_lines import Strip

SURE = 0.97
"""Certainty from which on a character is not doubted."""
FIRST_WIDE = "\u2e80"
"""Characters from here on are as wide as high."""
BLANK = 0.5
"""Heights of print between the ink of two wide characters that are a blank: without one they stand
0.15 apart, narrow ones such as 目 and 日 up to 0.4; most blanks add half a character."""
HALF = 0.45
"""Heights of print that a mark leaves white on the side where the text is open."""
LOST = 0.5
"""The certainty that nothing stood where a stain covers a blank."""
LEADING_MARKS, TRAILING_MARKS = (
    frozenset("（《〔“‘【［「"),
    frozenset("），。、；：》〕”’】］」！？"),
)
"""Marks whose ink lies in the right half of their place, and in the left half."""

Gap = tuple[float, float]
"""Where there is no ink along a line: from, and up to, in pixels."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands: `strip` is where its ink lies, `crop` what was read, in pixels.

    `gaps` are the stretches without ink between its characters, `veiled` those of them that a stain
    covers, `height` is that of most print, in pixels; `scale` is in pixels a point.
    """

    strip: Strip
    crop: Strip
    gaps: Sequence[Gap]
    height: float
    scale: float
    veiled: Sequence[Gap] = ()


def piece_of(signs: Signs, place: Place) -> Piece | None:
    """The text of a line, None where nothing was read."""
    kept = _with_blanks(_without_blanks(signs), place)
    written = [sign for sign in kept if sign.character]
    if not written:
        return None
    strip, scale = place.strip, place.scale
    box = Box(strip.x0 / scale, strip.y0 / scale, strip.x1 / scale, strip.y1 / scale)
    return Piece(
        "".join(s.character for s in written),
        box,
        min(box.y1 - box.y0, 1.2 * place.height / scale),
        0,
        tuple(_x(s.start, place) / scale for s in written),
        tuple(_x(s.end, place) / scale for s in written),
        tuple(_doubts(kept)),
    )


def _x(share: float, place: Place) -> float:
    return place.crop.x0 + share * (place.crop.x1 - place.crop.x0)


def _doubts(signs: Iterable[Sign]) -> Iterator[Doubt]:
    """The doubts; one about what may have been passed over is about the character beside it."""
    at = 0
    for sign, before, after in _beside(signs):
        certainty = min(s.certainty for s in (sign, *before, *after))
        if certainty < SURE:
            others = [
                *sign.others,
                *((text + sign.character, share) for s in before for text, share in s.others),
                *((sign.character + text, share) for s in after for text, share in s.others),
            ]
            yield Doubt(at, certainty, tuple(sorted(others, key=lambda o: -o[1])))
        at += len(sign.character)


def _beside(signs: Iterable[Sign]) -> list[tuple[Sign, list[Sign], list[Sign]]]:
    """Each sign that is read with those passed over after it, the first also before."""
    found: list[tuple[Sign, list[Sign], list[Sign]]] = []
    first: list[Sign] = []
    for sign in signs:
        if sign.character:
            found.append((sign, first, []))
            first = []
        else:
            (found[-1][2] if found else first).append(sign)
    return found


def _without_blanks(signs: Signs) -> list[Sign]:
    """The signs without the blanks that the recogniser gives beside wide characters."""
    kept: list[Sign] = []
    for sign in signs:
        if sign.character.isspace():
            if kept and not kept[-1].character.isspace() and kept[-1].character < FIRST_WIDE:
                kept.append(sign)
            continue
        if kept and kept[-1].character.isspace() and sign.character >= FIRST_WIDE:
            kept.pop()
        kept.append(sign)
    while kept and kept[-1].character.isspace():
        kept.pop()
    return kept


def _with_blanks(signs: Sequence[Sign], place: Place) -> list[Sign]:
    """The signs with a blank wherever two wide characters stand farther apart than print does.

    Where a stain covers it there is a doubt: it may have taken what was there.
    """
    spaced: list[Sign] = []
    for sign in signs:
        before = next((s for s in reversed(spaced) if s.character), None)
        if before and sign.character and _is_parted(before, sign, place, place.gaps):
            if _is_parted(before, sign, place, place.veiled):
                doubted = ((ILLEGIBLE, 1 - LOST),)
                spaced.append(Sign("", LOST, before.end, sign.start, doubted))
            spaced.append(Sign(" ", 1.0, before.end, sign.start))
        spaced.append(sign)
    return spaced


def _is_parted(left: Sign, right: Sign, place: Place, gaps: Sequence[Gap]) -> bool:
    if left.character < FIRST_WIDE or right.character < FIRST_WIDE:
        return False
    least = (
        BLANK
        + HALF * (left.character in TRAILING_MARKS)
        + HALF * (right.character in LEADING_MARKS)
    )
    middles = (_x((left.start + left.end) / 2, place), _x((right.start + right.end) / 2, place))
    return any(
        end - start >= least * place.height and middles[0] < (start + end) / 2 < middles[1]
        for start, end in gaps
    )
