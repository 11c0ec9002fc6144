"""序号 that a program took for days: 3-1 became 3月1日, 1-3-2 the second of March 2001."""

from __future__ import annotations

import re

from .text import narrowed

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_DAY = re.compile(r"0?(?P<month>\d{1,2})月0?(?P<day>\d{1,2})日")
_FULL = re.compile(
    r"(?P<year>\d{4})(?P<mark>[-/.年])0?(?P<month>\d{1,2})(?:(?P=mark)|月)0?(?P<day>\d{1,2})日?"
    r"(?:\s*0{1,2}:00(?::00)?)?"
)
_NAMED = re.compile(rf"0?(?P<day>\d{{1,2}})-(?P<name>{'|'.join(_MONTHS)})", re.IGNORECASE)
_FIRST_YEAR, _LAST_PART = 2000, 9
"""Two figures of a year mean 2000 and later; 2009 is 9, 2010 a year that one may write about."""


def number_of_day(text: str) -> str | None:
    """The 序号 that a day stands for, None where a text is no day.

    The day of a year from 2001 to 2009 has three parts; any other year is that of the typing.
    """
    plain = narrowed(text).strip()
    if match := _NAMED.fullmatch(plain):
        return f"{_MONTHS.index(match['name'].lower()) + 1}-{match['day']}"
    match = _MONTH_DAY.fullmatch(plain) or _FULL.fullmatch(plain)
    if match is None:
        return None
    number = f"{match['month']}-{match['day']}"
    part = int(match["year"]) - _FIRST_YEAR if match.re is _FULL else 0
    return f"{part}-{number}" if 0 < part <= _LAST_PART else number
