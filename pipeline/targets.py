"""What superiors ask of the district (市对区年度考核指标 …), item by item, and whose each is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from normalizers.references import canonical_name
from normalizers.text import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizers.scheme import SuperiorList


@dataclass(frozen=True, slots=True)
class Target:
    """An item of a superior list; `leads` are the units that are to claim it.

    `source_list` is the list's name as the file gives it, empty where it gives none: then `about`,
    the title above the headings with the names of sheet and file, may tell.
    """

    source_list: str
    about: str
    item: int
    name: str
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Targets:
    """The items of all lists that the office's file holds."""

    items: tuple[Target, ...]

    @property
    def leads(self) -> tuple[str, ...]:
        """Every unit that leads on something, once, as the file writes it."""
        return tuple(dict.fromkeys(lead for target in self.items for lead in target.leads))

    def named(self, lists: Sequence[SuperiorList]) -> Targets:
        """The same, with each list by the name that the scheme gives it."""
        known = tuple(lists)
        return Targets(tuple(replace(t, source_list=_name_of(t, known)) for t in self.items))


def _name_of(target: Target, lists: tuple[SuperiorList, ...]) -> str:
    """The list's own name; where the file does not say which, the first that the scheme knows."""
    if target.source_list:
        return canonical_name(target.source_list, lists)
    about = canonical(target.about)
    told = [s for s in lists if any(canonical(n) in about for n in s.names)]
    return next((s.name for s in (*told, *lists)), "")
