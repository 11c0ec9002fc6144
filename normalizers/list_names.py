"""The names of superior lists of which recognition took a character for another, or lost one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .text import without_blanks
from .variants import doubts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parsers.model import Source

    from .scheme import SuperiorList

MOST = 6
"""Characters of a name for each beyond the first that may be in doubt beside all others."""
BEHIND = "第"
"""What follows a list's name where an item of it is cited."""


def names_of_lists(source: Source, lists: tuple[SuperiorList, ...]) -> Mapping[int, str]:
    """What should stand at places of a recognised text for it to cite lists by their names.

    A character in doubt may be another. One that is lost is put behind the one before it: nobody
    cites a list by a name that lacks one.
    """
    text, places = without_blanks(source.text)
    doubted = {d.at for d in doubts_of(source) if d.certainty}
    found: dict[int, str] = {}
    for end in (m.start() for m in re.finditer(BEHIND, text)):
        ways = [dict(way) for s in lists for name in s.names for way in _ways(text[:end], name)]
        if {} in ways or not ways:
            continue
        picks = {places[at]: stands for at, stands in min(ways, key=len).items()}
        if all(len(stands) > 1 or at in doubted for at, stands in picks.items()):
            found |= picks
    return found


def _ways(text: str, name: str) -> Iterator[Mapping[int, str]]:
    """What to put where, for the text to end with the name: others, or one that is lost."""
    start = len(text) - len(name)
    if start >= 0:
        others = {start + i: c for i, c in enumerate(name) if text[start + i] != c}
        if len(others) <= 1 + len(name) // MOST:
            yield others
    yield from _lost(text, name)


def _lost(text: str, name: str) -> Iterator[Mapping[int, str]]:
    """The name's lost character behind the one before it, if the text ends with all others."""
    start = len(text) - len(name) + 1
    for at in range(1, len(name)):
        if start >= 0 and text[start:] == name[:at] + name[at + 1 :]:
            yield {start + at - 1: name[at - 1 : at + 1]}
            return
