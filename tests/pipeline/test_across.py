from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from form_values import value
from results import FORM, form_of, result, returned

from pipeline.across import with_findings_across

if TYPE_CHECKING:
    from pipeline.model import Result


def messages(*results: Result) -> list[list[str]]:
    return [[f.message for f in r.findings] for r in with_findings_across(results)]


def test_different_units_are_no_duplicates() -> None:
    assert messages(result("a"), result("b", form_of("洛江区教育局"))) == [[], []]


def test_the_same_content_is_named_on_both_sides_and_only_as_such() -> None:
    one, other = result("a.pdf"), replace(result("b.pdf"), fingerprint="a.pdf的指纹")
    assert messages(one, other) == [
        ["与“b.pdf”内容完全相同，是重复报送。"],
        ["与“a.pdf”内容完全相同，是重复报送。"],
    ]


def test_the_same_units_form_in_other_files_is_named() -> None:
    assert messages(result("a.pdf"), result("b.docx"), result("c.xlsx"))[0] == [
        "洛江区民政局2024年度的考评表在“b.docx”、“c.xlsx”中也有，请确定以哪一份为准。"
    ]


def test_a_unit_is_the_same_with_and_without_its_districts_name() -> None:
    assert messages(result("a.pdf"), result("b.docx", form_of("民政局")))[1] == [
        "民政局2024年度的考评表在“a.pdf”中也有，请确定以哪一份为准。"
    ]


def test_forms_of_different_years_are_no_duplicates() -> None:
    assert messages(result("a"), result("b", replace(FORM, year=2023))) == [[], []]


def test_forms_of_unknown_year_are_duplicates_of_each_other() -> None:
    form = replace(FORM, year=None)
    assert messages(result("a", form), result("b", form))[0] == [
        "洛江区民政局考评表在“b”中也有，请确定以哪一份为准。"
    ]


def test_forms_of_nobody_are_no_duplicates() -> None:
    form = replace(FORM, unit=value(None, ""))
    assert messages(result("a", form), result("b", form)) == [[], []]


def test_unread_files_without_content_are_no_duplicates() -> None:
    empty = [replace(returned(name), fingerprint="") for name in "ab"]
    assert messages(*empty) == [["需要密码。"], ["需要密码。"]]
