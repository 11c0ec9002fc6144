"""Tables of the batch as a whole: who claims which superior item, what has changed in a year."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from .cells import joined
from .columns import Link, Table, text, whole
from .coverage import CoverageRow, coverage_rows
from .since_last_year import ChangeRow, change_rows

if TYPE_CHECKING:
    from .ownership import Ownership


def coverage_table(ownership: Ownership | None) -> Table[CoverageRow]:
    """覆盖情况, by the office's superior list if it has one."""
    return replace(_COVERAGE, rows=partial(coverage_rows, ownership=ownership))


_COVERAGE: Table[CoverageRow] = Table(
    "coverage",
    "覆盖情况",
    coverage_rows,
    (
        text("来源清单", "上级清单的名称", lambda r: r.source_list),
        whole("条目", "清单中的第几项；只提清单时为空", lambda r: r.item),
        whole("引用数", "引用它的指标数", lambda r: r.count),
        text("参评单位", "引用它的单位，以、分开", lambda r: joined(r.units)),
        text(
            "序号",
            "引用它的指标，单位之间以；分开",
            lambda r: "；".join(joined(numbers) for numbers in r.numbers),
        ),
        text(
            "状态",
            "一家引用、多家引用、无人引用；有上级清单时另有非牵头单位引用、清单无此项",
            lambda r: r.state,
        ),
    ),
)

CHANGES: Table[ChangeRow] = Table(
    "changes",
    "年度变化",
    change_rows,
    (
        text(
            "提交编号", "提交的编号：文件相对于所给文件夹的路径", lambda r: r.result.submission.id
        ),
        text("变化", "新增、减少、内容变动、权重变动或时限变动", lambda r: r.change.kind),
        text("序号", "本年的序号；减少的为空", lambda r: r.change.number),
        text("上年序号", "上年的序号；新增的为空", lambda r: r.change.former_number),
        text("字段", "有变化的字段", lambda r: r.change.field),
        text("上年", "上年的内容", lambda r: r.change.before),
        text("本年", "本年的内容", lambda r: r.change.after),
    ),
    links=(Link(("提交编号",), "submissions"),),
)
