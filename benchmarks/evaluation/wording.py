"""What the rows of a made-up form say: not always in the words of their 一级指标."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from form_edits import with_groups
from form_world import TOPICS

if TYPE_CHECKING:
    from random import Random

    from form_model import FormSpec, Group

OTHERWISE = 0.5
"""The share of 一级指标 of which no 二级指标 repeats a word."""

THINGS = (
    *(
        "窗口延时服务",
        "重点企业走访",
        "网格员队伍",
        "台账归档",
        "应急演练",
        "宣传月活动",
        "联席会议",
    ),
    *("项目库更新", "数据报送", "隐患排查", "惠企政策兑现", "干部轮训", "入户核查", "考核细则"),
    *("标准化站点", "志愿服务", "专家评审", "结对帮带", "资金拨付", "意见征集", "清单公示"),
)


def reworded(spec: FormSpec, chance: Random) -> FormSpec:
    """The form with some 二级指标 about other things than their 一级指标 names."""

    def otherwise(group: Group) -> Group:
        topic = next((t for t in TOPICS if t in (group.level1 or "")), None)
        if topic is None or chance.random() >= OTHERWISE:
            return group
        rows = tuple(
            replace(row, text=row.text.replace(topic, thing))
            for row, thing in zip(group.rows, chance.sample(THINGS, len(group.rows)), strict=True)
        )
        return replace(group, rows=rows)

    return with_groups(spec, otherwise)
