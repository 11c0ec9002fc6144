"""A number and its format code (ECMA-376 part 1, 18.8.31) -> the text that Excel shows.

Fractions (`# ?/?`) are shown as General shows them. A point after which the format leaves no
digit (`0.##` of 2) is left out.
"""

from __future__ import annotations

import itertools
import operator
import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING

from parsers.sheet.date_format import shown_date
from parsers.sheet.format_code import Part, Section, Token, sections_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

SIGNIFICANT_DIGITS = 15  # of a number in Excel (Excel specifications and limits)
_WIDE = Context(prec=400)  # digits: the greatest double has 309, a format adds decimals
_WIDEST = 340  # digits before the point: a double, and some percent signs
_MOST_DECIMALS = 30  # that Excel lets a format have
_PLAIN_EXPONENT = 21  # from 10^21 on Excel shows a number by its exponent even when it is edited


def general(number: Decimal) -> str:
    """A number as Excel shows it without a format, where the column is wide enough."""
    plain = +number.normalize()
    if plain == 0:
        return "0"
    if plain.adjusted() >= _PLAIN_EXPONENT or plain.adjusted() < -SIGNIFICANT_DIGITS:
        mantissa, _, exponent = f"{plain:E}".partition("E")
        return f"{mantissa}E{exponent[0]}{exponent[1:]:0>2}"
    return f"{plain:f}"


def shown(number: Decimal, code: str, day_one: int) -> str:
    """A number as its format shows it, without the blanks that pad it.

    Args:
        number: of at most SIGNIFICANT_DIGITS digits.
        code: a format code, such as `0.0%`.
        day_one: 1900 or 1904, the year with which the workbook's day numbers begin.
    """
    section, magnitude = _section_for(number, sections_of(code))
    if section is None:
        return general(number)
    if section.is_date:
        return shown_date(number, section, day_one) or general(number)
    if section.has(Part.GENERAL):
        said = (general(magnitude) if t.part is Part.GENERAL else t.text for t in section.tokens)
        return "".join(said).strip()
    if Token(Part.LITERAL, "/") in section.tokens:
        return general(number)
    return _digits_shown(magnitude, section).strip()


def shown_text(text: str, code: str) -> str:
    """A text as its format shows it: `@"分"` puts something around it."""
    sections = sections_of(code)
    section = sections[3] if len(sections) > 3 else sections[-1]  # noqa: PLR2004 - the text's own
    if not section.has(Part.TEXT):
        return text
    around = (Part.TEXT, Part.LITERAL)
    return "".join(
        text if t.part is Part.TEXT else t.text for t in section.tokens if t.part in around
    ).strip(" ")


def _section_for(number: Decimal, sections: tuple[Section, ...]) -> tuple[Section | None, Decimal]:
    """The section that shows this number, and the number as it does: bare where it signs itself."""
    numeric = [s for s in sections[:3] if not s.has(Part.TEXT)]
    for index, section in enumerate(numeric):
        operator, bound = section.condition or _implied(index, len(numeric))
        if _COMPARISONS[operator](number, bound):
            negative_only = operator in ("<", "<=") and bound <= 0 and len(numeric) > 1
            return section, abs(number) if negative_only else number
    return None, number


def _implied(index: int, count: int) -> tuple[str, Decimal]:
    if index == count - 1 and index != 1:
        return "any", Decimal(0)
    if index == 0:
        return (">=" if count == 2 else ">"), Decimal(0)  # noqa: PLR2004 - the third is for zero
    return "<", Decimal(0)


_COMPARISONS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
    "any": lambda _number, _bound: True,
}


def _digits_shown(number: Decimal, section: Section) -> str:
    if not section.has(Part.DIGIT):
        return ("-" if number < 0 else "") + _literals(section.tokens)
    tokens = section.tokens
    exponent = next((i for i, t in enumerate(tokens) if t.part is Part.EXPONENT), len(tokens))
    mantissa, tail = tokens[:exponent], tokens[exponent:]
    if not any(t.part is Part.DIGIT for t in mantissa):  # an exponent of nothing: E-0
        return general(number)
    value, power = _scaled(number, mantissa), 0
    if value.adjusted() > _WIDEST:
        return general(number)
    if tail:
        power = _power(value, mantissa)
        value = value.scaleb(-power)
    whole, fraction = _halves(mantissa)
    places = min(sum(t.part is Part.DIGIT for t in fraction), _MOST_DECIMALS)
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)
    digits, _, decimals = f"{abs(rounded):f}".partition(".")
    text = _filled_whole(whole, digits.lstrip("0")) + _filled_fraction(fraction, decimals)
    text = text.replace(".%", "%").removesuffix(".")
    sign = "-" if rounded < 0 else ""
    return sign + text + (_exponent_shown(power, tail) if tail else "")


def _literals(tokens: Sequence[Token]) -> str:
    return "".join(t.text for t in tokens if t.part in (Part.LITERAL, Part.PERCENT))


def _scaled(number: Decimal, tokens: Sequence[Token]) -> Decimal:
    """Each percent sign is two places, each comma behind the last digit three the other way."""
    percents = sum(t.part is Part.PERCENT for t in tokens)
    return number.scaleb(2 * percents - 3 * _trailing_commas(tokens))


def _trailing_commas(tokens: Sequence[Token]) -> int:
    last = max(i for i, t in enumerate(tokens) if t.part is Part.DIGIT)
    behind = itertools.takewhile(lambda t: t.part is Part.COMMA, tokens[last + 1 :])
    return len(list(behind))


def _power(value: Decimal, mantissa: Sequence[Token]) -> int:
    """The power of ten that the exponent shows: a multiple of the digits before the point."""
    if value == 0:
        return 0
    step = max(1, sum(t.part is Part.DIGIT for t in _halves(mantissa)[0]))
    return value.adjusted() // step * step


def _halves(tokens: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
    """The tokens before the point, and those from it on."""
    point = next((i for i, t in enumerate(tokens) if t.part is Part.POINT), len(tokens))
    return tokens[:point], tokens[point:]


def _filled_whole(tokens: Sequence[Token], digits: str) -> str:
    """Digits set into their places from the right; the leftmost place takes what is left over."""
    places = [i for i, t in enumerate(tokens) if t.part is Part.DIGIT]
    grouped = bool(places) and any(t.part is Part.COMMA for t in tokens[places[0] : places[-1]])
    if not places:
        return _literals(tokens) + digits
    filled = {i: _one_digit(tokens[i].text, d) for i, d in _paired(places, digits)}
    filled[places[0]] = digits[: max(0, len(digits) - len(places))] + filled[places[0]]
    if grouped:
        return _grouped(tokens, filled)
    return "".join(filled.get(i, _literals((t,))) for i, t in enumerate(tokens))


def _paired(places: Sequence[int], digits: str) -> list[tuple[int, str]]:
    padded = digits.rjust(len(places))[-len(places) :]
    return list(zip(places, padded, strict=True))


def _one_digit(place: str, digit: str) -> str:
    blank = {"0": "0", "?": " ", "#": ""}[place]
    return blank if digit == " " else digit


def _grouped(tokens: Sequence[Token], filled: Mapping[int, str]) -> str:
    before = _literals(tokens[: min(filled)])
    after = _literals(tokens[max(filled) :])
    digits = "".join(filled[i] for i in sorted(filled)).strip()
    return before + re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", digits) + after


def _filled_fraction(tokens: Sequence[Token], decimals: str) -> str:
    significant = decimals.rstrip("0")
    place = 0
    filled = ""
    for token in tokens:
        if token.part is Part.DIGIT:
            digit = decimals[place] if place < len(significant) else " "
            filled += _one_digit(token.text, digit)
            place += 1
        elif token.part is Part.POINT:
            filled += "."
        else:
            filled += _literals((token,))
    return filled


def _exponent_shown(power: int, tail: Sequence[Token]) -> str:
    sign = "-" if power < 0 else tail[0].text[1].replace("-", "")
    width = sum(t.part is Part.DIGIT for t in tail)
    return f"{tail[0].text[0]}{sign}{abs(power):0{width}d}{_literals(tail)}"
