"""序号: the numbering of a form's items (1-5-2)."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from .model import Field, Repair, Value
from .text import narrowed, squeezed, unwrapped

if TYPE_CHECKING:
    from parsers.model import Source

_DASHES = str.maketrans(dict.fromkeys("－–—―‐‑‒−﹣一_~～", "-"))
_SLIPS = str.maketrans({"l": "1", "I": "1", "|": "1", "O": "0", "o": "0"})
_SLIP = re.compile(r"[lI|Oo]")
_PROPER = re.compile(r"[1-9][0-9]?(?:-[1-9][0-9]?){1,3}")
_DOTTED = re.compile(r"[1-9][0-9]?(?:\.[1-9][0-9]?){2,3}")
_NEAR = re.compile(r"[(（]?[0-9lI|Oo]{1,2}(?:-{1,3}[0-9lI|Oo]{1,2}){1,3}[)）、.．。,，]?")
_LIKE = re.compile(r"[0-9lIOo]{1,2}-+\S{0,6}|\S{0,2}-+[0-9]{1,2}")
_LEADING_ZERO = re.compile(r"(?<![0-9])0(?=[1-9])")
_JOINT = re.compile(r"[-.]")
_LONGEST = 24  # characters, blanks included: four parts of two digits, dashes and marks


def number_in(text: str) -> str | None:
    """The 序号 that a text is, in proper form; None if it cannot be one."""
    return _number(text) if len(text) <= _LONGEST else None


def resembles_number(text: str) -> bool:
    """Whether a text was meant as a 序号, though it may not be a proper one (1-3-x, 1--2)."""
    plain = narrowed(squeezed(text)).translate(_DASHES)
    return number_in(text) is not None or bool(_LIKE.fullmatch(plain))


def sequence_of(source: Source) -> Value[str]:
    """The 序号 in a cell; None where there is none, or it cannot be one."""
    raw = unwrapped(source.text)
    number = number_in(source.text)
    if number is None or number == raw:
        return Value(number, source)
    if _SLIP.search(narrowed(raw)):
        evidence = "序号只由数字组成，形近的字母按数字读"
        # `make eval`: 311 of 311 right, which proves 99 % and no more.
        repair = Repair(Field.NUMBER, raw, number, "sequence.lookalike", 0.99, evidence)
    else:
        evidence = "序号写成半角数字，用“-”连接"
        repair = Repair(Field.NUMBER, raw, number, "sequence.form", 0.99, evidence)
    return Value(number, source, (repair,))


def number_of(written: str) -> str:
    """A 序号 as a scheme writes it (3.1), in the form that all numbers have here (3-1)."""
    return written.replace(".", "-")


def written_as(number: Value[str], separator: str) -> Value[str]:
    """A 序号 as its scheme writes it; then what was so written needed no repair."""
    if number.value is None or separator == "-":
        return number
    written, raw = number.value.replace("-", separator), unwrapped(number.source.text)
    repairs = tuple(_joined_by(r, separator) for r in number.repairs)
    kept = tuple(r for r in repairs if r.before != r.after)
    if not repairs and raw != written:
        evidence = f"序号各级用“{separator}”连接"
        kept = (Repair(Field.NUMBER, raw, written, "sequence.form", 0.99, evidence),)
    return replace(number, value=written, repairs=kept)


def _joined_by(repair: Repair, separator: str) -> Repair:
    evidence = repair.evidence.replace("“-”", f"“{separator}”")
    return replace(repair, after=repair.after.replace("-", separator), evidence=evidence)


def parts_of(number: str) -> tuple[int, ...]:
    """The parts of a proper 序号, as numbers."""
    return tuple(int(part) for part in number.split("-"))


def leading_part(number: str) -> str:
    """The first part of a 序号 as it is published: 1 of 1-2-3, and of 1.2.3."""
    return _JOINT.split(number, maxsplit=1)[0]


def without_last_part(number: str) -> str:
    """A published 序号 without its last part, empty where it has one only: 1.2 of 1.2.3."""
    joints = list(_JOINT.finditer(number))
    return number[: joints[-1].start()] if joints else ""


@lru_cache(maxsize=4096)
def _number(text: str) -> str | None:
    plain = narrowed(squeezed(text)).translate(_DASHES)
    if _PROPER.fullmatch(plain):
        return plain
    if _DOTTED.fullmatch(plain):
        return plain.replace(".", "-")
    if not _NEAR.fullmatch(plain):
        return None
    digits = re.sub(r"-+", "-", plain.strip("()（）、.．。,，")).translate(_SLIPS)
    digits = _LEADING_ZERO.sub("", digits)
    return digits if _PROPER.fullmatch(digits) else None
