"""Weights and points: exact decimals, however they are written."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from .model import Field, Repair, Value
from .text import narrowed, squeezed, unwrapped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parsers.model import Source

_DECIMAL = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3})?)分?")
_GAP = re.compile(r"[0-9]\s+[0-9]")
_SLIPPED = re.compile(
    r"(?P<whole>[lI]?[0-9Oo〇○]{0,2})"
    r"(?:[.。｡·•・,，](?P<part>[0-9]{1,2}|[OolISs])?)?分?"
)
_DIGIT_FOR = str.maketrans("lIOo〇○Ss", "11000055")
MANY = 10
"""Points from which on the weight of one item is rare."""
_RULING = "|｜"
_LEGIBLE = re.compile(r"[0-9]|[lI]分?$")


def decimal_of(text: str) -> Decimal | None:
    """The number that a text says as it stands (`1.5分`, `１．５`), None if it says none."""
    plain = narrowed(text).strip()
    match = _DECIMAL.fullmatch(plain) or _DECIMAL.fullmatch(squeezed(plain))
    if match is None or _GAP.search(plain):
        return None
    return Decimal(match.group(1))


def plain(value: Decimal) -> str:
    """The shortest plain writing of a decimal: `1.5`, `2`, never `2.0` or `2E+1`."""
    return format(value.normalize() if value else Decimal(0), "f")


def weight_of(source: Source) -> Value[Decimal]:
    """The weight in a cell; None where there is none, or it is no decimal.

    Characters that recognition takes for digits (l for 1, O for 0) and marks that it takes for the
    decimal point are repaired. Where a digit or the point may be lost (`.5`, `1 5`), the number
    is suggested only. Per cent, fractions, ranges and numbers in words are no weights.
    """
    text = unwrapped(source.text)
    value = decimal_of(source.text)
    if value is None:
        return _slipped(source, text)
    if text == plain(value):
        return Value(value, source)
    evidence = "权重写成纯数字：去掉单位和空格，全角改半角，去掉末尾的零"
    return Value(value, source, (_repair(text, value, "weight.plain", 1.0, evidence),))


def with_lost_point(value: Value[Decimal], weights: Mapping[Decimal, int]) -> Value[Decimal]:
    """The weight of a form read off a picture; 15 may be the 1.5 of other rows without its point.

    `weights` counts those that the form has legibly. The number stays: the other is suggested.
    """
    points = value.value
    other = points / 10 if points and points >= MANY and points % 10 else None
    if points is None or other is None or other not in weights or weights.get(points, 0) > 1:
        return value
    evidence = f"权重{plain(points)}分很少见，可能漏识别了小数点"
    suggestion = _repair(plain(points), other, "weight.point", 0.5, evidence)
    return replace(value, suggestions=(*value.suggestions, suggestion))


def _slipped(source: Source, text: str) -> Value[Decimal]:
    """What an illegible weight may have been."""
    bare = squeezed(narrowed(text))
    value = None if _GAP.search(narrowed(source.text)) else _read(bare.strip(_RULING))
    if value is not None:
        evidence = "权重应是数字，形近的字母或标点按数字读，竖线是表格线的残迹"
        # `make eval`: 930 of 930 right, which proves 99 % and no more.
        repair = _repair(text, value, "weight.lookalike", 0.99, evidence)
        return Value(value, source, (repair,))
    guess = _guess(bare)
    if guess is None:
        return Value(None, source)
    evidence = "权重不完整：可能缺了数字或小数点"
    suggestion = _repair(text, guess, "weight.incomplete", 0.5, evidence)
    return Value(None, source, suggestions=(suggestion,))


def _read(bare: str) -> Decimal | None:
    """The number with look-alikes in the place of digits and of the point."""
    match = _SLIPPED.fullmatch(bare)
    if match is None or not match["whole"] or not _LEGIBLE.search(bare):
        return None
    return Decimal(f"{match['whole']}.{match['part'] or 0}".translate(_DIGIT_FOR))


def _guess(bare: str) -> Decimal | None:
    """The likeliest number of a torn one: `.5` was 0.5, `1 5` was 1.5."""
    if re.fullmatch(r"\.[0-9]{1,2}分?", bare):
        return Decimal(bare.removesuffix("分"))
    if re.fullmatch(r"[0-9]{2}", bare):
        return Decimal(f"{bare[0]}.{bare[1]}")
    return None


def _repair(before: str, value: Decimal, rule: str, confidence: float, evidence: str) -> Repair:
    return Repair(Field.WEIGHT, before, plain(value), rule, confidence, evidence)
