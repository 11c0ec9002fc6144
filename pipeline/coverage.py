"""Which superior items are cited, and by whom: the rows of coverage.csv."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from .claims import claims_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .claims import Claim, Item
    from .model import Result
    from .ownership import Ownership


class Coverage(StrEnum):
    """How a superior item is claimed; the last two can be said only by the superior list."""

    ONE = "一家引用"
    SEVERAL = "多家引用"
    NOBODY = "无人引用"
    OTHERS = "非牵头单位引用"
    UNKNOWN = "清单无此项"


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A superior item; `item` is None where units cite the list as a whole.

    `units` are those that cite it, `numbers` for each the 序号 that do.
    """

    source_list: str
    item: int | None
    units: tuple[str, ...]
    numbers: tuple[tuple[str, ...], ...]
    state: Coverage

    @property
    def count(self) -> int:
        """How many indicators cite it."""
        return sum(len(numbers) for numbers in self.numbers)


def coverage_rows(
    results: Sequence[Result], ownership: Ownership | None = None
) -> Iterator[CoverageRow]:
    """Every item of every list that is cited, or that the office has, by list and number.

    The items of a list that nobody cites are known up to the largest number that somebody does;
    or from the office's own list, where there is one (`ownership`).
    """
    claims = claims_in(results)
    items = {*claims, *_uncited(claims, ownership), *(ownership.items if ownership else ())}
    for item in sorted(items, key=lambda i: (i[0], i[1] or 0)):
        claimed = claims.get(item, ())
        yield CoverageRow(
            source_list=item[0],
            item=item[1],
            units=tuple(claim.unit for claim in claimed),
            numbers=tuple(claim.numbers for claim in claimed),
            state=_state_of(item, claimed, ownership),
        )


def _uncited(
    claims: Mapping[Item, tuple[Claim, ...]], ownership: Ownership | None
) -> Iterator[Item]:
    largest: dict[str, int] = {}
    for source_list, item in claims:
        if item is not None and not (ownership and ownership.has_list(source_list)):
            largest[source_list] = max(item, largest.get(source_list, 0))
    for source_list, last in largest.items():
        yield from ((source_list, item) for item in range(1, last + 1))


def _state_of(item: Item, claims: tuple[Claim, ...], ownership: Ownership | None) -> Coverage:
    if not claims:
        return Coverage.NOBODY
    if ownership and item[1] is not None and ownership.has_list(item[0]):
        if item not in ownership.items:
            return Coverage.UNKNOWN
        if not any(ownership.is_lead(claim, item) for claim in claims):
            return Coverage.OTHERS
    return Coverage.ONE if len(claims) == 1 else Coverage.SEVERAL
