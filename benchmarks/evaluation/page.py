"""docs/repairs.md: what was measured, explained; and the plot in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .plot import plot_of
from .report import bucket_table, goal_table, kind_table, rule_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .tally import Tally

DOCS = Path(__file__).resolve().parents[2] / "docs"

ABOUT = """# Repairs, measured

Written by `make eval`; do not edit. Made-up forms ({forms:,}, with {values:,} values) are damaged
in every way that departments, printers and recognition are known to damage them, read, normalised,
and compared value by value with what they said. Their seeds are not those of the tests. Among their
people are traps: two real people one look-alike character apart, in one unit or in two, and units
one character apart (体改办 and 审改办).

## Goals
"""

KINDS_ABOUT = """
## By kind of damage

- *concerned*: values that the damage touched. *recall*: the share of them that is published as it
  should be. What cannot be had back should come out blank; a doubtful document number should be
  told of, and left as it is.
- *repairs*: those made on concerned values, and on what came out wrong. *precision*: the share that
  is right.
- *spoilt*: values that were right in print and are published wrong, per 1,000.
- *wrong and not told*: values that are wrong, and on which there is neither a finding nor a
  suggestion. Nothing is worse.
- Kinds in brackets cannot be decided from the form alone, and count for no goal.
"""

CONFIDENCE_ABOUT = """
## What a stated confidence is worth

Of the repairs stated with a confidence, at least that share should be right. Repairs of a
confidence below the scheme's `thresholds.repair` are suggested in `findings.csv`, not made.

![stated and measured](repairs.svg)
"""

RULES_ABOUT = """
## By rule

Rules are what `repairs.csv` gives under 规则: `text` 文字的写法, `name` 人名, `unit` 责任单位,
`number` 发文字号, `title` 文件标题, `weight` 权重, `sequence` 序号, `date` 日期, `row` 错位的格,
`merge` 丢失的合并单元格, `label` 一级指标的归属, `category` 项目, `fixed` 统一内容. 依据 is the
evidence that the log gives. *at least* is the share that these numbers prove (Wilson's lower bound
at 95 %): no rule should state more.
"""


def write_page(tallies: Mapping[str, Tally], whole: Tally) -> None:
    """Writes the page and its plot."""
    text = "\n".join(_lines(tallies, whole)) + "\n"
    (DOCS / "repairs.md").write_text(text, encoding="utf-8")
    (DOCS / "repairs.svg").write_text(plot_of(whole), encoding="utf-8")


def _lines(tallies: Mapping[str, Tally], whole: Tally) -> Iterator[str]:
    forms = sum(t.score.forms for t in tallies.values())
    values = sum(t.score.values for t in tallies.values())
    yield ABOUT.format(forms=forms, values=values)
    yield from goal_table(tallies, whole)
    yield KINDS_ABOUT
    yield from kind_table(tallies)
    yield CONFIDENCE_ABOUT
    yield from bucket_table(whole)
    yield RULES_ABOUT
    yield from rule_table(whole)
