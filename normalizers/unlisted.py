"""Names recognised with a surname that nobody has, while one that looks like it is borne.

A recogniser that does not know 逄 is sure of 逢: so it tells no doubt of its own.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from .glyphs import likeness, lookalikes_of
from .model import Repair, Value
from .surnames import SINGLE, has_surname
from .text import HAN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from .model import Field

RULE = "reading.surname"
OPEN = 0.5
"""The confidence of such a suggestion: there are surnames on no list."""

_PERSON = re.compile(rf"[{HAN}]{{2,3}}")


def with_doubted_surnames(
    value: Value[tuple[str, ...]], role: Field, listed: Collection[str]
) -> Value[tuple[str, ...]]:
    """The people's names with a suggestion for each whose surname may be another.

    Args:
        value: names that were recognised.
        role: the field that they stand in.
        listed: names that the office's roster has.
    """
    told = {suggestion.before for suggestion in value.suggestions}
    strange = (n for n in value.value or () if n not in told and n not in listed)
    made = tuple(r for name in strange if (r := _suggestion(name, role)))
    return replace(value, suggestions=(*value.suggestions, *made)) if made else value


def _suggestion(name: str, role: Field) -> Repair | None:
    if not _PERSON.fullmatch(name) or has_surname(name):
        return None
    alike = max(_surnames_like(name[0]), default=None)
    if alike is None:
        return None
    evidence = f"“{name[0]}”不在常用姓氏之列，识别时容易与“{alike[1]}”相混"
    return Repair(role, name, alike[1] + name[1:], RULE, OPEN, evidence)


def _surnames_like(character: str) -> Iterator[tuple[float, str]]:
    for other in lookalikes_of(character):
        if other in SINGLE:
            yield likeness(character, other), other
