"""Faults of a form as a whole, and of the letter that comes with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from form_edits import finding, with_section

if TYPE_CHECKING:
    from form_model import FormSpec, LetterSpec, SectionSpec

    from normalizers.model import Field


def missing_column(spec: FormSpec, section: str, field: Field) -> FormSpec:
    def narrower(s: SectionSpec) -> SectionSpec:
        return replace(s, missing=(*s.missing, field))

    spec = with_section(spec, section, narrower)
    tolerated = ("field.missing", "weight.missing", "weight.sum", "seq.invalid")
    return finding(spec, ("form.column_missing", ""), tolerated=tolerated)


def missing_section(spec: FormSpec, section: str) -> FormSpec:
    kept = tuple(s for s in spec.sections if s.name != section)
    spec = replace(spec, sections=kept)
    return finding(
        spec,
        ("form.section_missing", ""),
        tolerated=("fixed.missing", "weight.sum", "indicator.too_few"),
    )


def blank_unit(spec: FormSpec) -> FormSpec:
    return finding(replace(spec, unit_line=""), ("form.unit_missing", ""))


def blank_date(spec: FormSpec) -> FormSpec:
    return finding(replace(spec, date_line="年  月  日"), ("form.date_missing", ""))


def residue(spec: FormSpec) -> FormSpec:
    """The template's (样表) still stands in the title."""
    return finding(replace(spec, title=f"{spec.title}(样表)"), ("form.residue", ""))


def letter_of(spec: FormSpec) -> LetterSpec:
    """The form's letter.

    Raises:
        ValueError: it has none.
    """
    if spec.letter is None:
        raise ValueError("this form has no letter")
    return spec.letter


def foreign_letter(spec: FormSpec, unit: str) -> FormSpec:
    """The letter speaks for another unit than the form."""
    letter = replace(letter_of(spec), unit=unit)
    return finding(
        replace(spec, letter=letter), ("letter.unit", ""), tolerated=("letter.attachment",)
    )


def unnumbered_letter(spec: FormSpec) -> FormSpec:
    letter = replace(letter_of(spec), number="")
    return finding(replace(spec, letter=letter), ("letter.number", ""))


def undated_letter(spec: FormSpec) -> FormSpec:
    letter = replace(letter_of(spec), day="")
    return finding(replace(spec, letter=letter, letter_date=None), ("letter.date", ""))


def missing_plan(spec: FormSpec) -> FormSpec:
    """The letter announces the 工作方案, which is not there."""
    return finding(replace(spec, letter=letter_of(spec), plan=()), ("letter.attachment", ""))


def wrong_year(spec: FormSpec) -> FormSpec:
    """The plan is about the year before."""
    title = spec.plan[0].replace(str(spec.year), str(spec.year - 1))
    return finding(replace(spec, plan=(title, *spec.plan[1:])), ("form.year", ""))


def without_letter(spec: FormSpec) -> FormSpec:
    """No fault: the form comes alone."""
    return replace(spec, letter=None, letter_date=None, plan=())


def letter_alone(spec: FormSpec) -> FormSpec:
    """Letter and plan, and no 考评表 at all."""
    return finding(replace(spec, sections=()), ("file.no_form", ""))
