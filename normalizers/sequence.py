"""序号: the numbering of a form's items (1-5-2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .model import Field, Repair, Value
from .text import narrowed, squeezed

if TYPE_CHECKING:
    from parsers.model import Source

_DASHES = str.maketrans(dict.fromkeys("－–—―‐‑‒−﹣一_~～", "-"))
_SLIPS = str.maketrans({"l": "1", "I": "1", "|": "1", "O": "0", "o": "0"})
_PROPER = re.compile(r"[1-9]\d?(?:-[1-9]\d?){1,3}")
_DOTTED = re.compile(r"[1-9]\d?(?:\.[1-9]\d?){2,3}")
_NEAR = re.compile(r"[(（]?[\dlI|Oo]{1,2}(?:-+[\dlI|Oo]{1,2}){1,3}[)）、.．。]?")
_LIKE = re.compile(r"[\dlIOo]{1,2}-+\S{0,6}|\S{0,2}-+\d{1,2}")


def number_in(text: str) -> str | None:
    """The 序号 that a text is, in proper form; None if it cannot be one."""
    plain = narrowed(squeezed(text)).translate(_DASHES)
    if _PROPER.fullmatch(plain):
        return plain
    if _DOTTED.fullmatch(plain):
        return plain.replace(".", "-")
    if not _NEAR.fullmatch(plain):
        return None
    plain = re.sub(r"-+", "-", plain.strip("()（）、.．。")).translate(_SLIPS)
    return plain if _PROPER.fullmatch(plain) else None


def resembles_number(text: str) -> bool:
    """Whether a text was meant as a 序号, though it may not be a proper one (1-3-x, 1--2)."""
    plain = narrowed(squeezed(text)).translate(_DASHES)
    return number_in(text) is not None or bool(_LIKE.fullmatch(plain))


def sequence_of(source: Source) -> Value[str]:
    """The 序号 in a cell; None where there is none, or it cannot be one."""
    raw = source.text.strip()
    number = number_in(raw)
    if number is None or number == raw:
        return Value(number, source)
    evidence = "序号写成半角数字，用“-”连接"
    slip = number != number_in(raw.translate(_SLIPS)) or bool(re.search(r"[lIOo|]", raw))
    rule, confidence = ("sequence.lookalike", 0.9) if slip else ("sequence.form", 0.99)
    repair = Repair(Field.NUMBER, raw, number, rule, confidence, evidence)
    return Value(number, source, (repair,))


def parts_of(number: str) -> tuple[int, ...]:
    """The parts of a proper 序号, as numbers."""
    return tuple(int(part) for part in number.split("-"))
