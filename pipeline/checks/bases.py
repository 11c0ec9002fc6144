"""文件依据, document by document (basis.missing, basis.malformed, basis.future)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from normalizers.model import Field
from pipeline.findings import BLANK, Contrast, finding

from .items import about, name_of, sections_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizers.model import Basis, Form, Indicator
    from normalizers.scheme import Scheme
    from pipeline.model import Finding

_YEAR = re.compile(r"(?:19|20)\d\d")


def check_bases(form: Form, scheme: Scheme) -> Iterator[Finding]:
    """Every item that must has a basis, in form and not of a later year than the form.

    A document that a merged cell puts on every row of its 一级指标 is told once.
    """
    latest = latest_year(form)
    told: set[tuple[str, str]] = set()
    for indicator in _with_bases(form, scheme):
        bases = indicator.bases.value or ()
        if not bases:
            yield _missing(indicator)
        for basis in bases:
            key = (indicator.group or name_of(indicator), basis.raw)
            if key not in told:
                told.add(key)
                yield from _of_basis(indicator, basis, latest)


def latest_year(form: Form) -> int | None:
    """The year of the form's own date; else the letter's; else the one after the form's year."""
    printed = _YEAR.search(form.date.value or "")
    if printed:
        return int(printed.group())
    if form.letter and form.letter.date.value:
        return form.letter.date.value.year
    return None if form.year is None else form.year + 1


def _with_bases(form: Form, scheme: Scheme) -> Iterator[Indicator]:
    for section, rules in sections_of(form, scheme):
        if Field.BASIS in rules.columns and Field.BASIS not in section.missing_columns:
            yield from section.indicators


def _of_basis(indicator: Indicator, basis: Basis, latest: int | None) -> Iterator[Finding]:
    if basis.flaw:
        yield _malformed(indicator, basis.number or basis.raw, basis.flaw)
    elif basis.year is not None and latest is not None and basis.year > latest:
        yield finding(
            "basis.future",
            f"{name_of(indicator)}的依据“{basis}”是{basis.year}年的文件，晚于考评表的{latest}年。",
            about(indicator, Field.BASIS),
            Contrast(f"不晚于{latest}年", f"{basis.year}年"),
        )


def _malformed(indicator: Indicator, number: str, flaw: str) -> Finding:
    return finding(
        "basis.malformed",
        f"{name_of(indicator)}的文号“{number}”不规范：{flaw.rstrip('。')}。",
        about(indicator, Field.BASIS),
        Contrast("代字、年份、序号齐全的文号", number),
    )


def _missing(indicator: Indicator) -> Finding:
    text = indicator.bases.source.text.strip()
    said = f"的文件依据“{text}”无法辨认" if text else "没有填写文件依据"
    return finding(
        "basis.missing",
        f"{name_of(indicator)}{said}。",
        about(indicator, Field.BASIS),
        Contrast("文件名称或文号", text or BLANK),
    )
