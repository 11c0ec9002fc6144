"""The marks around citations of superior lists that recognition lost, or took for others.

（市对区年度考核指标第3项，区政府工作目标第95项）: a list's name tells where a citation begins, 项
where it ends; between two stands a comma, around all of them a pair of brackets. Brackets at the
end of a line are what recognition loses most.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from .text import without_blanks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parsers.model import Source

    from .scheme import SuperiorList

_DOTS = "。.·•"


def marks_of_citations(source: Source, lists: tuple[SuperiorList, ...]) -> Mapping[int, str]:
    """What should stand, with the lost mark beside it, at places of the text.

    Empty where nothing is lost, or where what is lost could be more than a mark.
    """
    text, places = without_blanks(source.text)
    found: dict[int, str] = {}
    for joint in _joint(lists).finditer(text):
        dotted = joint.end() - joint.start() == 2  # noqa: PLR2004 - 项 and a dot
        at = joint.end() - 1
        found[places[at]] = "，" if dotted else "项，"
    opening = _unopened(text, lists)
    if opening:
        found[places[opening]] = text[opening] + "（"
    if _tail(lists).search(text) and depth(text) + bool(opening) == 1:
        last = len(text) - 1
        found[places[last]] = found.get(places[last], text[last]) + "）"
    return found


def _unopened(text: str, lists: tuple[SuperiorList, ...]) -> int:
    """Before which place the bracket of a citation at the end is lost; 0 if it is not."""
    citation = _cited(lists).search(text)
    if citation is None and depth(text) < 0:
        citation = _closed(lists).search(text)
    if citation is None or depth(text[: citation.start()]):
        return 0
    return citation.start() - 1


def depth(text: str) -> int:
    """How many brackets are open behind the text; below 0 where more close than open."""
    return sum((c in "（(") - (c in "）)") for c in text)


@cache
def _joint(lists: tuple[SuperiorList, ...]) -> re.Pattern[str]:
    return re.compile(rf"项[{_DOTS}]?(?=(?:{_names(lists)})第)")


@cache
def _tail(lists: tuple[SuperiorList, ...]) -> re.Pattern[str]:
    return re.compile(rf"{_one(lists)}$")


@cache
def _cited(lists: tuple[SuperiorList, ...]) -> re.Pattern[str]:
    """属 and citations to the end, behind a Chinese character."""
    one = _one(lists)
    return re.compile(rf"(?<=[\u4e00-\u9fff])属{one}(?:[，、]{one})*[）)]?$")


@cache
def _closed(lists: tuple[SuperiorList, ...]) -> re.Pattern[str]:
    """Citations up to the bracket that ends the text, behind a Chinese character."""
    one = _one(lists)
    return re.compile(rf"(?<=[\u4e00-\u9fff]){one}(?:[，、]{one})*[）)]$")


def _one(lists: tuple[SuperiorList, ...]) -> str:
    """A pattern of what is cited of one list."""
    return rf"(?:{_names(lists)})第[0-9、，,]+项"


def _names(lists: tuple[SuperiorList, ...]) -> str:
    names = (n for s in lists for n in s.names)
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
