"""Which superior items are cited, and by whom: the rows of coverage.csv."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from normalizers.model import Field

from .rows import reference_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .model import Result
    from .rows import ReferenceRow

ONE_UNIT = "一家引用"
SEVERAL_UNITS = "多家引用"


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A superior item; `item` is None where units cite the list as a whole.

    `units` are those that cite it, `numbers` for each the 序号 that do.
    """

    source_list: str
    item: int | None
    units: tuple[str, ...]
    numbers: tuple[tuple[str, ...], ...]

    @property
    def count(self) -> int:
        """How many indicators cite it."""
        return sum(len(numbers) for numbers in self.numbers)

    @property
    def state(self) -> str:
        """Whether one unit cites it, or several do."""
        return ONE_UNIT if len(self.units) == 1 else SEVERAL_UNITS


def coverage_rows(results: Sequence[Result]) -> Iterator[CoverageRow]:
    """Every item cited anywhere, by list and number.

    A citation in a 二级指标 counts with its 序号; one that stands in a 一级指标 only, with the
    group that it covers. The same unit's form in two files counts once.
    """
    cited: defaultdict[tuple[str, int | None], list[ReferenceRow]] = defaultdict(list)
    for row in reference_rows(results):
        cited[row.source_list, row.item].append(row)
    for (source_list, item), rows in sorted(cited.items(), key=lambda e: (e[0][0], e[0][1] or 0)):
        by_unit = _by_unit(rows)
        yield CoverageRow(source_list, item, tuple(by_unit), tuple(map(_numbers, by_unit.values())))


def _by_unit(rows: Sequence[ReferenceRow]) -> dict[str, list[ReferenceRow]]:
    by_unit: defaultdict[str, list[ReferenceRow]] = defaultdict(list)
    for row in rows:
        by_unit[_unit_of(row.result)].append(row)
    return by_unit


def _unit_of(result: Result) -> str:
    unit = result.form.unit.value if result.form is not None else None
    return unit or result.submission.id


def _numbers(rows: Sequence[ReferenceRow]) -> tuple[str, ...]:
    claimed = {row.group for row in rows if row.level is Field.LEVEL2}
    numbers = (
        row.number if row.level is Field.LEVEL2 else row.group or row.number
        for row in rows
        if row.level is Field.LEVEL2 or row.group not in claimed
    )
    return tuple(dict.fromkeys(numbers))
