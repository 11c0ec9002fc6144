"""The form as a whole: its parts, its head, its leftovers, its years (form.*)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from normalizers.model import Field
from pipeline.findings import BLANK, Contrast, Subject, finding

from .items import heading_of, sections_of
from .wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizers.model import Form
    from normalizers.scheme import Scheme
    from pipeline.model import Finding

_DIGIT = r"[\d〇○零一二三四五六七八九十]"
_FULL_DATE = re.compile(rf"{_DIGIT}{{4}}[年.\-/]{_DIGIT}{{1,2}}[月.\-/]{_DIGIT}{{1,3}}日?")


def check_parts(form: Form, scheme: Scheme) -> Iterator[Finding]:
    """Every section and column of the scheme is there."""
    present = {section.name for section, _ in sections_of(form, scheme)}
    for rules in scheme.sections:
        if rules.name not in present:
            message = f"考评表中没有“{rules.name}”这一大类。"
            subject = Subject(field=Field.SECTION)
            yield finding(
                "form.section_missing", message, subject, Contrast(rules.name, "没有这一大类")
            )
    for section, rules in sections_of(form, scheme):
        for column in section.missing_columns:
            heading = heading_of(column, rules)
            message = f"“{section.name}”的表中没有“{heading}”一栏。"
            subject = Subject(field=column, place=section.indicators[0].place)
            yield finding("form.column_missing", message, subject, Contrast(heading, "没有这一栏"))


def check_head(form: Form) -> Iterator[Finding]:
    """参评单位 and the date are filled in."""
    if not form.unit_printed or not form.unit.value:
        subject = Subject(field=Field.UNIT, place=form.title.source.place)
        contrast = Contrast("单位全称", BLANK)
        yield finding("form.unit_missing", "考评表的参评单位没有填写。", subject, contrast)
    stands = form.date.value or form.date.source.text.strip()
    if not _FULL_DATE.search(_unspaced(stands)):
        said = f"“{stands}”不完整" if re.search(r"\d", stands) else "没有填写"
        subject = Subject(field=Field.DATE, place=form.date.source.place)
        message = f"考评表的日期{said}。"
        yield finding(
            "form.date_missing", message, subject, Contrast("年、月、日齐全", stands or BLANK)
        )


def _unspaced(text: str) -> str:
    return "".join(text.split())


def check_residues(form: Form) -> Iterator[Finding]:
    """Leftovers of the template, each once for what it stands in."""
    for residue in dict.fromkeys(form.residues):
        where = (
            "" if wording(residue.context) == wording(residue.text) else f"“{residue.context}”中"
        )
        yield finding(
            "form.residue",
            f"{where}留有模板文字或夹杂的外文“{residue.text}”。",
            Subject(place=residue.place),
            Contrast("不留模板文字", residue.text),
        )


def check_years(form: Form) -> Iterator[Finding]:
    """Letter, plan, form and file name are about one year."""
    parts: dict[str, set[int]] = {}
    for mention in form.years:
        parts.setdefault(mention.part, set()).add(mention.year)
    if len(set().union(*parts.values())) > 1:
        told = "，".join(f"{part}为{_years(years)}" for part, years in parts.items())
        found = "；".join(f"{part} {_years(years)}" for part, years in parts.items())
        expected = f"{form.year}年" if form.year else ""
        yield finding(
            "form.year",
            f"各部分所说的年度不一致：{told}。",
            Subject(field=Field.YEAR),
            Contrast(expected, found),
        )


def _years(years: set[int]) -> str:
    return "、".join(f"{year}年" for year in sorted(years))
