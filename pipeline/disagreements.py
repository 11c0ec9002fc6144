"""What a clerk is told of two copies of one form that differ: which says what, and which counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from normalizers.model import Difference, Field, Origin, Presence
from normalizers.origin import RANKS
from parsers.model import NOWHERE

from .findings import Contrast, Subject, finding

if TYPE_CHECKING:
    from parsers.model import Place

    from .model import Finding

QUOTED = 24
"""Characters of a row's text that say which one is meant: one line of a form."""

LONGEST = 60
"""Characters of a value that a sentence quotes; 应为 and 实为 hold the whole of it."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One of two copies of a form, as sentences call it, and how it came."""

    name: str
    origin: Origin


def disagreement(difference: Difference, ours: Copy, theirs: Copy) -> Finding:
    """The `parse.disagreement` on our copy about this difference."""
    place = None if difference.our_place == NOWHERE else difference.our_place
    return finding(
        "parse.disagreement",
        _message(difference, ours, theirs),
        Subject(difference.number, difference.field, place),
        Contrast(difference.theirs, difference.ours),
        _advice(difference, ours, theirs),
    )


def mirrored(difference: Difference) -> Difference:
    """The same difference as it is seen from the other copy."""
    presence = {Presence.OURS: Presence.THEIRS, Presence.THEIRS: Presence.OURS}
    return replace(
        difference,
        ours=difference.theirs,
        theirs=difference.ours,
        our_place=difference.their_place,
        their_place=difference.our_place,
        presence=presence.get(difference.presence, Presence.BOTH),
    )


def _message(difference: Difference, ours: Copy, theirs: Copy) -> str:
    one = f"“{ours.name}”{_page(difference.our_place)}"
    other = f"“{theirs.name}”{_page(difference.their_place)}"
    if difference.presence is Presence.BOTH:
        says = f"{one}{_said(difference.ours)}，{other}{_said(difference.theirs)}"
        return f"{_what(difference)}，{says}。"
    if difference.presence is Presence.THEIRS:
        one, other = other, one
    return f"{one}有{_alone(difference)}，{other}没有。"


def _page(place: Place) -> str:
    return f"第{place.page}页" if place.page else ""


def _said(value: str) -> str:
    if not value:
        return "是空白"
    return f"写的是“{_cut(value, LONGEST)}”"


def _what(difference: Difference) -> str:
    if difference.number:
        return f"第{difference.number}项的{difference.field}"
    if difference.field is Field.POINTS:
        return difference.item
    if not difference.item:
        return str(difference.field)
    return f"“{_cut(difference.item, QUOTED)}”一项的{difference.field}"


def _alone(difference: Difference) -> str:
    """What stands in one copy only: a row, a section, or a column of one."""
    if difference.field is Field.SECTION:
        return f"“{difference.item}”这一大类"
    if difference.field is not Field.NUMBER:
        return f"“{difference.item}”的“{difference.field}”一栏"
    text = f"“{_cut(difference.item, QUOTED)}”" if difference.item else ""
    return f"第{difference.number}项{text}" if difference.number else f"{text}一项"


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"


def _advice(difference: Difference, ours: Copy, theirs: Copy) -> str:
    if difference.legible:
        return "两处只差形近字，可能是识别有误，请对照扫描件的原件确认。"
    if RANKS[ours.origin] == RANKS[theirs.origin]:
        return "请单位确定以哪一份为准，并改正另一份。"
    first, second = sorted((ours, theirs), key=lambda copy: RANKS[copy.origin])
    signed = "签字盖章的" if first.origin in {Origin.SCAN, Origin.PDF} else ""
    return (
        f"以{signed}{first.origin}“{first.name}”为准；请对照原件核对，并请单位改正“{second.name}”。"
    )
