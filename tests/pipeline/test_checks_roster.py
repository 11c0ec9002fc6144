from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from form_values import SCHEME, clean_form, names, value, with_row

from normalizers.model import Field, Repair
from normalizers.roster import Listing, Roster
from pipeline.checks import Background, check

if TYPE_CHECKING:
    from normalizers.model import Form
    from pipeline.model import Finding

LISTINGS = (
    Listing("林晓明", "洛江区民政局", post="局长"),
    Listing("陈志强", "洛江区民政局", "办公室"),
    Listing("李伟", "洛江区教育局", "人事股"),
)


def told(form: Form, *listings: Listing) -> tuple[Finding, ...]:
    return check(form, SCHEME, Background(roster=Roster(listings or LISTINGS)))


def test_a_form_whose_people_are_all_listed_passes() -> None:
    assert told(clean_form()) == ()


def test_a_name_that_is_not_listed_is_told_once_with_its_rows() -> None:
    form = with_row(clean_form(), "1-1-2", owners=names("李伟"))
    (found,) = told(with_row(form, "2-1-1", owners=names("陈志强", "李伟")))
    assert (found.code, found.number, found.field, found.found) == (
        *("people.unknown", ""),
        *("责任人", "李伟"),
    )
    assert found.message == (
        "责任人“李伟”不在名册上该单位的人员中（第1-1-2、2-1-1项），洛江区教育局有同名的人。"
    )


def test_a_name_in_one_row_carries_its_number() -> None:
    (found,) = told(with_row(clean_form(), "1-1-2", leaders=names("王佳明")))
    assert (found.number, found.message) == (
        "1-1-2",
        "分管领导“王佳明”不在名册上该单位的人员中（第1-1-2项）。",
    )


@pytest.mark.parametrize(
    ("unit", "codes"),
    [
        ("信用办", ["people.unknown"]),
        ("局办公室", []),
        ("洛江区民政局", []),
        ("民政局", []),
        ("各股室", []),
    ],
)
def test_an_office_that_is_not_listed_is_told(unit: str, codes: list[str]) -> None:
    form = with_row(clean_form(), "1-1-2", units=names(unit))
    assert [f.code for f in told(form)] == codes


def test_a_roster_without_offices_says_nothing_of_them() -> None:
    people = tuple(replace(line, office="") for line in LISTINGS)
    assert told(with_row(clean_form(), "1-1-2", units=names("信用办")), *people) == ()


@pytest.mark.parametrize("nobody", ["各股室负责人", "全体干部", "班子成员"])
def test_what_names_nobody_is_no_unknown_name(nobody: str) -> None:
    assert told(with_row(clean_form(), "1-1-2", owners=names(nobody))) == ()


def test_a_name_that_is_ambiguous_is_not_told_again() -> None:
    doubt = Repair(Field.OWNERS, "陈志弪", "陈志强", "name.roster", 0.5, "形近")
    owners = replace(names("陈志弪"), suggestions=(doubt,))
    found = told(with_row(clean_form(), "1-1-2", owners=owners))
    assert [f.code for f in found] == ["people.ambiguous"]


def test_a_department_that_is_not_listed_is_told_once() -> None:
    (found,) = told(clean_form(), Listing("李伟", "洛江区教育局"))
    assert (found.code, found.message) == (
        "people.unknown",
        "名册上没有“洛江区民政局”，表中的姓名无从按名册核对。",
    )
    found = told(replace(clean_form(), unit=value(None, "")))[-1]
    assert found.message == "不知道是哪个单位的考评表，表中的姓名无从按名册核对。"


def test_a_common_name_names_few_departments() -> None:
    others = tuple(Listing("李伟", f"洛江区{x}局") for x in ("甲", "乙", "丙", "丁"))
    form = with_row(clean_form(), "1-1-2", owners=names("李伟"))
    (found,) = told(form, *LISTINGS[:2], *others)
    assert found.message.endswith("，洛江区甲局、洛江区乙局、洛江区丙局等有同名的人。")
