"""Two versions of a submission, value by value, as they were published."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, TypeVar

from rapidfuzz import fuzz

from .columns import written
from .tables import ID, INDICATORS, NUMBER, SUBMISSIONS, TOTALS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .columns import Table
    from .model import Finding, Result

R = TypeVar("R")

Row = dict[str, str]
"""A row of the dataset: its cells as they are published, by heading."""

_OF_FORM = ("来源文件", "参评单位", "年度", "系列", "发文字号", "发文日期", "状态")
_TOLD_ONCE = frozenset({ID, "状态", "参评单位", "年度", "系列", "截止日期", "来源页", "来源框"})
"""Columns of an indicator that are the form's, follow from another one, or only say where."""

_SAME_NUMBER, _OTHER_NUMBER = 50.0, 80.0
"""How alike, of 100, the texts of two rows must be to be one row whose text was changed: less
where the 序号 is the same. A row put in moves the numbers of all below it."""


@dataclass(frozen=True, slots=True)
class Change:
    """A value that is another one now; `number` is the row's 序号 or label, empty for the form."""

    number: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What distinguishes a later version from an earlier one."""

    changes: tuple[Change, ...]
    added: tuple[Row, ...]
    dropped: tuple[Row, ...]
    gone: tuple[Finding, ...]
    new: tuple[Finding, ...]

    def __bool__(self) -> bool:
        """Whether there is any difference."""
        return any((self.changes, self.added, self.dropped, self.gone, self.new))


def difference(before: Result, after: Result) -> Difference:
    """What the later version has otherwise than the earlier one, in the order of the form."""
    old, new = rows_of(INDICATORS, before), rows_of(INDICATORS, after)
    pairs = paired(old, new)
    kept = {j: i for i, j in pairs.items()}
    changes = (
        *_form_changes(before, after),
        *(c for j, row in enumerate(new) if j in kept for c in _row_changes(old[kept[j]], row)),
    )
    return Difference(
        changes,
        tuple(row for j, row in enumerate(new) if j not in kept),
        tuple(row for i, row in enumerate(old) if i not in pairs),
        _without(before.findings, after.findings),
        _without(after.findings, before.findings),
    )


def rows_of(table: Table[R], result: Result) -> list[Row]:
    """The result's rows of a table of the dataset."""
    filled = table.filled((result,))
    names = [heading.name for heading in filled.headings]
    return [dict(zip(names, map(written, row), strict=True)) for row in filled.rows]


def label_of(row: Mapping[str, str]) -> str:
    """What a row is called: its 序号, else its 项目, else its 大类."""
    return row[NUMBER] or row["项目"] or row["大类"]


def paired(old: Sequence[Row], new: Sequence[Row]) -> dict[int, int]:
    """Which row of the later version each of the earlier one is, by their places.

    First those with the same 序号 and much the same text; then what is most alike of the rest.
    """
    by_number = {_key(row): j for j, row in enumerate(new) if row[NUMBER]}
    pairs = {
        i: by_number[_key(row)]
        for i, row in enumerate(old)
        if _key(row) in by_number and _alike(row, new[by_number[_key(row)]]) >= _SAME_NUMBER
    }
    taken = set(pairs.values())
    rest = [i for i in range(len(old)) if i not in pairs]
    left = [j for j in range(len(new)) if j not in taken]
    for _, i, j in sorted(_likeness(old, new, rest, left)):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _likeness(
    old: Sequence[Row], new: Sequence[Row], rest: Sequence[int], left: Sequence[int]
) -> Iterator[tuple[float, int, int]]:
    """The pairs that may be one row, the most alike first, then in their order."""
    for i, j in product(rest, left):
        alike = _alike(old[i], new[j])
        if old[i]["大类"] == new[j]["大类"] and alike >= _OTHER_NUMBER:
            yield -alike, i, j


def _key(row: Row) -> tuple[str, str]:
    return row["大类"], row[NUMBER]


def _alike(one: Row, other: Row) -> float:
    """How alike the texts are, of 100: of 二级指标, or of 一级指标 where there is none."""
    return fuzz.ratio(_text(one), _text(other))


def _text(row: Row) -> str:
    return row["二级指标"] or row["一级指标"]


def _form_changes(before: Result, after: Result) -> Iterator[Change]:
    (old,), (new,) = rows_of(SUBMISSIONS, before), rows_of(SUBMISSIONS, after)
    yield from _changes("", old, new, _OF_FORM)
    totals = {row["大类"]: row for row in rows_of(TOTALS, after)}
    for row in rows_of(TOTALS, before):
        if row["大类"] in totals:
            fields = ("标注分值", "合计行", "实际合计", "方案规定")
            yield from _changes(row["大类"], row, totals[row["大类"]], fields)


def _row_changes(old: Row, new: Row) -> Iterator[Change]:
    fields = [name for name in new if name not in _TOLD_ONCE]
    return _changes(label_of(new), old, new, fields)


def _changes(number: str, old: Row, new: Row, fields: Sequence[str]) -> Iterator[Change]:
    for name in fields:
        if old[name] != new[name]:
            yield Change(number, name, old[name], new[name])


def _without(some: Sequence[Finding], others: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings that the others do not have, as often as they do not."""
    left = Counter(map(_said, others))
    found: list[Finding] = []
    for finding in some:
        if left[_said(finding)]:
            left[_said(finding)] -= 1
        else:
            found.append(finding)
    return tuple(found)


def _said(finding: Finding) -> tuple[str, ...]:
    return finding.code, finding.number, finding.field, finding.message
