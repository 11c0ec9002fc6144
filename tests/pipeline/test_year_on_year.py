"""A form against last year's: whatever is only renumbered, or only another year, is the same."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import permutations
from typing import TYPE_CHECKING

from form_values import (
    DUTIES,
    SCHEME,
    SPIRIT,
    clean_form,
    rows_of,
    value,
    with_row,
    with_rows,
    without_row,
)
from publishing import dataset_of
from results import FORM, form_of, result, returned

from normalizers.model import Field
from pipeline.last_year import FormerForm, FormerIndicator, LastYear
from pipeline.model import Change, Shift
from pipeline.since_last_year import with_comparisons
from pipeline.year_on_year import compared, former_level1_count

if TYPE_CHECKING:
    from normalizers.model import Form
    from pipeline.model import Comparison

TASKS = (
    ("养老服务", "新建社区养老服务中心3个"),
    ("养老服务", "培训养老护理员200人次以上"),
    ("社会救助", "低保对象动态管理，准确率达98%以上"),
    ("社会救助", "临时救助审批时限不超过5个工作日"),
    ("殡葬改革", "完成公益性骨灰楼堂建设项目验收"),
)


def small(*tasks: tuple[str, str]) -> Form:
    """A form of these 一级指标 and 二级指标, numbered in this order, and nothing else."""
    row = rows_of(FORM)[0]
    rows = tuple(
        replace(
            row,
            number=value(f"1-{n}-1"),
            group=f"1-{n}",
            level1=value(level1),
            level2=value(level2),
        )
        for n, (level1, level2) in enumerate(tasks, start=1)
    )
    return replace(
        with_rows(FORM, DUTIES, rows), sections=with_rows(FORM, DUTIES, rows).sections[:1]
    )


def of_last_year(form: Form, year: int | None = 2023, unit: str = "洛江区民政局") -> FormerForm:
    """The form as it was published a year ago."""
    rows = (
        FormerIndicator(
            section=i.section,
            number=i.number.value or "",
            level1=i.level1.value or "",
            level2=i.level2.value or "",
            weight=i.weight.value,
            deadline=i.deadline.value or "",
        )
        for i in form.indicators
    )
    return FormerForm("去年.docx", unit, year, tuple(rows))


def counts(found: Comparison) -> tuple[int, int, int, int, int]:
    """Kept, reworded, reweighed, new, dropped."""
    return found.kept, found.reworded, found.reweighed, found.new, found.dropped


def against(now: Form, before: Form) -> Comparison:
    return compared(now, of_last_year(before), SCHEME)


def test_the_same_form_has_no_change() -> None:
    found = against(FORM, FORM)
    assert (counts(found), found.changes) == ((len(FORM.indicators), 0, 0, 0, 0), ())
    assert found.level1_before == 15


def test_whatever_the_order_and_numbers_of_rows_they_are_kept() -> None:
    now = small(*TASKS)
    for order in permutations(TASKS):
        assert against(now, small(*order)).changes == ()


def test_a_reworded_indicator_is_one_wherever_it_stands() -> None:
    before = small(TASKS[4], *TASKS[:3], ("社会救助", "临时救助审批时限不超过7个工作日"))
    found = against(small(*TASKS), before)
    assert counts(found) == (4, 1, 0, 0, 0)
    assert found.changes == (
        Change(
            Shift.REWORDED,
            "1-4-1",
            "1-5-1",
            Field.LEVEL2,
            "临时救助审批时限不超过7个工作日",
            "临时救助审批时限不超过5个工作日",
        ),
    )


def test_an_indicator_in_the_place_of_another_is_new_and_the_other_gone() -> None:
    found = against(small(*TASKS[:3], TASKS[4]), small(*TASKS[:4]))
    assert counts(found) == (3, 0, 0, 1, 1)
    assert found.changes == (
        Change(Shift.NEW, "1-4-1", "", Field.LEVEL2, "", TASKS[4][1]),
        Change(Shift.DROPPED, "", "1-4-1", Field.LEVEL2, TASKS[3][1], ""),
    )


def test_of_texts_alike_the_most_alike_pairs_are_made_in_all() -> None:
    one, other = ("信访", "办结群众来信50件以上"), ("信访", "办结群众来信来访150件以上")
    before = small(("信访", "办结群众来信来访50件以上"), ("信访", "办结群众来信来访155件以上"))
    found = against(small(one, other), before)
    assert [(c.number, c.former_number) for c in found.changes] == [
        ("1-1-1", "1-1-1"),
        ("1-2-1", "1-2-1"),
    ]


def test_of_the_same_texts_those_under_the_same_level1_are_paired() -> None:
    text = "按时完成并上报"
    found = against(small(("甲项工作", text), ("乙项工作", text)), small(("乙项工作", text)))
    assert [(c.kind, c.number) for c in found.changes] == [(Shift.NEW, "1-1-1")]


def test_other_items_cited_are_another_wording_of_the_same_indicator() -> None:
    before = small(
        ("养老（市对区年度考核指标第11、12、13、14项）", "建3个（属市对区年度考核指标第11项）")
    )
    found = against(
        small(("养老（区政府工作目标第3项）", "建3个（属区政府工作目标第3项）")), before
    )
    assert counts(found) == (0, 1, 0, 0, 0)


def test_a_year_that_moves_on_with_the_form_is_no_change() -> None:
    now = with_row(FORM, "1-1-1", deadline=value("2024年10月底前"))
    before = with_row(FORM, "1-1-1", deadline=value("2023年10月底前"))
    assert against(now, before).changes == ()
    (change,) = compared(now, of_last_year(before, None), SCHEME).changes
    assert (change.kind, change.before) == (Shift.RESCHEDULED, "2023年10月底前")


def test_weights_and_deadlines_that_move_are_told_of_kept_indicators() -> None:
    before = with_row(FORM, "1-1-1", weight=value(Decimal("1.50")))
    before = with_row(before, "1-1-2", weight=value(None, ""), deadline=value("年底"))
    found = against(FORM, before)
    assert counts(found) == (len(FORM.indicators), 0, 2, 0, 0)
    assert found.changes == (
        Change(Shift.REWEIGHED, "1-1-1", "1-1-1", Field.WEIGHT, "1.5", "2"),
        Change(Shift.REWEIGHED, "1-1-2", "1-1-2", Field.WEIGHT, "", "1.5"),
        Change(Shift.RESCHEDULED, "1-1-2", "1-1-2", Field.DEADLINE, "年底", "全年实施"),
    )


def test_a_level1_that_covers_several_rows_is_told_once() -> None:
    before = FORM
    for number in ("1-1-1", "1-1-2", "1-1-3"):
        before = with_row(before, number, level1=value("做好1之1的各项工作"))
    found = against(FORM, before)
    assert (found.reworded, [c.number for c in found.changes]) == (3, ["1-1-1"])
    assert found.changes[0].field is Field.LEVEL1


def test_items_without_numbers_are_told_by_what_they_say() -> None:
    now = without_row(FORM, "平安建设")
    (change,) = against(now, FORM).changes
    text = rows_of(FORM, SPIRIT)[1].level1.value
    assert change == Change(Shift.DROPPED, "", "", Field.LEVEL1, text or "", "")
    (change,) = against(FORM, now).changes
    assert change == Change(Shift.NEW, "", "", Field.LEVEL1, "", text or "")


def test_rows_without_a_number_count_as_one_more_level1_where_theirs_is_new() -> None:
    rows = of_last_year(small(*TASKS[:2], *TASKS[2:])).indicators
    numberless = replace(rows[0], number="", level2=rows[0].level2)
    other = replace(rows[0], number="", level1="移风易俗")
    former = FormerForm("a", "洛江区民政局", 2023, (*rows, numberless, other))
    assert former_level1_count(former, SCHEME) == 6
    assert former_level1_count(replace(former, indicators=()), SCHEME) is None


def test_level1_is_counted_alike_where_dots_join_the_parts_of_a_number() -> None:
    rows = of_last_year(small(*TASKS)).indicators
    dotted = tuple(replace(row, number=row.number.replace("-", ".")) for row in rows)
    counts = [
        former_level1_count(FormerForm("a", "洛江区民政局", 2023, one), SCHEME)
        for one in (rows, dotted)
    ]
    assert counts[0] == counts[1]
    assert [row.group.replace(".", "-") for row in dotted] == [row.group for row in rows]


def test_each_submission_is_compared_with_its_units_and_more_level1_than_then_is_an_error() -> None:
    former = with_rows(FORM, DUTIES, tuple(r for r in rows_of(FORM) if r.group != "2-6"))
    last_year = LastYear((of_last_year(former, unit="民政局"), of_last_year(FORM, unit="教育局")))
    batch = (
        result("民政局.docx"),
        result("教育局.docx", form_of("洛江区教育局")),
        result("司法局.docx", form_of("洛江区司法局")),
        result("无名.docx", replace(clean_form(), unit=value(None, ""))),
        returned("坏.pdf"),
    )
    civil, schools, *rest = with_comparisons(batch, last_year)
    assert [(f.code, f.expected, f.found) for f in civil.findings] == [
        ("indicator.too_many", "不多于14个", "15个")
    ]
    assert (schools.findings, schools.comparison and counts(schools.comparison)) == (
        (),
        (len(FORM.indicators), 0, 0, 0, 0),
    )
    assert tuple(rest) == batch[2:]
    table = dataset_of((civil, schools, *rest), compared=True)[-1]
    names = tuple(heading.name for heading in table.headings)
    assert names == ("提交编号", "变化", "序号", "上年序号", "字段", "上年", "本年")
    assert table.rows == tuple(
        ("民政局.docx", "新增", f"2-6-{n}", "", "二级指标", "", f"完成编号为2-6-{n}的任务")
        for n in (1, 2, 3)
    )
