"""指标明细: the form's look, unit after unit.

A merged cell is a real merge, and each cell under it has the value all the same: Excel and
LibreOffice show it once, and a filter finds every row that it covers. Only a merged weight stands
alone on its first row, for a sum counts what is hidden under a merge too.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from normalizers.model import Field
from pipeline.merged_cells import merges_of

from .places import INDICATORS
from .sheet_model import Area, Sheet, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalizers.model import Form
    from pipeline.columns import CellValue, Filled
    from pipeline.model import Result

    from .places import Places
    from .sheet_model import SheetCell

TABLE_COLUMNS = (
    *("参评单位", "大类", "项目", "序号", "文件依据", "一级指标", "二级指标", "权重", "完成时限"),
    *("分管领导", "责任单位", "责任人", "备注", "截止日期", "来源页", "提交编号"),
)
"""The columns of the table that the sheet shows."""

PRINTED = 13
"""Up to 备注: what the form itself has."""

HEADINGS = (*TABLE_COLUMNS[:PRINTED], "问题", *TABLE_COLUMNS[PRINTED:])

_NUMBER, _WEIGHT = (TABLE_COLUMNS.index(name) for name in ("序号", "权重"))

SHEET = Sheet(INDICATORS, HEADINGS, PRINTED)


def indicator_stretch(
    result: Result, indicators: Filled, findings: Filled, places: Places, first: int
) -> Stretch:
    """A form's part of the sheet, of which `first` is the first row.

    The tables hold this result's rows; `places` are those of its findings.
    """
    merges = tuple(_areas(result.form, first)) if result.form is not None else ()
    rows = _rows(indicators.only(TABLE_COLUMNS), _counts(findings), merges, places, first)
    return Stretch(tuple(rows), merges, (first,) if first > 1 and indicators.rows else ())


def _rows(
    table: Filled,
    counts: Counter[CellValue],
    merges: Sequence[Area],
    places: Places,
    first: int,
) -> Iterator[tuple[SheetCell, ...]]:
    weights = HEADINGS.index("权重")
    hidden = {r for m in merges if m.column == weights for r in range(m.first + 1, m.last + 1)}
    for number, row in enumerate(table.rows, start=first):
        found = counts[row[_NUMBER]]
        problems = places.linked(found, row[_NUMBER]) if found else None
        weight = None if number in hidden else row[_WEIGHT]
        form = (*row[:_WEIGHT], weight, *row[_WEIGHT + 1 : PRINTED])
        yield (*form, problems, *row[PRINTED:])


def _counts(findings: Filled) -> Counter[CellValue]:
    """How many findings each indicator has, by its 序号."""
    return Counter(number for (number,) in findings.only(("序号",)).rows if number)


def _areas(form: Form, first: int) -> Iterator[Area]:
    for merge in merges_of(form):
        yield Area(HEADINGS.index(Field(merge.field)), first + merge.first, first + merge.last)
