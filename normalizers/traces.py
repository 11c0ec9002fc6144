"""What a line, a seal or a hand leaves beside a text, and marks that recognition takes for others.

Only texts that were recognised with doubt are looked at: a typed text has no traces.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .model import Repair
from .text import HAN, unwrapped
from .variants import doubts_of, settle, settled_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parsers.model import Source

    from .model import Field

STRAY = 0.9
"""Certainty below which a mark that stands alone at the end of a Chinese text is a trace."""

_MARK = r"[A-Za-z·•*\'`~|^_\\/\-—]"
_STRAY = re.compile(
    rf"(?:(?<=\n)|^){_MARK}{{1,2}}(?=\n|$)|(?<=[{HAN}。）》”]){_MARK}$|^{_MARK}(?=[{HAN}《（])"
)
_ITEMS = re.compile(r"第\s*\d{1,3}(?:\s*[、,，.．·•]\s*\d{1,3}){1,9}\s*项")
_SEPARATOR = re.compile("[,，.．·•]")
_QUOTE = re.compile('[“”"＂]')


def tidied(source: Source, field: Field) -> tuple[Source, tuple[Repair, ...]]:
    """The source with traces settled to be nothing, and marks to be those that can stand there."""
    if not doubts_of(source):
        return source, ()
    repairs: list[Repair] = []
    for find, rule, confidence, evidence in (
        (_strays, "reading.trace", 0.95, "孤立的字母、符号识别把握低，是印章、线条的残迹"),
        (_separators, "reading.items", 0.97, "所引各项的序号之间用顿号分开，没有带小数的项"),
        (_quotes, "reading.quotes", 0.97, "引号成对，前一个是左引号，后一个是右引号"),
    ):
        picks = find(source)
        before = unwrapped(settled_text(source))
        source = settle(source, picks)
        after = unwrapped(settled_text(source))
        if after != before:
            repairs.append(Repair(field, before, after, rule, confidence, evidence))
    return source, tuple(repairs)


def _strays(source: Source) -> Mapping[int, str]:
    """Letters and marks by themselves, each in doubt: no line of Chinese text is one."""
    doubts = {d.at: d.certainty for d in doubts_of(source)}
    found: dict[int, str] = {}
    for match in _STRAY.finditer(source.text):
        places = range(*match.span())
        if all(0 < doubts.get(at, 1) < STRAY for at in places):
            found |= dict.fromkeys(places, "")
    return found if len(found) < len(source.text.strip()) else {}


def _separators(source: Source) -> Mapping[int, str]:
    found: dict[int, str] = {}
    for items in _ITEMS.finditer(source.text):
        for mark in _SEPARATOR.finditer(source.text, *items.span()):
            found[mark.start()] = "、"
    return found


def _quotes(source: Source) -> Mapping[int, str]:
    """Each quotation mark as its place asks, where they are even in number and some are in doubt."""
    doubted = {d.at for d in doubts_of(source)}
    places = [m.start() for m in _QUOTE.finditer(source.text)]
    if len(places) % 2 or not doubted.intersection(places):
        return {}
    return {at: "“”"[number % 2] for number, at in enumerate(places)}
