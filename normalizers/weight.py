"""Weights and points: exact decimals, however they are written."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from .model import Field, Repair, Value
from .text import narrowed, squeezed

if TYPE_CHECKING:
    from parsers.model import Source

_DECIMAL = re.compile(r"(\d{1,3}(?:\.\d{1,3})?)分?")
_LOOKALIKES = str.maketrans({"l": "1", "I": "1", "|": "1", "i": "1", "O": "0", "o": "0", "〇": "0"})
_POINTS = str.maketrans({"。": ".", "·": ".", "•": ".", "・": ".", ",": ".", "，": "."})


def decimal_of(text: str) -> Decimal | None:
    """The number that a text says as it stands (`1.5分`, `１．５`), None if it says none."""
    match = _DECIMAL.fullmatch(narrowed(squeezed(text)))
    return Decimal(match.group(1)) if match else None


def plain(value: Decimal) -> str:
    """The shortest plain writing of a decimal: `1.5`, `2`, never `2.0` or `2E+1`."""
    return format(value.normalize() if value else Decimal(0), "f")


def weight_of(source: Source) -> Value[Decimal]:
    """The weight in a cell; None where there is none, or it is no decimal.

    Characters that recognition takes for digits (l for 1, O for 0) and marks that it takes for the
    decimal point are repaired.
    """
    text = source.text.strip()
    value = decimal_of(text)
    if value is None and text:
        value = decimal_of(text.translate(_POINTS).translate(_LOOKALIKES))
        if value is None:
            return Value(None, source)
        evidence = "权重应是数字，形近的字母或标点按数字读"
        repair = Repair(Field.WEIGHT, text, plain(value), "weight.lookalike", 0.93, evidence)
        return Value(value, source, (repair,))
    if value is None or text == plain(value):
        return Value(value, source)
    evidence = "权重写成纯数字：去掉单位和空格，全角改半角，去掉末尾的零"
    return Value(
        value, source, (Repair(Field.WEIGHT, text, plain(value), "weight.plain", 1.0, evidence),)
    )
