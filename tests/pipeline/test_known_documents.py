from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from form_values import bases, basis, with_row
from hypothesis import given, settings
from hypothesis import strategies as st
from results import form_of, result, returned

from pipeline.known_documents import with_known_documents
from pipeline.model import Level

if TYPE_CHECKING:
    from pipeline.model import Result

PLAN = "《洛江区优化营商环境专项行动方案》"
NUMBER = "泉洛委〔2024〕15号"


def citing(unit: str, *documents: tuple[str, str], name: str = "") -> Result:
    form = form_of(f"洛江区{unit}局")
    for row in form.indicators:
        if row.number.value:
            form = with_row(form, row.number.value, bases=bases())
    cited = bases(*(basis(title, number) for title, number in documents))
    return result(name or f"{unit}局.docx", with_row(form, "1-1-1", bases=cited))


def told(*results: Result) -> list[list[str]]:
    return [[f.message for f in r.findings] for r in with_known_documents(results)]


def test_one_title_with_two_numbers_that_a_slip_would_make_is_told_on_both_sides() -> None:
    one, other = citing("甲", (PLAN, NUMBER)), citing("乙", (PLAN, "泉洛委办〔2024〕15号"))
    assert told(one, other) == [
        [f"文件{PLAN}的文号，本表写的是“{NUMBER}”，“乙局.docx”写的是“泉洛委办〔2024〕15号”。"],
        [f"文件{PLAN}的文号，本表写的是“泉洛委办〔2024〕15号”，“甲局.docx”写的是“{NUMBER}”。"],
    ]


def test_between_departments_it_is_a_warning_and_leaves_the_state_alone() -> None:
    one, other = citing("甲", (PLAN, NUMBER)), citing("乙", (PLAN, "泉洛委〔2024〕16号"))
    for before, after in zip((one, other), with_known_documents((one, other)), strict=True):
        assert [(f.code, f.level, f.field) for f in after.findings] == [
            ("basis.conflict", Level.WARNING, "文件依据")
        ]
        assert after.state is before.state


@pytest.mark.parametrize(
    ("number", "is_slip"),
    [
        ("泉洛委〔2023〕15号", True),
        ("泉洛委〔2024〕5号", True),
        ("泉洛妻〔2024〕15号", True),
        ("泉洛政〔2024〕15号", False),
        ("泉洛政办〔2024〕15号", False),
        ("泉洛委〔2024〕37号", False),
        ("泉洛委办〔2024〕16号", False),
        ("泉洛民〔2022〕3号", False),
    ],
)
def test_numbers_that_have_little_in_common_are_of_other_documents(
    number: str, *, is_slip: bool
) -> None:
    found = told(citing("甲", (PLAN, NUMBER)), citing("乙", (PLAN, number)))
    assert [bool(messages) for messages in found] == [is_slip, is_slip]


def test_the_number_that_most_departments_give_is_right() -> None:
    most = [citing(unit, (PLAN, NUMBER)) for unit in "甲乙丙"]
    slip = citing("丁", (PLAN, "泉洛委〔2024〕75号"))
    found = told(*most, slip)
    assert found[:3] == [[], [], []]
    told_of = f"文件{PLAN}的文号，本表写的是“泉洛委〔2024〕75号”，"
    assert found[3] == [f"{told_of}“丙局.docx”、“乙局.docx”、“甲局.docx”写的是“{NUMBER}”。"]
    (*_, last) = told(*most, citing("戊", (PLAN, NUMBER)), slip)
    assert last == [f"{told_of}“丙局.docx”、“乙局.docx”、“戊局.docx”等4份写的是“{NUMBER}”。"]


@pytest.mark.parametrize(
    "numbers",
    [
        # Everybody has a document of this name.
        ("泉洛民〔2024〕5号", "泉洛教〔2024〕5号", "泉洛财〔2024〕8号"),
        ("泉洛委〔2024〕15号", "泉洛委〔2024〕16号", "泉洛委〔2024〕17号"),
        # Two years' plans, each known to several.
        ("泉洛委〔2023〕9号", "泉洛委〔2023〕9号", "泉洛委〔2024〕15号", "泉洛委〔2024〕15号"),
        # A majority, but not so large that another number must be wrong.
        ("泉洛委〔2024〕15号", "泉洛委〔2024〕15号", "泉洛政〔2024〕42号"),
        # All agree.
        ("泉洛委〔2024〕15号",) * 3,
    ],
)
def test_documents_of_the_same_name_are_not_always_the_same(numbers: tuple[str, ...]) -> None:
    results = [citing(unit, (PLAN, n)) for unit, n in zip("甲乙丙丁", numbers, strict=False)]
    assert told(*results) == [[] for _ in results]


def test_one_number_with_two_titles_is_told_on_both_sides_unless_most_know_better() -> None:
    other = "《加强基层治理若干措施》"
    one = citing("甲", (PLAN, NUMBER))
    found = told(one, citing("乙", (other, NUMBER)))
    assert found[0] == [f"文号“{NUMBER}”，本表写作{PLAN}的，“乙局.docx”写的是{other}。"]
    assert found[1] == [f"文号“{NUMBER}”，本表写作{other}的，“甲局.docx”写的是{PLAN}。"]
    found = told(one, citing("丙", (PLAN, NUMBER)), citing("乙", (other, NUMBER)))
    assert [len(messages) for messages in found] == [0, 0, 1]


def test_a_title_within_another_or_misread_is_the_same() -> None:
    inner = "《洛江区优化营商环境专项行动方案》"
    outer = "《关于印发〈洛江区优化营商环境专项行动方案〉的通知》"
    misread = "《洛江区优化菅商环境专项行动方案》"
    results = [
        citing(u, (t, NUMBER)) for u, t in zip("甲乙丙", (inner, outer, misread), strict=True)
    ]
    assert told(*results) == [[], [], []]


def test_a_departments_own_forms_and_what_a_form_itself_contradicts_are_not_told_here() -> None:
    first = citing("甲", (PLAN, NUMBER))
    second = citing("甲", (PLAN, "泉洛委办〔2024〕15号"), name="第二稿.docx")
    torn = citing("乙", (PLAN, NUMBER), (PLAN, "泉洛委〔2024〕16号"))
    assert told(first, second) == [[], []]
    assert told(first, torn) == [[], []]


def test_orders_have_numbers_of_their_own() -> None:
    one, other = citing("甲", ("《条例》", "令第5号")), citing("乙", ("《办法》", "令第5号"))
    assert told(one, other) == [[], []]


def test_files_that_were_not_read_cite_nothing() -> None:
    results = (returned("坏.pdf"), citing("甲", (PLAN, NUMBER)))
    assert with_known_documents(results) == results


BATCH = (
    citing("甲", (PLAN, NUMBER), ("《甲》", "泉洛政〔2024〕2号")),
    citing("乙", (PLAN, "泉洛委办〔2024〕15号")),
    citing("丙", ("《丙方案》", "泉洛政〔2024〕2号")),
    citing("丁", ("《丁方案》", "泉洛政〔2024〕2号")),
    returned("坏.pdf"),
)


@settings(max_examples=30, deadline=None)
@given(st.permutations(BATCH))
def test_the_order_of_the_files_does_not_matter(results: list[Result]) -> None:
    found = {r.submission.id: r for r in with_known_documents(results)}
    assert found == {r.submission.id: r for r in with_known_documents(BATCH)}
