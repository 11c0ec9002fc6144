"""Who cites which superior item: each unit once, with the 序号 that do."""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from normalizers.model import Field

from .pile import facts
from .rows import reference_rows
from .standing import standing_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .model import Result
    from .standing import Standing

Item = tuple[str, "int | None"]
"""A superior list's name, and a number in it: None where the list is cited as a whole."""


class Citing(NamedTuple):
    """A citation of a superior item, where it stands, and what it cites: see `ReferenceRow`."""

    number: str
    group: str
    level: Field
    item: Item


@dataclass(frozen=True, slots=True)
class Claim:
    """A unit's citations of one superior item, in the order of its forms.

    Each stands in `rows` with the place of its submission among the results, of which `standing`
    is the first one's.
    """

    standing: Standing
    rows: tuple[tuple[int, Citing], ...]

    @property
    def unit(self) -> str:
        """Its name as its form has it, else the submission's id."""
        return self.standing.unit or self.standing.id

    @property
    def numbers(self) -> tuple[str, ...]:
        """The 序号 that cite it, each once, however often a page edge reprints the row.

        A citation in a 二级指标 counts with its 序号; one that stands in a 一级指标 only, with the
        group that it covers.
        """
        claimed = {row.group for _, row in self.rows if row.level is Field.LEVEL2}
        numbers = (
            row.number if row.level is Field.LEVEL2 else row.group or row.number
            for _, row in self.rows
            if row.level is Field.LEVEL2 or row.group not in claimed
        )
        return tuple(dict.fromkeys(numbers))


def claims_in(results: Sequence[Result]) -> Mapping[Item, tuple[Claim, ...]]:
    """Every item cited anywhere, by list and number, with the units that do, in their order.

    The same unit's form in two files counts once.
    """
    standings = facts(results, standing_of)
    cited: defaultdict[Item, defaultdict[str, list[tuple[int, Citing]]]]
    cited = defaultdict(lambda: defaultdict(list))
    for place, rows in enumerate(facts(results, citing_in)):
        for row in rows:
            cited[row.item][_key_of(standings[place])].append((place, row))
    return {
        item: tuple(Claim(standings[rows[0][0]], tuple(rows)) for rows in units.values())
        for item, units in cited.items()
    }


def citing_in(result: Result) -> tuple[Citing, ...]:
    """Every citation of a superior item in a form."""
    return tuple(
        Citing(
            sys.intern(r.number), sys.intern(r.group), r.level, (sys.intern(r.source_list), r.item)
        )
        for r in reference_rows((result,))
    )


def _key_of(standing: Standing) -> str:
    return standing.department if standing.unit and standing.scheme else standing.id
