"""Misread people and units, repaired only against what the same form proves.

A rare name that one look-alike character parts from a name that always answers in the same place
is a misreading of it. Two names that both have support of their own are two people, however alike.
Where evidence falls short the value stays, and the candidates are suggested.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .glyphs import likeness, same_sound
from .model import Field, Repair, Value
from .traits import is_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROLES = (Field.LEADERS, Field.UNITS, Field.OWNERS)

Duties = dict[Field, Value[tuple[str, ...]]]
"""The leaders, units and owners of one row."""

ALIKE = 0.8
"""From this likeness on, characters are taken for each other: 建 and 健 are, 国 and 伟 are not."""

PROVEN = 3
"""How often the right name must stand in the same place, for a single other one to be an error."""

OVERLAP = 0.5
"""The share of a garbled unit's characters that the right one must hold."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One leader, unit and owner that answer together; an empty text where one is missing."""

    leader: str
    unit: str
    owner: str

    def name(self, role: Field) -> str:
        """Who answers in this role."""
        return {Field.LEADERS: self.leader, Field.UNITS: self.unit, Field.OWNERS: self.owner}[role]

    def place(self, role: Field) -> tuple[str, str]:
        """The other two: the place in which this role is answered for."""
        others = [r for r in ROLES if r is not role]
        return self.name(others[0]), self.name(others[1])


def repaired_people(rows: Sequence[Duties]) -> tuple[Duties, ...]:
    """The rows with misread names repaired where the form proves them."""
    duties = Counter(d for row in rows for d in _duties(row))
    found = tuple(dict(row) for row in rows)
    for role in (Field.UNITS, Field.LEADERS, Field.OWNERS):
        repairs = dict(_repairs(role, duties))
        for row in found:
            row[role] = _applied(row[role], repairs)
        duties = Counter(d for row in found for d in _duties(row))
    return found


def _duties(row: Duties) -> Iterator[Duty]:
    """A row's duties, paired by order; a single name goes with all of the others."""
    columns = [row[role].value or ("",) for role in ROLES]
    length = max(map(len, columns))
    if any(len(c) not in {1, length} for c in columns):
        return
    for index in range(length):
        yield Duty(*(c[index] if len(c) > 1 else c[0] for c in columns))


def _repairs(role: Field, duties: Mapping[Duty, int]) -> Iterator[tuple[str, Repair]]:
    counts: Counter[str] = Counter()
    for duty, number in duties.items():
        counts[duty.name(role)] += number
    for name in counts:
        candidates = [c for c in counts if c and c != name and name]
        proofs = [p for c in candidates if (p := _proof(role, name, c, duties, counts))]
        best = [p for p in proofs if p.confidence == max(q.confidence for q in proofs)]
        if len(best) == 1:
            yield name, best[0]
        elif best:
            yield name, replace(best[0], confidence=0.5, after="、".join(p.after for p in best))


def _proof(
    role: Field, name: str, candidate: str, duties: Mapping[Duty, int], counts: Counter[str]
) -> Repair | None:
    """The repair of a name to a candidate, None where nothing speaks for it."""
    if role is Field.UNITS and not is_unit(name) and is_unit(candidate):
        return _garbled_unit(name, candidate, duties)
    pair = _differing(name, candidate)
    if pair is None or counts[candidate] < PROVEN or counts[name] * 2 >= counts[candidate]:
        return None
    alike = likeness(*pair)
    if alike < ALIKE and not same_sound(*pair):
        return None
    share = _shared_places(role, name, candidate, duties)
    if not share:
        return None
    evidence = _evidence(role, name, candidate, counts)
    confidence = 0.6 if share < 1 or counts[name] > 2 else (0.95 if alike >= ALIKE else 0.85)  # noqa: PLR2004 - a misreading is rare
    return Repair(role, name, candidate, "name.misread", confidence, evidence)


def _differing(name: str, candidate: str) -> tuple[str, str] | None:
    """The two characters in which names of the same length differ, if it is just one place."""
    if len(name) != len(candidate):
        return None
    pairs = [(a, b) for a, b in zip(name, candidate, strict=True) if a != b]
    return pairs[0] if len(pairs) == 1 and len(name) > 1 else None


def _shared_places(role: Field, name: str, candidate: str, duties: Mapping[Duty, int]) -> float:
    """The share of a name's places in which the candidate answers too, and nobody else."""
    own = [d.place(role) for d in duties if d.name(role) == name]
    answered = {d.place(role) for d in duties if d.name(role) == candidate}
    others = {d.place(role) for d in duties if d.name(role) not in {name, candidate}}
    good = sum(place in answered and place not in others for place in own)
    return good / len(own)


def _garbled_unit(name: str, candidate: str, duties: Mapping[Duty, int]) -> Repair | None:
    """The repair of a text that is no unit to the unit with the same leader and owner."""
    places = {d.place(Field.UNITS) for d in duties if d.unit == name}
    answered = {d.place(Field.UNITS) for d in duties if d.unit == candidate}
    common = sum((Counter(name) & Counter(candidate)).values()) / len(name)
    if not places or not places <= answered or common < OVERLAP:
        return None
    leader, owner = next(iter(places))
    evidence = f"“{name}”不成单位名；{leader}分管、{owner}负责的是“{candidate}”，用字多数相同"
    return Repair(Field.UNITS, name, candidate, "unit.misread", 0.9, evidence)


def _evidence(role: Field, name: str, candidate: str, counts: Counter[str]) -> str:
    return (
        f"“{name}”只出现{counts[name]}次，与“{candidate}”（{counts[candidate]}次）只差一个形近字，"
        f"且同一处的{role}都是“{candidate}”"
    )


def _applied(
    value: Value[tuple[str, ...]], repairs: Mapping[str, Repair]
) -> Value[tuple[str, ...]]:
    concerned = [repairs[n] for n in value.value or () if n in repairs]
    if not concerned or value.value is None:
        return value
    made = [r for r in concerned if r.confidence >= SURE]
    doubtful = tuple(r for r in concerned if r.confidence < SURE)
    after = {r.before: r.after for r in made}
    names = tuple(after.get(n, n) for n in value.value)
    return replace(
        value,
        value=names,
        repairs=(*value.repairs, *made),
        suggestions=(*value.suggestions, *doubtful),
    )


SURE = 0.8
"""Below this confidence a repair is only suggested."""
