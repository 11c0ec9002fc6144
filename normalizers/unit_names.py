"""Whether two names are one department's, with or without the city's, in full or in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .lookalike import is_misreading
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


def may_be_unit(read: str, other: str, scheme: Scheme) -> bool:
    """Whether a name that was read off a picture is another one's, or that with a slip in it."""
    one, two = _bare(read, scheme), _bare(other, scheme)
    return is_same_unit(one, two, scheme) or is_misreading(one, two)


def _bare(unit: str, scheme: Scheme) -> str:
    return wording(unit).removeprefix(scheme.city).removeprefix(scheme.district)
