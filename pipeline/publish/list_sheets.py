"""Lists whose rows lead to the indicator they are about: 问题清单, 修正记录, 文件依据 …."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from .places import FINDINGS
from .sheet_model import Sheet

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

Units: TypeAlias = "Mapping[CellValue, CellValue]"


def finding_sheet(findings: Filled, units: Units, places: Places) -> Sheet:
    """问题清单: `units` are the names by 提交编号, `places` those of the indicators."""
    return Sheet(FINDINGS, FINDING_COLUMNS, _linked(findings, FINDING_COLUMNS, units, places))


def repair_sheet(repairs: Filled, units: Units, places: Places) -> Sheet:
    """修正记录, likewise."""
    return Sheet(repairs.title, _REPAIRS, _linked(repairs, _REPAIRS, units, places))


def change_sheet(changes: Filled, units: Units, places: Places) -> Sheet:
    """与上年比较, likewise: there with last year's dataset only."""
    return Sheet(changes.title, _CHANGES, _linked(changes, _CHANGES, units, places))


def document_sheet(documents: Filled, units: Units, places: Places) -> Sheet:
    """文件依据: each document of a form once, with the indicators that cite it."""
    cited: dict[tuple[CellValue, ...], dict[CellValue, None]] = {}
    for submission, number, *document in documents.only(
        ("提交编号", "序号", "文件名称", "发文字号", "原文")
    ).rows:
        title, code, raw = document
        key = (submission, title or (None if code else raw), code)
        cited.setdefault(key, {})[number] = None
    return Sheet(documents.title, _DOCUMENTS, _documents(cited, units, places))


def coverage_sheet(coverage: Filled) -> Sheet:
    """覆盖情况: how each superior item is cited before by whom."""
    return Sheet(coverage.title, tuple(_COVERAGE.values()), coverage.only(tuple(_COVERAGE)).rows)


def _linked(
    table: Filled, columns: tuple[str, ...], units: Units, places: Places
) -> Iterator[tuple[SheetCell, ...]]:
    number = columns.index("序号") - 1
    for row in table.only(columns[1:]).rows:
        submission = row[-1]
        cells: tuple[SheetCell, ...] = (
            places.linked_to_start(units.get(submission), submission),
            *row[:number],
            places.linked(row[number], submission, row[number]),
            *row[number + 1 :],
        )
        yield cells


def _documents(
    cited: Mapping[tuple[CellValue, ...], Mapping[CellValue, None]], units: Units, places: Places
) -> Iterator[tuple[SheetCell, ...]]:
    for (submission, title, code), numbers in cited.items():
        listed = "、".join(str(number) for number in numbers if number)
        first = next(iter(numbers))
        yield (
            units.get(submission),
            title,
            code,
            places.linked(len(numbers), submission, first),
            listed,
            submission,
        )
