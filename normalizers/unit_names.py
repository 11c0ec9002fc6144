"""Whether two names are one department's, with or without the city's, in full or in short."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from .lookalike import is_misreading
from .roster import bare_name, bare_unit, is_selection
from .wording import wording

if TYPE_CHECKING:
    from collections.abc import Mapping

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


def unit_among(unit: str, names: tuple[str, ...], scheme: Scheme) -> str | None:
    """Which of these names is the unit's, None if none is, or several short ones may be.

    Names are compared without city and district; where no name is the same, a short one (发改局)
    is the one unit whose characters it selects, in their order (发展和改革局).
    """
    return _among(bare_unit(unit, scheme), names, scheme.city, scheme.district)


@lru_cache(maxsize=16_384)
def _among(plain: str, names: tuple[str, ...], city: str, district: str) -> str | None:
    by_bare_name = _by_bare_name(names, city, district)
    if plain in by_bare_name or not plain:
        return by_bare_name.get(plain)
    alike = [n for n in by_bare_name if is_selection(n, plain) or is_selection(plain, n)]
    return by_bare_name[alike[0]] if len(alike) == 1 else None


@lru_cache(maxsize=8)
def _by_bare_name(names: tuple[str, ...], city: str, district: str) -> Mapping[str, str]:
    """The names, of those that say the same only the first."""
    return {bare_name(name, city, district): name for name in reversed(names)}


def _bare(unit: str, scheme: Scheme) -> str:
    return wording(unit).removeprefix(scheme.city).removeprefix(scheme.district)
