"""The number of 一级指标, where rows belong, and what they say (indicator.*)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from normalizers.model import Field
from pipeline.findings import Contrast, Subject, finding

from .items import about, name_of, number_of, sections_of
from .numbering import parts_of
from .wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizers.model import Form, Indicator, Section
    from normalizers.scheme import Scheme, SectionScheme
    from pipeline.model import Finding

    from .background import Background

_DIGIT = re.compile(r"\d")


def check_level1_count(form: Form, scheme: Scheme) -> Iterator[Finding]:
    """There are as many 一级指标 as the scheme asks for: 以上 includes the number itself."""
    for section, rules in sections_of(form, scheme):
        count, least = level1_count(section, rules), rules.minimum_level1
        if least is not None and count < least:
            yield finding(
                "indicator.too_few",
                f"“{rules.name}”有{count}个一级指标，应不少于{least}个。",
                _LEVEL1,
                Contrast(f"不少于{least}个", f"{count}个"),
                f"请补足到{least}个以上（含{least}个）。",
            )


def check_level1_limit(form: Form, scheme: Scheme, background: Background) -> Iterator[Finding]:
    """There are no more 一级指标 than last year; without last year's number that is unchecked."""
    most = background.last_year_level1
    for section, rules in sections_of(form, scheme):
        count = level1_count(section, rules)
        if rules.maximum_level1 is not None and count > rules.maximum_level1:
            yield finding(
                "indicator.too_many",
                f"“{rules.name}”有{count}个一级指标，应不多于{rules.maximum_level1}个。",
                _LEVEL1,
                Contrast(f"不多于{rules.maximum_level1}个", f"{count}个"),
                f"请压减到{rules.maximum_level1}个以内（含{rules.maximum_level1}个）。",
            )
        if rules.limited_by_last_year and most is not None and count > most:
            yield finding(
                "indicator.too_many",
                f"“{rules.name}”有{count}个一级指标，应不多于上一年度的{most}个。",
                _LEVEL1,
                Contrast(f"不多于{most}个", f"{count}个"),
                f"请压减到{most}个以内（含{most}个）。",
            )


_LEVEL1 = Subject(field=Field.LEVEL1)


def level1_count(section: Section, rules: SectionScheme) -> int:
    """The number of 一级指标 in a section, by the numbers of their rows.

    A row whose number is invalid or repeated tells by its 一级指标 whether it is one more: a slip
    in a number is not also a lack of 一级指标.
    """
    groups: set[str] = set()
    texts: set[str] = set()
    doubtful: list[Indicator] = []
    numbers: set[str] = set()
    for indicator in section.indicators:
        number = number_of(indicator)
        if not indicator.group or number in numbers or parts_of(number, rules) is None:
            doubtful.append(indicator)
            continue
        numbers.add(number)
        groups.add(indicator.group)
        texts.add(wording(indicator.level1.value or ""))
    others = {wording(i.level1.value or number_of(i)) for i in doubtful}
    return len(groups) + len(others - texts)


def check_labels(form: Form, scheme: Scheme) -> Iterator[Finding]:
    """Rows of which it had to be inferred what 一级指标 they belong to."""
    for section, _ in sections_of(form, scheme):
        for indicator in section.indicators:
            if indicator.uncertain_level1:
                label = indicator.level1.value or ""
                reason = indicator.uncertain_level1.rstrip("。")
                yield finding(
                    "indicator.label_uncertain",
                    f"{name_of(indicator)}的一级指标是推断的：{reason}。",
                    about(indicator, Field.LEVEL1),
                    Contrast("以原件为准", label),
                )


def check_vague(form: Form, scheme: Scheme) -> Iterator[Finding]:
    """二级指标 that say neither how much, how well nor by when.

    One that is a superior indicator is measured as that is. A scheme without words of measure does
    not ask.
    """
    for section, rules in sections_of(form, scheme):
        if rules.has_level2 and scheme.measure_words:
            yield from (_vague(i) for i in section.indicators if _is_vague(i, scheme))


def _is_vague(indicator: Indicator, scheme: Scheme) -> bool:
    text, deadline = indicator.level2.value, indicator.deadline.value
    if not text or not deadline or indicator.level2_references:
        return False
    measured = bool(_DIGIT.search(text)) or any(w in text for w in scheme.measure_words)
    return not measured and wording(deadline) in {wording(d) for d in scheme.open_deadlines}


def _vague(indicator: Indicator) -> Finding:
    text = indicator.level2.value or ""
    return finding(
        "indicator.vague",
        f"{name_of(indicator)}的二级指标“{text}”没有写明数量、程度，时限也只是"
        f"“{indicator.deadline.value}”，难以考核。",
        about(indicator, Field.LEVEL2),
        Contrast("写明数量、程度或时限", text),
        "建议单位写明完成多少、达到什么标准或何时完成。",
    )
