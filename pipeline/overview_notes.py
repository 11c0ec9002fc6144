"""What is to be said of a batch as a whole, in sentences: the same on terminal and page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .model import Outstanding, Result

MOST_NAMED = 10
"""Units or files that a sentence names; 概览 and run.json have them all."""


def notes_on(results: Sequence[Result], outstanding: Outstanding | None) -> tuple[str, ...]:
    """Who has sent nothing, what of the superior lists is wrong, what has changed since last year.

    Where the office has no list, what it would tell is said to be not checked, or not said.
    """
    if outstanding is None:
        return ()
    return (
        *_of_roster(outstanding),
        *_of_targets(outstanding),
        *_of_last_year(results, outstanding),
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


def _of_last_year(results: Sequence[Result], outstanding: Outstanding) -> Iterator[str]:
    if outstanding.former_years is None:
        yield "一级指标是否多于上一年度：未核对（没有给上年的数据集）。"
        return
    found = [r.comparison for r in results if r.comparison is not None]
    yield (
        f"与上年相比：保留 {sum(c.kept for c in found)} 项，"
        f"内容变动 {sum(c.reworded for c in found)} 项，新增 {sum(c.new for c in found)} 项，"
        f"减少 {sum(c.dropped for c in found)} 项；权重变动 {sum(c.reweighed for c in found)} 项。"
    )
    if outstanding.unmatched:
        named = _named(outstanding.unmatched)
        yield f"上年数据集里没有 {len(outstanding.unmatched)} 份提交的单位，未核对：{named}。"
    if outstanding.former_only:
        units = outstanding.former_only
        yield f"上年报送过、这次还没有报送的单位 {len(units)} 家：{_named(units)}。"
    yield from _of_other_years(results, outstanding.former_years)


def _of_other_years(results: Sequence[Result], former: tuple[int, ...]) -> Iterator[str]:
    years = {r.form.year for r in results if r.form is not None and r.form.year is not None}
    if former and years and not {year - 1 for year in years} & set(former):
        theirs, ours = (_years(y) for y in (former, tuple(sorted(years))))
        yield f"请核对：上年数据集是{theirs}的，这次报送的是{ours}的。"


def _named(names: tuple[str, ...]) -> str:
    more = f"等 {len(names)} 个" if len(names) > MOST_NAMED else ""
    return "、".join(names[:MOST_NAMED]) + more


def _years(years: tuple[int, ...]) -> str:
    return f"{'、'.join(str(year) for year in years)}年度"
