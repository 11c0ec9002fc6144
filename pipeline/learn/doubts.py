"""What a form does not show, or shows unclearly: told to whoever finishes the scheme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from normalizers.model import Field, Origin
from normalizers.scheme import faults_in
from normalizers.weight import plain

from .notes import is_unchangeable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalizers.scheme import KeyPath, Scheme, SectionScheme

    from .outline import Outline, Outlines


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to be looked at: the key that it is about, and a Chinese sentence."""

    path: KeyPath
    reason: str


def doubts_of(
    scheme: Scheme,
    base: Scheme,
    sections: Sequence[Outline],
    outlines: Outlines,
    origin: Origin,
) -> tuple[Doubt, ...]:
    """All doubts: about the whole, about each section, and what makes the scheme unsound.

    `origin` is how the form came: a program that recognised its text may have misread it.
    """
    found = list(_whole(scheme, base))
    for index, (outline, section) in enumerate(zip(sections, scheme.sections, strict=True)):
        path: KeyPath = ("sections", index)
        found += _labels(section, outline, path)
        found += _limits(section, path)
        found += _fixed(section, outlines, path)
        if section.fixed and origin in {Origin.SCAN, Origin.TRANSCRIPT}:
            found.append(Doubt((*path, "fixed"), "文字是识别出来的，请与原件逐字核对。"))
        words = "、".join(dict.fromkeys(outline.heading.unknown))
        if words:
            found.append(Doubt((*path, "columns"), f"表头的“{words}”认不出是哪一栏，请补上。"))
    told = {d.path for d in found}
    found += [
        Doubt(f.path, f"不改正不能使用：{f.reason}。")
        for f in faults_in(scheme)
        if f.path not in told
    ]
    return tuple(found)


def _whole(scheme: Scheme, base: Scheme) -> Iterator[Doubt]:
    if not scheme.district:
        yield Doubt(("district",), f"标题里没有区县名，请填写，如“{base.district}”。")
    if not scheme.city:
        yield Doubt(("city",), f"表上没有市名；单位名称前印有市名的，请填写，如“{base.city}”。")
    if not scheme.superior_lists:
        reason = "表上没有引用上级指标的清单；各单位会引用的，请照 docs/scheme.md 补写。"
        yield Doubt(("superior_lists",), reason)
    if scheme.total != _HUNDRED:
        yield Doubt(("sections",), f"各大类的分值合计{plain(scheme.total)}分，不是100分，请核对。")
    for key in ("plain_bases", "measure_words", "open_deadlines", "stray_words", "thresholds"):
        yield Doubt((key,), f"表上看不出，取自方案 {base.name}，请核对。")


_HUNDRED = 100


def _labels(section: SectionScheme, outline: Outline, path: KeyPath) -> Iterator[Doubt]:
    if outline.label is None:
        yield Doubt((*path, "name"), "表上没有印这个大类的名称，这里的名称是推断的，请核对。")
    points = outline.label.points if outline.label else None
    if outline.total is None and points is None:
        yield Doubt((*path, "total"), "合计行和大类名称都没有分值，请填写。")
    elif None not in {outline.total, points} and outline.total != points:
        reason = f"合计行是{outline.total}分，大类名称标注{points}分，取合计行的，请核对。"
        yield Doubt((*path, "total"), reason)
    for index, category in enumerate(section.categories):
        if not category.name:
            place = (*path, "categories", index, "name")
            yield Doubt(place, f"序号以“{category.prefix}”开头的各项没有印项目名称，请填写。")
    if not section.categories:
        yield Doubt((*path, "categories"), "没有看到项目名称，请填写。")


def _limits(section: SectionScheme, path: KeyPath) -> Iterator[Doubt]:
    if not section.has_level2:
        return
    if section.minimum_level1 is None:
        word = "表下的说明没有写一级指标至少几个；有规定的，请补写 minimum_level1 = 个数。"
        yield Doubt((*path, "has_level2"), word)
    if section.levels == 0:
        yield Doubt((*path, "levels"), "没有看到序号，请填写序号有几级，如 1-1-1 是 3 级。")


def _fixed(section: SectionScheme, outlines: Outlines, path: KeyPath) -> Iterator[Doubt]:
    names = (section.name, *(c.name for c in section.categories))
    sure = any(is_unchangeable(outlines.notes, name) for name in names)
    if section.fixed and not sure:
        reason = "一份表看不出这些内容是否各单位都一样；由单位自定的，请删去 fixed。"
        yield Doubt((*path, "fixed"), reason)
    if not section.fixed and not section.has_level2:
        reason = f"“{Field.LEVEL1}”一栏空白或没有分值，按各单位自定处理；统一规定的，请补写 fixed。"
        yield Doubt((*path, "required"), reason)
