"""Numbers such as 1-1 that Excel took for days, and what was typed.

What Excel makes of a typed text, and how it shows it (Chinese and English versions):

===========  ==================  ==========================================================
typed        becomes             format, shown as
===========  ==================  ==========================================================
1-1          1 January, of the   m"月"d"日" 1月1日; d-mmm 1-Jan; m/d, mm-dd: 1/1, 01-01
             year of typing
1-1-1        2001-01-01          yyyy/m/d 2001/1/1, m/d/yy 1/1/01: the year stands for the
                                 part before or behind, 0 to 29 of 2000 to 2029
1-32         January 1932        mmm-yy Jan-32
===========  ==================  ==========================================================

Genuine days look the same (6月30日 in a column of deadlines), so the column decides: a day in a
column of such numbers, or in a run of days that count like numbers (each goes on from the one
above by one, or begins anew at 1), was typed as a number. A run alone proves nothing for a day
with the year of typing, as in a diary. d-mmm and mmm-yy are what Excel alone chooses: they are
numbers wherever they stand. A format with 年 never hides one, nor does a day
with a time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from parsers.sheet.date_format import meanings_of, moment_of
from parsers.sheet.format_code import sections_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from parsers.sheet.date_format import Moment

_NUMBER = re.compile(r"\d{1,3}(?:\s*[-－–—‐]\s*\d{1,3}){1,2}")
_FIRST_YEAR = 2000
_LAST_PART = 9  # of the first part of a number of three: 2009 is 9, 2010 a year to write about
_RUN_SHARE = 0.5  # of a column's days that go on from the one above: emptied rows break runs


class Certainty(Enum):
    """How sure a format is to hide a typed number."""

    ALWAYS = auto()
    IN_RUN = auto()
    AMONG_NUMBERS = auto()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A day that may have been typed as a number of these parts."""

    parts: tuple[int, ...]
    certainty: Certainty

    def __str__(self) -> str:
        return "-".join(str(p) for p in self.parts)


def candidate_of(number: Decimal, code: str, day_one: int) -> Candidate | None:
    """The number that a day with this format may have been typed as; None where it is none."""
    moment = moment_of(number, day_one)
    if moment is None or "年" in code or number != int(number):
        return None
    units = (u for u in meanings_of(sections_of(code)[0].tokens) if u)
    return _candidate(moment, tuple(u for u in units if u[0] in "ymd"))


def _candidate(moment: Moment, units: tuple[str, ...]) -> Candidate | None:
    letters = "".join(u[0] for u in units)
    value = {"y": moment.year % 100, "m": moment.month, "d": moment.day}
    if units == ("d", "mmm"):
        return Candidate((moment.month, moment.day), Certainty.ALWAYS)
    if units == ("mmm", "yy"):
        return Candidate((moment.month, value["y"]), Certainty.ALWAYS)
    if sorted(letters) == ["d", "m"]:
        return Candidate(tuple(value[x] for x in letters), Certainty.IN_RUN)
    if sorted(letters) != ["d", "m", "y"]:
        return None
    if _FIRST_YEAR < moment.year <= _FIRST_YEAR + _LAST_PART:
        return Candidate(tuple(value[x] for x in letters), Certainty.IN_RUN)
    return Candidate((moment.month, moment.day), Certainty.AMONG_NUMBERS)


def typed(candidates: Sequence[Candidate], texts: Iterable[str]) -> tuple[bool, ...]:
    """Which of a column's candidates, from top to bottom, were typed as numbers.

    Args:
        candidates: the column's days that could be.
        texts: what else stands in the column.
    """
    among_numbers = any(_NUMBER.fullmatch(t.strip()) for t in texts)
    in_run = among_numbers or _is_run([c for c in candidates if c.certainty is Certainty.IN_RUN])
    sure = {
        Certainty.ALWAYS: True,
        Certainty.IN_RUN: in_run,
        Certainty.AMONG_NUMBERS: among_numbers,
    }
    return tuple(sure[c.certainty] for c in candidates)


def _is_run(candidates: Sequence[Candidate]) -> bool:
    previous: tuple[int, ...] = ()
    going_on = 0
    for candidate in candidates:
        parts = candidate.parts
        follows = bool(previous) and parts[:-1] == previous[:-1] and parts[-1] == previous[-1] + 1
        going_on += follows or parts[-1] == 1
        previous = parts
    return going_on > len(candidates) * _RUN_SHARE
