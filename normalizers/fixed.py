"""Items that the scheme fixes word for word, as printing and recognition leave them.

A text that differs from the scheme's by nothing but what recognition does to texts says what the
scheme says. Another word, another figure or a phrase that is missing is a change, and stays.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from .glyphs import likeness
from .lookalike import is_meant_otherwise
from .model import Field, Repair
from .sequence import number_in, number_of
from .slips import ALIKE
from .text import canonical
from .variants import doubts_of, read_as
from .wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsers.model import Doubt, Source

    from .model import Value
    from .scheme import FixedItem, SectionScheme

RULE = "fixed.recognised"

CONFIDENCE = 0.9
"""In scans of 52 forms in four qualities 32 of 32 such texts were the scheme's: 90 % is proved."""

ONE_IN = 6
"""Of so many characters of a text one may be misread: more is another text."""

VAGUE = 0.8
"""Certainty below which a character may have been any other, where all around it is right."""

MOST_LOST = 2
"""Characters in the place of which recognition may have read one less."""

STRAY = 0.9
"""Certainty below which a character too many at an end is a trace of a line or a seal."""


def as_issued(
    value: Value[str], section: SectionScheme, number: Source | None, *, recognised: bool
) -> Value[str]:
    """The scheme's own writing of a fixed item that says the same, with the repair.

    `number` is the row's 序号, which tells the item; `recognised` says that a program read the form
    off a picture, so that look-alike characters may be its doing, however sure it was.
    """
    text = value.value
    if not text:
        return value
    for item in section.fixed:
        if text == item.text:
            return replace(value, source=_sure(value.source)) if _has_doubts(value) else value
        if canonical(text) == canonical(item.text):
            evidence = "与印发的统一内容只差标点、空格，按统一内容书写"
            return _written(value, item, "fixed.marks", 0.99, evidence)
    for item in _possible(section, number) if recognised else ():
        slips = _slips(value.source, item.text)
        if slips is not None:
            evidence = f"与印发的统一内容相比，{'；'.join(slips)}，按统一内容书写"
            return _written(value, item, RULE, CONFIDENCE, evidence)
    return value


def _has_doubts(value: Value[str]) -> bool:
    return bool(doubts_of(value.source))


def _sure(source: Source) -> Source:
    return read_as(source, source.text, ()) if source.doubts else source


def _written(
    value: Value[str], item: FixedItem, rule: str, confidence: float, evidence: str
) -> Value[str]:
    repair = Repair(Field.LEVEL1, value.value or "", item.text, rule, confidence, evidence)
    return replace(
        value,
        value=item.text,
        source=_sure(value.source),
        repairs=(*value.repairs, repair),
        suggestions=(),
    )


def _possible(section: SectionScheme, number: Source | None) -> Iterator[FixedItem]:
    """The item of this number; every item where the number is none of theirs."""
    own = number_in(number.text) if number else None
    same = [item for item in section.fixed if item.number and number_of(item.number) == own]
    yield from same or section.fixed


@dataclass(frozen=True, slots=True)
class _Character:
    """A character that counts in a comparison, and the doubt about it, if there is one."""

    text: str
    doubt: Doubt | None


def _slips(source: Source, issued: str) -> list[str] | None:
    """What recognition did to an issued text, in Chinese; None where that does not explain it."""
    read = list(_characters(source))
    wanted = wording(issued)
    plain = "".join(c.text for c in read)
    edits = [
        e
        for e in SequenceMatcher(None, plain, wanted, autojunk=False).get_opcodes()
        if e[0] != "equal"
    ]
    changed = sum(max(i2 - i1, j2 - j1) for _, i1, i2, j1, j2 in edits)
    if changed * ONE_IN > len(wanted):
        return None
    slips: list[str] = []
    for _, i1, i2, j1, j2 in edits:
        part, should = read[i1:i2], wanted[j1:j2]
        stray = not should and (i1 == 0 or i2 == len(read))
        if stray:
            told = _strays(part)
        elif len(should) == len(part) + 1 <= MOST_LOST:
            told = _lost(read[max(i1 - 1, 0) : i2 + 1], should)
        else:
            told = _misread(part, should)
        if told is None:
            return None
        slips += told
    kept = "".join(c.text for c in read if c.text.isdigit())
    return slips if edits and kept == "".join(filter(str.isdigit, wanted)) else None


def _characters(source: Source) -> Iterator[_Character]:
    doubts = {d.at: d for d in doubts_of(source)}
    for at, character in enumerate(source.text):
        for text in wording(character):
            yield _Character(text, doubts.get(at))


def _strays(part: list[_Character]) -> list[str] | None:
    """Characters too many at an end: one, or a few that are no Chinese, all of them in doubt."""
    if any(c.doubt is None or c.doubt.certainty >= STRAY or c.text.isdigit() for c in part):
        return None
    chinese = sum("一" <= c.text <= "鿿" for c in part)
    return [f"多出识别把握低的“{c.text}”" for c in part] if chinese <= 1 else None


def _lost(around: list[_Character], should: str) -> list[str] | None:
    """A character that recognition passed over: what stands there, or beside it, is in doubt.

    Two that are missing may be a word that was taken out.
    """
    least = min((c.doubt.certainty for c in around if c.doubt), default=1.0)
    counts = any(c.isdigit() or is_meant_otherwise("", c) for c in should)
    if least >= STRAY or counts:
        return None
    return [f"“{should}”少读一字，旁边的字识别把握只有{least:.0%}"]


def _misread(part: list[_Character], should: str) -> list[str] | None:
    """Characters read as others, one for one."""
    if len(part) != len(should):
        return None
    told: list[str] = []
    for character, wanted in zip(part, should, strict=True):
        if is_meant_otherwise(character.text, wanted):
            return None
        kind = _kind(character, wanted)
        if kind is None:
            return None
        told.append(f"“{wanted}”读作“{character.text}”，{kind}")
    return told


def _kind(character: _Character, wanted: str) -> str | None:
    """Why a character may be another one misread, in Chinese; None: it may not."""
    doubt = character.doubt
    if doubt and wanted in (text for text, _ in doubt.others):
        return f"识别把握只有{doubt.certainty:.0%}，识别时也考虑过它"
    if likeness(character.text, wanted) >= ALIKE:
        return "两字形近"
    if doubt and doubt.certainty < VAGUE:
        return f"识别把握只有{doubt.certainty:.0%}"
    return None
