"""The letter: its unit, number, date, and what it says is attached (letter.*)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from normalizers.model import Field
from normalizers.unit_names import is_same_unit
from pipeline.findings import BLANK, Contrast, Subject, finding

from .wording import alike, contains_wording, wording

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from normalizers.model import Form, Letter, Value
    from normalizers.scheme import Scheme
    from pipeline.model import Finding

_LETTER_CODE = re.compile(r"函〔\d{4}〕\d+号$")
"""A letter's code ends in 函 (GB/T 9704-2012, 7.2.5 and 10.1)."""


def check_letter(form: Form, scheme: Scheme) -> Iterator[Finding]:
    """Letter and form belong together; a form that came without a letter is told once."""
    letter = form.letter
    if letter is None:
        yield finding(
            "letter.number",
            "没有随附报送函，发文字号、日期和附件无从核对。",
            Subject(field=Field.LETTER_NUMBER),
            Contrast("附有报送函", "没有报送函"),
            advice="请单位补报送函。",
        )
        return
    yield from _unit(form, letter, scheme)
    yield from _number(letter.number)
    yield from _date(letter.date)
    yield from _attachments(form, letter, scheme)


def _unit(form: Form, letter: Letter, scheme: Scheme) -> Iterator[Finding]:
    ours, theirs = form.unit.value, letter.unit.value
    if not (form.unit_printed and ours and theirs) or is_same_unit(ours, theirs, scheme):
        return
    yield finding(
        "letter.unit",
        f"报送函的单位是“{theirs}”，考评表的参评单位是“{ours}”。",
        Subject(field=Field.UNIT, place=form.unit.source.place),
        Contrast(theirs, ours),
    )


def _number(number: Value[str]) -> Iterator[Finding]:
    stands = number.value or number.source.text.strip()
    if number.value and _LETTER_CODE.search(number.value) and not number.suggestions:
        return
    message = "报送函没有发文字号。"
    if number.suggestions:
        suggestion = number.suggestions[0]
        message = f"报送函的发文字号“{stands}”可能应为“{suggestion.after}”：{suggestion.evidence}。"
    elif stands:
        message = f"报送函的发文字号“{stands}”不规范，应形如“×函〔年份〕序号号”。"
    subject = Subject(field=Field.LETTER_NUMBER, place=number.source.place)
    yield finding(
        "letter.number", message, subject, Contrast("代字、年份、序号齐全的文号", stands or BLANK)
    )


def _date(value: Value[date]) -> Iterator[Finding]:
    if value.value is not None:
        return
    stands = value.source.text.strip()
    message = f"报送函的日期“{stands}”不规范。" if stands else "报送函没有发文日期。"
    subject = Subject(field=Field.LETTER_DATE, place=value.source.place)
    yield finding("letter.date", message, subject, Contrast("年、月、日齐全", stands or BLANK))


def _attachments(form: Form, letter: Letter, scheme: Scheme) -> Iterator[Finding]:
    for announced in letter.announced:
        if _is_form(announced, scheme) or _is_attached(announced, form, scheme):
            continue
        yield finding(
            "letter.attachment",
            f"报送函所列附件“{announced}”没有附上，或所附文件名称不同。",
            Subject(field=Field.ATTACHMENT),
            Contrast(announced, "、".join(form.attached) or "没有附件"),
        )


def _is_form(announced: str, scheme: Scheme) -> bool:
    """Whether the form is meant, which is there; its title names the scheme, not the unit."""
    return any(contains_wording(announced, title) for title in scheme.titles)


def _is_attached(announced: str, form: Form, scheme: Scheme) -> bool:
    plan = (form.plan.text,) if form.plan else ()
    same_text = scheme.thresholds.same_text
    return any(
        wording(title)
        and (
            contains_wording(title, announced)
            or contains_wording(announced, title)
            or alike(title, announced, same_text)
        )
        for title in (*form.attached, *plan)
    )
