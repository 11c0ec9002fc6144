from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from form_values import UNIT, clean_form, rows_of, value, with_row
from results import FORM, WEIGHT_SUM, form_of, result

from normalizers.model import Form, Origin, Value
from parsers.model import Place, Source
from pipeline.across import with_findings_across
from pipeline.legible_copies import with_legible_copies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model import Result

TEXT = "完成编号为1-2-3的任务"
MISREAD = "完成编号为1-2-3的任各"


def scan_of(content: object, field: str = "level2", base: Form = FORM) -> Form:
    read = Value(content, Source(str(content), Place(page=4), 0.9))
    return replace(with_row(base, "1-2-3", **{field: read}), origin=Origin.SCAN)


SCAN = result("民政局-扫描.pdf", scan_of(MISREAD))
WORD = result("民政局.docx")


def text_in(found: Result) -> str | None:
    assert found.form is not None
    return next(i.level2.value for i in rows_of(found.form) if i.number.value == "1-2-3")


def test_the_word_file_of_the_same_form_proves_what_a_scan_misread() -> None:
    scan, word = with_legible_copies((SCAN, WORD))
    assert (text_in(scan), word) == (TEXT, WORD)
    assert [f.code for r in with_findings_across((scan, word)) for f in r.findings] == [
        "file.duplicate",
        "file.duplicate",
    ]


def test_a_form_that_changes_is_checked_again() -> None:
    scan = replace(SCAN, findings=(WEIGHT_SUM,))
    found, _ = with_legible_copies((scan, WORD))
    assert found.findings == (WEIGHT_SUM,)


@pytest.mark.parametrize(
    "others",
    [
        (),
        (result("b.pdf", scan_of(TEXT)),),
        (replace(WORD, form=form_of("洛江区教育局")),),
        (replace(WORD, form=None),),
        (replace(WORD, form=replace(FORM, year=2023)),),
        (replace(WORD, fingerprint=SCAN.fingerprint),),
    ],
)
def test_anything_else_proves_nothing(others: tuple[Result, ...]) -> None:
    assert with_legible_copies((SCAN, *others)) == (SCAN, *others)


def test_another_draft_proves_nothing() -> None:
    draft = FORM
    for row in FORM.indicators:
        if row.number.value and row.number.value != "1-2-3":
            draft = with_row(draft, row.number.value, level2=value("排演"), level1=value("文艺"))
    scan, _ = with_legible_copies((SCAN, replace(WORD, form=draft)))
    assert scan is SCAN


def messages(results: Sequence[Result], name: str) -> list[str]:
    found = with_findings_across(results)
    return [f.message for r in found if r.submission.id == name for f in r.findings]


def test_a_difference_between_two_files_of_the_batch_is_told_on_both() -> None:
    scan = result("民政局-扫描.pdf", scan_of(Decimal(3), "weight"))
    sentence = "第1-2-3项的权重，“民政局-扫描.pdf”第4页写的是“3”，“民政局.docx”第2页写的是“1.5”。"
    other = "第1-2-3项的权重，“民政局.docx”第2页写的是“1.5”，“民政局-扫描.pdf”第4页写的是“3”。"
    assert messages((scan, WORD), "民政局-扫描.pdf") == [
        f"{UNIT}2024年度的考评表在“民政局.docx”中也有，请确定以哪一份为准。",
        sentence,
    ]
    assert messages((scan, WORD), "民政局.docx")[1:] == [other]


def test_every_copy_is_compared_with_the_one_that_counts() -> None:
    scan = result("c.pdf", scan_of(Decimal(3), "weight"))
    pdf = result("b.pdf", replace(FORM, origin=Origin.PDF))
    batch = (WORD, pdf, scan)
    for order in permutations(batch):
        assert len(messages(order, "c.pdf")) == 3
        assert len(messages(order, "b.pdf")) == 2
        assert len(messages(order, "民政局.docx")) == 2


def test_a_scan_of_one_page_does_not_count_before_the_whole_form() -> None:
    piece = scan_of(Decimal(3), "weight", clean_form())
    duties = replace(piece.sections[0], indicators=piece.sections[0].indicators[:6])
    scan = result("a.pdf", replace(piece, sections=(duties,)))
    assert messages((scan, WORD), "民政局.docx")[1:] == [
        "第1-2-3项的权重，“民政局.docx”第2页写的是“1.5”，“a.pdf”第4页写的是“3”。"
    ]


def misnamed(unit: str) -> Result:
    read = Value(unit, Source(unit, Place(page=1), 0.9))
    return result("扫描.pdf", replace(FORM, unit=read, origin=Origin.SCAN))


def test_a_unit_that_a_scan_misread_is_the_one_that_the_batch_knows() -> None:
    assert messages((misnamed("洛江区民玫局"), WORD), "民政局.docx") == [
        f"{UNIT}2024年度的考评表在“扫描.pdf”中也有，请确定以哪一份为准。"
    ]


@pytest.mark.parametrize("unit", ["洛江区教育局", "洛江区民改所"])
def test_a_unit_of_another_name_is_another_one(unit: str) -> None:
    assert messages((misnamed(unit), WORD), "民政局.docx") == []


def test_a_unit_that_may_be_either_of_two_is_neither() -> None:
    other = replace(result("b.docx"), form=form_of("洛江区民玟局"))
    assert messages((misnamed("洛江区民玫局"), WORD, other), "扫描.pdf") == []
