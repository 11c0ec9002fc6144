"""Changing one row, group or section of a form, without saying whether that is a fault."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from form_model import Printed

if TYPE_CHECKING:
    from collections.abc import Callable

    from form_model import FormSpec, Group, Row, SectionSpec

    from normalizers.model import Field


def row_of(spec: FormSpec, number: str) -> Row:
    """The row of this 序号."""
    return next(row for _, _, row in spec.items if row.number == number)


def numbers_of(spec: FormSpec, section: int = 0) -> tuple[str, ...]:
    """The 序号 of a section's rows, in order."""
    return tuple(row.number for row in spec.sections[section].rows)


def with_row(spec: FormSpec, number: str, edit: Callable[[Row], Row]) -> FormSpec:
    """The form with this row edited.

    Raises:
        KeyError: no row has this number.
    """
    if not any(row.number == number for _, _, row in spec.items):
        raise KeyError(number)

    def edited(group: Group) -> Group:
        rows = tuple(edit(r) if r.number == number else r for r in group.rows)
        return replace(group, rows=rows)

    return with_groups(spec, edited)


def with_groups(spec: FormSpec, edit: Callable[[Group], Group]) -> FormSpec:
    """The form with every group edited; a group without rows is dropped."""
    sections = []
    for section in spec.sections:
        groups = (edit(group) for group in section.groups)
        sections.append(replace(section, groups=tuple(g for g in groups if g.rows)))
    return replace(spec, sections=tuple(sections))


def with_section(spec: FormSpec, name: str, edit: Callable[[SectionSpec], SectionSpec]) -> FormSpec:
    """The form with this section edited."""
    sections = tuple(edit(s) if s.name == name else s for s in spec.sections)
    return replace(spec, sections=sections)


def without_rows(spec: FormSpec, numbers: tuple[str, ...]) -> FormSpec:
    """The form without these rows."""

    def left(group: Group) -> Group:
        return replace(group, rows=tuple(r for r in group.rows if r.number not in numbers))

    return with_groups(spec, left)


def with_more_weight(spec: FormSpec, number: str, more: str) -> FormSpec:
    """The form with so many points more on one row."""

    def heavier(row: Row) -> Row:
        points = Decimal(row.weight or "0") + Decimal(more)
        return replace(row, weight=str(points).removesuffix(".0"))

    return with_row(spec, number, heavier)


def printing(row: Row, field: Field, text: str) -> Row:
    """The row with a cell that prints something else than the truth."""
    return replace(row, printed=(*row.printed, Printed(field, text)))


def finding(spec: FormSpec, *found: tuple[str, str], tolerated: tuple[str, ...] = ()) -> FormSpec:
    """The form with these findings to be expected besides."""
    return replace(
        spec,
        findings=(*spec.findings, *found),
        tolerated=(*spec.tolerated, *tolerated),
    )
