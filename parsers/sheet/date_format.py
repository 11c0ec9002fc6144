"""A day number and the tokens of a date format -> the text that Excel shows.

Day numbers count from 1900 (with a 29 February 1900 that never was, kept for the sake of old
sheets) or from 1904; their fraction is the time of day (ECMA-376 part 1, 18.17.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from parsers.sheet.format_code import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.sheet.format_code import Section, Token

_LAST_DAY = 2958465  # 9999-12-31
_DAYS_1904 = 1462  # from the first day of 1900 to that of 1904, as Excel counts
_FALSE_LEAP_DAY = 60  # 1900-02-29
_DAY_SECONDS = 86_400
_MOST_DECIMALS = 3  # of a second that Excel shows
_NOON = 12  # the hour
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CHINESE_WEEKDAYS = "一二三四五六日"
_CHINESE_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Moment:
    """What a day number says; `weekday` counts from 0 for Monday, `second` may have a fraction."""

    year: int
    month: int
    day: int
    weekday: int
    hour: int
    minute: int
    second: Decimal


def moment_of(number: Decimal, day_one: int, places: int = 0) -> Moment | None:
    """The moment of a day number, None where the calendar has none.

    Args:
        number: days, with the time of day as their fraction.
        day_one: 1900 or 1904, the year with which the workbook's day numbers begin.
        places: decimals of a second to round to.
    """
    if not 0 <= number <= _LAST_DAY + 1:
        return None
    unit = Decimal(1).scaleb(-places)
    seconds = (number * _DAY_SECONDS).quantize(unit, ROUND_HALF_UP)
    days, rest = divmod(seconds, _DAY_SECONDS)
    count = int(days) + (_DAYS_1904 if day_one == 1904 else 0)  # noqa: PLR2004 - the format's own
    if count > _LAST_DAY:
        return None
    hours, rest = divmod(rest, 3600)
    minutes, second = divmod(rest, 60)
    return Moment(*_calendar(count), (count + 5) % 7, int(hours), int(minutes), second)


def shown_date(number: Decimal, section: Section, day_one: int) -> str:
    """A day number by a section that shows dates; empty where the calendar has no such day."""
    fractions = (len(t.text) - 1 for t in section.tokens if t.part is Part.FRACTION)
    places = min(max(fractions, default=0), _MOST_DECIMALS)
    moment = moment_of(number, day_one, places)
    if moment is None:
        return ""
    meanings = meanings_of(section.tokens)
    said = []
    for token, meaning in zip(section.tokens, meanings, strict=True):
        if token.part is Part.DATE:
            said.append(_date_part(meaning, moment, section))
        elif token.part is Part.ELAPSED:
            said.append(_elapsed(meaning, number))
        elif token.part is Part.NOON:
            said.append(token.text.split("/")[moment.hour >= _NOON])
        elif token.part is Part.FRACTION:
            said.append(f"{moment.second % 1:.{places}f}"[1:])
        else:
            said.append(token.text)
    return "".join(said).strip()


def meanings_of(tokens: Sequence[Token]) -> list[str]:
    """The tokens of a date in lower case, where an m that stands for minutes is `M`.

    It does so behind an hour or before a second, whatever is literal between them.
    """
    dated = (Part.DATE, Part.ELAPSED)
    meanings = [t.text.lower() if t.part in dated else "" for t in tokens]
    timed = [i for i, meaning in enumerate(meanings) if meaning]
    for at, here in enumerate(timed):
        before = meanings[timed[at - 1]] if at else " "
        after = meanings[timed[at + 1]] if at + 1 < len(timed) else " "
        if meanings[here] in ("m", "mm") and (before[0] == "h" or after[0] == "s"):
            meanings[here] = meanings[here].upper()
    return meanings


def _calendar(count: int) -> tuple[int, int, int]:
    if count == 0:
        return 1900, 1, 0
    if count == _FALSE_LEAP_DAY:
        return 1900, 2, 29
    eve = date(1899, 12, 31) if count < _FALSE_LEAP_DAY else date(1899, 12, 30)
    day = eve + timedelta(days=count)
    return day.year, day.month, day.day


def _date_part(meaning: str, moment: Moment, section: Section) -> str:
    first, width = meaning[0], len(meaning)
    if first in "yeg":
        return _year(moment.year, meaning, chinese=section.chinese)
    if first == "a":
        return "星期" * (meaning == "aaaa") + _CHINESE_WEEKDAYS[moment.weekday]
    if meaning.startswith(("mmm", "ddd")):
        names = _MONTHS[moment.month - 1] if first == "m" else _WEEKDAYS[moment.weekday]
        return names[: {"mmm": 3, "ddd": 3, "mmmmm": 1}.get(meaning)]
    number = _number(first, moment, halved=section.has(Part.NOON))
    return _chinese(number) if section.chinese else f"{number:0{min(width, 2)}d}"


def _number(first: str, moment: Moment, *, halved: bool) -> int:
    if first == "h":
        return (moment.hour - 1) % _NOON + 1 if halved else moment.hour
    return {
        "m": moment.month,
        "d": moment.day,
        "M": moment.minute,
        "s": int(moment.second),
    }[first]


def _year(year: int, meaning: str, *, chinese: bool) -> str:
    if meaning[0] == "g":  # the name of an era, of which our calendar has one
        return ""
    text = f"{year % 100:02d}" if meaning in ("y", "yy") else f"{year:04d}"
    return "".join(_CHINESE_DIGITS[int(d)] for d in text) if chinese else text


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return _CHINESE_DIGITS[ones]
    return _CHINESE_DIGITS[tens] * (tens > 1) + "十" + _CHINESE_DIGITS[ones] * (ones > 0)


def _elapsed(meaning: str, number: Decimal) -> str:
    """Hours, minutes or seconds over all days: [h] of a day and a half is 36."""
    seconds = int((number * _DAY_SECONDS).quantize(Decimal(1), ROUND_HALF_UP))
    unit = {"h": 3600, "m": 60, "s": 1}[meaning[0].lower()]
    return f"{seconds // unit:0{len(meaning)}d}"
