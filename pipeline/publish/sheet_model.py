"""What a sheet of the workbook is made of: cells, rows, merges; how it looks is `look`'s."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from pipeline.columns import CellValue


class Linked(NamedTuple):
    """A value that leads to a place of the workbook, written as Excel does: `'指标明细'!E12`.

    A short one: LibreOffice does not wrap links.
    """

    value: CellValue
    target: str


class Formula(NamedTuple):
    """A formula of ours, never of a submission, and what it comes to, for who cannot calculate."""

    text: str
    value: float


SheetCell: TypeAlias = CellValue | Linked | Formula


class Area(NamedTuple):
    """Rows `first` to `last` of a column, all counted from 0, the head being row 0."""

    column: int
    first: int
    last: int


class Stretch(NamedTuple):
    """What comes next on a sheet: rows whose texts are `guarded`, each as wide as the head.

    The cells under a merge keep their values, so that filters find them. `breaks` are rows at
    which a printed page begins.
    """

    rows: tuple[tuple[SheetCell, ...], ...]
    merges: tuple[Area, ...] = ()
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the workbook: one head row, then its parts.

    `printed` is the number of columns that are printed, None for all; `sums` are the headings of
    columns that hold sums of sections.
    """

    title: str
    headings: tuple[str, ...]
    printed: int | None = None
    sums: frozenset[str] = frozenset()
