"""Chinese numerals, as dates and numbers of documents are sometimes written with."""

from __future__ import annotations

_DIGITS = dict(zip("〇○零一二三四五六七八九", "000123456789", strict=True))

NUMERALS = "".join(_DIGITS) + "十"
"""The characters of Chinese numerals under a hundred, for use within a character class."""


def arabic(numeral: str) -> str:
    """A numeral in digits: 二〇二五 is 2025, 三十一 is 31; what is no numeral stays as it is."""
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return "".join(_DIGITS.get(c, c) for c in numeral)
    if len(tens) > 1 or len(ones) > 1 or not set(tens + ones) <= _DIGITS.keys():
        return numeral
    return str(10 * int(_DIGITS.get(tens, "1")) + int(_DIGITS.get(ones, "0")))
