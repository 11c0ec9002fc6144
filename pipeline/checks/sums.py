"""Whether the weights of a section, or of a group with points of its own, add up (weight.sum)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalizers.model import Field
from pipeline.findings import Contrast, Subject, finding
from pipeline.points import plain, points_of

from .items import number_of, sections_of
from .shortfall import Account, explained

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizers.model import Form, Indicator, Section
    from normalizers.scheme import Category, Scheme, SectionScheme
    from pipeline.model import Finding


def check_sums(form: Form, scheme: Scheme) -> Iterator[Finding]:
    """A section's finding and its group's are two facts: each is made where its sum is off."""
    for section, rules in sections_of(form, scheme):
        if Field.WEIGHT not in section.missing_columns:
            accounts = _accounts(section, rules)
            yield from (_off(a) for a in accounts if points_of(a.indicators) != a.expected)


def _accounts(section: Section, rules: SectionScheme) -> Iterator[Account]:
    rows = section.indicators
    yield Account(section.name, rules.total, rows, rows)
    for category in rules.categories:
        members = tuple(i for i in rows if _belongs(i, category, rules.separator))
        if category.total is not None and members:
            yield Account(category.name, category.total, members, rows)


def _belongs(indicator: Indicator, category: Category, separator: str) -> bool:
    """The number tells, for labels bleed; where items have no number, the label does."""
    number = number_of(indicator)
    if category.prefix and number:
        return number.partition(separator)[0] == category.prefix
    return indicator.category.value == category.name


def _off(account: Account) -> Finding:
    found = points_of(account.indicators)
    gap = account.expected - found
    reason, advice = explained(account, gap)
    side = "少" if gap > 0 else "多"
    return finding(
        "weight.sum",
        f"“{account.name}”各项权重合计{plain(found)}分，应为{plain(account.expected)}分，"
        f"{side}{plain(abs(gap))}分。{reason}",
        Subject(field=Field.WEIGHT, place=account.indicators[0].place),
        Contrast(plain(account.expected), plain(found)),
        advice,
    )
