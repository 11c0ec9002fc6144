"""Deadlines (完成时限) and dates."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import TYPE_CHECKING

from .model import Field, Value
from .text import clean, narrowed, squeezed, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from parsers.model import Source

_CHINESE = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}
_DAY = re.compile(r"(?:(\d{4})[年./-])?(\d{1,2})[月./-](\d{1,2})日?")
_MONTH = re.compile(r"(?:(\d{4})年)?(\d{1,2})月")
_QUARTER = re.compile(r"(?:(\d{4})年)?第?([一二三四1-4])季度")
_HALF = re.compile(r"(?:(\d{4})年)?([上下])半年")
_YEAR_END = re.compile(
    r"(?:(\d{4})年)?(?:全年|年底|年末|年内|本年度|长期|持续|常年|每月|每季度|按季|按月)"
)
_YEAR = re.compile(r"(\d{4})年(?:度|底|末|内)?(?:前|完成|实施)?")
_FULL_DATE = re.compile(
    r"([\d〇○零一二三四五六七八九]{4})年([\d一二三四五六七八九十]{1,3})月([\d一二三四五六七八九十]{1,3})日"
)


def deadline_of(source: Source) -> Value[str]:
    """The deadline's clean text, as `全年实施`; None where it is blank."""
    return text_of(source, Field.DEADLINE)


def is_deadline(text: str) -> bool:
    """Whether a text names a time, by its grammar."""
    plain = narrowed(squeezed(text))
    return len(plain) <= _LONGEST and (due_of(plain, 2000) is not None or plain in _OPEN)


_LONGEST = 18  # characters: "2024年12月31日前全面完成" and the like; sentences are longer
_OPEN = frozenset({"适时", "按时", "按期", "及时", "按要求", "按上级要求", "按进度", "按时间节点"})


def due_of(text: str, year: int) -> date | None:
    """The last day that a deadline of this year allows; None where it names no time."""
    plain = narrowed(squeezed(text))
    for pattern, last_day in _RULES:
        match = pattern.search(plain)
        if match:
            found = last_day(match, year)
            if found:
                return found
    return None


def date_of(text: str) -> date | None:
    """The full date that a text holds (2025年1月3日, 二〇二五年一月三日), None if there is none."""
    match = _FULL_DATE.search(narrowed(squeezed(text)))
    if not match:
        return None
    year, month, day = (_numeral(part) for part in match.groups())
    return _day(year, month, day)


def written(day: date) -> str:
    """The date as letters write it, without leading zeros (GB/T 9704-2012 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def iso(day: date | None) -> str:
    """The date as 2024-12-31, or nothing."""
    return day.isoformat() if day else ""


def years_in(text: str) -> tuple[int, ...]:
    """The years that a text speaks of as such (2024年, 2024年度), in order."""
    return tuple(int(y) for y in re.findall(r"(?<!\d)(20\d{2})\s*年", clean(text)))


def _numeral(text: str) -> int:
    if text.isascii():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * (_CHINESE[tens] if tens else 1) + (_CHINESE[ones] if ones else 0)
    return int("".join(str(_CHINESE.get(c, c)) for c in text))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date | None:
    if not 1 <= month <= 12:  # noqa: PLR2004 - a year has twelve months
        return None
    return date(year, month, calendar.monthrange(year, month)[1])


def _year(match: re.Match[str], year: int) -> int:
    return int(match.group(1) or year)


def _of_day(match: re.Match[str], year: int) -> date | None:
    return _day(_year(match, year), int(match.group(2)), int(match.group(3)))


def _of_month(match: re.Match[str], year: int) -> date | None:
    return _month_end(_year(match, year), int(match.group(2)))


def _of_quarter(match: re.Match[str], year: int) -> date | None:
    quarter = match.group(2)
    number = int(quarter) if quarter.isascii() else _CHINESE[quarter]
    return _month_end(_year(match, year), 3 * number)


def _of_half(match: re.Match[str], year: int) -> date | None:
    return _month_end(_year(match, year), 6 if match.group(2) == "上" else 12)


def _of_year(match: re.Match[str], year: int) -> date | None:
    return _month_end(_year(match, year), 12)


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], int], date | None]], ...] = (
    (_DAY, _of_day),
    (_MONTH, _of_month),
    (_QUARTER, _of_quarter),
    (_HALF, _of_half),
    (_YEAR_END, _of_year),
    (_YEAR, _of_year),
)
