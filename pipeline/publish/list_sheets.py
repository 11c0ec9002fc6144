"""Lists whose rows lead to the indicator they are about: 问题清单, 修正记录, 文件依据 …."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.batch_tables import CHANGES
from pipeline.tables import DOCUMENTS, REPAIRS

from .places import FINDINGS
from .sheet_model import Sheet, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.columns import CellValue, Filled

    from .places import Places
    from .sheet_model import SheetCell

FINDING_COLUMNS = (
    *("参评单位", "级别", "序号", "字段", "说明", "应为", "实为", "建议", "来源页", "代码"),
    "提交编号",
)
_REPAIRS = ("参评单位", "序号", "字段", "原文", "修正", "规则", "置信度", "提交编号")
_CHANGES = ("参评单位", "变化", "序号", "上年序号", "字段", "上年", "本年", "提交编号")
_DOCUMENTS = ("参评单位", "文件名称", "发文字号", "指标数", "引用它的序号", "提交编号")
_COVERAGE = {
    "来源清单": "来源清单",
    "条目": "条目",
    "状态": "引用情况",
    "引用数": "引用数",
    "参评单位": "引用单位",
    "序号": "引用它的序号",
}
"""The columns of coverage.csv, and what they are called where a unit is one of several."""

FINDING_SHEET = Sheet(FINDINGS, FINDING_COLUMNS)
REPAIR_SHEET = Sheet(REPAIRS.title, _REPAIRS)
CHANGE_SHEET = Sheet(CHANGES.title, _CHANGES)
DOCUMENT_SHEET = Sheet(DOCUMENTS.title, _DOCUMENTS)
COVERAGE_SHEET = Sheet("覆盖情况", tuple(_COVERAGE.values()))


def finding_stretch(findings: Filled, unit: CellValue, places: Places) -> Stretch:
    """问题清单 of one submission: `unit` is its name, `places` those of its indicators."""
    return Stretch(tuple(_linked(findings, FINDING_COLUMNS, unit, places)))


def repair_stretch(repairs: Filled, unit: CellValue, places: Places) -> Stretch:
    """修正记录, likewise."""
    return Stretch(tuple(_linked(repairs, _REPAIRS, unit, places)))


def change_stretch(changes: Filled, unit: CellValue, places: Places) -> Stretch:
    """年度变化, likewise: there with last year's dataset only."""
    return Stretch(tuple(_linked(changes, _CHANGES, unit, places)))


def document_stretch(documents: Filled, unit: CellValue, places: Places) -> Stretch:
    """文件依据, likewise: each document of a form once, with the indicators that cite it."""
    cited: dict[tuple[CellValue, ...], dict[CellValue, None]] = {}
    columns = ("提交编号", "序号", "文件名称", "发文字号", "原文")
    for submission, number, title, code, raw in documents.only(columns).rows:
        key = (submission, title or (None if code else raw), code)
        cited.setdefault(key, {})[number] = None
    return Stretch(tuple(_documents(cited, unit, places)))


def coverage_stretch(coverage: Filled) -> Stretch:
    """覆盖情况: how each superior item is cited before by whom."""
    return Stretch(coverage.only(tuple(_COVERAGE)).rows)


def _linked(
    table: Filled, columns: tuple[str, ...], unit: CellValue, places: Places
) -> Iterator[tuple[SheetCell, ...]]:
    number = columns.index("序号") - 1
    for row in table.only(columns[1:]).rows:
        cells: tuple[SheetCell, ...] = (
            places.linked_to_start(unit),
            *row[:number],
            places.linked(row[number], row[number]),
            *row[number + 1 :],
        )
        yield cells


def _documents(
    cited: Mapping[tuple[CellValue, ...], Mapping[CellValue, None]],
    unit: CellValue,
    places: Places,
) -> Iterator[tuple[SheetCell, ...]]:
    for (submission, title, code), numbers in cited.items():
        listed = "、".join(str(number) for number in numbers if number)
        first = next(iter(numbers))
        yield (
            unit,
            title,
            code,
            places.linked(len(numbers), first),
            listed,
            submission,
        )
