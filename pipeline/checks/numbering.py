"""The 序号: their grammar, their uniqueness, their order (seq.*)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from normalizers.model import Field
from pipeline.findings import BLANK, Contrast, finding

from .gaps import gaps_in
from .items import about, name_of, number_of, sections_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizers.model import Form, Indicator
    from normalizers.scheme import Scheme, SectionScheme
    from pipeline.model import Finding

    from .gaps import Numbered, Parts

_PART = re.compile(r"[1-9][0-9]{0,2}")
"""No form has a thousand of anything: more digits are a slip."""

LISTED = 5
"""Missing numbers that a sentence lists one by one."""


def check_numbering(form: Form, scheme: Scheme) -> Iterator[Finding]:
    """Sections whose items have numbers; where items are fixed, a gap is told as fixed.missing."""
    for section, rules in sections_of(form, scheme):
        if not rules.levels or Field.NUMBER in section.missing_columns:
            continue
        rows = _numbered(section.indicators, rules)
        yield from _invalid(section.indicators, rules)
        yield from _repeated(section.indicators, rules)
        yield from _backward(rows)
        if not rules.fixed:
            yield from (_gap(row, missing) for row, missing in gaps_in(rows, rules.separator))


def parts_of(number: str, rules: SectionScheme) -> Parts | None:
    """The parts of a 序号 as numbers: 1-10-2 is (1, 10, 2). None if it cannot be one here."""
    parts = number.split(rules.separator)
    prefixes = {c.prefix for c in rules.categories if c.prefix}
    if len(parts) != rules.levels or (prefixes and parts[0] not in prefixes):
        return None
    if not all(_PART.fullmatch(p) for p in parts):
        return None
    return tuple(int(p) for p in parts)


def _numbered(indicators: tuple[Indicator, ...], rules: SectionScheme) -> tuple[Numbered, ...]:
    """Each row with its parts; None for a number that is invalid or stood before."""
    seen: set[Parts] = set()
    rows: list[Numbered] = []
    for indicator in indicators:
        parts = parts_of(number_of(indicator), rules)
        rows.append((indicator, None if parts in seen else parts))
        if parts is not None:
            seen.add(parts)
    return tuple(rows)


def _invalid(indicators: tuple[Indicator, ...], rules: SectionScheme) -> Iterator[Finding]:
    rule = _grammar(rules)
    for indicator in indicators:
        number = number_of(indicator)
        if parts_of(number, rules) is None:
            stands = number or indicator.number.source.text.strip()
            said = f"的序号“{stands}”不合编号规则" if stands else "没有填写序号"
            yield finding(
                "seq.invalid",
                f"“{rules.name}”中{name_of(indicator)}{said}，应为{rule}。",
                about(indicator, Field.NUMBER),
                Contrast(rule, stands or BLANK),
            )


def _grammar(rules: SectionScheme) -> str:
    prefixes = [c.prefix for c in rules.categories if c.prefix]
    example = rules.separator.join(["1"] * rules.levels)
    begins = f"以{'、'.join(prefixes)}开头、" if prefixes else ""
    return f"{begins}形如{example}的{rules.levels}级编号"


def _repeated(indicators: tuple[Indicator, ...], rules: SectionScheme) -> Iterator[Finding]:
    seen: set[str] = set()
    for indicator in indicators:
        number = number_of(indicator)
        if number in seen:
            yield finding(
                "seq.duplicate",
                f"序号“{number}”出现了不止一次，这是后面的一行。",
                about(indicator, Field.NUMBER),
                Contrast("不重复的序号", number),
            )
        if parts_of(number, rules) is not None:
            seen.add(number)


def _backward(rows: tuple[Numbered, ...]) -> Iterator[Finding]:
    before: Numbered | None = None
    for row in rows:
        if row[1] is None:
            continue
        if before and before[1] and row[1] < before[1]:
            yield finding(
                "seq.order",
                f"{name_of(row[0])}排在{name_of(before[0])}之后，编号倒序。",
                about(row[0], Field.NUMBER),
                Contrast(f"排在{name_of(before[0])}之前", f"排在{name_of(before[0])}之后"),
            )
        before = row


def _gap(indicator: Indicator, missing: tuple[str, ...]) -> Finding:
    few = len(missing) <= LISTED
    listed = "、".join(missing) if few else f"{missing[0]}至{missing[-1]}"
    return finding(
        "seq.gap",
        f"{name_of(indicator)}之前缺{listed}，编号不连续。",
        about(indicator, Field.NUMBER),
        Contrast(missing[0], number_of(indicator)),
        "请核对原件：是漏了行，还是编号跳号。",
    )
