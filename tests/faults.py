"""Every fault that the builder knows, put into a form at a place where it shows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from form_citations import (
    conflicting_basis,
    future_basis,
    malformed_basis,
    missing_basis,
    unclaimed_reference,
)
from form_defects import (
    disorder,
    duplicate_number,
    emptied,
    fixed_changed,
    fixed_extra,
    fixed_missing,
    fixed_weight,
    gap,
    invalid_number,
    invalid_weight,
    missing_field,
    missing_level1,
    missing_weight,
    overlapping,
    repeated,
    too_few,
    wrong_group_label,
    wrong_label,
    wrong_sum,
    wrong_total,
)
from form_edits import numbers_of
from form_people import mismatched_people, misread_name, shared_weight, twin_names
from form_schemes import stem_of
from form_whole import (
    blank_date,
    blank_unit,
    foreign_letter,
    missing_column,
    missing_plan,
    missing_section,
    residue,
    undated_letter,
    unnumbered_letter,
    without_letter,
    wrong_year,
)

from normalizers.model import Field

if TYPE_CHECKING:
    from collections.abc import Callable

    from form_model import FormSpec

    Fault = Callable[[FormSpec], FormSpec]

OWN = "职能工作目标"


def group_of(spec: FormSpec, rows: int) -> str:
    """The first group (1-4) of 职能工作目标 with at least so many rows."""
    groups = (g for g in spec.sections[0].groups if len(g.rows) >= rows)
    return stem_of(next(groups).rows[0].number)


def _on_row(fault: Callable[[FormSpec, str], FormSpec], place: int) -> Fault:
    return lambda spec: fault(spec, numbers_of(spec)[place])


def _on_group(fault: Callable[[FormSpec, str], FormSpec], rows: int) -> Fault:
    return lambda spec: fault(spec, group_of(spec, rows))


def _lacking(field: Field) -> Fault:
    return lambda spec: missing_field(spec, numbers_of(spec)[5], field)


FAULTS: dict[str, Fault] = {
    "a sum half a point too high": _on_row(wrong_sum, 3),
    "a missing weight": _on_row(missing_weight, 3),
    "a weight that is none": _on_row(invalid_weight, 3),
    "75 points in a section's label": partial(wrong_label, section=OWN, points="75"),
    "9 points in a group's label": partial(wrong_group_label, category="依法履职", points="9"),
    "70 points in a total": partial(wrong_total, section=OWN, points="70"),
    "no 二级指标": _lacking(Field.LEVEL2),
    "no 完成时限": _lacking(Field.DEADLINE),
    "no 分管领导": _lacking(Field.LEADERS),
    "no 责任单位": _lacking(Field.UNITS),
    "no 责任人": _lacking(Field.OWNERS),
    "no 一级指标": _on_group(missing_level1, 2),
    "an emptied row": _on_row(emptied, 4),
    "a number twice": lambda spec: duplicate_number(spec, f"{group_of(spec, 2)}-1"),
    "a number that is none": _on_row(invalid_number, 4),
    "a gap in the numbers": lambda spec: gap(spec, f"{group_of(spec, 3)}-2"),
    "numbers that run backward": _on_group(disorder, 2),
    "a fixed text changed": partial(fixed_changed, number="4-5", old="依法依规", new="按规定"),
    "a fixed weight changed": partial(fixed_weight, number="5-1", weight="2"),
    "a fixed item missing": partial(fixed_missing, number="5-4"),
    "an item too many": fixed_extra,
    "too few 一级指标": partial(too_few, count=12),
    "a 二级指标 twice": lambda s: repeated(s, numbers_of(s)[1], numbers_of(s)[9]),
    "a 二级指标 that repeats a fixed item": lambda s: overlapping(s, numbers_of(s)[9], "4-4"),
    "a title with two numbers": partial(conflicting_basis, group="1-2", other="1-4"),
    "a malformed number": partial(malformed_basis, group="1-2"),
    "a document of the future": partial(future_basis, group="1-2"),
    "no 文件依据": partial(missing_basis, group="1-2"),
    "a citation nobody claims": _on_group(unclaimed_reference, 2),
    "numbers of people that do not match": lambda s: mismatched_people(
        s, numbers_of(s)[2], "温如海"
    ),
    "a section missing": partial(missing_section, section="精神文明建设和平安建设"),
    "a column missing": partial(missing_column, section=OWN, field=Field.OWNERS),
    "a blank 参评单位": blank_unit,
    "a blank date": blank_date,
    "a leftover of the template": residue,
    "a letter of another unit": partial(foreign_letter, unit="洛江区信访局"),
    "a letter without number": unnumbered_letter,
    "a letter without date": undated_letter,
    "a plan announced and not attached": missing_plan,
    "a plan of another year": wrong_year,
}
"""Each takes a form with a letter; its name says what is wrong."""

HARMLESS: dict[str, Fault] = {
    "a misread name": _on_row(misread_name, 2),
    "two people of nearly one name": partial(twin_names, twin=("韩佳明", "韩佳朋")),
    "a weight over several rows": _on_group(shared_weight, 2),
    "no letter": without_letter,
}
"""What looks like a fault and is none, or can be repaired."""
