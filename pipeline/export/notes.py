"""说明: what the scheme asks of a form, as a line below its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizers.scheme import Scheme, SectionScheme


def note_of(scheme: Scheme) -> str:
    """The line, empty where the scheme asks nothing of the kind."""
    rules = [rule for section in scheme.sections for rule in _rules(section)]
    rules += _overlaps(scheme)
    listed = "".join(f"（{number}）{rule}。" for number, rule in enumerate(rules, start=1))
    return f"{scheme.note_words[0]}：{listed}" if rules else ""


def _rules(section: SectionScheme) -> Iterator[str]:
    name = f"“{section.name}”"
    if section.minimum_level1 is not None:
        limit = "，且不多于上一年度的一级指标数量" if section.limited_by_last_year else ""
        yield f"{name}必须设定一级指标{section.minimum_level1}项以上{limit}"
    if section.fixed:
        kinds = "" if section.has_level2 else "不下设二级指标，"
        yield f"{name}{kinds}内容、权重不能改变"


def _overlaps(scheme: Scheme) -> list[str]:
    """A 二级指标 may not repeat an item that has a number of its own."""
    fixed = "".join(f"“{s.name}”" for s in scheme.sections if s.fixed and s.levels)
    own = "".join(f"“{s.name}”" for s in scheme.sections if s.has_level2)
    return [f"{own}下设的二级指标不得与{fixed}重复设置"] if own and fixed else []
