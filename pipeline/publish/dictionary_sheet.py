"""字段说明: what every column means, and how the workbook counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.columns import ColumnType

from . import duty_sheet
from .sheet_model import Sheet, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.columns import AnyTable

TITLE = "字段说明"
_HEADINGS = ("表", "文件", "字段", "类型", "说明")
_WORKBOOK = "考评汇总.xlsx"

_TYPES = {
    ColumnType.STRING: "文字",
    ColumnType.INTEGER: "整数",
    ColumnType.NUMBER: "小数",
    ColumnType.DATE: "日期",
}

_NOTES = (
    (
        "概览", "各大类", "小数",
        "该大类的权重之和，是公式；色条的全长为方案规定的分值；与“应为”不同的为红色；表上没有的写“缺”",
    ),
    (
        "指标明细", "合并的单元格", "",
        "与表上一样合并；合并之下的各行都有值，按任何一列筛选都不会漏行",
    ),
    ("指标明细", "权重", "小数", "几行合用一个权重的，只在第一行计一次"),
    ("指标明细", "问题", "整数", "该指标的问题数；点击转到问题清单，那里的序号又转回来"),
)  # fmt: skip


SHEET = Sheet(TITLE, _HEADINGS)


def dictionary_stretch(tables: Sequence[AnyTable]) -> Stretch:
    """All of the sheet."""
    return Stretch((*_of_tables(tables), *_of_workbook()))


def _of_tables(tables: Sequence[AnyTable]) -> Iterator[tuple[str, ...]]:
    for table in tables:
        for heading in table.headings:
            kind = _TYPES[heading.type]
            yield (table.title, f"{table.name}.csv", heading.name, kind, heading.meaning)


def _of_workbook() -> Iterator[tuple[str, ...]]:
    for sheet, name, kind, meaning in _NOTES:
        yield (sheet, _WORKBOOK, name, kind, meaning)
    for name, meaning in duty_sheet.MEANINGS.items():
        kind = "文字" if name == "负责的序号" else "小数" if "分值" in name else "整数"
        yield (duty_sheet.TITLE, _WORKBOOK, name, kind, meaning)
