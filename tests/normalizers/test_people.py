from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.model import Field, Repair, Value
from normalizers.people import Duties, repaired_people
from parsers.model import Source

L, U, O = Field.LEADERS, Field.UNITS, Field.OWNERS  # noqa: E741 - leaders, units, owners


def row(leaders: str, units: str, owners: str) -> Duties:
    texts = zip((L, U, O), (leaders, units, owners), strict=True)
    return {role: Value(tuple(text.split()) or None, Source(text)) for role, text in texts}


def rows(*groups: tuple[int, str, str, str]) -> list[Duties]:
    return [row(*names) for number, *names in groups for _ in range(number)]


def read(found: tuple[Duties, ...], role: Field) -> list[tuple[str, ...]]:
    return [duties[role].value or () for duties in found]


def changes(found: tuple[Duties, ...]) -> list[tuple[str, str, str, float]]:
    repairs = (r for duties in found for v in duties.values() for r in v.repairs)
    return [(r.before, r.after, r.rule, r.confidence) for r in repairs]


def open_questions(found: tuple[Duties, ...]) -> list[tuple[str, str]]:
    suggestions = (s for duties in found for v in duties.values() for s in v.suggestions)
    return [(s.before, s.after) for s in suggestions]


OFFICE = (6, "许秋元", "办公室", "王佳明")


@pytest.mark.parametrize(
    ("printed", "repair"),
    [
        (("许秋元", "办公室", "王住明"), ("王住明", "王佳明", "name.misread", 0.95)),
        (("许秋无", "办公室", "王佳明"), ("许秋无", "许秋元", "name.misread", 0.95)),
        (("许秋元", "办公宝", "王佳明"), ("办公宝", "办公室", "unit.misread", 0.95)),
        (("许秋元", "办公至", "王佳明"), ("办公至", "办公室", "unit.misread", 0.95)),
        (("许秋元", "办公室", "王家明"), ("王家明", "王佳明", "name.misread", 0.85)),
        (("许秋元", "办公室", "玉佳明"), ("玉佳明", "王佳明", "name.misread", 0.95)),
    ],
)
def test_a_name_printed_once_is_repaired_to_its_look_alike_in_the_same_place(
    printed: tuple[str, str, str], repair: tuple[str, str, str, float]
) -> None:
    found = repaired_people([*rows(OFFICE), row(*printed)])
    assert changes(found) == [repair]
    assert read(found, L) == [("许秋元",)] * 7
    assert read(found, U) == [("办公室",)] * 7
    assert read(found, O) == [("王佳明",)] * 7


def test_a_repair_says_what_proves_it() -> None:
    (*_, last) = repaired_people([*rows(OFFICE), row("许秋元", "办公室", "王住明")])
    evidence = (
        "“王住明”出现1次，与“王佳明”（6次）只差一个形近字，且同一责任单位的责任人都是“王佳明”"
    )
    repair = Repair(O, "王住明", "王佳明", "name.misread", 0.95, evidence)
    assert last[O] == Value(("王佳明",), Source("王住明"), (repair,))


@pytest.mark.parametrize(
    "groups",
    [
        # Two people with support of their own, in one unit and in two.
        (OFFICE, (4, "许秋元", "办公室", "王佳朋")),
        (OFFICE, (1, "许少坚", "重点办", "王佳朋")),
        ((8, "许秋元", "办公室", "王佳明"), (19, "许少坚", "重点办", "王佳朋")),
        # Units one character apart, both real.
        (OFFICE, (1, "许秋元", "体改办", "赖泽楷"), (1, "许秋元", "审改办", "赖泽楷")),
        (OFFICE, (5, "许秋元", "体改办", "赖泽楷"), (1, "许秋元", "审改办", "赖泽楷")),
        ((5, "许秋元", "综合一科", "赖泽楷"), (1, "许秋元", "综合二科", "赖泽楷")),
        ((5, "许秋元", "初等教育股", "赖泽楷"), (1, "许秋元", "高等教育股", "赖泽楷")),
        # A leader of another unit, and a leader who also answers in person.
        (OFFICE, (1, "许秋无", "重点办", "赖泽楷")),
        (OFFICE, (1, "王住明", "重点办", "李伟"), (1, "许秋元", "办公室", "王住明")),
        # Short names share half of their characters by chance.
        ((3, "许秋元", "办公室", "李伟"), (1, "许秋元", "办公室", "李佳")),
        (OFFICE, (1, "许秋元", "办公室", "李伟")),
        # Nobody can say who of these goes with whom.
        (OFFICE, (1, "许秋元 许少坚", "办公室", "王住明 李伟 赖泽楷")),
        ((1, "", "", "王佳明"), (1, "", "", "王住明")),
    ],
)
def test_what_may_be_right_stays_as_it_is(groups: tuple[tuple[int, str, str, str], ...]) -> None:
    before = rows(*groups)
    found = repaired_people(before)
    assert changes(found) == []
    assert [[v.value for v in d.values()] for d in found] == [
        [v.value for v in d.values()] for d in before
    ]


def test_a_misreading_that_comes_again_is_repaired_where_it_is_scattered() -> None:
    office, odd = row("许秋元", "办公室", "王佳明"), row("许秋元", "办公室", "王住明")
    many = [row("许秋元", "办公室", "王佳明") for _ in range(8)]
    scattered = repaired_people(
        [*many[:2], odd, *many[2:6], replace_source(odd), *many[6:], office]
    )
    assert changes(scattered) == [("王住明", "王佳明", "name.misread", 0.85)] * 2
    together = repaired_people([office, *many, odd, replace_source(odd), replace_source(odd)])
    assert changes(together) == []
    assert open_questions(together) == [("王住明", "王佳明")] * 3


def replace_source(duties: Duties) -> Duties:
    return {role: replace(v, source=Source(v.source.text)) for role, v in duties.items()}


def test_a_merged_cell_is_printed_once() -> None:
    misread = row("许秋元", "办公室", "王住明")
    found = repaired_people([*rows(OFFICE), misread, misread, misread])
    assert read(found, O) == [("王佳明",)] * 9


def test_a_leader_misread_twice_needs_less_likeness_than_others_since_a_unit_keeps_one() -> None:
    many = [row("洪安敏", "办公室", "王佳明") for _ in range(10)]
    odd = [row("洪妄敏", "办公室", "王佳明") for _ in range(2)]
    found = repaired_people([*many[:3], odd[0], *many[3:7], odd[1], *many[7:]])
    assert read(found, L) == [("洪安敏",)] * 12


def test_two_people_in_one_cell_are_weighed_each_by_their_own_unit() -> None:
    known = rows(OFFICE, (5, "许少坚", "重点办", "王智毅"))
    found = repaired_people([*known, row("许秋元 许少坚", "办公室 重点办", "王住明 王智毅")])
    assert found[-1][O].value == ("王佳明", "王智毅")


def test_of_several_candidates_none_is_chosen() -> None:
    groups = ((5, "许秋元", "办公室", "王佳明"), (5, "许秋元", "办公室", "王佳朋"))
    found = repaired_people([*rows(*groups), row("许秋元", "办公室", "王佳朗")])
    evidence = "“王佳朗”可能是王佳明、王佳朋中的一个，无法确定"
    suggestion = Repair(O, "王佳朗", "王佳明、王佳朋", "name.misread", 0.5, evidence)
    assert found[-1][O] == Value(("王佳朗",), Source("王佳朗"), (), (suggestion,))


@pytest.mark.parametrize(
    ("groups", "question"),
    [
        (
            ((6, "许秋元", "办公室", "王佳静"), (1, "许秋元", "办公室", "王佳迪")),
            ("王佳迪", "王佳静"),
        ),
        (
            ((3, "许秋元", "办公室", "王佳明"), (1, "许秋元", "办公室", "王家明")),
            ("王家明", "王佳明"),
        ),
        (((1, "许秋元", "投资股", "王强"), (1, "许秋元", "投贷股", "王强")), ("投资股", "投贷股")),
        (((4, "许秋元", "办公室", "李伟"), (1, "许秋元", "办公室", "李玮")), ("李玮", "李伟")),
    ],
)
def test_where_evidence_falls_short_the_question_is_left_open(
    groups: tuple[tuple[int, str, str, str], ...], question: tuple[str, str]
) -> None:
    found = repaired_people(rows(*groups))
    assert changes(found) == []
    assert question in open_questions(found)


def test_a_person_known_elsewhere_is_proof_enough_for_one_row_here() -> None:
    known = rows((5, "许少坚", "重点办", "王智毅"), (1, "许秋元", "体改办", "王智毅"))
    found = repaired_people([*known, row("许秋元", "体改办", "王智敦")])
    assert read(found, O)[-1] in {("王智毅",), ("王智敦",)}
    found = repaired_people([*known, row("许秋元", "体改办", "王智毁")])
    assert changes(found) in ([], [("王智毁", "王智毅", "name.misread", 0.85)])


@pytest.mark.parametrize(
    ("printed", "right"),
    [
        ("体和行政审核审批", "行政审批和行政执法股"),
        ("行政审比和行政执注股", "行政审批和行政执法股"),
        ("行政审批和行政执股", "行政审批和行政执法股"),
        ("行政审批和行政执法法股", "行政审批和行政执法股"),
    ],
)
def test_a_garbled_unit_is_the_one_that_stands_in_its_place(printed: str, right: str) -> None:
    groups = ((3, "许秋元", right, "赖泽楷"), (1, "许秋元", printed, "赖泽楷"), OFFICE)
    assert read(repaired_people(rows(*groups)), U)[3] == (right,)


def test_a_garbled_unit_may_come_again() -> None:
    right, printed = "行政审批和行政执法股", "体和行政审核审批"
    groups = ((2, "许秋元", right, "赖泽楷"), (4, "许秋元", printed, "赖泽楷"), OFFICE)
    found = repaired_people(rows(*groups))
    assert read(found, U)[:6] == [(right,)] * 6
    evidence = f"“{printed}”不成单位名；许秋元分管、赖泽楷负责的是“{right}”，用字多数相同"
    repair = Repair(U, printed, right, "unit.misread", 0.9, evidence)
    assert found[5][U] == Value((right,), Source(printed), (repair,))


@pytest.mark.parametrize("printed", ["窗口", "机关党建", "各乡镇（街道）", "审批"])
def test_what_is_no_unit_and_shares_little_is_left_alone(printed: str) -> None:
    groups = ((3, "许秋元", "行政审批和行政执法股", "赖泽楷"), (1, "许秋元", printed, "赖泽楷"))
    assert changes(repaired_people(rows(*groups))) == []


@pytest.mark.parametrize(
    ("odd", "kind"), [("王住明", "一个形近字"), ("王家明", "一个同音字"), ("王迪明", "一个字")]
)
def test_a_question_says_what_is_alike(odd: str, kind: str) -> None:
    known = rows((6, "许秋元", "办公室", "王佳明"))
    (*_, last) = repaired_people([*known, row("许秋元", "办公室", odd)])
    (told,) = (*last[O].repairs, *last[O].suggestions)
    assert told.evidence == (
        f"“{odd}”出现1次，与“王佳明”（6次）只差{kind}，且同一责任单位的责任人都是“王佳明”"
    )


def test_nothing_is_known_of_no_rows() -> None:
    assert repaired_people([]) == ()


NAMES = (
    "王佳明",
    "李伟",
    "许少坚",
    "许秋元",
    "赖泽楷",
    "陈军",
    "林静兰",
    "郑晓玲",
    "欧阳娜娜",
    "魏培红",
)
UNITS = ("办公室", "体改办", "审改办", "综合股", "投资股", "行政审批和行政执法股")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_a_form_without_misreadings_is_never_changed(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - dice, no secret
    people = chance.sample(NAMES, len(NAMES))
    offices = [(people[i % 2], unit, people[2 + i : 4 + i]) for i, unit in enumerate(UNITS)]
    printed = []
    for _ in range(40):
        leader, unit, staff = chance.choice(offices)
        printed.append(row(leader, unit, chance.choice(staff)))
    found = repaired_people(printed)
    assert changes(found) == []
    assert found == tuple(printed) or open_questions(found)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_repairing_twice_changes_nothing(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - dice, no secret
    printed = [*rows(OFFICE, (5, "许少坚", "重点办", "王智毅"))]
    odd = chance.choice(["王住明", "玉佳明", "王佳朋", "王佳"])
    printed.insert(chance.randrange(12), row("许秋元", "办公室", odd))
    once = repaired_people(printed)
    again = repaired_people(once)
    assert [d[O].value for d in again] == [d[O].value for d in once]
