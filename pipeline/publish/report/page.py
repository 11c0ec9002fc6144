"""What the overview page shows, unit by unit and kind by kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pipeline.findings import rule_of

from .bars import Bar, bar_of
from .superior import SuperiorList, superior_lists
from .whereabouts import whereabouts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.columns import Filled
    from pipeline.model import Finding, Level, Outstanding, Result
    from pipeline.overview import Line, Overview

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

    `unreported` is how many units are known to have sent nothing, None without a roster;
    `targeted` says whether the office has given its superior list, `compared` whether last year's
    dataset.
    """

    title: str
    units: tuple[Unit, ...]
    kinds: tuple[ProblemKind, ...]
    superior: tuple[SuperiorList, ...]
    unreported: int | None
    targeted: bool
    compared: bool

    @property
    def frequent(self) -> tuple[ProblemKind, ...]:
        """The most frequent kinds."""
        return self.kinds[:FREQUENT]


def page_of(
    overview: Overview,
    results: Sequence[Result],
    coverage: Filled,
    outstanding: Outstanding | None,
) -> Page:
    """The page for these results, of which `overview` has the lines in the same order."""
    kinds = _kinds_of(overview.lines)
    numbers = {(kind.code, kind.level): kind.number for kind in kinds}
    pairs = zip(overview.lines, results, strict=True)
    known = outstanding is not None and outstanding.unreported is not None
    return Page(
        title=_title_of(results),
        units=tuple(
            _unit_of(f"u{at}", *pair, overview.sections, numbers)
            for at, pair in enumerate(pairs, start=1)
        ),
        kinds=kinds,
        superior=superior_lists(coverage),
        unreported=len(overview.unreported) if known else None,
        targeted=outstanding is not None and outstanding.targets is not None,
        compared=outstanding is not None and outstanding.former_years is not None,
    )


def _title_of(results: Sequence[Result]) -> str:
    """Of which years and series the forms are."""
    forms = [result.form for result in results if result.form is not None]
    years = sorted({form.year for form in forms if form.year is not None})
    series = sorted({form.series for form in forms if form.series})
    of_years = f"{'、'.join(map(str, years))}年度" if years else ""
    of_series = f"（{'、'.join(series)}）" if series else ""
    return f"{of_years}绩效管理目标考评汇总{of_series}"


def _kinds_of(lines: Sequence[Line]) -> tuple[ProblemKind, ...]:
    """Errors, warnings and hints alike, by frequency, then code.

    A check may judge a case milder than its code is: such findings are a kind of their own.
    """
    counts = Counter(_key_of(f) for line in lines for f in line.findings)
    units = Counter(key for line in lines for key in {_key_of(f) for f in line.findings})
    ordered = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return tuple(
        _kind_of(number, key, (count, units[key], ordered[0][1]))
        for number, (key, count) in enumerate(ordered)
    )


def _key_of(finding: Finding) -> Key:
    return finding.code, finding.level


def _kind_of(number: int, key: Key, counts: tuple[int, int, int]) -> ProblemKind:
    count, units, most = counts
    code, level = key
    share = round(100 * count / most)
    return ProblemKind(number, code, rule_of(code).title, level, count, units, share)


def _unit_of(
    anchor: str, line: Line, result: Result, sections: Sequence[str], numbers: Mapping[Key, int]
) -> Unit:
    sums = {s.name: s for s in line.sums}
    return Unit(
        anchor=anchor,
        name=line.unit or line.id,
        line=line,
        files="、".join(result.submission.names),
        notes=result.notes,
        bars=tuple(bar_of(sums[name]) if name in sums else None for name in sections),
        problems=tuple(Problem(f, numbers[_key_of(f)], whereabouts(f)) for f in line.findings),
    )
