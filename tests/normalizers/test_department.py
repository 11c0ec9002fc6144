from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from form_values import clean_form, names, value, with_row
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.department import agreed
from normalizers.model import Field, Repair
from normalizers.testimony import Witness, duty_in

if TYPE_CHECKING:
    from normalizers.model import Form

PEOPLE = {"1-1": "陈志强", "1-2": "王佳明", "1-3": "赖泽楷", "1-4": "李伟"}


def form() -> Form:
    """林晓明 leads; 办公室 answers for most rows, 价格管理股 for 1-2, 重点办 for 1-3 and 1-4."""
    made = clean_form()
    for group, unit in (("1-2", "价格管理股"), ("1-3", "重点办"), ("1-4", "重点办")):
        for n in (1, 2, 3):
            cells = {"units": names(unit), "owners": names(PEOPLE[group])}
            made = with_row(made, f"{group}-{n}", **cells)
    return made


CLEAN = form()


def owned(key: str, owner: str, base: Form = CLEAN) -> Form:
    return with_row(base, key, owners=names(owner))


def lonely(owner: str, form: Form = CLEAN) -> Form:
    """The form with somebody who answers for one row of a 股室 of their own."""
    return with_row(form, "1-2-2", owners=names(owner), units=names("信用办"))


def read(form: Form, key: str, role: Field = Field.OWNERS) -> tuple[str, ...] | None:
    return next(duty_in(i, role).value for i in form.indicators if i.number.value == key)


def told(form: Form) -> list[tuple[str, str, str, float]]:
    values = [duty_in(i, r) for i in form.indicators for r in Field if r in ROLES]
    repairs = {id(v.repairs): v.repairs for v in values if v.repairs}
    return [(r.before, r.after, r.rule, r.confidence) for rs in repairs.values() for r in rs]


def asked(form: Form) -> list[tuple[str, str]]:
    values = [duty_in(i, r) for i in form.indicators for r in Field if r in ROLES]
    return [(s.before, s.after) for v in values for s in v.suggestions]


ROLES = (Field.LEADERS, Field.UNITS, Field.OWNERS)


@pytest.mark.parametrize(
    ("misread", "right", "confidence"),
    [("王住明", "王佳明", 0.95), ("王家明", "王佳明", 0.9), ("王迪明", "王佳明", 0.85)],
)
def test_the_same_row_of_another_form_proves_a_misreading(
    misread: str, right: str, confidence: float
) -> None:
    scan, word = agreed((Witness(owned("1-2-2", misread)), Witness(CLEAN)))
    assert read(scan, "1-2-2") == (right,)
    assert told(scan) == [(misread, right, "name.other_form", confidence)]
    assert word is CLEAN


def test_a_repair_says_what_proves_it() -> None:
    scan, _ = agreed((Witness(owned("1-2-2", "王住明")), Witness(CLEAN)))
    (cell,) = (i.owners for i in scan.indicators if i.number.value == "1-2-2")
    evidence = "同一单位另一份报送材料的同一行写作“王佳明”（该单位共3行），与“王住明”只差一个形近字"
    assert cell.repairs == (
        Repair(Field.OWNERS, "王住明", "王佳明", "name.other_form", 0.95, evidence),
    )


def test_a_single_row_is_proof_enough_against_recognition() -> None:
    typed, scanned = lonely("王佳朋"), lonely("王佳棚")
    _, found = agreed((Witness(typed), Witness(scanned, recognised=True)))
    assert read(found, "1-2-2") == ("王佳朋",)
    both_typed = agreed((Witness(typed), Witness(scanned)))
    assert [read(f, "1-2-2") for f in both_typed] == [("王佳朋",), ("王佳棚",)]
    assert [asked(f) for f in both_typed] == [[("王佳朋", "王佳棚")], [("王佳棚", "王佳朋")]]


def test_a_name_misread_throughout_is_repaired_by_what_was_typed() -> None:
    scanned = CLEAN
    for n in (1, 2, 3):
        scanned = owned(f"1-2-{n}", "王住明", scanned)
    _, found = agreed((Witness(CLEAN), Witness(scanned, recognised=True)))
    assert [read(found, f"1-2-{n}") for n in (1, 2, 3)] == [("王佳明",)] * 3
    left = agreed((Witness(CLEAN), Witness(scanned)))
    assert [told(f) for f in left] == [[], []]
    assert ("王住明", "王佳明") in asked(left[1])


def test_a_units_name_is_repaired_by_the_same_row() -> None:
    misread = with_row(CLEAN, "1-2-2", units=names("价格菅埋股"))
    garbled = with_row(CLEAN, "1-2-2", units=names("体和价格管理"))
    for printed in (misread, garbled):
        found, _ = agreed((Witness(printed, recognised=True), Witness(CLEAN)))
        if read(printed, "1-2-2", Field.UNITS) == ("体和价格管理",):
            assert read(found, "1-2-2", Field.UNITS) == ("价格管理股",)


@pytest.mark.parametrize(
    "other",
    [
        # Both forms print the odd name, in rows of their own: two people.
        lonely("陈志强", owned("1-2-3", "王佳朋")),
        # Nothing in the row is like it.
        lonely("赖泽楷"),
        # The row was renumbered: 1-2-2 is about something else.
        with_row(CLEAN, "1-2-2", level2=value("全年新建改建农村公路三十公里")),
    ],
)
def test_what_another_form_bears_out_or_says_nothing_of_stays(other: Form) -> None:
    first = lonely("王佳朋")
    found, _ = agreed((Witness(first), Witness(other)))
    assert (read(found, "1-2-2"), told(found)) == (("王佳朋",), [])


def test_the_same_slip_in_two_versions_is_no_support() -> None:
    slip = owned("1-2-2", "王住明")
    found = agreed((Witness(slip), Witness(slip), Witness(CLEAN)))
    assert [read(f, "1-2-2") for f in found[:2]] == [("王住明",)] * 2
    assert asked(found[0]) == [("王住明", "王佳明")]


def test_a_repair_is_undone_where_another_form_prints_the_name_elsewhere() -> None:
    repair = Repair(Field.OWNERS, "王佳朋", "王佳明", "name.misread", 0.95, "形近")
    repaired = with_row(CLEAN, "1-2-2", owners=replace(names("王佳明"), repairs=(repair,)))
    found, other = agreed((Witness(repaired), Witness(owned("1-2-3", "王佳朋"))))
    assert read(found, "1-2-2") == ("王佳朋",)
    assert (told(found), asked(found)) == ([], [("王佳朋", "王佳明")])
    assert read(other, "1-2-3") == ("王佳朋",)


def test_a_repair_stays_where_another_version_has_the_slip_in_just_the_same_rows() -> None:
    repair = Repair(Field.OWNERS, "王佳朋", "王佳明", "name.misread", 0.95, "形近")
    right = replace(names("王佳明"), repairs=(repair,))
    both = with_row(with_row(CLEAN, "1-2-2", owners=right), "1-2-3", owners=right)
    found = agreed((Witness(both), Witness(both, recognised=True)))
    assert [f.sections for f in found] == [both.sections] * 2


def test_what_a_scheme_asks_for_is_suggested_where_it_falls_short() -> None:
    found, _ = agreed((Witness(owned("1-2-2", "王家明"), least=0.93), Witness(CLEAN)))
    assert (read(found, "1-2-2"), told(found)) == (("王家明",), [])
    assert asked(found) == [("王家明", "王佳明")]


def test_nothing_is_said_of_short_names_that_share_a_surname_and_no_more() -> None:
    other = owned("1-4-1", "李岚")
    found = agreed((Witness(other), Witness(CLEAN)))
    assert [told(f) + asked(f) for f in found] == [[], []]


def test_a_misread_leader_is_repaired_too() -> None:
    misread = with_row(CLEAN, "1-4-2", leaders=names("林晓朋"), units=names("信用办"))
    typed = with_row(CLEAN, "1-4-2", units=names("信用办"))
    found, _ = agreed((Witness(misread, recognised=True), Witness(typed)))
    assert read(found, "1-4-2", Field.LEADERS) == ("林晓明",)


def test_a_listed_name_is_right() -> None:
    found, _ = agreed((Witness(owned("1-2-2", "王住明")), Witness(CLEAN)), frozenset({"王住明"}))
    assert read(found, "1-2-2") == ("王住明",)


def test_a_merged_cell_is_repaired_once() -> None:
    shared = names("王住明")
    merged = CLEAN
    for n in (1, 2, 3):
        merged = with_row(merged, f"1-2-{n}", owners=shared)
    found, _ = agreed((Witness(merged, recognised=True), Witness(CLEAN)))
    assert told(found) == [("王住明", "王佳明", "name.other_form", 0.95)]


def test_the_places_of_all_forms_together_may_prove_a_misreading() -> None:
    alone = with_row(CLEAN, "1-5-1", units=names("价格管理股"), owners=names("王住明"))
    few = with_row(
        with_row(alone, "1-2-1", owners=names("赖泽楷")), "1-2-2", owners=names("赖泽楷")
    )
    other = with_row(CLEAN, "1-5-1", level2=value("全年新建改建农村公路三十公里"))
    found, _ = agreed((Witness(few), Witness(other)))
    assert told(found) == [("王住明", "王佳明", "name.department", 0.95)]


def test_one_form_alone_and_forms_that_agree_stay_the_same_objects() -> None:
    assert agreed((Witness(CLEAN),))[0] is CLEAN
    assert agreed(()) == ()
    twice = agreed((Witness(CLEAN), Witness(form())))
    assert twice[0] is CLEAN
    assert told(twice[1]) == []


VERSIONS = (
    Witness(CLEAN),
    Witness(owned("1-2-2", "王住明"), recognised=True),
    Witness(owned("1-2-3", "王佳朋")),
    Witness(owned("1-3-1", "赖择楷")),
    Witness(owned("1-4-1", "季伟", owned("1-2-2", "王住明")), recognised=True),
)


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(len(VERSIONS))), st.integers(2, len(VERSIONS)))
def test_the_order_of_the_forms_does_not_matter(order: list[int], number: int) -> None:
    chosen = order[:number]
    found = dict(zip(chosen, agreed([VERSIONS[i] for i in chosen]), strict=True))
    in_order = dict(zip(sorted(chosen), agreed([VERSIONS[i] for i in sorted(chosen)]), strict=True))
    assert found == in_order


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(len(VERSIONS))))
def test_judging_twice_changes_no_name(order: list[int]) -> None:
    once = agreed([VERSIONS[i] for i in order])
    again = agreed([replace(VERSIONS[i], form=f) for i, f in zip(order, once, strict=True)])
    for before, after in zip(once, again, strict=True):
        assert [i.owners.value for i in before.indicators] == [
            i.owners.value for i in after.indicators
        ]
