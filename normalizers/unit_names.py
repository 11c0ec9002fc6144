"""Whether two names are one department's, with or without the city's, in full or in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .wording import wording

if TYPE_CHECKING:
    from .scheme import Scheme


def is_same_unit(one: str, other: str, scheme: Scheme) -> bool:
    """Whether two names are one unit's: the short name is a selection of the full one's characters.

    发改局 is 发展和改革局, 教育局 is not 体育局.
    """
    short, full = sorted((_bare(one, scheme), _bare(other, scheme)), key=len)
    rest = iter(full)
    return all(character in rest for character in short)


def _bare(unit: str, scheme: Scheme) -> str:
    return wording(unit).removeprefix(scheme.city).removeprefix(scheme.district)
