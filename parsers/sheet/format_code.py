"""A format code (ECMA-376 part 1, 18.8.31) -> its sections of tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from functools import cache

_TOKEN = re.compile(
    r"""(?P<quoted>"[^"]*"?)|\\(?P<escaped>.)|(?P<padding>_.)|\*.|\[(?P<bracket>[^\]]*)\]
    |(?P<general>General|G/通用格式)|(?P<noon>AM/PM|A/P|上午/下午)
    |(?P<exponent>E[+-])|(?P<date>y+|m+|d+|h+|s+|a{3,4}|e+|g+)
    |(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<text>@)|(?P<end>;)
    |(?P<literal>.)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_CURRENCY = re.compile(r"\$([^-]*)")


class Part(Enum):
    """What a token of a format code stands for."""

    LITERAL = auto()
    GENERAL = auto()
    DATE = auto()
    ELAPSED = auto()
    NOON = auto()
    EXPONENT = auto()
    DIGIT = auto()
    FRACTION = auto()  # of a second: the point and its digits
    POINT = auto()
    COMMA = auto()
    PERCENT = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a format code; of a literal the text is without its quotes."""

    part: Part
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of the up to four parts of a format code, which `;` divides.

    `condition` is an operator and a number, None where the section goes by its position.
    `chinese`: digits are written as 〇一二 ([DBNum1]).
    """

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None
    chinese: bool = False

    @property
    def is_date(self) -> bool:
        """Whether it shows a day or a time."""
        return self.has(Part.DATE) or self.has(Part.ELAPSED)

    def has(self, part: Part) -> bool:
        """Whether a token of this kind is in it."""
        return any(t.part is part for t in self.tokens)


@cache
def sections_of(code: str) -> tuple[Section, ...]:
    """The sections of a format code, at least one."""
    sections: list[Section] = []
    matches: list[re.Match[str]] = []
    for match in _TOKEN.finditer(code + ";"):
        if match["end"]:
            sections.append(_section(matches))
            matches = []
        else:
            matches.append(match)
    return tuple(sections) or (_section(matches),)


def is_date(code: str) -> bool:
    """Whether a format code shows numbers as days or times."""
    return sections_of(code)[0].is_date


def _section(matches: list[re.Match[str]]) -> Section:
    brackets = [m["bracket"] for m in matches if m["bracket"] is not None]
    conditions = [condition for b in brackets if (condition := _condition(b))]
    tokens = [token for match in matches for token in _tokens(match)]
    return Section(
        _settled(tokens),
        conditions[0] if conditions else None,
        chinese=any(b.upper() == "DBNUM1" for b in brackets),
    )


def _tokens(match: re.Match[str]) -> list[Token]:
    if match["bracket"] is not None:
        return _bracketed(match["bracket"])
    for part in Part:
        text = match.groupdict().get(part.name.lower())
        if text is not None:
            return [Token(part, text)]
    if match["quoted"] is not None:
        return [Token(Part.LITERAL, match["quoted"].strip('"'))]
    if match["escaped"] is not None:
        return [Token(Part.LITERAL, match["escaped"])]
    return [Token(Part.LITERAL, " ")] if match["padding"] else []


def _bracketed(bracket: str) -> list[Token]:
    if _ELAPSED.fullmatch(bracket):
        return [Token(Part.ELAPSED, bracket.lower())]
    currency = _CURRENCY.match(bracket)
    return [Token(Part.LITERAL, currency[1])] if currency and currency[1] else []


def _condition(bracket: str) -> tuple[str, Decimal] | None:
    match = _CONDITION.fullmatch(bracket.strip())
    return (match[1], Decimal(match[2])) if match else None


def _settled(tokens: list[Token]) -> tuple[Token, ...]:
    """In a date the signs of numbers are literal, but for the point before parts of a second."""
    if not any(t.part in (Part.DATE, Part.ELAPSED) for t in tokens):
        return tuple(tokens)
    settled: list[Token] = []
    for token in tokens:
        last = settled[-1] if settled else Token(Part.LITERAL, "")
        if token.part is Part.DIGIT and last.part in (Part.POINT, Part.FRACTION):
            settled[-1] = Token(Part.FRACTION, last.text + "0")
        elif token.part in _OF_NUMBERS:
            settled.append(Token(Part.LITERAL, token.text))
        else:
            settled.append(token)
    return tuple(settled)


_OF_NUMBERS = (Part.COMMA, Part.PERCENT, Part.EXPONENT, Part.TEXT, Part.DIGIT)
