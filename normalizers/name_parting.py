"""Where one name ends and the next begins, in a text whose blanks and line feeds may lie.

A break may part two names (许少坚 许秋元), stand within one (李　伟), or come from a wrap
(价格管理 股); between two names it may be lost (许少坚许秋元). The reading that costs least wins:
unlikely names cost, and so do joints over a break and cuts without one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .model import Field
from .surnames import COMPOUND, has_surname
from .text import HAN
from .traits import is_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# What a reading costs. Only their order matters: a known name over a likely one, that over a joint
# over a break, that over an unlikely name; a known word over a cut through it.
LIKELY = 0.3  # a name with a surname, a unit with a unit's ending
UNUSUAL = 1.0  # two or three characters without a known surname; few people, more misreadings
UNLIKELY = 2.5  # four characters and more, a unit that ends as none does
IMPOSSIBLE = 4.0  # a single character, a bracket that goes on from the name before
OVER_BLANK, OVER_WRAP = 0.2, 0.1
THROUGH_UNIT = (0.5, 1.6)  # a joint behind what is a unit by itself: on a full line, on a short one
CUT_PERSON, CUT_UNIT = 0.5, 1.0  # a cut without a break, between two known names
AS_MANY = 0.75  # the gain of a reading with as many names as the row's other cells have
LONGEST = 26  # characters of a name: ethnic names run to 25, units to fewer
MOST = 80  # characters of a text that is read this way; longer ones are parted at their breaks

_SHORTEST_UNIT = 3  # characters: 办 or 股 and more
_DOTTED = re.compile(rf"[{HAN}]+(?:·[{HAN}]+)+")


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text's pieces between its breaks; `wraps` says of each break whether it is a line feed."""

    texts: tuple[str, ...]
    wraps: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Custom:
    """How names of one role are read: what is known of them.

    `is_known` tells whether a word stands alone elsewhere; `width` is the length of the longest
    line in cells of this role, 0 where nothing is known of it; `expected` the number of names in
    the row's other cells, 0 where that is unknown.
    """

    role: Field
    is_known: Callable[[str], bool]
    width: int
    expected: int


def parted(pieces: Pieces, custom: Custom) -> tuple[str, ...]:
    """The names that the pieces make up, in order."""
    text = "".join(pieces.texts)
    if len(text) > MOST:
        return pieces.texts
    readings = _readings(text, _breaks(pieces), custom)
    return min(readings, key=lambda r: r.cost - AS_MANY * (len(r.names) == custom.expected)).names


@dataclass(frozen=True, slots=True)
class _Reading:
    cost: float
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Break:
    """A break in the text: whether it is a line feed, and the length of the line before it."""

    is_wrap: bool
    line: int


def _breaks(pieces: Pieces) -> dict[int, _Break]:
    found: dict[int, _Break] = {}
    position = line = 0
    for text, is_wrap in zip(pieces.texts, pieces.wraps, strict=False):
        position, line = position + len(text), line + len(text)
        found[position] = _Break(is_wrap, line)
        line = 0 if is_wrap else line
    return found


def _readings(text: str, breaks: dict[int, _Break], custom: Custom) -> Sequence[_Reading]:
    """The cheapest reading of the text with each number of names."""
    best: list[dict[int, _Reading]] = [{0: _Reading(0.0, ())}]
    for end in range(1, len(text) + 1):
        here: dict[int, _Reading] = {}
        for start in range(max(0, end - LONGEST), end):
            cut = _cut_cost(text, start, end, breaks, custom)
            if cut is None or not best[start]:
                continue
            cost = cut + _name_cost(text, start, end, breaks, custom)
            for number, before in best[start].items():
                total = before.cost + cost
                if number + 1 not in here or total < here[number + 1].cost:
                    here[number + 1] = _Reading(total, (*before.names, text[start:end]))
        best.append(here)
    return tuple(best[-1].values()) or (_Reading(0.0, (text,)),)


def _cut_cost(
    text: str, start: int, end: int, breaks: dict[int, _Break], custom: Custom
) -> float | None:
    """What it costs to begin a name here; None where no name may begin or end so."""
    if end != len(text) and end not in breaks and not custom.is_known(text[start:end]):
        return None
    if start == 0 or start in breaks:
        return 0.0
    if not custom.is_known(text[start:end]):
        return None
    return CUT_UNIT if custom.role is Field.UNITS else CUT_PERSON


def _name_cost(text: str, start: int, end: int, breaks: dict[int, _Break], custom: Custom) -> float:
    name = text[start:end]
    known = custom.is_known(name) and not _is_fused(name, custom)
    likeliness = _unit_cost if custom.role is Field.UNITS else _person_cost
    inner = [(at, breaks[at]) for at in range(start + 1, end) if at in breaks]
    joints = sum(OVER_WRAP if b.is_wrap else OVER_BLANK for _, b in inner)
    if custom.role is not Field.UNITS and "·" in name:
        joints += sum(UNUSUAL for at, _ in inner if "·" not in text[at - 1 : at + 1])
    if custom.role is Field.UNITS and not known:
        joints += sum(_through_unit(text[start:at], b, custom) for at, b in inner)
    return joints + (0.0 if known else likeliness(name))


def _through_unit(before: str, wrap: _Break, custom: Custom) -> float:
    """What it costs more to go on over a break behind what is a unit by itself."""
    if _unit_cost(before) != LIKELY:
        return 0.0
    full = wrap.is_wrap and custom.width > 0 and wrap.line >= custom.width
    return THROUGH_UNIT[0] if full else THROUGH_UNIT[1]


def _is_fused(name: str, custom: Custom) -> bool:
    """Whether a word is made of two that stand alone elsewhere."""
    cuts = range(2, len(name) - 1)
    return any(custom.is_known(name[:i]) and custom.is_known(name[i:]) for i in cuts)


def _person_cost(name: str) -> float:
    if _DOTTED.fullmatch(name):
        return LIKELY
    if len(name) == 1 or "·" in name:
        return IMPOSSIBLE
    if len(name) < 4:  # noqa: PLR2004 - names have two or three characters
        return LIKELY if has_surname(name) else UNUSUAL
    return LIKELY if len(name) == 4 and name[:2] in COMPOUND else UNLIKELY  # noqa: PLR2004 - or four


def _unit_cost(name: str) -> float:
    if name.startswith("（"):
        return IMPOSSIBLE
    bare = re.sub(r"（[^（）]*）$", "", name)
    if is_unit(bare) and len(bare) >= _SHORTEST_UNIT:
        return LIKELY
    return UNLIKELY - 1.0 if len(name) >= _SHORTEST_UNIT else UNLIKELY
