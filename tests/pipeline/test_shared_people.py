"""One name in two departments, one unit with two leaders."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from form_values import SCHEME, clean_form, names, value, with_row
from results import FORM, form_of, result, returned

from normalizers.model import Field, Repair
from normalizers.roster import Listing, Roster
from pipeline.checks import Background, check
from pipeline.model import Level
from pipeline.shared_people import with_shared_people

if TYPE_CHECKING:
    from normalizers.model import Form
    from pipeline.model import Result


def with_person(form: Form, name: str, leader: str, *numbers: str) -> Form:
    """The form with somebody else on these rows, in a unit and under a leader of its own."""
    for number in numbers:
        people = {"leaders": names(leader), "units": names("档案股"), "owners": names(name)}
        form = with_row(form, number, **people)
    return form


def everybody(form: Form, owner: str, leader: str) -> Form:
    for row in form.indicators:
        key = row.number.value or row.category.value or ""
        form = with_row(form, key, owners=names(owner), leaders=names(leader))
    return form


SCHOOLS = with_person(
    everybody(form_of("洛江区教育局"), "许安", "何晓芳"), "王佳明", "何晓芳", "1-1-2"
)
CIVIL = with_person(FORM, "王佳明", "林晓明", "1-1-1", "1-2-1")


def told(*results: Result, roster: Roster | None = None) -> list[list[str]]:
    return [[f.message for f in r.findings] for r in with_shared_people(results, roster)]


def test_a_name_in_two_departments_under_other_leaders_is_a_hint_on_both() -> None:
    civil, schools = with_shared_people((result("a", CIVIL), result("b", SCHOOLS)))
    (one,), (other,) = civil.findings, schools.findings
    assert one.message == (
        "责任人“王佳明”（第1-1-1、1-2-1项）在洛江区教育局的考评表里也是责任人，"
        "而分管领导不同：可能是同名的两个人，也可能填错了。"
    )
    assert (one.code, one.level, one.number, one.field) == (
        "people.ambiguous",
        Level.HINT,
        "",
        "责任人",
    )
    assert (other.number, other.found) == ("1-1-2", "洛江区教育局和洛江区民政局都有“王佳明”")


def test_one_department_twice_or_the_same_leader_or_a_form_without_unit_is_no_hint() -> None:
    assert told(result("a", CIVIL), result("b", replace(CIVIL, unit=value("民政局")))) == [[], []]
    same = with_person(SCHOOLS, "王佳明", "林晓明", "1-1-2")
    assert told(result("a", CIVIL), result("b", same), returned("c")) == [[], [], ["需要密码。"]]
    nameless = replace(SCHOOLS, unit=value(None, ""))
    assert told(result("a", CIVIL), result("b", nameless)) == [[], []]


def test_a_name_that_the_roster_has_in_both_departments_is_two_people() -> None:
    both = Roster((Listing("王佳明", "民政局"), Listing("王佳明", "教育局")))
    assert told(result("a", CIVIL), result("b", SCHOOLS), roster=both) == [[], []]
    one = Roster((Listing("王佳明", "民政局"),))
    assert [len(t) for t in told(result("a", CIVIL), result("b", SCHOOLS), roster=one)] == [1, 1]


def test_what_names_nobody_is_no_name() -> None:
    one = with_person(FORM, "各股室负责人", "林晓明", "1-1-1")
    other = with_person(SCHOOLS, "各股室负责人", "何晓芳", "1-1-2")
    other = with_person(other, "许安", "何晓芳", "1-1-2")
    assert told(result("a", one), result("b", other))[0] == []


def leaders(form: Form, background: Background | None = None) -> list[tuple[str, str, str, str]]:
    found = check(form, SCHEME, background or Background())
    return [(f.number, f.message, f.expected, f.found) for f in found if f.field == "分管领导"]


def test_a_unit_that_another_leader_leads_in_one_row_is_told_there() -> None:
    form = with_row(clean_form(), "1-1-2", leaders=names("何晓芳"))
    ((number, message, expected, found),) = leaders(form)
    assert (number, expected, found) == ("1-1-2", "林晓明", "何晓芳")
    assert message == (
        f"责任单位“办公室”在第1-1-2项由“何晓芳”分管，在其他{len(FORM.indicators) - 1}项"
        "由“林晓明”分管；一个单位只有一位分管领导。"
    )


def test_several_rows_of_another_leader_are_one_finding_without_number() -> None:
    form = clean_form()
    for number in ("1-1-2", "1-1-3"):
        form = with_row(form, number, leaders=names("何晓芳"))
    ((number, message, *_),) = leaders(form)
    assert (number, message[:29]) == ("", "责任单位“办公室”在第1-1-2、1-1-3项由“何晓芳”")
    for group in ("1-2", "1-3"):
        for n in (1, 2, 3):
            form = with_row(form, f"{group}-{n}", leaders=names("何晓芳"))
    ((_, message, *_),) = leaders(form)
    assert message.startswith("责任单位“办公室”在第1-1-2、1-1-3、1-2-1项等8项由“何晓芳”分管，")


def test_leaders_and_units_are_paired_by_order_and_one_may_lead_several() -> None:
    pairs = {"leaders": names("林晓明", "何晓芳"), "units": names("办公室", "财务股")}
    form = with_row(clean_form(), "1-1-2", **pairs, owners=names("陈志强", "吴海燕"))
    form = with_row(form, "1-1-3", units=names("办公室", "信息股"))
    assert leaders(form) == []
    turned = with_row(form, "1-2-1", **{**pairs, "leaders": names("何晓芳", "林晓明")})
    assert [found for *_, found in leaders(turned)] == ["何晓芳", "林晓明"]


def test_a_doubtful_or_unlisted_leader_and_a_unit_that_names_none_say_nothing() -> None:
    doubt = Repair(Field.LEADERS, "林晓朋", "林晓明", "name.batch", 0.5, "别处写作“林晓明”")
    doubted = replace(names("林晓朋"), suggestions=(doubt,))
    found = check(with_row(clean_form(), "1-1-2", leaders=doubted), SCHEME)
    assert [f.code for f in found] == ["people.ambiguous"]
    form = with_row(clean_form(), "1-1-2", leaders=names("何晓芳"), units=names("各股室"))
    form = with_row(form, "1-1-3", leaders=names("林晓明"), units=names("各股室"))
    assert leaders(form) == []
    listed = Roster((Listing("林晓明", "民政局"), Listing("陈志强", "民政局")))
    other = with_row(clean_form(), "1-1-2", leaders=names("何晓芳"))
    found = check(other, SCHEME, Background(roster=listed))
    assert [f.code for f in found] == ["people.unknown"]
