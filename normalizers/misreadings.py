"""Whether a name is another one misread, weighed by shape, sound, and where both stand.

A name that is printed once, one look-alike character away from a name that is printed again and
again in the same place, is a misreading of it. A name that is printed more often has support of
its own and is left alone, however alike: 王佳明 and 王佳朋 can be two people, 体改办 and 审改办 are
two units.

benchmarks/people.py, 2,000 forms a sample: of 384,024 names of clean forms none is changed; of
383,580 in forms where somebody has a namesake but for one look-alike, 48; of 3,990 names with one
character misread 84 % are repaired, all of them rightly. A namesake who answers for one row only
cannot be told from a misreading, and half of such are taken for one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from .glyphs import HELD, SHARED, likeness, same_sound
from .model import Field, Repair
from .slips import is_order
from .surnames import has_surname
from .traits import is_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .standing import Standing

ALIKE = 0.8
"""From this likeness on, characters are taken for each other, whatever else speaks for it."""

FEW, OFTEN = 2, 5
"""How often the right name must be printed in the same place: for a look-alike, and for a
character that only sounds alike or shares a component."""

ALWAYS = 8
"""From so many cells beside a name of three characters printed once on, it need not look alike: no
table holds every slip of a recogniser, and hardly any two colleagues share two characters."""

SHORT = 2
"""Characters of a name of which one misread leaves too little: half of all colleagues share a
surname or a given name with somebody."""

MOST_CHANGED = 3
"""Of so many characters of a unit's name, one may be misread."""

OVERLAP = 0.6
"""The share of a garbled unit's characters that the right one must hold."""

LONG_UNIT = 6
"""Characters of a unit's name from which on one lost, or one too many, leaves it no other's."""


def misreadings(standing: Standing) -> Iterator[tuple[str, Repair]]:
    """The names that are misread, each with its repair; below the threshold a suggestion.

    Of several candidates none is chosen, unless only one is a clear look-alike: the suggestion
    names them all.
    """
    candidates = _candidates(standing)
    for name, others in candidates.items():
        found = [r for o in others if (r := weighed(name, o, standing))]
        found.sort(key=lambda r: r.confidence, reverse=True)
        if found:
            clear = len(found) == 1 or found[0].confidence == CERTAIN > found[1].confidence
            yield name, found[0] if clear else _ambiguous(found)


def weighed(name: str, other: str, standing: Standing) -> Repair | None:
    """The repair of a name to another one; None where nothing speaks for it."""
    if standing.role is Field.UNITS:
        return _unit(name, other, standing)
    return _person(name, other, standing)


def _candidates(standing: Standing) -> dict[str, list[str]]:
    """The names that each one may be a misreading of: all but one character, or, for units, place.

    Found by what is left without each of the characters, so that it takes no longer than there
    are names.
    """
    keys: dict[str, list[str]] = defaultdict(list)
    for name in standing.printed:
        for key in _keys(name, standing):
            keys[key].append(name)
    found: dict[str, list[str]] = {}
    for name in standing.printed:
        others = [o for key in _keys(name, standing) for o in keys[key] if o != name]
        found[name] = list(dict.fromkeys(others))
    return found


def _keys(name: str, standing: Standing) -> Iterator[str]:
    for index in range(len(name)):
        yield f"{name[:index]}*{name[index + 1 :]}"
    if standing.role is Field.UNITS:
        yield from ("/".join(place) for place in standing.cells.get(name, ()) if all(place))


def _person(name: str, other: str, standing: Standing) -> Repair | None:
    pair = _differing(name, other)
    if pair is None or not standing.replaces(name, other):
        return None
    if standing.printed[name] == 1:
        confidence = _confidence(name, other, pair, standing)
    else:
        confidence = _repeated(name, other, pair, standing)
    if not confidence:
        return None
    evidence = _evidence(name, other, pair, standing)
    return Repair(standing.role, name, other, "name.misread", confidence, evidence)


def _confidence(name: str, other: str, pair: tuple[str, str], standing: Standing) -> float:
    """How sure it is that this character of a name printed once was that other one."""
    alike, beside = likeness(*pair), standing.beside(name, other)
    if beside < FEW:
        often = standing.printed[other] >= OFTEN
        return LIKELY if alike >= ALIKE and often and len(name) > SHORT else 0.0
    # A unit keeps one leader, but may have several people.
    leads = standing.role is Field.LEADERS
    if len(name) <= SHORT:
        return _confidence_of_short(name, pair, beside, leads=leads)
    if alike >= ALIKE:
        return CERTAIN
    known = leads or alike >= SHARED or same_sound(*pair) or beside >= ALWAYS
    return LIKELY if known and beside >= (FEW if leads else OFTEN) else OPEN


def _confidence_of_short(name: str, pair: tuple[str, str], beside: int, *, leads: bool) -> float:
    """The same for a name of two characters, of which only one is left to know it by."""
    alike = likeness(*pair)
    surname_lost = name[0] == pair[0] and not has_surname(name) and has_surname(pair[1])
    if beside >= OFTEN and alike >= (SHARED if surname_lost or leads else HELD):
        return LIKELY
    return LIKELY if surname_lost and alike >= ALIKE else OPEN


def _repeated(name: str, other: str, pair: tuple[str, str], standing: Standing) -> float:
    """How sure it is that a name printed more than once is the same misreading each time."""
    times, beside, alike = standing.printed[name], standing.beside(name, other), likeness(*pair)
    if times > MOST_TIMES or beside < OFTEN:
        return 0.0
    leads = standing.role is Field.LEADERS
    clear = alike >= ALIKE or (alike >= SHARED and leads)
    rare = beside >= times * (TIMES_MORE if clear else 2 * TIMES_MORE)
    known = alike >= (SHARED if len(name) > SHORT else ALIKE)
    alone = leads or standing.is_scattered(name, other)  # a unit keeps one leader
    return LIKELY if known and rare and alone else OPEN


CERTAIN, LIKELY, OPEN = 0.95, 0.85, 0.5
"""The confidence of a repair: of a look-alike in a name of three characters and more; of weaker
evidence; and of what is left open."""

MOST_TIMES, TIMES_MORE = 3, 4
"""A misreading may come again: so often at most, if the right name is so many times as often."""


def _unit(name: str, other: str, standing: Standing) -> Repair | None:
    beside = standing.beside(name, other)
    if not standing.replaces(name, other):
        return None
    misread = standing.printed[name] == 1 and _is_misread_unit(name, other, beside)
    if not misread and not _is_doubtful_unit(name, other, beside):
        return _garbled(name, other, standing)
    confidence = CERTAIN if misread and beside >= FEW else OPEN
    evidence = (
        f"“{name}”出现{standing.printed[name]}次，与“{other}”（{standing.printed[other]}次）用字形近，"
        f"且同一处的分管领导、责任人都与“{other}”相同"
    )
    return Repair(Field.UNITS, name, other, "unit.misread", confidence, evidence)


def _is_misread_unit(name: str, other: str, beside: int) -> bool:
    """Whether a unit's name is another's but for a few look-alikes, or one character lost.

    A character that leaves no unit's name (体改分) need not be alike.
    """
    if len(name) != len(other):
        longer, shorter = sorted((name, other), key=len, reverse=True)
        rest = iter(longer)
        lost = len(longer) - len(shorter) == 1 and all(c in rest for c in shorter)
        return lost and len(shorter) >= LONG_UNIT
    pairs = [(a, b) for a, b in zip(name, other, strict=True) if a != b]
    if len(pairs) > max(1, len(name) // MOST_CHANGED) or any(is_order(*p) for p in pairs):
        return False
    if len(pairs) == 1 and is_unit(other) and not is_unit(name):
        return True
    least = HELD if len(pairs) > 1 or beside >= OFTEN else ALIKE
    return all(likeness(*p) >= least for p in pairs)


def _is_doubtful_unit(name: str, other: str, beside: int) -> bool:
    """Whether a unit's name is one character from that which nearly always stands in its place."""
    pair = _differing(name, other)
    return pair is not None and beside >= OFTEN and not is_order(*pair)


def _garbled(name: str, other: str, standing: Standing) -> Repair | None:
    """The repair of a text that is no unit to the unit that always stands in its place."""
    if is_unit(name) or not is_unit(other):
        return None
    common = sum((Counter(name) & Counter(other)).values()) / len(name)
    if common < OVERLAP:
        return None
    leader, owner = next(iter(standing.cells[name]))
    evidence = f"“{name}”不成单位名；{leader}分管、{owner}负责的是“{other}”，用字多数相同"
    confidence = 0.9 if len(name) >= LONG_UNIT else OPEN
    return Repair(Field.UNITS, name, other, "unit.misread", confidence, evidence)


def _differing(name: str, other: str) -> tuple[str, str] | None:
    """The two characters in which names of the same length differ, if it is just one place."""
    if len(name) != len(other) or len(name) < SHORT:
        return None
    pairs = [(a, b) for a, b in zip(name, other, strict=True) if a != b]
    return pairs[0] if len(pairs) == 1 else None


def _evidence(name: str, other: str, pair: tuple[str, str], standing: Standing) -> str:
    kind = "形近" if likeness(*pair) >= SHARED else "同音" if same_sound(*pair) else ""
    return (
        f"“{name}”出现{standing.printed[name]}次，与“{other}”（{standing.printed[other]}次）"
        f"只差一个{kind}字，且同一责任单位的{standing.role}都是“{other}”"
    )


def _ambiguous(repairs: list[Repair]) -> Repair:
    """One suggestion of several repairs that are possible."""
    names = "、".join(r.after for r in repairs)
    evidence = f"“{repairs[0].before}”可能是{names}中的一个，无法确定"
    first = repairs[0]
    return Repair(first.field, first.before, names, first.rule, OPEN, evidence)
