"""A published dataset, read back from its folder: submissions with their totals and findings."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from .model import Level, State
from .publish import RUN_RECORD
from .publish.swap import is_under_way
from .published_csv import DatasetProblem, PublishedRow, each_row, read_rows
from .tables import FINDINGS, INDICATORS, SUBMISSIONS, TOTALS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from decimal import Decimal
    from pathlib import Path

__all__ = [
    "DatasetProblem",
    "PublishedFinding",
    "PublishedIndicator",
    "PublishedSubmission",
    "PublishedTotal",
    "read_published",
    "unreported_in",
]


@dataclass(frozen=True, slots=True)
class PublishedIndicator:
    """A leaf row of a form; texts are empty where there are none. `id` is its submission's."""

    id: str
    section: str
    category: str
    number: str
    level1: str
    level2: str
    weight: Decimal | None


@dataclass(frozen=True, slots=True)
class PublishedTotal:
    """A section's points: what its weights come to (None without the section), and should."""

    id: str
    section: str
    found: Decimal | None
    expected: Decimal | None


@dataclass(frozen=True, slots=True)
class PublishedFinding:
    """A problem of a submission, as the catalogue's codes name it; empty texts say nothing."""

    id: str
    level: Level
    code: str
    number: str
    field: str
    page: int | None
    message: str
    expected: str
    found: str
    advice: str


@dataclass(frozen=True, slots=True)
class PublishedSubmission:
    """A submission with what the dataset says of it; None and empty texts are what it lacks."""

    id: str
    files: str
    unit: str
    year: int | None
    series: str
    letter_number: str
    state: State
    level1_count: int | None
    level2_count: int | None
    indicators: tuple[PublishedIndicator, ...]
    totals: tuple[PublishedTotal, ...]
    findings: tuple[PublishedFinding, ...]

    def count(self, level: Level) -> int:
        """How many findings of this level there are."""
        return sum(f.level is level for f in self.findings)


class _Part(Protocol):
    @property
    def id(self) -> str: ...


P = TypeVar("P", bound=_Part)


def read_published(folder: Path) -> tuple[PublishedSubmission, ...]:
    """The submissions of the dataset in this folder, in its order.

    Raises:
        DatasetProblem: the folder holds no dataset, or one of another shape.
    """
    if is_under_way(folder):
        reason = "正在写，或上次写到一半中断了；请等它写完，或重新运行 kaoping run"
        raise DatasetProblem(f"文件夹“{folder}”里的数据集{reason}。")
    rows = read_rows(folder, SUBMISSIONS.filled(()), _SUBMISSION)
    ids = _ids_of(rows)
    indicators = _by_id(
        _indicator(r, ids) for r in each_row(folder, INDICATORS.filled(()), _INDICATOR)
    )
    totals = _by_id(_total(r, ids) for r in each_row(folder, TOTALS.filled(()), _TOTAL))
    findings = _by_id(_finding(r, ids) for r in each_row(folder, FINDINGS.filled(()), _FINDING))
    return tuple(_submission(r, indicators, totals, findings) for r in rows)


def unreported_in(folder: Path) -> tuple[str, ...]:
    """The units that had sent nothing when the dataset was made, none where nobody recorded it."""
    try:
        told: object = json.loads((folder / RUN_RECORD).read_bytes())
    except (OSError, ValueError):
        return ()
    outstanding = told.get("outstanding") if isinstance(told, dict) else None
    units = outstanding.get("unreported") if isinstance(outstanding, dict) else None
    return tuple(map(str, units)) if isinstance(units, list) else ()


_SUBMISSION = (
    "提交编号", "来源文件", "参评单位", "年度", "系列", "发文字号", "状态",
    "一级指标数", "二级指标数",
)  # fmt: skip
_INDICATOR = ("提交编号", "大类", "项目", "序号", "一级指标", "二级指标", "权重")
_TOTAL = ("提交编号", "大类", "实际合计", "方案规定")
_FINDING = (
    "提交编号", "级别", "代码", "序号", "字段", "来源页", "说明", "应为", "实为", "建议",
)  # fmt: skip


def _ids_of(rows: Iterable[PublishedRow]) -> frozenset[str]:
    ids: set[str] = set()
    for row in rows:
        name = row.text("提交编号")
        if not name:
            raise row.refused("没有提交编号")
        if name in ids:
            raise row.refused(f"提交编号“{name}”重复")
        ids.add(name)
    return frozenset(ids)


def _id_in(row: PublishedRow, ids: frozenset[str]) -> str:
    name = row.text("提交编号")
    if name not in ids:
        raise row.refused(f"提交编号“{name}”在“{SUBMISSIONS.name}.csv”中没有")
    return name


def _by_id(parts: Iterable[P]) -> dict[str, tuple[P, ...]]:
    grouped: defaultdict[str, list[P]] = defaultdict(list)
    for part in parts:
        grouped[part.id].append(part)
    return {name: tuple(members) for name, members in grouped.items()}


def _indicator(row: PublishedRow, ids: frozenset[str]) -> PublishedIndicator:
    texts = (row.text(name) for name in ("大类", "项目", "序号", "一级指标", "二级指标"))
    section, category, number, level1, level2 = texts
    weight = row.points("权重")
    return PublishedIndicator(_id_in(row, ids), section, category, number, level1, level2, weight)


def _total(row: PublishedRow, ids: frozenset[str]) -> PublishedTotal:
    found, expected = row.points("实际合计"), row.points("方案规定")
    return PublishedTotal(_id_in(row, ids), row.text("大类"), found, expected)


def _finding(row: PublishedRow, ids: frozenset[str]) -> PublishedFinding:
    return PublishedFinding(
        id=_id_in(row, ids),
        level=_one_of(Level, row, "级别"),
        code=row.text("代码"),
        number=row.text("序号"),
        field=row.text("字段"),
        page=row.whole("来源页"),
        message=row.text("说明"),
        expected=row.text("应为"),
        found=row.text("实为"),
        advice=row.text("建议"),
    )


def _submission(
    row: PublishedRow,
    indicators: dict[str, tuple[PublishedIndicator, ...]],
    totals: dict[str, tuple[PublishedTotal, ...]],
    findings: dict[str, tuple[PublishedFinding, ...]],
) -> PublishedSubmission:
    name = row.text("提交编号")
    return PublishedSubmission(
        id=name,
        files=row.text("来源文件"),
        unit=row.text("参评单位"),
        year=row.whole("年度"),
        series=row.text("系列"),
        letter_number=row.text("发文字号"),
        state=_one_of(State, row, "状态"),
        level1_count=row.whole("一级指标数"),
        level2_count=row.whole("二级指标数"),
        indicators=indicators.get(name, ()),
        totals=totals.get(name, ()),
        findings=findings.get(name, ()),
    )


E = TypeVar("E", Level, State)


def _one_of(kinds: Callable[[str], E], row: PublishedRow, heading: str) -> E:
    word = row.text(heading)
    try:
        return kinds(word)
    except ValueError:
        raise row.refused(f"“{heading}”不能是“{word}”") from None
