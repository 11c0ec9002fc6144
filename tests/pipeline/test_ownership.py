"""Coverage of the superior lists, and what the office's own list says of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from form_values import rows_of, value, with_row, with_rows
from results import FORM, form_of, result, returned

from normalizers.model import Reference
from pipeline.coverage import coverage_rows
from pipeline.ownership import ownership_of, with_ownership
from pipeline.targets import Target, Targets

if TYPE_CHECKING:
    from normalizers.model import Form
    from pipeline.model import Result

GOALS, EXAMINED = "区政府工作目标", "市对区年度考核指标"


def citing(form: Form, number: str, *items: int, source_list: str = GOALS) -> Form:
    """The form with a 二级指标 that cites these items."""
    return with_row(form, number, level2_references=(Reference(source_list, items, ""),))


def target(item: int, *leads: str) -> Target:
    return Target(GOALS, "", item, f"任务{item}", leads)


CIVIL = result("民政局.docx", citing(FORM, "1-1-1", 1, 3))
SCHOOLS = result("教育局.docx", citing(form_of("教育局"), "1-2-1", 3, 4))
TARGETS = Targets((target(1, "民政局"), target(2, "泉州市洛江区教育局"), target(3, "教育局")))


def states(results: tuple[Result, ...], targets: Targets | None = None) -> dict[int | None, str]:
    ownership = None if targets is None else ownership_of(targets, results)
    return {row.item: str(row.state) for row in coverage_rows(results, ownership)}


def told(results: tuple[Result, ...], targets: Targets) -> list[tuple[str, str, str, str]]:
    judged = with_ownership(results, ownership_of(targets, results))
    return [(r.submission.id, f.code, f.number, f.message) for r in judged for f in r.findings]


def test_items_nobody_cites_are_known_up_to_the_largest_that_somebody_does() -> None:
    assert states((CIVIL, SCHOOLS)) == {
        1: "一家引用",
        2: "无人引用",
        3: "多家引用",
        4: "一家引用",
    }


def test_a_plan_cited_as_a_whole_has_no_items() -> None:
    form = with_row(FORM, "1-1-1", level2_references=(Reference("《植树方案》", (), ""),))
    assert states((result("a", form),)) == {None: "一家引用"}


def test_a_block_reprinted_after_a_page_edge_counts_once() -> None:
    form = citing(FORM, "1-1-1", 1)
    rows = rows_of(form)
    (row,) = coverage_rows((result("a", with_rows(form, rows[0].section, (*rows[:3], *rows))),))
    assert (row.count, row.units, row.numbers) == (1, ("洛江区民政局",), (("1-1-1",),))


def test_one_unit_with_and_without_its_districts_name_is_one() -> None:
    (row,) = coverage_rows(
        (result("a", citing(FORM, "1-1-1", 1)), result("b", citing(form_of("民政局"), "1-1-2", 1)))
    )
    assert (row.units, row.numbers) == (("洛江区民政局",), (("1-1-1", "1-1-2"),))


def test_with_the_list_items_are_its_own_and_states_say_whose() -> None:
    assert states((CIVIL, SCHOOLS), TARGETS) == {
        1: "一家引用",
        2: "无人引用",
        3: "多家引用",
        4: "清单无此项",
    }
    assert states((CIVIL,), TARGETS) == {1: "一家引用", 2: "无人引用", 3: "非牵头单位引用"}


def test_a_list_that_the_office_has_not_is_judged_by_what_is_cited() -> None:
    other = result("a", citing(FORM, "1-1-1", 2, source_list=EXAMINED))
    rows = coverage_rows((other,), ownership_of(TARGETS, (other,)))
    found = [(row.source_list, row.item, str(row.state)) for row in rows]
    assert found == [
        (GOALS, 1, "无人引用"),
        (GOALS, 2, "无人引用"),
        (GOALS, 3, "无人引用"),
        (EXAMINED, 1, "无人引用"),
        (EXAMINED, 2, "一家引用"),
    ]


def test_each_submission_is_told_what_it_claims_of_others_and_what_it_leaves() -> None:
    assert told((CIVIL, SCHOOLS), TARGETS) == [
        (
            "民政局.docx",
            "reference.uncovered",
            "1-1-1",
            (
                "第1-1-1项引用区政府工作目标第3项“任务3”，该项的牵头单位是泉州市洛江区教育局，"
                "不是洛江区民政局。"
            ),
        ),
        (
            "教育局.docx",
            "reference.uncovered",
            "1-2-1",
            "引用区政府工作目标第4项（第1-2-1项），而上级指标清单里没有。",
        ),
        (
            "教育局.docx",
            "reference.unclaimed",
            "",
            "区政府工作目标第2项“任务2”由本单位牵头，而本表没有引用。",
        ),
    ]


def test_who_cites_an_item_that_its_lead_unit_leaves_is_named_to_it() -> None:
    schools = result("教育局.docx", form_of("教育局"))
    messages = [message for *_, message in told((CIVIL, schools), Targets((target(3, "教育局"),)))]
    assert messages == [
        "第1-1-1项引用区政府工作目标第3项“任务3”，该项的牵头单位是教育局，不是洛江区民政局。",
        "引用区政府工作目标第1项（第1-1-1项），而上级指标清单里没有。",
        "区政府工作目标第3项“任务3”由本单位牵头，而本表没有引用，引用的是洛江区民政局。",
    ]


def test_of_several_leading_units_one_that_cites_is_enough() -> None:
    assert told((CIVIL,), Targets((target(1, "教育局", "民政局"), target(3, "民政局")))) == []


def test_a_citation_in_the_level1_alone_is_named_by_its_group() -> None:
    form = FORM
    for number in ("1-2-1", "1-2-2", "1-2-3", "1-3-1"):
        form = with_row(form, number, level1_references=(Reference(GOALS, (1,), ""),))
    (found,) = told((result("a", form),), Targets((target(1, "教育局"),)))
    assert found[2:] == (
        "",
        (
            "一级指标1-2、一级指标1-3引用区政府工作目标第1项“任务1”，该项的牵头单位是教育局，"
            "不是洛江区民政局。"
        ),
    )


def test_several_items_that_the_list_has_not_are_one_finding() -> None:
    form = citing(citing(FORM, "1-1-1", 8), "1-1-2", 9)
    (found,) = told((result("a", form),), Targets((target(1, "教育局"),)))
    assert found[2:] == (
        "",
        "引用区政府工作目标第8项（第1-1-1项）、第9项（第1-1-2项），而上级指标清单里没有。",
    )


def test_a_row_without_number_a_form_without_unit_and_no_form_are_judged_too() -> None:
    form = replace(citing(FORM, "1-1-1", 1), unit=value(None, ""))
    form = with_row(form, "1-1-1", number=value(None, ""), group="")
    nameless, unread = result("a.docx", form), replace(returned("b.pdf"), scheme=None, findings=())
    assert told((nameless, unread), Targets((target(1, "教育局"),))) == [
        (
            "a.docx",
            "reference.uncovered",
            "",
            "本表引用区政府工作目标第1项“任务1”，该项的牵头单位是教育局，不是本单位。",
        )
    ]
    lists = ownership_of(Targets((Target("", "", 1, "任务", ("教育局",)),)), (unread,)).lists
    assert lists == {EXAMINED}
