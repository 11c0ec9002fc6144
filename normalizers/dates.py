"""Deadlines (完成时限) and dates."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from .model import Field, Repair, Value
from .numerals import arabic
from .text import narrowed, squeezed, text_of, unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsers.model import Source

_NUMERALS = re.compile(
    r"[〇○零一二三四五六七八九Oo0-9]{4}(?=年)|[一二三四五六七八九十]{1,3}(?=[月日]|个?季度)"
)
_SLIPS = str.maketrans("Oo", "00")
_MONTH_BEGUN = re.compile(r"[0-9]{4}年[0-9]{1,2}月")
_FULL_DATE = re.compile(
    r"(?<![0-9])([0-9]{4})(?:年([0-9]{1,2})月([0-9]{1,2})日|([./-])([0-9]{1,2})\4([0-9]{1,2})(?![0-9]))"
)

_MONTH, _DAY = r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12][0-9]|0?[1-9])"

# One mention of a time: a year, or the finest that stands within it.
_MENTION = re.compile(
    rf"(?P<year>(?:19|20)[0-9]{{2}})(?:年度?|(?=[./-]{_MONTH}(?![0-9])|[0-9]{{4}}(?![0-9])))"
    r"|(?P<relative>次年|明年|翌年|下一?年度?|来年|上一?年度|去年|上年)"
    rf"|(?<![0-9])(?P<month>{_MONTH})月(?P<day>{_DAY})(?:[日号]|(?![0-9]))"
    rf"|(?<=[0-9]{{4}})[./-](?P<month2>{_MONTH})(?:[./-](?P<day2>{_DAY}))?日?(?![0-9])"
    rf"|(?<![0-9])(?P<month3>{_MONTH})\.(?P<day3>{_DAY})(?=日|[之以]?前)"
    rf"|(?<![0-9])(?P<part>{_MONTH})月份?(?P<third>[上中下]旬|初)?"
    r"|(?<=[0-9]{4})(?P<packed>(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))(?![0-9])"
    r"|前(?P<quarters>[23])个?季度|第?(?P<quarter>[1-4])季度|[Qq](?P<q>[1-4])"
    r"|(?P<half>[上下])半年|(?P<middle>年中)"
    r"|(?P<end>全年|年[底末内终]|本年度?|当年|今年|年度|长期|持续|常年|常态|经常|日常"
    r"|[每按]季度?|季度末?|季末|每[年月周日天]|[每按]?半年|按[月周日年]|逐[月季])"
)
_OPEN = (
    r"适时|按时|按期|及时|随时|月[底末]"
    r"|按(?:上级|规定)?要求|按规定|按(?:序时|时间)?进度|按时间节点|按计划"
)
_WORDS = (
    r"第|前|底|末|初|内|止|起|左右|以前|之前|以内|之内|为止|每|各|至|到|并|和|及|[、，；。（）,.;()~～—–-]"
    r"|全面|基本|全部|如期|完成|实施|开展|推进|落实|坚持|进行|执行|组织|报送|上报|提交|更新|化|性"
    r"|[0-9]{1,2}日|(?:[0-9]{1,2}|[一二三四]|(?:19|20)[0-9]{2})(?=[、和至到~～—–-])"
)
_GRAMMAR = re.compile(rf"(?:{_OPEN}|{_WORDS})*")
_LONGEST_MONTH = 12  # characters: 2024年12月30日前 has eleven; a task may begin with its time too
_LONGEST = (
    30  # characters: "2024年6月底前完成，12月底前全面完成" and the like; sentences are longer
)


def deadline_of(source: Source) -> Value[str]:
    """The deadline's clean text, as `全年实施`; None where it is blank.

    A blank between digits that make one day or month only together (1 2月) goes too.
    """
    value = text_of(source, Field.DEADLINE)
    whole = squeezed(value.value or "")
    if whole == (value.value or "") or not is_deadline(whole):
        return value
    evidence = "时限中的数字被空格隔开，连起来才是一个日期"
    repair = Repair(Field.DEADLINE, unwrapped(source.text), whole, "date.blanks", 0.97, evidence)
    return replace(value, value=whole, repairs=(repair,))


def is_deadline(text: str) -> bool:
    """Whether a text names a time and nothing else, by its grammar.

    It may be one that sets no day (适时); 持续优化营商环境 is none, though it begins like one.
    """
    plain = squeezed(text)
    return 0 < len(plain) <= _LONGEST and _is_deadline(plain)


def is_month_begun(text: str) -> bool:
    """Whether a short text begins with the month of a year, whatever it says besides.

    So begins a deadline of which a character was misread: 2024年12月感前.
    """
    plain = squeezed(text)
    return len(plain) <= _LONGEST_MONTH and _MONTH_BEGUN.match(_arabic(plain)) is not None


def due_of(text: str, year: int) -> date | None:
    """The last day that a deadline of this year allows; None where it names no time.

    Of several times the latest counts: 1-12月 ends with December. A month means its last day,
    with 前 too (11月前), as offices use it; what recurs or goes on (每季度, 长期) ends with the
    year.
    """
    return _due(squeezed(text), year)


def date_of(text: str) -> date | None:
    """The full date that a text holds (2025年1月3日, 二〇二五年一月三日), None if there is none."""
    match = _FULL_DATE.search(_arabic(squeezed(text)))
    if not match:
        return None
    return _day(int(match[1]), int(match[2] or match[5]), int(match[3] or match[6]))


def written(day: date) -> str:
    """The date as letters write it, without leading zeros (GB/T 9704-2012 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def iso(day: date | None) -> str:
    """The date as 2024-12-31, or nothing."""
    return day.isoformat() if day else ""


def years_in(text: str) -> tuple[int, ...]:
    """The years that a text speaks of as such (2024年, 2024年度), in order."""
    found = re.findall(r"(?<![0-9])(20[0-9]{2})年", narrowed(squeezed(text)))
    return tuple(int(year) for year in found)


@lru_cache(maxsize=4096)
def _is_deadline(plain: str) -> bool:
    rest, position, timed = [], 0, False
    text = _arabic(plain)
    for match in _MENTION.finditer(text):
        rest.append(text[position : match.start()])
        position, timed = match.end(), True
    rest.append(text[position:])
    timed = timed or bool(re.search(_OPEN, text))
    return timed and all(_GRAMMAR.fullmatch(piece) for piece in rest)


@lru_cache(maxsize=4096)
def _due(plain: str, year: int) -> date | None:
    return max(_days(_arabic(plain), year), default=None)


def _days(text: str, year: int) -> Iterator[date]:
    """The last day of each time that a text names, each within the year named last."""
    whole = None
    for match in _MENTION.finditer(text):
        if match["year"] or match["relative"]:
            year = _year_named(match, year)
            whole = date(year, 12, 31) if not text[match.end() :][:1].isdigit() else None
        else:
            whole = None
            yield from filter(None, (_last_day(match, year),))
    if whole:
        yield whole


def _year_named(match: re.Match[str], year: int) -> int:
    if match["year"]:
        return int(match["year"])
    return year - 1 if match["relative"][0] in "上去" else year + 1


def _last_day(match: re.Match[str], year: int) -> date | None:
    for month, day in (("month", "day"), ("month2", "day2"), ("month3", "day3")):
        if match[day]:
            return _day(year, int(match[month]), int(match[day]))
    if match["packed"]:
        return _day(year, int(match["packed"][:2]), int(match["packed"][2:]))
    if match["third"] and match["third"] != "下旬":
        return date(year, int(match["part"]), 20 if match["third"] == "中旬" else 10)
    return _month_end(year, _month(match))


def _month(match: re.Match[str]) -> int:
    month = match["part"] or match["month2"]
    quarter = match["quarter"] or match["quarters"] or match["q"]
    if month or quarter:
        return int(month or 3 * int(quarter))
    return 6 if match["half"] == "上" or match["middle"] else 12


def _arabic(text: str) -> str:
    """The text with the Chinese numerals of its dates as digits."""
    return _NUMERALS.sub(lambda m: arabic(m.group().translate(_SLIPS)), narrowed(text))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
