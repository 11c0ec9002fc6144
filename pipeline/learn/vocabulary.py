"""What the words of an unknown form's header mean: as known schemes say, else as they are made."""

from __future__ import annotations

import re
from functools import cache

from normalizers.model import Field
from normalizers.scheme import packaged_schemes
from normalizers.text import canonical

_MADE = (
    (Field.NUMBER, r"序号|编号|编码"),
    (Field.CATEGORY, r"(?:指标|目标|任务|项目)?(?:项目|类别|类型|分类)"),
    (Field.BASIS, r".{0,4}依据(?:文件)?"),
    (Field.LEVEL2, r"(?:二级|具体|细化).{0,4}|考核指标|考评指标"),
    (Field.LEVEL1, r"一级.{0,4}|(?:主要)?(?:工作|目标|考核|考评)?(?:任务|内容|目标|事项)"),
    (Field.WEIGHT, r".{0,2}(?:权重|分值|分数|得分标准)(?:（.{1,3}）)?"),
    (Field.DEADLINE, r".{0,4}(?:时限|期限|时间|时间节点)"),
    (Field.LEADERS, r".{0,3}领导|分管负责人"),
    (Field.UNITS, r".{0,3}(?:单位|科室|股室|处室|部门)"),
    (Field.OWNERS, r".{0,3}(?:责任人|承办人|经办人|联系人|具体负责人)"),
    (Field.REMARK, r"备注"),
)
"""How words of the header are made, the likeliest field first."""


def field_of_word(text: str) -> Field | None:
    """The field that a header's word names; None where no scheme has it, nor one made so."""
    key = canonical(text)
    known = _known().get(key)
    if known or not key:
        return known
    return next((f for f, made in _MADE if re.fullmatch(made, key)), None)


def is_group_word(text: str) -> bool:
    """Whether a known scheme has this word above several columns."""
    return canonical(text) in _groups()


@cache
def _known() -> dict[str, Field]:
    words = ((f, w) for s in packaged_schemes() for f, ws in s.head_words.items() for w in ws)
    return {canonical(word): field for field, word in words}


@cache
def _groups() -> frozenset[str]:
    return frozenset(canonical(w) for s in packaged_schemes() for w in s.group_head_words)
