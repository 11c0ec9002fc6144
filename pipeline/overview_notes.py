"""What is to be said of a batch as a whole, in sentences: the same on terminal and page."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .model import Outstanding, Result

_COUNTS = ("kept", "reworded", "reweighed", "new", "dropped")

MOST_NAMED = 10
"""Units or files that a sentence names; 概览 and run.json have them all."""


class YearOnYear:
    """What has changed since last year in all results that came by, and of which years they are."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        """By the names of a `Comparison`'s counts."""
        self.years: set[int] = set()

    def add(self, result: Result) -> None:
        """Counts the next result."""
        if result.form is not None and result.form.year is not None:
            self.years.add(result.form.year)
        if result.comparison is not None:
            self.counts.update({name: getattr(result.comparison, name) for name in _COUNTS})


def notes_on(outstanding: Outstanding | None, changes: YearOnYear) -> tuple[str, ...]:
    """Who has sent nothing, what of the superior lists is wrong, what has changed since last year.

    Where the office has no list, what it would tell is said to be not checked, or not said.
    """
    if outstanding is None:
        return ()
    return (
        *_of_roster(outstanding),
        *_of_targets(outstanding),
        *_of_last_year(changes, outstanding),
    )


def _of_roster(outstanding: Outstanding) -> Iterator[str]:
    units = outstanding.unreported
    if units is not None:
        yield f"未报送 {len(units)} 家：{_named(units)}。" if units else "名册上的单位都已报送。"


def _of_targets(outstanding: Outstanding) -> Iterator[str]:
    if outstanding.targets is not None:
        yield (
            f"上级指标清单 {outstanding.targets} 项：无人引用 {outstanding.unclaimed} 项，"
            f"只有非牵头单位引用 {outstanding.misclaimed} 项。"
        )


def _of_last_year(changes: YearOnYear, outstanding: Outstanding) -> Iterator[str]:
    if outstanding.former_years is None:
        yield "一级指标是否多于上一年度：未核对（没有给上年的数据集）。"
        return
    kept, reworded, reweighed, new, dropped = (changes.counts[name] for name in _COUNTS)
    yield (
        f"与上年相比：保留 {kept} 项，内容变动 {reworded} 项，新增 {new} 项，"
        f"减少 {dropped} 项；权重变动 {reweighed} 项。"
    )
    if outstanding.unmatched:
        named = _named(outstanding.unmatched)
        yield f"上年数据集里没有 {len(outstanding.unmatched)} 份提交的单位，未核对：{named}。"
    if outstanding.former_only:
        units = outstanding.former_only
        yield f"上年报送过、这次还没有报送的单位 {len(units)} 家：{_named(units)}。"
    yield from _of_other_years(changes.years, outstanding.former_years)


def _of_other_years(years: set[int], former: tuple[int, ...]) -> Iterator[str]:
    if former and years and not {year - 1 for year in years} & set(former):
        theirs, ours = (_years(y) for y in (former, tuple(sorted(years))))
        yield f"请核对：上年数据集是{theirs}的，这次报送的是{ours}的。"


def _named(names: tuple[str, ...]) -> str:
    more = f"等 {len(names)} 个" if len(names) > MOST_NAMED else ""
    return "、".join(names[:MOST_NAMED]) + more


def _years(years: tuple[int, ...]) -> str:
    return f"{'、'.join(str(year) for year in years)}年度"
