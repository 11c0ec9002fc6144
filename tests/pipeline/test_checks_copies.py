from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from form_values import DUTIES, SCHEME, UNIT, clean_form, names, value, with_row, without_row

from normalizers.model import Field, Form, FormCopy, Origin, OtherForm, Repair, Value
from normalizers.twins import compared
from parsers.model import NOWHERE, Place, Source
from pipeline.checks import check
from pipeline.model import Finding, Level

PLACE = Place(page=5)
FORM = replace(clean_form(), files=("扫描.pdf",), origin=Origin.SCAN)


def beside(other: Form, form: Form = FORM) -> Form:
    """The form with another one beside it, in a Word file."""
    found = compared(form, other)
    copy = FormCopy(
        ("表.docx",), Origin.WORD, len(other.indicators), found.fragment, found.differences
    )
    return replace(form, copies=(copy,))


def found_in(form: Form) -> list[Finding]:
    return [f for f in check(form, SCHEME) if f.code in {"file.duplicate", "parse.disagreement"}]


def test_a_copy_that_says_the_same_is_told_once() -> None:
    (found,) = found_in(beside(FORM))
    assert (found.code, found.level, found.message, found.advice) == (
        "file.duplicate",
        Level.WARNING,
        "“表.docx”与“扫描.pdf”是同一份考评表，只按扫描件“扫描.pdf”发布；逐项比对，没有不同。",
        "内容一致，留存签字盖章的一份即可。",
    )


def test_a_value_that_differs_is_told_with_both_files_and_pages() -> None:
    word = with_row(FORM, "1-2-3", weight=replace(value(Decimal(3)), source=Source("3", PLACE)))
    duplicate, found = found_in(beside(word))
    assert duplicate.message.endswith("逐项比对，有1处不同。")
    assert (found.code, found.level) == ("parse.disagreement", Level.WARNING)
    assert (found.number, found.field, found.expected, found.found) == (
        "1-2-3",
        Field.WEIGHT,
        "3",
        "1.5",
    )
    assert found.message == "第1-2-3项的权重，“扫描.pdf”第2页写的是“1.5”，“表.docx”第5页写的是“3”。"
    assert found.advice == (
        "以签字盖章的扫描件“扫描.pdf”为准；请对照原件核对，并请单位改正“表.docx”。"
    )


def test_a_piece_and_a_copy_in_the_same_file_are_called_so() -> None:
    form = beside(FORM)
    piece = replace(form.copies[0], fragment=True, rows=2)
    (found,) = found_in(replace(form, copies=(piece,)))
    assert "“表.docx”只有其中2项；逐项比对" in found.message
    same = replace(form.copies[0], files=("扫描.pdf",))
    (found,) = found_in(replace(form, copies=(same,)))
    assert found.message == "“扫描.pdf”里有两份同样的考评表，只按前一份发布；逐项比对，没有不同。"


@pytest.mark.parametrize(
    ("other", "code", "message"),
    [
        (
            OtherForm("表.docx", "", UNIT, 2023, PLACE),
            "form.year",
            f"“表.docx”自第5页起夹有{UNIT}2023年度的考评表，不是2024年度的，没有读取。",
        ),
        (
            OtherForm("表.docx", "", None, 2023, NOWHERE),
            "form.year",
            "“表.docx”里夹有2023年度的考评表，不是2024年度的，没有读取。",
        ),
        (
            OtherForm("表.docx", "", "洛江区教育局", 2024, NOWHERE),
            "file.duplicate",
            f"“表.docx”里夹有洛江区教育局的考评表，不是{UNIT}的，没有读取。",
        ),
        (
            OtherForm("表.docx", "", UNIT, None, NOWHERE),
            "file.duplicate",
            "“表.docx”里另有一份考评表，内容与所读的一份多数不同，没有读取。",
        ),
    ],
)
def test_a_form_that_was_not_read_is_named(other: OtherForm, code: str, message: str) -> None:
    (found,) = check(replace(FORM, others=(other,)), SCHEME)
    assert (found.code, found.message) == (code, message)
    assert found.place == other.place


def test_rows_that_one_lacks_are_told() -> None:
    shorter = without_row(FORM, "1-2-3")
    assert [f.message for f in found_in(beside(shorter))][1:] == [
        "“扫描.pdf”第2页有第1-2-3项“完成编号为1-2-3的任务”，“表.docx”没有。"
    ]
    assert DUTIES in {s.name for s in shorter.sections}


def test_what_the_batch_has_settled_since_is_told_no_more() -> None:
    word = with_row(FORM, "1-2-3", owners=names("陈志弪"))
    form = with_row(beside(word), "1-2-3", owners=names("陈志弪"))
    assert [f.code for f in found_in(form)] == ["file.duplicate"]


def test_a_value_that_a_typed_copy_has_told_is_no_longer_in_doubt() -> None:
    repair = Repair(Field.LEVEL2, "完戌", "完成", "twin.legible", 0.97, "")
    read = Value("完成", Source("完戌", PLACE, 0.3), (repair,))
    assert "parse.uncertain" not in {
        f.code for f in check(with_row(FORM, "1-2-3", level2=read), SCHEME)
    }
    doubted = replace(read, repairs=())
    assert "parse.uncertain" in {
        f.code for f in check(with_row(FORM, "1-2-3", level2=doubted), SCHEME)
    }
