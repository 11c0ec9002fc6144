"""What the overview page shows, unit by unit and kind by kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pipeline.findings import rule_of

from .bars import Bar, bar_of
from .whereabouts import whereabouts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from normalizers.model import Form
    from pipeline.model import Finding, Level, Result
    from pipeline.overview import Line

    from .superior import SuperiorList

Key: TypeAlias = "tuple[str, Level]"
"""A finding's code, and how grave it is."""

FREQUENT = 15
"""Kinds of findings that are listed; the filter has them all."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding, the number of its kind on this page, and how to find what it is about."""

    finding: Finding
    kind: int
    where: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A submission on the page; `bars` has None for a section that its scheme does not ask for."""

    anchor: str
    name: str
    line: Line
    files: str
    notes: tuple[str, ...]
    bars: tuple[Bar | None, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A kind of findings: its number on this page, how often it was made, for how many units.

    `share` is how often against the most frequent kind, in percent.
    """

    number: int
    code: str
    title: str
    level: Level
    count: int
    units: int
    share: int


@dataclass(frozen=True, slots=True)
class Page:
    """The page: `kinds` in the order of their frequency, of which `frequent` are listed.

    `units` is how many submissions there are; `rows` are their lines, `sections` their findings, as
    they were drawn. `unreported` is how many units are known to have sent nothing, None without a
    roster; `targeted` says whether the office has given its superior list, `compared` whether last
    year's dataset.
    """

    title: str
    units: int
    rows: Iterable[str]
    sections: Iterable[str]
    kinds: tuple[ProblemKind, ...]
    superior: tuple[SuperiorList, ...]
    unreported: int | None
    targeted: bool
    compared: bool

    @property
    def frequent(self) -> tuple[ProblemKind, ...]:
        """The most frequent kinds."""
        return self.kinds[:FREQUENT]


class Heads:
    """Of which years and series the forms are that came by."""

    def __init__(self) -> None:
        self._years: set[int] = set()
        self._series: set[str] = set()

    def add(self, form: Form | None) -> None:
        """Notes the next one's."""
        if form is not None and form.year is not None:
            self._years.add(form.year)
        if form is not None and form.series:
            self._series.add(form.series)

    @property
    def title(self) -> str:
        """The page's title."""
        of_years = f"{'、'.join(map(str, sorted(self._years)))}年度" if self._years else ""
        of_series = f"（{'、'.join(sorted(self._series))}）" if self._series else ""
        return f"{of_years}绩效管理目标考评汇总{of_series}"


class Kinds:
    """Findings that came by, by kind: errors, warnings and hints alike.

    A check may judge a case milder than its code is: such findings are a kind of their own. A kind
    is numbered when it first comes by.
    """

    def __init__(self) -> None:
        self._numbers: dict[Key, int] = {}
        self._counts: Counter[Key] = Counter()
        self._units: Counter[Key] = Counter()

    def problems(self, findings: Sequence[Finding]) -> tuple[Problem, ...]:
        """The findings of the next submission."""
        keys = [(finding.code, finding.level) for finding in findings]
        self._counts.update(keys)
        self._units.update(set(keys))
        numbers = [self._numbers.setdefault(key, len(self._numbers)) for key in keys]
        return tuple(Problem(f, n, whereabouts(f)) for f, n in zip(findings, numbers, strict=True))

    @property
    def told(self) -> tuple[ProblemKind, ...]:
        """The kinds by frequency, then code."""
        ordered = sorted(self._counts.items(), key=lambda entry: (-entry[1], entry[0]))
        return tuple(self._kind(key, ordered[0][1]) for key, _ in ordered)

    def _kind(self, key: Key, most: int) -> ProblemKind:
        code, level = key
        count = self._counts[key]
        share = round(100 * count / most)
        number, title = self._numbers[key], rule_of(code).title
        return ProblemKind(number, code, title, level, count, self._units[key], share)


def unit_of(number: int, line: Line, result: Result, sections: Sequence[str], kinds: Kinds) -> Unit:
    """The submission of this number on the page, from 1; its findings are counted."""
    sums = {s.name: s for s in line.sums}
    return Unit(
        anchor=f"u{number}",
        name=line.unit or line.id,
        line=line,
        files="、".join(result.submission.names),
        notes=result.notes,
        bars=tuple(bar_of(sums[name]) if name in sums else None for name in sections),
        problems=kinds.problems(result.findings),
    )
