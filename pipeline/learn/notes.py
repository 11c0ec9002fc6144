"""The rules that a form's own 说明 states: how many 一级指标, and what may not be changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from normalizers.numerals import NUMERALS, arabic

if TYPE_CHECKING:
    from collections.abc import Sequence

_COUNT = rf"(?P<count>\d{{1,2}}|[{NUMERALS}]{{1,3}})"
_LEAST = (
    re.compile(rf"(?:不少于|至少|不得少于|不低于){_COUNT}[个项条]"),
    re.compile(rf"{_COUNT}[个项条](?:及)?以上"),
)
_MOST = (
    re.compile(rf"(?:不超过|不得超过|不多于|不得多于|最多){_COUNT}[个项条]"),
    re.compile(rf"{_COUNT}[个项条](?:及)?以[下内]"),
)
_LAST_YEAR = re.compile(r"不(?:得)?(?:多于|超过)(?:上一?年|去年)")
_UNCHANGED = re.compile(r"不(?:得|能|可|许)(?:擅自)?(?:改变|改动|修改|更改|变动|调整)")
_SENTENCE = re.compile(r"[^。；;\n]+")


@dataclass(frozen=True, slots=True)
class Limits:
    """How many 一级指标 a section may have, as far as its form says."""

    minimum: int | None = None
    maximum: int | None = None
    by_last_year: bool = False


def limits_in(notes: Sequence[str], level1_word: str, names: Sequence[str]) -> Limits:
    """What the 说明 says of the number of 一级指标.

    `level1_word` is what the form calls them; of several sentences that count them, those that
    name one of `names`, the section or its 项目, go before.
    """
    told = [s for s in _sentences(notes) if level1_word in s]
    own = [s for s in told if any(n in s for n in names)]
    text = "。".join(own or told)
    return Limits(_first(_LEAST, text), _first(_MOST, text), bool(_LAST_YEAR.search(text)))


def is_unchangeable(notes: Sequence[str], name: str) -> bool:
    """Whether the 说明 says that what stands in this section must not be changed."""
    return any(name in s and _UNCHANGED.search(s) for s in _sentences(notes))


def _sentences(notes: Sequence[str]) -> list[str]:
    return [m.group() for note in notes for m in _SENTENCE.finditer(note)]


def _first(patterns: Sequence[re.Pattern[str]], text: str) -> int | None:
    match = next((m for p in patterns if (m := p.search(text))), None)
    count = arabic(match["count"]) if match else ""
    return int(count) if count.isdecimal() else None
