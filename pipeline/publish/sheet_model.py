"""What a sheet of the workbook is made of: cells, rows, merges; how it looks is `look`'s."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pipeline.columns import CellValue

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Linked:
    """A value that leads to a place of the workbook, written as Excel does: `'指标明细'!E12`.

    A short one: LibreOffice does not wrap links.
    """

    value: CellValue
    target: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of ours, never of a submission, and what it comes to, for who cannot calculate."""

    text: str
    value: float


SheetCell: TypeAlias = CellValue | Linked | Formula


@dataclass(frozen=True, slots=True)
class Area:
    """Rows `first` to `last` of a column, all counted from 0, the head being row 0."""

    column: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: one head row, then `rows`, whose texts are `guarded`, as wide as the head.

    The cells under a merge keep their values, so that filters find them. `breaks` are the rows at
    which a printed page begins, `printed` the number of columns that are printed, None for all.
    `totals` is a row below, which the filter leaves alone.
    """

    title: str
    headings: tuple[str, ...]
    rows: Iterable[tuple[SheetCell, ...]]
    merges: tuple[Area, ...] = ()
    totals: tuple[SheetCell, ...] = ()
    breaks: tuple[int, ...] = ()
    printed: int | None = None
