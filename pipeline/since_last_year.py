"""Every submission against its unit's of the year before: what has changed, too many 一级指标."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .checks import Background
from .checks.indicators import check_level1_limit
from .pile import facts, mapped
from .standing import standing_of
from .year_on_year import compared

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .last_year import LastYear
    from .model import Change, Result
    from .standing import Standing


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change of a submission."""

    result: Result
    change: Change


def with_comparisons(results: Sequence[Result], last_year: LastYear) -> Sequence[Result]:
    """The results, each compared with last year's form of its unit, where there is one."""
    return mapped(results, lambda _, result: _compared(result, last_year))


def unmatched(results: Sequence[Result], last_year: LastYear) -> tuple[str, ...]:
    """The submissions with a form whose unit is not in last year's dataset."""
    standings = facts(results, standing_of)
    return tuple(s.id for s in standings if s.has_form and not _has_former(s, last_year))


def change_rows(results: Sequence[Result]) -> Iterator[ChangeRow]:
    """Every change, in the order of the forms; what was dropped comes last."""
    for result in results:
        if result.comparison is not None:
            yield from (ChangeRow(result, change) for change in result.comparison.changes)


def _has_former(standing: Standing, last_year: LastYear) -> bool:
    if standing.scheme is None or not standing.unit:
        return False
    return last_year.form_of(standing.unit, standing.scheme, standing.year) is not None


def _compared(result: Result, last_year: LastYear) -> Result:
    form, scheme = result.form, result.scheme
    if form is None or scheme is None or not form.unit.value:
        return result
    former = last_year.form_of(form.unit.value, scheme, form.year)
    if former is None:
        return result
    comparison = compared(form, former, scheme)
    background = Background(last_year_level1=comparison.level1_before)
    too_many = tuple(check_level1_limit(form, scheme, background))
    return replace(result, comparison=comparison, findings=(*result.findings, *too_many))
