"""Faults in a form, each with the findings it must cause."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from form_edits import (
    finding,
    numbers_of,
    printing,
    row_of,
    with_groups,
    with_more_weight,
    with_row,
    with_section,
    without_rows,
)
from form_schemes import stem_of

from normalizers.model import Field

if TYPE_CHECKING:
    from form_model import FormSpec, Group, Row


def wrong_sum(spec: FormSpec, number: str) -> FormSpec:
    """Half a point too much on one row: the section's weights do not add up."""
    return finding(with_more_weight(spec, number, "0.5"), ("weight.sum", ""))


def missing_weight(spec: FormSpec, number: str) -> FormSpec:
    spec = with_row(spec, number, lambda r: replace(r, weight=""))
    return finding(spec, ("weight.missing", number), ("weight.sum", ""))


def invalid_weight(spec: FormSpec, number: str, text: str = "若干") -> FormSpec:
    """A weight that is no positive decimal."""
    spec = with_row(spec, number, lambda r: printing(replace(r, weight=""), Field.WEIGHT, text))
    return finding(spec, ("weight.invalid", number), ("weight.sum", ""))


def wrong_label(spec: FormSpec, section: str, points: str) -> FormSpec:
    """A section's label with other points than the scheme's (职能工作目标75分)."""
    spec = with_section(spec, section, lambda s: replace(s, points=points))
    return finding(replace(spec, label_needed=True), ("weight.declared", ""))


def wrong_group_label(spec: FormSpec, category: str, points: str) -> FormSpec:
    """A group's label with other points than the scheme's (依法履职（9分）)."""

    def relabelled(group: Group) -> Group:
        return replace(group, points=points) if group.category == category else group

    return finding(with_groups(spec, relabelled), ("weight.declared", ""))


def wrong_total(spec: FormSpec, section: str, points: str) -> FormSpec:
    """A 合计 row with other points than the scheme's."""
    spec = with_section(spec, section, lambda s: replace(s, total=points))
    return finding(spec, ("weight.declared", ""))


def missing_field(spec: FormSpec, number: str, field: Field) -> FormSpec:
    """A cell left blank: 二级指标, 完成时限, 分管领导, 责任单位 or 责任人."""
    blank = {
        Field.LEVEL2: lambda r: replace(r, text=""),
        Field.DEADLINE: lambda r: replace(r, deadline=""),
        Field.LEADERS: lambda r: _without(r, "leader"),
        Field.UNITS: lambda r: _without(r, "unit"),
        Field.OWNERS: lambda r: _without(r, "owner"),
    }[field]
    spec = with_row(spec, number, blank)
    return finding(spec, ("field.missing", number), tolerated=("people.mismatch",))


def _without(row: Row, what: str) -> Row:
    return replace(row, duties=tuple(replace(d, **{what: ""}) for d in row.duties))


def missing_level1(spec: FormSpec, group: str) -> FormSpec:
    """A 一级指标 left blank; `group` is its part of the 序号 (1-4)."""
    numbers = [n for n in numbers_of(spec) if stem_of(n) == group]

    def emptied(g: Group) -> Group:
        return replace(g, level1="") if g.rows[0].number in numbers else g

    return finding(with_groups(spec, emptied), *(("field.missing", n) for n in numbers))


def emptied(spec: FormSpec, number: str) -> FormSpec:
    """A row that has lost everything but its number, and what is merged over it."""
    spec = with_row(
        spec, number, lambda r: replace(r, text="", weight="", deadline="", duties=(), remark="")
    )
    return finding(spec, ("field.missing", number), ("weight.missing", number), ("weight.sum", ""))


def duplicate_number(spec: FormSpec, number: str) -> FormSpec:
    """The row after this one bears the same number."""
    numbers = numbers_of(spec)
    later = numbers[numbers.index(number) + 1]
    spec = with_row(spec, later, lambda r: replace(r, number=number))
    return finding(spec, ("seq.duplicate", number), tolerated=("seq.invalid",))


def invalid_number(spec: FormSpec, number: str, text: str = "1-甲") -> FormSpec:
    """What stands in 序号 cannot be one; the dataset has none then."""
    spec = with_row(spec, number, lambda r: printing(replace(r, number=""), Field.NUMBER, text))
    return finding(spec, ("seq.invalid", ""))


def gap(spec: FormSpec, number: str) -> FormSpec:
    """This row is gone, its points on the row before."""
    numbers = numbers_of(spec)
    before = numbers[numbers.index(number) - 1]
    spec = with_more_weight(spec, before, row_of(spec, number).weight)
    return finding(without_rows(spec, (number,)), ("seq.gap", ""))


def disorder(spec: FormSpec, group: str) -> FormSpec:
    """The rows of this group (1-4) run backward."""

    def turned(g: Group) -> Group:
        ours = stem_of(g.rows[0].number) == group
        return replace(g, rows=g.rows[::-1]) if ours else g

    return finding(with_groups(spec, turned), ("seq.order", ""))


def fixed_changed(spec: FormSpec, number: str, old: str, new: str) -> FormSpec:
    """A fixed item says something else than was issued."""
    spec = with_row(spec, number, lambda r: replace(r, text=r.text.replace(old, new)))
    return finding(spec, ("fixed.changed", number))


def fixed_weight(spec: FormSpec, number: str, weight: str) -> FormSpec:
    spec = with_row(spec, number, lambda r: replace(r, weight=weight))
    return finding(spec, ("fixed.weight", number), ("weight.sum", ""))


def fixed_missing(spec: FormSpec, number: str) -> FormSpec:
    spec = without_rows(spec, (number,))
    return finding(spec, ("fixed.missing", number), ("weight.sum", ""))


def fixed_extra(spec: FormSpec, number: str = "4-9") -> FormSpec:
    """One item more in 依法履职."""

    def longer(group: Group) -> Group:
        if group.category != "依法履职":
            return group
        text = "按要求完成区里交办的其他依法行政任务。"
        return replace(group, rows=(*group.rows, replace(group.rows[-1], number=number, text=text)))

    return finding(with_groups(spec, longer), ("fixed.extra", number), ("weight.sum", ""))


def too_few(spec: FormSpec, count: int) -> FormSpec:
    """Only so many 一级指标 are left in 职能工作目标; the last row takes the others' points."""
    groups = spec.sections[0].groups
    keep = (*groups[: count - 1], groups[-1]) if count > 1 else groups[-1:]
    lost = [r for g in groups if g not in keep for r in g.rows]
    last = keep[-1].rows[-1].number
    spec = without_rows(spec, tuple(r.number for r in lost))
    for row in lost:
        spec = with_more_weight(spec, last, row.weight)
    return finding(spec, ("indicator.too_few", ""), tolerated=("seq.gap",))


def repeated(spec: FormSpec, number: str, later: str) -> FormSpec:
    """A later 二级指标 says what an earlier one says."""
    text = row_of(spec, number).text
    spec = with_row(spec, later, lambda r: replace(r, text=text))
    return finding(spec, ("indicator.duplicate", later))


def overlapping(spec: FormSpec, number: str, fixed: str) -> FormSpec:
    """A 二级指标 says what an item of 行政能力目标 says."""
    text = row_of(spec, fixed).text
    spec = with_row(spec, number, lambda r: replace(r, text=text))
    return finding(spec, ("indicator.overlap", number))
