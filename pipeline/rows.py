"""What each row of the dataset's tables stands for, found in the results."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from normalizers.model import Field

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalizers.model import Basis, Form, Indicator, Reference, Repair, Section
    from normalizers.scheme import SectionScheme

    from .model import Finding, Result


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator of a submission."""

    result: Result
    form: Form
    indicator: Indicator


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section of the scheme, and what the submission has of it: None if it lacks it."""

    result: Result
    scheme: SectionScheme
    section: Section | None


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document that an indicator cites; `order` counts from 1 within its cell."""

    result: Result
    number: str
    order: int
    basis: Basis


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A person or unit on an indicator; `order` counts from 1 within its cell."""

    result: Result
    number: str
    role: Field
    order: int
    name: str


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """A superior item that an indicator cites; `item` is None where a list is named as a whole.

    `level` is the field that cites it, `group` the 一级指标's part of the number.
    """

    result: Result
    number: str
    group: str
    level: Field
    source_list: str
    item: int | None


@dataclass(frozen=True, slots=True)
class RepairRow:
    """A value that was changed; `number` is empty where it is the form's or the letter's."""

    result: Result
    number: str
    repair: Repair


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A problem of a submission."""

    result: Result
    finding: Finding


def indicator_rows(results: Sequence[Result]) -> Iterator[IndicatorRow]:
    """Every indicator, in the order of the forms."""
    for result in results:
        if result.form is not None:
            yield from (IndicatorRow(result, result.form, i) for i in result.form.indicators)


def section_rows(results: Sequence[Result]) -> Iterator[SectionRow]:
    """Every section that the scheme asks of each form that was read."""
    for result in results:
        if result.form is not None and result.scheme is not None:
            present = {s.name: s for s in result.form.sections}
            for scheme in result.scheme.sections:
                yield SectionRow(result, scheme, present.get(scheme.name))


def document_rows(results: Sequence[Result]) -> Iterator[DocumentRow]:
    """Every document of every indicator."""
    for row in indicator_rows(results):
        for order, basis in enumerate(row.indicator.bases.value or (), start=1):
            yield DocumentRow(row.result, number_of(row.indicator), order, basis)


def duty_rows(results: Sequence[Result]) -> Iterator[DutyRow]:
    """Every leader, unit and person of every indicator."""
    for row in indicator_rows(results):
        for role, names in _duties_of(row.indicator):
            for order, name in enumerate(names, start=1):
                yield DutyRow(row.result, number_of(row.indicator), role, order, name)


def reference_rows(results: Sequence[Result]) -> Iterator[ReferenceRow]:
    """Every citation of every indicator; a 一级指标's stand on each row that it covers."""
    for row in indicator_rows(results):
        for level, references in _references_of(row.indicator):
            for reference in references:
                for item in reference.items or (None,):
                    yield _reference_row(row, level, reference, item)


def repair_rows(results: Sequence[Result]) -> Iterator[RepairRow]:
    """Every repair: first those of the form and its letter, then row by row.

    The repair of a merged cell is one, and stands on the first row that it covers.
    """
    for result in results:
        if result.form is not None:
            yield from (RepairRow(result, n, r) for n, r in _repairs_of(result.form))


def finding_rows(results: Sequence[Result]) -> Iterator[FindingRow]:
    """Every finding."""
    return (FindingRow(result, finding) for result in results for finding in result.findings)


def number_of(indicator: Indicator) -> str:
    """The 序号 as it is published, empty where there is none."""
    return indicator.number.value or ""


def repair_count(result: Result) -> int:
    """How many values were changed."""
    return sum(1 for _ in repair_rows((result,)))


def _duties_of(indicator: Indicator) -> tuple[tuple[Field, tuple[str, ...]], ...]:
    return (
        (Field.LEADERS, indicator.leaders.value or ()),
        (Field.UNITS, indicator.units.value or ()),
        (Field.OWNERS, indicator.owners.value or ()),
    )


def _references_of(indicator: Indicator) -> tuple[tuple[Field, tuple[Reference, ...]], ...]:
    return (
        (Field.LEVEL1, indicator.level1_references),
        (Field.LEVEL2, indicator.level2_references),
    )


def _reference_row(
    row: IndicatorRow, level: Field, reference: Reference, item: int | None
) -> ReferenceRow:
    number, group = number_of(row.indicator), row.indicator.group
    return ReferenceRow(row.result, number, group, level, reference.source_list, item)


def _repairs_of(form: Form) -> Iterator[tuple[str, Repair]]:
    seen: set[int] = set()
    for number, repairs in chain(_head_repairs(form), _row_repairs(form)):
        # The rows of a merged cell share its repairs, not copies of them.
        if repairs and id(repairs) not in seen:
            seen.add(id(repairs))
            yield from ((number, repair) for repair in repairs)


def _head_repairs(form: Form) -> Iterator[tuple[str, tuple[Repair, ...]]]:
    yield from (("", value.repairs) for value in (form.title, form.unit, form.date))
    if (letter := form.letter) is not None:
        parts = (letter.number, letter.title, letter.unit, letter.date)
        yield from (("", value.repairs) for value in parts)
    yield from (("", s.total.repairs) for s in form.sections if s.total is not None)


def _row_repairs(form: Form) -> Iterator[tuple[str, tuple[Repair, ...]]]:
    for indicator in form.indicators:
        number = number_of(indicator)
        for value in (
            indicator.category,
            indicator.number,
            indicator.bases,
            indicator.level1,
            indicator.level2,
            indicator.weight,
            indicator.deadline,
            indicator.leaders,
            indicator.units,
            indicator.owners,
            indicator.remark,
        ):
            yield number, value.repairs
