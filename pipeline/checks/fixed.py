"""Items that the scheme fixes: text, weight, number, none missing and none besides (fixed.*)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalizers.model import Field
from pipeline.findings import Contrast, Subject, finding
from pipeline.points import plain

from .differences import differences
from .items import about, heading_of, name_of, number_of, sections_of
from .numbering import parts_of
from .pairing import paired
from .wording import same_wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizers.model import Form, Indicator, Section
    from normalizers.scheme import FixedItem, Scheme, SectionScheme
    from pipeline.model import Finding


def check_fixed(form: Form, scheme: Scheme) -> Iterator[Finding]:
    """Every fixed item stands once, word for word, with its weight.

    Blanks, widths and punctuation are no words: printing and recognition change them too often.
    """
    for section, rules in sections_of(form, scheme):
        if not rules.fixed:
            continue
        same_text = scheme.thresholds.same_text
        pairs, extras = paired(rules.fixed, section.indicators, same_text)
        for item in rules.fixed:
            if item in pairs:
                yield from _compared(item, pairs[item], section, rules)
            else:
                yield _missing(item, section)
        numbers = {number_of(row) for row in pairs.values()} - {""}
        yield from (_extra(row, rules) for row in extras if number_of(row) not in numbers)


def _compared(
    item: FixedItem, row: Indicator, section: Section, rules: SectionScheme
) -> Iterator[Finding]:
    text = row.level1.value
    if text and not same_wording(text, item.text):
        yield _changed(item, row, rules)
    weight = row.weight.value
    if weight is not None and weight > 0 and weight != item.weight:
        yield _reweighed(item, row)
    if _is_misnumbered(item, row, section, rules):
        yield _misnumbered(item, row)


def _changed(item: FixedItem, row: Indicator, rules: SectionScheme) -> Finding:
    text = row.level1.value or ""
    return finding(
        "fixed.changed",
        f"{name_of(row)}的{heading_of(Field.LEVEL1, rules)}与方案原文不一致："
        f"应为“{item.text}”，实为“{text}”；{differences(item.text, text)}。",
        about(row, Field.LEVEL1),
        Contrast(item.text, text),
        "内容不能改变，请单位恢复方案原文。",
    )


def _reweighed(item: FixedItem, row: Indicator) -> Finding:
    expected, found = plain(item.weight), plain(row.weight.value or item.weight)
    return finding(
        "fixed.weight",
        f"{name_of(row)}的权重是{found}分，方案规定为{expected}分。",
        about(row, Field.WEIGHT),
        Contrast(expected, found),
        f"权重不能改变，请单位恢复为{expected}分。",
    )


def _is_misnumbered(
    item: FixedItem, row: Indicator, section: Section, rules: SectionScheme
) -> bool:
    """Whether a number that is possible, and stands once, is another than the item's.

    One that is impossible or repeated is told by the checks of numbering.
    """
    number = number_of(row)
    times = sum(number_of(i) == number for i in section.indicators)
    possible = bool(rules.levels) and parts_of(number, rules) is not None
    return possible and times == 1 and number != item.number


def _misnumbered(item: FixedItem, row: Indicator) -> Finding:
    return finding(
        "seq.invalid",
        f"{name_of(row)}的内容是方案第{item.number}项的，序号应为“{item.number}”。",
        about(row, Field.NUMBER),
        Contrast(item.number, number_of(row)),
    )


def _missing(item: FixedItem, section: Section) -> Finding:
    name = f"第{item.number}项" if item.number else f"“{item.category}”"
    return finding(
        "fixed.missing",
        f"“{section.name}”缺方案规定的{name}：“{item.text}”。",
        Subject(number=item.number, place=section.indicators[0].place),
        Contrast(item.text, "没有这一项"),
        "请单位按方案原文补上该项。",
    )


def _extra(row: Indicator, rules: SectionScheme) -> Finding:
    text = row.level1.value or ""
    return finding(
        "fixed.extra",
        f"{name_of(row)}“{text}”不是方案规定的“{rules.name}”项目。",
        about(row, Field.LEVEL1),
        Contrast("方案规定的项目", text),
        "内容不能增加，请单位删去该项。",
    )
