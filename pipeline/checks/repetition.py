"""二级指标 that say what stands elsewhere (indicator.duplicate, indicator.overlap)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalizers.model import Field
from pipeline.findings import Contrast, finding

from .items import about, name_of, sections_of
from .wording import alike, contains_wording, wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizers.model import Form, Indicator
    from normalizers.scheme import FixedItem, Scheme
    from pipeline.model import Finding


def check_duplicates(form: Form, scheme: Scheme) -> Iterator[Finding]:
    """A 二级指标 that an earlier row has word for word; the later row is named."""
    first: dict[str, Indicator] = {}
    for indicator in _with_level2(form, scheme):
        text = indicator.level2.value or ""
        earlier = first.setdefault(wording(text), indicator)
        if earlier is not indicator:
            yield finding(
                "indicator.duplicate",
                f"{name_of(indicator)}的二级指标“{text}”与前面的{name_of(earlier)}相同。",
                about(indicator, Field.LEVEL2),
                Contrast("不与前面各项重复", text),
            )


def check_overlaps(form: Form, scheme: Scheme) -> Iterator[Finding]:
    """二级指标 must not repeat an item that the scheme fixes for everybody (the form's 说明)."""
    items = tuple((i, s.name) for s in scheme.sections for i in s.fixed)
    threshold = scheme.thresholds.same_text
    for indicator in _with_level2(form, scheme):
        text = indicator.level2.value or ""
        best = next((pair for pair in items if contains_wording(text, pair[0].text)), None)
        best = best or next((p for p in items if alike(text, p[0].text, threshold)), None)
        if best:
            yield _overlap(indicator, *best)


def _with_level2(form: Form, scheme: Scheme) -> Iterator[Indicator]:
    for section, rules in sections_of(form, scheme):
        if rules.has_level2:
            yield from (i for i in section.indicators if wording(i.level2.value or ""))


def _overlap(indicator: Indicator, item: FixedItem, section: str) -> Finding:
    text = indicator.level2.value or ""
    name = f"第{item.number}项" if item.number else f"“{item.category}”"
    return finding(
        "indicator.overlap",
        f"{name_of(indicator)}的二级指标“{text}”重复了“{section}”{name}“{item.text}”。",
        about(indicator, Field.LEVEL2),
        Contrast("不与统一规定的内容重复", text),
        "不得与统一规定的内容重复，请单位更换该二级指标。",
    )
