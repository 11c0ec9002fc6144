"""The blank form of a scheme, as an office hands it out: what departments fill in is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from form_model import FormSpec, Group, Row, SectionSpec
from form_schemes import LUOJIANG

from normalizers.model import Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizers.scheme import Scheme, SectionScheme

NOTES = {
    LUOJIANG.name: (
        "说明：（1）“重点工作目标”和“常规工作目标”两项内容，每个单位必须设定一级指标15项以上且"
        "不多于上一年度的一级指标数量。（2）“行政能力目标”不下设二级指标，内容、权重不能改变。"
    ),
}
OTHER_NOTE = (
    "填表须知：（一）“核心任务”和“日常任务”两项，每个部门的{}不少于10个、不超过30个。"
    "（二）“机关建设”的内容和分值不得改动。（三）“群众评议”的内容和分值不得改动。"
)


def blank_form(scheme: Scheme) -> FormSpec:
    """The form with its fixed items, and two rows twice for what departments set themselves."""
    return FormSpec(
        unit="",
        year=scheme.year,
        title=f"{scheme.title}（样表）",
        unit_line="",
        date_line="年  月  日",
        sections=tuple(
            SectionSpec(s.name, tuple(_groups(s)), str(s.total), str(s.total))
            for s in scheme.sections
        ),
        note=NOTES.get(scheme.name) or OTHER_NOTE.format(scheme.head_words[Field.LEVEL1][0]),
        scheme=scheme,
    )


def _groups(section: SectionScheme) -> Iterator[Group]:
    for category in section.categories:
        points = "" if category.total is None else str(category.total)
        if section.fixed:
            rows = tuple(
                Row(f.number, f.text, str(f.weight), "全年实施", ())
                for f in section.fixed
                if f.category == category.name
            )
            yield Group(category.name, rows, points=points)
            continue
        join = section.separator.join
        for first in ("1", "2") if section.has_level2 else ("",):
            numbers = (join(filter(None, (category.prefix, first, n))) for n in ("1", "2"))
            rows = tuple(Row(number, "", "", "", ()) for number in numbers)
            yield Group(category.name, rows, "" if section.has_level2 else None, points=points)
