"""Citations of superior indicators: which items of which list a text names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .model import Reference
from .text import HAN, canonical, clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .scheme import SuperiorList

_BRACKETED = re.compile(r"（((?:[^（）]|（[^（）]*）)*)）?")
_ITEMS = re.compile(
    r"第?\d{1,3}(?:项)?(?:[、，和及]第?\d{1,3}(?!\d|年|个|家|次)(?:项)?|[-—~～至]第?\d{1,3}(?:项)?)*项"
)
_NUMBER = re.compile(r"\d{1,3}")
_RANGE = re.compile(r"(\d{1,3})(?:项)?[-—~～至]第?(\d{1,3})")
_LIST_NAME = re.compile(rf"[{HAN}\d“”《》]+$")
_LEAD = re.compile(r"^(?:同时|分别|主要|均|也)?(?:属于|属|对应|承接|即|为)")
_PLAN = re.compile(rf"^[{HAN}\d“”、《》]*(?:方案|计划|要点|行动|纲要|规划|办法|意见)$")
LONGEST_RANGE = 60  # items: superior lists run to about 150, one department cites a few


def references_in(text: str, lists: tuple[SuperiorList, ...]) -> tuple[Reference, ...]:
    """The lists that a text cites in brackets, in order, each with the items that it names.

    A plan named without numbers is cited with no items.
    """
    found: list[Reference] = []
    for bracket in _BRACKETED.finditer(clean(text)):
        found.extend(_in_bracket(bracket.group(1), lists))
    return tuple(found)


def _in_bracket(text: str, lists: tuple[SuperiorList, ...]) -> Iterator[Reference]:
    position = 0
    for items in _ITEMS.finditer(text):
        before = text[position : items.start()]
        pieces = re.split(r"[，,；;]", before)
        yield from _plans(pieces[:-1], lists)
        name = _list_name(pieces[-1])
        if name:
            raw = name + items.group()
            yield Reference(_canonical_name(name, lists), _numbers(items.group()), raw)
        position = items.end()
    yield from _plans(re.split(r"[，,；;]", text[position:]), lists)


def _plans(pieces: list[str], lists: tuple[SuperiorList, ...]) -> Iterator[Reference]:
    for piece in pieces:
        name = _LEAD.sub("", piece.strip("、，。"))
        if _PLAN.match(name):
            yield Reference(_canonical_name(name, lists), (), name)


def _list_name(text: str) -> str:
    match = _LIST_NAME.search(text.strip("、，"))
    return _LEAD.sub("", match.group()) if match else ""


def _numbers(text: str) -> tuple[int, ...]:
    numbers: list[int] = []
    for low, high in _RANGE.findall(text):
        if int(low) < int(high) <= int(low) + LONGEST_RANGE:
            numbers.extend(range(int(low), int(high) + 1))
    numbers.extend(int(n) for n in _NUMBER.findall(text))
    return tuple(sorted(set(numbers)))


def _canonical_name(name: str, lists: tuple[SuperiorList, ...]) -> str:
    key = canonical(name)
    for superior in lists:
        if key in {canonical(n) for n in (superior.name, *superior.aliases)}:
            return superior.name
    return name
