"""What may explain that weights do not add up: it is said, and never filled in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.points import has_weight, plain, weighing

from .items import name_of, names_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizers.model import Indicator

MOST_ROWS = 12
"""Rows without a weight up to which ways of filling are counted: with more, the count says
nothing to a clerk."""

FINEST = Decimal("0.01")
"""Points are counted in hundredths; offices use halves and tenths."""


@dataclass(frozen=True, slots=True)
class Account:
    """Indicators whose weights should come to `expected` points; `section` are those around."""

    name: str
    expected: Decimal
    indicators: tuple[Indicator, ...]
    section: tuple[Indicator, ...]


def explained(account: Account, gap: Decimal) -> tuple[str, str]:
    """Why the sum may be off by `gap` (expected less found), and what to do about it."""
    lacking = tuple(i for i in account.indicators if not has_weight(i))
    if lacking:
        return _of_the_lacking(account, lacking, gap)
    suspects = tuple(_decimal_slips(account, gap)) or tuple(_odd_ones(account, gap))
    if len(suspects) == 1:
        return "", f"{suspects[0]}；请对照原件核对。"
    return "", "请单位逐项核对权重后改正。"


def _of_the_lacking(
    account: Account, lacking: tuple[Indicator, ...], gap: Decimal
) -> tuple[str, str]:
    names = names_of(lacking)
    blank = all(i.weight.value is None and not i.weight.source.text.strip() for i in lacking)
    state = f"{names}没有{'权重' if blank else '有效的权重'}"
    advice = f"请单位补填{names}的权重，并核对合计。"
    if gap < 0:
        return f"{state}，而其余各项已经超出，另有权重写错。", advice
    where = "这一项" if len(lacking) == 1 else "这几项"
    reason = f"{state}，相差的{plain(gap)}分可能就在{where}上"
    return f"{reason}{_ways(account, len(lacking), gap)}。", advice


def _ways(account: Account, rows: int, gap: Decimal) -> str:
    in_use = _weights_in_use(account)
    listed = f"按本大类已用的权重（{'、'.join(plain(w) for w in in_use)}分）"
    ways = ways_to_fill(rows, in_use, gap)
    if ways is None:
        return "，须由单位补填"
    if ways == 0:
        return f"；但{listed}凑不成这个数，可能另有权重写错"
    if ways == 1:
        return f"；{listed}只有一种填法，仍须由单位确认后补填"
    return f"；{listed}有{ways}种填法，不能确定，须由单位补填"


def ways_to_fill(rows: int, weights: tuple[Decimal, ...], gap: Decimal) -> int | None:
    """In how many ways as many rows, each with one of the weights, come to `gap` points.

    None where the rows are too many, or the points too fine, to be worth counting.
    """
    cents = [w / FINEST for w in (*weights, gap)]
    if rows > MOST_ROWS or any(c != int(c) for c in cents):
        return None
    *steps, goal = (int(c) for c in cents)
    sums = Counter({0: 1})
    for _ in range(rows):
        further: Counter[int] = Counter()
        for total, ways in sums.items():
            for step in steps:
                if total + step <= goal:
                    further[total + step] += ways
        sums = further
    return sums[goal]


def _weights_in_use(account: Account) -> tuple[Decimal, ...]:
    weights = (i.weight.value for i in weighing(account.section))
    return tuple(sorted({w for w in weights if w is not None}))


def _decimal_slips(account: Account, gap: Decimal) -> Iterator[str]:
    """Rows whose decimal point, moved by one place, makes the sum right: 15 for 1.5."""
    for indicator in weighing(account.indicators):
        weight = indicator.weight.value or Decimal(0)
        for meant in (weight / 10, weight * 10):
            if weight - meant == -gap:
                yield _would_do(indicator, weight, meant)


def _odd_ones(account: Account, gap: Decimal) -> Iterator[str]:
    """Rows that differ from all their siblings, which agree, by just what is wanting."""
    rows = weighing(account.indicators)
    for indicator in rows:
        weight = indicator.weight.value or Decimal(0)
        siblings = [
            i.weight.value for i in rows if i.group == indicator.group and i is not indicator
        ]
        alike = len(siblings) > 1 and len(set(siblings)) == 1
        if indicator.group and alike and siblings[0] == weight + gap:
            yield _would_do(indicator, weight, weight + gap)


def _would_do(indicator: Indicator, weight: Decimal, meant: Decimal) -> str:
    return f"若{name_of(indicator)}的权重{plain(weight)}实为{plain(meant)}，合计即相符"
