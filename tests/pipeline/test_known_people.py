from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from form_values import names, value, with_row
from hypothesis import given, settings
from hypothesis import strategies as st
from results import FORM, WEIGHT_SUM, form_of, result, returned

from normalizers.model import Field, Repair
from normalizers.roster import Listing, Roster
from parsers.model import Source
from pipeline.known_people import with_known_people

if TYPE_CHECKING:
    from normalizers.model import Form
    from pipeline.model import Result


def owner(found: Result, key: str = "1-1-1") -> tuple[str, ...] | None:
    assert found.form is not None
    return next(i.owners.value for i in found.form.indicators if i.number.value == key)


def owned(person: str, base: Form = FORM) -> Form:
    """陈志强 answers for all rows of the base but 1-1-1, alone in its 股室."""
    return with_row(base, "1-1-1", owners=names(person), units=names("信用办"))


SCAN = replace(result("扫描.txt", owned("陈志弪")), kind="txt")
WORD = result("民政局.docx", owned("陈志强"))


def test_the_same_departments_word_file_proves_what_its_scan_misread() -> None:
    scan, word = with_known_people((SCAN, WORD))
    assert owner(scan) == ("陈志强",)
    assert word is WORD


def test_a_unit_with_and_without_its_district_is_one() -> None:
    assert owner(
        with_known_people((SCAN, replace(WORD, form=owned("陈志强", form_of("民政局")))))[0]
    )


def test_another_department_proves_nothing() -> None:
    other = replace(WORD, form=owned("陈志强", form_of("洛江区教育局")))
    assert with_known_people((SCAN, other)) == (SCAN, other)


def test_copies_of_one_file_are_one_witness_and_share_what_it_comes_to() -> None:
    copy = replace(result("副本.txt", SCAN.form), kind="txt", fingerprint=SCAN.fingerprint)
    assert with_known_people((SCAN, copy)) == (SCAN, copy)
    found = with_known_people((SCAN, copy, WORD))
    assert [owner(f) for f in found] == [("陈志强",)] * 3


def test_a_form_that_changes_is_checked_again_and_keeps_what_was_found_in_its_file() -> None:
    doubt = Repair(Field.OWNERS, "陈志弪", "陈志强", "name.misread", 0.5, "形近")
    doubtful = replace(names("陈志弪"), suggestions=(doubt,))
    form = with_row(owned("陈志弪"), "1-1-1", owners=doubtful)
    from pipeline.checks import check  # noqa: PLC0415 - beside what it is for

    told = check(form, SCAN.scheme) if SCAN.scheme else ()
    assert [f.code for f in told] == ["people.ambiguous"]
    scan = replace(SCAN, form=form, findings=(WEIGHT_SUM, *told))
    found, _ = with_known_people((scan, WORD))
    assert (owner(found), found.findings) == (("陈志强",), (WEIGHT_SUM,))


def test_doubtful_characters_make_a_form_a_recognised_one() -> None:
    unsure = replace(names("陈志弪"), source=Source("陈志弪", confidence=0.9))
    scan = result("扫描.pdf", with_row(owned("陈志弪"), "1-1-1", owners=unsure))
    assert owner(with_known_people((scan, WORD))[0]) == ("陈志强",)


def test_a_name_on_the_roster_is_right() -> None:
    roster = Roster((Listing("陈志弪", "民政局"),))
    found, _ = with_known_people((SCAN, WORD), roster)
    assert owner(found) == ("陈志弪",)
    elsewhere = Roster((Listing("陈志弪", "教育局"),))
    assert owner(with_known_people((SCAN, WORD), elsewhere)[0]) == ("陈志强",)


def test_files_without_form_or_department_say_nothing() -> None:
    nobody = result("无.docx", replace(FORM, unit=value(None, "")))
    results = (returned("坏.pdf"), nobody, SCAN)
    assert with_known_people(results) == results


BATCH = (
    SCAN,
    WORD,
    result("第二稿.docx", with_row(owned("陈志强"), "1-2-1", owners=names("陈志弪"))),
    result("教育局.docx", form_of("洛江区教育局")),
    returned("财政局.pdf"),
    replace(result("又一份.txt", owned("陈志弧")), kind="txt"),
)


@settings(max_examples=30, deadline=None)
@given(st.permutations(BATCH))
def test_the_order_of_the_files_does_not_matter(results: list[Result]) -> None:
    found = {r.submission.id: r for r in with_known_people(results)}
    assert found == {r.submission.id: r for r in with_known_people(BATCH)}
