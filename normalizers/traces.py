"""What a line, a seal or a hand leaves beside a text, and marks that recognition takes for others.

Asked of texts that a program read off a picture only: a typed text has no traces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .citation_marks import depth, marks_of_citations
from .list_names import names_of_lists
from .model import Repair
from .text import HAN, unwrapped
from .variants import doubts_of, settle, settled_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from parsers.model import Doubt, Source

    from .model import Field, Value
    from .scheme import SuperiorList

STRAY = 0.9
"""Certainty below which a mark that stands alone at the end of a Chinese text is a trace."""

LIKELY = 0.05
"""Certainty of a Chinese character from which on what was read as a mark is none."""

_MARK = r"[A-Za-z·•*\'`~|^_\\/\-—]"
_STRAY = re.compile(
    rf"(?:(?<=\n)|^){_MARK}{{1,2}}(?=\n|$)|(?<=[{HAN}。）》”]){_MARK}$|^{_MARK}(?=[{HAN}《（])"
)
_ITEMS = re.compile(r"第\s*\d{1,3}(?:\s*[、,，.．·•]\s*\d{1,3}){1,9}\s*项")
_OPENING = re.compile(r"[（(](?=\s*$)")
_SEPARATOR = re.compile("[,，.．·•]")
_HAN = re.compile(f"[{HAN}]")
_QUOTE = re.compile('[“”"＂]')


@dataclass(frozen=True, slots=True)
class _Way:
    """How something is found in a recognised text, and the repair that it makes."""

    find: Callable[[Source], Mapping[int, str]]
    rule: str
    confidence: float
    evidence: str


def tidied(
    source: Source, field: Field, lists: tuple[SuperiorList, ...] = ()
) -> tuple[Source, tuple[Repair, ...]]:
    """The source with traces settled to be nothing, and marks to be those that can stand there.

    `lists` are the superior lists that a text may cite; none for texts that cite nothing.
    """
    repairs: list[Repair] = []
    for way in (*_MARKS, *(_citing(lists) if lists else ())):
        picks = way.find(source)
        before = unwrapped(settled_text(source))
        source = settle(source, picks)
        after = unwrapped(settled_text(source))
        if after != before:
            repairs.append(Repair(field, before, after, way.rule, way.confidence, way.evidence))
    return source, tuple(repairs)


def _citing(lists: tuple[SuperiorList, ...]) -> tuple[_Way, ...]:
    """What is done besides to a text that may cite superior lists."""
    return (
        _Way(
            lambda s: names_of_lists(s, lists),
            "reading.list",
            0.9,
            "所引的上级清单只有这样的名称",
        ),
        _Way(
            lambda s: marks_of_citations(s, lists),
            "reading.citation",
            0.9,
            "上级清单引用在一对括号内，各清单之间用逗号分开",
        ),
    )


def with_lost_halves(value: Value[str], field: Field) -> Value[str]:
    """The text with a suggestion where the second half of a pair of marks is lost.

    Where it stood nobody can tell: at the end is likeliest, for the edges of lines lose most.
    """
    text = value.value or ""
    lost = "".join(b for a, b in ("“”", "（）", "《》") if text.count(a) == text.count(b) + 1)
    if not lost:
        return value
    evidence = f"只有前一半，可能漏识别了“{lost}”"
    suggestion = Repair(field, text, text + lost, "reading.half", 0.5, evidence)
    return replace(value, suggestions=(*value.suggestions, suggestion))


def _strays(source: Source) -> Mapping[int, str]:
    """Letters and marks by themselves, each in doubt: no line of Chinese text is one."""
    doubts = {d.at: d.certainty for d in doubts_of(source)}
    written = {d.at for d in doubts_of(source) if _may_be_chinese(d)}
    found: dict[int, str] = {}
    for match in _STRAY.finditer(source.text):
        places = range(*match.span())
        if all(0 < doubts.get(at, 1) < STRAY for at in places) and not written & set(places):
            found |= dict.fromkeys(places, "")
    return found if len(found) < len(source.text.strip()) else {}


def _may_be_chinese(doubt: Doubt) -> bool:
    return any(share > LIKELY for text, share in doubt.others if _HAN.fullmatch(text))


def _separators(source: Source) -> Mapping[int, str]:
    found: dict[int, str] = {}
    for items in _ITEMS.finditer(source.text):
        for mark in _SEPARATOR.finditer(source.text, *items.span()):
            found[mark.start()] = "、"
    return found


def _endings(source: Source) -> Mapping[int, str]:
    """An opening bracket in doubt that ends the text: it closes another, or is a trace."""
    last = _OPENING.search(source.text)
    if last is None or not any(d.at == last.start() and d.certainty for d in doubts_of(source)):
        return {}
    before = source.text[: last.start()]
    return {last.start(): "）" if depth(before) > 0 else ""}


def _quotes(source: Source) -> Mapping[int, str]:
    """Each quotation mark as its place asks, where they are even in number and one is in doubt."""
    doubted = {d.at for d in doubts_of(source)}
    places = [m.start() for m in _QUOTE.finditer(source.text)]
    if len(places) % 2 or not doubted.intersection(places):
        return {}
    return {at: "“”"[number % 2] for number, at in enumerate(places)}


_MARKS = (
    _Way(_strays, "reading.trace", 0.85, "孤立的字母、符号识别把握低，是印章、线条的残迹"),
    _Way(_separators, "reading.items", 0.9, "所引各项的序号之间用顿号分开，没有带小数的项"),
    _Way(_quotes, "reading.quotes", 0.9, "引号成对，前一个是左引号，后一个是右引号"),
    _Way(_endings, "reading.bracket", 0.9, "文字不会以左括号结尾"),
)
