"""What a cell's text may be, judged by the text alone: the evidence for putting it in a field."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from .dated import number_of_day
from .dates import is_deadline, is_month_begun
from .document_number import numbers_in
from .model import Field
from .sequence import number_in, resembles_number
from .surnames import has_surname
from .text import HAN, canonical, narrowed, squeezed
from .weight import decimal_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from .scheme import Scheme

_UNIT_ENDINGS = (
    *"股室科办局委处队站所院校馆厅部组",
    *(
        "审批窗口",
        "服务窗口",
        "受理窗口",
        "党委",
        "支部",
        "妇联",
        "总队",
        "大队",
        "纪检监察组",
        "工作组",
        "领导小组",
    ),
    *("中心", "协会", "学会", "工会", "商会", "联合会", "委员会", "基金会", "理事会", "居委会"),
    *("公司", "园区", "基地", "林场", "农场", "水库", "合作社", "服务社", "团委", "社区", "专班"),
)
_UNIT = re.compile(rf"[{HAN}A-Za-z0-9（）()]{{1,20}}")
_GROUP = re.compile(r"(?:各|全体|相关|有关).{0,8}(?:负责人|领导|干部|人员|同志|职工)")
_BRACKETED = re.compile(r"(?<=.)[（(][^（）()]*[）)]$")
_NAME = re.compile(rf"[{HAN}]{{2,4}}|[{HAN}]{{1,12}}(?:[·•・][{HAN}]{{1,12}})+")
_PIECES = re.compile(r"[\s、，,；;/]+")
_POINTS = re.compile(r"[（(]?(\d{1,3}(?:\.\d+)?)分[）)]?$")


@dataclass(frozen=True, slots=True)
class Label:
    """A label beside the items, or between tables: its name without points, and its points."""

    name: str
    points: Decimal | None
    is_section: bool


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The words of one scheme's form, as texts that may be compared; equal only to itself.

    `roles` are people that are known to answer in one role only, in this submission.
    """

    scheme: Scheme
    sections: dict[str, str]
    categories: dict[str, str]
    heads: dict[str, Field]
    group_heads: frozenset[str]
    totals: tuple[str, ...]
    notes: tuple[str, ...]
    plain_bases: frozenset[str]
    fixed: dict[str, tuple[str, str]]
    roles: Mapping[str, Field]

    def field_of_head(self, text: str) -> Field | None:
        """The field that a header cell names, None if it names none."""
        return self.heads.get(canonical(text))

    def is_head_word(self, text: str) -> bool:
        """Whether a text is a word of the form's head, a field's or a group's."""
        key = canonical(text)
        return key in self.heads or key in self.group_heads

    def label_of(self, text: str) -> Label | None:
        """The section or category that a text names, with the points it carries."""
        return _label(self, text)

    def is_total(self, text: str) -> bool:
        """Whether a text begins a 合计 row, alone or after what it adds up (本项合计)."""
        plain = squeezed(text)
        if len(plain) > max(map(len, self.totals)) + _LONGEST_TOTAL:
            return False
        place = min((plain.find(t) for t in self.totals if t in plain), default=-1)
        before = canonical(plain[: max(place, 0)])
        known = before in {*_TOTALLED, *self.sections, *self.categories}
        return place == 0 or (place > 0 and known)

    def is_note(self, text: str) -> bool:
        """Whether a text is the 说明 below the form."""
        plain = squeezed(text)
        return any(re.match(rf"[（(【]?{note}[）)】]?[:：]", plain) for note in self.notes)


_TOTALLED = ("本项", "本类", "本大类", "各项", "分值", "权重", "本部分")
_LONGEST_TOTAL = 16  # characters beside the word: a section's name before it, points behind it


def lexicon_of(scheme: Scheme) -> Lexicon:
    """The lexicon of a scheme."""
    sections = {canonical(n): s.name for s in scheme.sections for n in (s.name, *s.aliases)}
    categories = {canonical(c.name): c.name for s in scheme.sections for c in s.categories}
    heads = {canonical(w): field for field, words in scheme.head_words.items() for w in words}
    fixed = {canonical(i.text): (s.name, i.number) for s in scheme.sections for i in s.fixed}
    plain_bases = frozenset(canonical(name) for name in scheme.plain_bases)
    groups = frozenset(canonical(w) for w in scheme.group_head_words)
    totals, notes = scheme.total_words, scheme.note_words
    return Lexicon(
        scheme, sections, categories, heads, groups, totals, notes, plain_bases, fixed, {}
    )


def is_person(text: str) -> bool:
    """Whether every piece of a text looks like a person's name, or it names a group of people."""
    if _GROUP.fullmatch(squeezed(text)):
        return True
    pieces = _pieces(text)
    named = (_NAME.fullmatch(p) and (not is_unit(p) or _may_be_given(p)) for p in pieces)
    return bool(pieces) and all(named)


def is_unit(text: str) -> bool:
    """Whether a text ends as units of a department do (股, 室, 中心)."""
    plain = _BRACKETED.sub("", squeezed(text))
    if _GROUP.fullmatch(plain):
        return False
    return len(plain) > 1 and bool(_UNIT.fullmatch(plain)) and plain.endswith(_UNIT_ENDINGS)


def fit(field: Field, text: str, lexicon: Lexicon) -> float:
    """How well a text suits a field, from -1 (cannot be) over 0 (no evidence) to 1 (must be)."""
    return fits(text, lexicon).get(field, 0.0)


@lru_cache(maxsize=20_000)
def fits(text: str, lexicon: Lexicon) -> Mapping[Field, float]:
    """How well a text suits each field (see `fit`); a field that is not named has no evidence."""
    plain = squeezed(text)
    if number_in(plain):
        return _only(Field.NUMBER)
    if decimal_of(plain) is not None:
        return _only(Field.WEIGHT)
    if lexicon.label_of(plain):
        return _only(Field.CATEGORY)
    if is_deadline(plain) or is_month_begun(plain):
        return _time_fits(plain)
    found = {Field.NUMBER: -1.0, Field.WEIGHT: -1.0, Field.CATEGORY: -1.0}
    if resembles_number(plain):
        return _only(Field.NUMBER, 0.6)
    found[Field.BASIS] = _basis_fit(plain, lexicon)
    found[Field.DEADLINE] = -1.0 if len(plain) > _LONGEST_NAME else -0.3
    found |= _duty_fits(text, lexicon)
    return found | _level_fits(plain, found[Field.BASIS])


def _time_fits(plain: str) -> dict[Field, float]:
    if number_of_day(plain):  # or a 序号 that a program turned into a date
        return _only(Field.DEADLINE, 0.6) | {Field.NUMBER: 0.4}
    sure = 1.0 if is_deadline(plain) else 0.6
    return _only(Field.DEADLINE, sure) | {Field.LEVEL1: -0.6, Field.LEVEL2: -0.6}


def _only(field: Field, score: float = 1.0) -> dict[Field, float]:
    return dict.fromkeys(Field, -1.0) | {Field.REMARK: 0.0, field: score}


def _basis_fit(plain: str, lexicon: Lexicon) -> float:
    if plain.startswith("《") or canonical(plain) in lexicon.plain_bases:
        return 1.0
    numbers = numbers_in(plain)
    covered = sum(n.end - n.start for n in numbers)
    if numbers and 2 * covered >= len(plain):
        return 1.0
    return 0.3 if "》" in plain or numbers else -0.6


def _duty_fits(text: str, lexicon: Lexicon) -> dict[Field, float]:
    plain = squeezed(text)
    people, unit = is_person(text), _all_units(text)
    if len(plain) > _LONGEST_DUTY and not (people or unit):
        return {Field.LEADERS: -1.0, Field.UNITS: -1.0, Field.OWNERS: -1.0}
    likely = 0.9 if _surnamed(text) and not unit else 0.3
    person = likely if people else -0.5
    found = {Field.LEADERS: person, Field.OWNERS: person, Field.UNITS: 0.9 if unit else -0.4}
    roles = {lexicon.roles.get(p) for p in _pieces(text)}
    for role in (Field.LEADERS, Field.OWNERS):
        if roles == {role}:
            found[role] += KNOWN_ROLE
    return found


def _level_fits(plain: str, basis: float) -> dict[Field, float]:
    if basis == 1.0:
        return {Field.LEVEL1: -0.7, Field.LEVEL2: -0.7}
    if len(plain) < _SHORTEST_TEXT:
        return {Field.LEVEL1: -0.5, Field.LEVEL2: -0.5}
    claims = "属" in plain and "项" in plain
    return {Field.LEVEL1: 0.5 if not claims else 0.2, Field.LEVEL2: 0.8 if claims else 0.6}


KNOWN_ROLE = 0.3
"""What it adds to a name's fit that its bearer answers in this role, and no other, elsewhere."""

_LONGEST_NAME = 8  # characters: longer texts are no deadline that the grammar does not know
_LONGEST_DUTY = 16  # characters: units of a department have at most about twelve
_SHORTEST_TEXT = 5  # characters: indicators are phrases


def _pieces(text: str) -> list[str]:
    """The names in a text; a name of two characters may have a blank within (韦　兰)."""
    found: list[str] = []
    for piece in _PIECES.split(text.strip()):
        if found and len(piece) == 1 == len(found[-1]):
            found[-1] += piece
        elif piece:
            found.append(piece)
    return found


def _may_be_given(name: str) -> bool:
    """Whether a word that ends as a unit does may be a person's name all the same: 张志科."""
    return len(name) <= _LONGEST_PLAIN and name.endswith("科") and has_surname(name)


_LONGEST_PLAIN = 3  # characters: 方志科 is a unit or a person, 社会救助科 a unit


def _surnamed(text: str) -> bool:
    return all(has_surname(p) for p in _pieces(text))


def _all_units(text: str) -> bool:
    return is_unit(text) or all(is_unit(p) for p in _pieces(text))


def _label(lexicon: Lexicon, text: str) -> Label | None:
    plain = narrowed(squeezed(text))
    points = _POINTS.search(plain)
    name = canonical(plain[: points.start()] if points else plain)
    value = decimal_of(points.group(1)) if points else None
    if name in lexicon.sections:
        return Label(lexicon.sections[name], value, is_section=True)
    if name in lexicon.categories:
        return Label(lexicon.categories[name], value, is_section=False)
    return None
