"""Leaders, units and people of an item (people.*)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalizers.model import Field
from pipeline.findings import Contrast, Subject, finding

from .items import about, name_of, number_of, sections_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizers.model import Form, Indicator
    from normalizers.scheme import Scheme
    from pipeline.model import Finding


def check_people(form: Form, scheme: Scheme) -> Iterator[Finding]:
    """Leaders, units and people are paired by order, so their numbers agree, or one is one."""
    for section, _ in sections_of(form, scheme):
        for indicator in section.indicators:
            counts = _counts(indicator)
            if min(counts) > 1 and len(set(counts)) > 1:
                yield _mismatch(indicator, counts)


def _counts(indicator: Indicator) -> tuple[int, int, int]:
    leaders, units, owners = indicator.leaders, indicator.units, indicator.owners
    return len(leaders.value or ()), len(units.value or ()), len(owners.value or ())


def _mismatch(indicator: Indicator, counts: tuple[int, int, int]) -> Finding:
    leaders, units, owners = counts
    said = f"分管领导{leaders}名、责任单位{units}个、责任人{owners}名"
    place = about(indicator, Field.LEADERS).place
    return finding(
        "people.mismatch",
        f"{name_of(indicator)}有{said}，无法一一对应。",
        Subject(number_of(indicator), Field.OWNERS, place),
        Contrast("个数一致，或其中一栏只有一个", said),
    )
