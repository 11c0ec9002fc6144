from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from form_values import SCHEME
from openpyxl import Workbook

from pipeline.targets import Target, Targets
from pipeline.targets_file import TargetsProblem, load_targets

if TYPE_CHECKING:
    from pathlib import Path

LISTS = SCHEME.superior_lists


def written(folder: Path, data: str | bytes, name: str = "清单.csv") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def told(targets: Targets) -> list[tuple[str, int, str, tuple[str, ...]]]:
    """The items as they are compared with what forms cite."""
    return [(t.source_list, t.item, t.name, t.leads) for t in targets.named(LISTS).items]


def test_items_are_read_with_their_list_however_they_are_written(tmp_path: Path) -> None:
    text = (
        "来源清单,序号,指标名称,责任单位\n"
        "市对区年度绩效考核指标,第1项,粮食产量,洛江区农业农村局\n"
        "区政府工作目标,２,招商引资,商务局、发改局\n"
        "2024年度区政府工作目标,3.0,新建公园,城管局\n"
        "某项行动方案,04、,植树,林业局\n"
    )
    assert told(load_targets(written(tmp_path, text))) == [
        ("市对区年度考核指标", 1, "粮食产量", ("洛江区农业农村局",)),
        ("区政府工作目标", 2, "招商引资", ("商务局", "发改局")),
        ("区政府工作目标", 3, "新建公园", ("城管局",)),
        ("某项行动方案", 4, "植树", ("林业局",)),
    ]


@pytest.mark.parametrize(
    ("name", "title", "source_list"),
    [
        ("清单.csv", "2024年区政府工作目标任务分解表,,\n", "区政府工作目标"),
        ("市政府工作报告责任分解.csv", "", "市政府工作报告责任分解"),
        ("清单.csv", "", "市对区年度考核指标"),
    ],
)
def test_without_a_column_the_list_is_told_by_title_or_file_else_the_schemes_first(
    tmp_path: Path, name: str, title: str, source_list: str
) -> None:
    path = written(tmp_path, f"{title}条目,名称,牵头单位\n1,粮食产量,农业农村局\n", name)
    assert told(load_targets(path)) == [(source_list, 1, "粮食产量", ("农业农村局",))]


def test_a_workbook_has_a_list_a_sheet_and_merged_cells(tmp_path: Path) -> None:
    book = Workbook()
    first = book.worksheets[0]
    first.title = "市对区年度考核指标"
    for row in (["条目", "名称", "牵头单位"], [1, "粮食产量", "农业农村局"], [2, "耕地", None]):
        first.append(row)
    first.merge_cells("C2:C3")
    second = book.create_sheet("区政府工作目标")
    for row in (["条目", "名称", "牵头单位"], [1, "招商引资", "商务局"]):
        second.append(row)
    buffer = BytesIO()
    book.save(buffer)
    assert told(load_targets(written(tmp_path, buffer.getvalue(), "清单.xlsx"))) == [
        ("市对区年度考核指标", 1, "粮食产量", ("农业农村局",)),
        ("市对区年度考核指标", 2, "耕地", ("农业农村局",)),
        ("区政府工作目标", 1, "招商引资", ("商务局",)),
    ]


def test_an_item_on_two_rows_is_led_by_both_units(tmp_path: Path) -> None:
    text = "条目,名称,牵头单位\n1,粮食产量,农业农村局\n1,粮食产量,自然资源局\n"
    (target,) = load_targets(written(tmp_path, text)).items
    assert target == Target("", "清单", 1, "粮食产量", ("农业农村局", "自然资源局"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "上级指标清单“清单.csv”是空的。"),
        ("条目,名称,牵头单位\n", "上级指标清单“清单.csv”只有表头，没有条目。"),
        (
            "条目,名称\n1,粮食产量\n",
            (
                "上级指标清单“清单.csv”前10行里没有“牵头单位”的表头。"
                "清单要有条目、名称、牵头单位三栏，可以有清单一栏。"
            ),
        ),
        (
            "条目,名称,牵头单位\n,粮食产量,农业农村局\n",
            "上级指标清单“清单.csv”第2行：“粮食产量”没有填条目。",
        ),
        (
            "条目,名称,牵头单位\n1,粮食产量,农业农村局\n一,耕地,农业农村局\n",
            "上级指标清单“清单.csv”第3行：条目“一”不是1至999的整数。",
        ),
        (
            "条目,名称,牵头单位\n7,,农业农村局\n",
            "上级指标清单“清单.csv”第2行：第7项没有填名称。",
        ),
        (
            "条目,名称,牵头单位\n7,粮食产量,、\n",
            "上级指标清单“清单.csv”第2行：第7项没有填牵头单位。",
        ),
        (
            "条目,名称,牵头单位\n7,粮食产量,甲局\n7,耕地,甲局\n",
            "上级指标清单“清单.csv”第3行：第7项前面已有，名称是“粮食产量”，这里是“耕地”。",
        ),
    ],
)
def test_a_list_of_the_wrong_shape_is_refused_with_its_reason(
    tmp_path: Path, text: str, reason: str
) -> None:
    with pytest.raises(TargetsProblem) as problem:
        load_targets(written(tmp_path, text))
    assert str(problem.value) == reason
