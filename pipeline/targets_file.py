"""The superior list's file -> Targets: a workbook or a CSV file with 条目, 名称, 牵头单位."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from normalizers.text import narrowed, squeezed

from .office_file import Layout, OfficeFileProblem, entries_of
from .targets import Target, Targets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .office_file import Entry


class TargetsProblem(OfficeFileProblem):
    """A superior list is refused; the message names file, sheet and row, and says why."""


LAYOUT = Layout(
    what="上级指标清单",
    headings={
        "清单": ("清单", "来源清单", "清单名称", "来源", "指标来源", "考核清单", "类别"),
        "条目": ("条目", "序号", "编号", "项次", "条目号", "条目序号", "指标序号", "指标编号"),
        "名称": (
            *("名称", "指标名称", "指标", "条目名称", "内容", "指标内容", "考核指标", "任务"),
            *("目标任务", "工作目标", "任务内容", "工作任务", "目标名称"),
        ),
        "牵头单位": (
            *("牵头单位", "牵头部门", "责任单位", "责任部门", "主办单位", "主责单位"),
            *("承办单位", "牵头责任单位", "负责单位", "单位", "牵头"),
        ),
    },
    required=("条目", "名称", "牵头单位"),
    asks="清单要有条目、名称、牵头单位三栏，可以有清单一栏。",
    entries="条目",
    problem=TargetsProblem,
)  # fmt: skip

_ITEM = re.compile(r"第?0*([1-9]\d{0,2})(?:\.0+)?[项号条、.]?")
"""1, 第1项, 1、, and 1.0 as spreadsheets have it; citations go up to 999."""

_UNITS = re.compile(r"[、，,；;/|\s]+")


def load_targets(path: str | Path) -> Targets:
    """The superior items in this file, with who leads on each.

    An item on several rows, with a unit each, is led by them all.

    Raises:
        TargetsProblem: the file cannot be read, lacks a heading, or a row is of no use.
    """
    file = Path(path)
    found: dict[tuple[str, int], Target] = {}
    for entry in entries_of(file, LAYOUT):
        target = _target_of(entry, file.stem)
        key = (target.source_list or target.about, target.item)
        found[key] = _joined(found[key], target, entry) if key in found else target
    return Targets(tuple(found.values()))


def _target_of(entry: Entry, stem: str) -> Target:
    cells = entry.cells
    reason = _fault_of(cells)
    if reason:
        raise TargetsProblem(f"{entry.where}：{reason}。")
    match = _ITEM.fullmatch(_plain(cells["条目"]))
    return Target(
        source_list=cells.get("清单", ""),
        about=f"{entry.above}{stem}",
        item=int(match.group(1)) if match else 0,
        name=cells["名称"],
        leads=_units(cells["牵头单位"]),
    )


def _fault_of(cells: Mapping[str, str]) -> str | None:
    item = cells["条目"]
    if not item:
        return f"“{cells['名称'] or cells['牵头单位']}”没有填条目"
    if not _ITEM.fullmatch(_plain(item)):
        return f"条目“{item}”不是1至999的整数"
    if not cells["名称"]:
        return f"第{item}项没有填名称"
    if not _units(cells["牵头单位"]):
        return f"第{item}项没有填牵头单位"
    return None


def _joined(one: Target, other: Target, entry: Entry) -> Target:
    if one.name != other.name:
        reason = f"第{other.item}项前面已有，名称是“{one.name}”，这里是“{other.name}”"
        raise TargetsProblem(f"{entry.where}：{reason}。")
    leads = tuple(dict.fromkeys((*one.leads, *other.leads)))
    return Target(one.source_list, one.about, one.item, one.name, leads)


def _units(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(unit for unit in _UNITS.split(text) if unit))


def _plain(text: str) -> str:
    return narrowed(squeezed(text))
