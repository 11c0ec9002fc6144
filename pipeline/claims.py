"""Who cites which superior item: each unit once, with the 序号 that do."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from normalizers.model import Field
from normalizers.roster import bare_unit

from .rows import reference_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .model import Result
    from .rows import ReferenceRow

Item = tuple[str, "int | None"]
"""A superior list's name, and a number in it: None where the list is cited as a whole."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A unit's citations of one superior item, in the order of its forms.

    `unit` is its name as its form has it, else the submission's id.
    """

    unit: str
    rows: tuple[ReferenceRow, ...]

    @property
    def numbers(self) -> tuple[str, ...]:
        """The 序号 that cite it, each once, however often a page edge reprints the row.

        A citation in a 二级指标 counts with its 序号; one that stands in a 一级指标 only, with the
        group that it covers.
        """
        claimed = {row.group for row in self.rows if row.level is Field.LEVEL2}
        numbers = (
            row.number if row.level is Field.LEVEL2 else row.group or row.number
            for row in self.rows
            if row.level is Field.LEVEL2 or row.group not in claimed
        )
        return tuple(dict.fromkeys(numbers))


def claims_in(results: Sequence[Result]) -> Mapping[Item, tuple[Claim, ...]]:
    """Every item cited anywhere, by list and number, with the units that do, in their order.

    The same unit's form in two files counts once.
    """
    cited: defaultdict[Item, defaultdict[str, list[ReferenceRow]]]
    cited = defaultdict(lambda: defaultdict(list))
    for row in reference_rows(results):
        cited[row.source_list, row.item][_key_of(row.result)].append(row)
    return {item: tuple(_claim(rows) for rows in units.values()) for item, units in cited.items()}


def _claim(rows: list[ReferenceRow]) -> Claim:
    return Claim(unit_of(rows[0].result) or rows[0].result.submission.id, tuple(rows))


def _key_of(result: Result) -> str:
    unit = unit_of(result)
    return bare_unit(unit, result.scheme) if unit and result.scheme else result.submission.id


def unit_of(result: Result) -> str:
    """The unit's name as the form has it, empty where none is known."""
    return (result.form.unit.value or "") if result.form is not None else ""
