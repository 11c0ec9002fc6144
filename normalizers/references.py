"""Citations of superior indicators: which items of which list a text names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from .model import Reference
from .text import HAN, canonical, clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .scheme import SuperiorList

_BRACKETED = re.compile(r"（((?:[^（）]|（[^（）]*）)*)）?")
_ITEM = r"第?\d{1,3}(?!\d)项?"
_ITEMS = re.compile(
    rf"(?<![\d.]){_ITEM}(?:(?:[、，,和及]|以及){_ITEM}(?![年月个家次%人件])|[-—–~～至到]{_ITEM}){{0,80}}(?<=项)"
    r"(?![次目]|以[上下内]|左右)"
)
_NUMBER = re.compile(r"\d{1,3}")
_RANGE = re.compile(r"(\d{1,3})项?[-—–~～至到]第?(\d{1,3})")
_LIST_NAME = re.compile(rf"[{HAN}\d“”《》]+$")
_LIST_END = re.compile(r"(?:指标|分解|目标|任务|清单|要点|方案|计划|报告|工作|项目|[表》])$")
_LEAD = re.compile(r"^(?:同时|分别|主要|均|也)?(?:属于|属|对应|承接|即|为)")
_YEAR = re.compile(r"^(?:20\d{2}年度?)")
_PLAN = re.compile(rf"^[{HAN}\d“”、《》]*(?:方案|计划|要点|行动|纲要|规划|办法|意见)$")
_LONGEST_NAME = 60  # characters: a list's whole title
LONGEST_RANGE = 60  # items: superior lists run to about 150, one department cites a few


def references_in(text: str, lists: tuple[SuperiorList, ...]) -> tuple[Reference, ...]:
    """The lists that a text cites in brackets, in order, each with the items that it names.

    A plan named without numbers is cited with no items.
    """
    return tuple(_references(clean(text), lists))


def _references(text: str, lists: tuple[SuperiorList, ...]) -> Iterator[Reference]:
    for bracket in _BRACKETED.finditer(text):
        yield from _in_bracket(bracket.group(1), lists)


def _in_bracket(text: str, lists: tuple[SuperiorList, ...]) -> Iterator[Reference]:
    position, former = 0, ""
    for items in _ITEMS.finditer(text):
        *plans, last = re.split(r"[，,；;]", text[position : items.start()])
        yield from _plans(plans, lists)
        former = _list_name(last) or ("" if last.strip("、，及和") else former)
        if former and ("第" in items.group() or _LIST_END.search(former)):
            raw = former + items.group()
            yield Reference(canonical_name(former, lists), _numbers(items.group()), raw)
        position = items.end()
    yield from _plans(re.split(r"[，,；;]", text[position:]), lists)


def _plans(pieces: list[str], lists: tuple[SuperiorList, ...]) -> Iterator[Reference]:
    for piece in pieces:
        name = _LEAD.sub("", piece.strip("、，。")[-_LONGEST_NAME:])
        if _PLAN.match(name):
            yield Reference(canonical_name(name, lists), (), name)


def _list_name(text: str) -> str:
    match = _LIST_NAME.search(text.strip("、，")[-_LONGEST_NAME:])
    return _LEAD.sub("", match.group()) if match else ""


def _numbers(text: str) -> tuple[int, ...]:
    numbers: set[int] = set()
    for low, high in _RANGE.findall(text):
        if int(low) < int(high) <= int(low) + LONGEST_RANGE:
            numbers.update(range(int(low), int(high) + 1))
    numbers.update(int(n) for n in _NUMBER.findall(text))
    return tuple(sorted(numbers))


@lru_cache(maxsize=1024)
def canonical_name(name: str, lists: tuple[SuperiorList, ...]) -> str:
    """The list's own name, whichever of its names it is cited by, with a year or without."""
    keys = {canonical(name), canonical(_YEAR.sub("", name.strip("《》")))}
    for superior in lists:
        if keys & {canonical(n) for n in superior.names}:
            return superior.name
    return name
