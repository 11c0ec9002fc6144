from dataclasses import replace

import pytest
from doubtful import doubtful
from form_values import DUTIES, SCHEME, clean_form, names, rows_of, value, with_row, with_rows

from normalizers.model import Field, Form, Origin, Repair, Value
from parsers.model import Place, Source
from pipeline.checks import check


def told(form: Form) -> list[tuple[str, str]]:
    return [(f.code, f.number) for f in check(form, SCHEME)]


def answering(leaders: int, units: int, owners: int) -> Form:
    people = [f"甲{n}" for n in range(4)]
    return with_row(
        clean_form(),
        "1-4-1",
        leaders=names(*people[:leaders]),
        units=names(*people[:units]),
        owners=names(*people[:owners]),
    )


@pytest.mark.parametrize("counts", [(2, 3, 2), (2, 2, 3), (3, 2, 2)])
def test_numbers_of_people_that_do_not_match_are_told(counts: tuple[int, int, int]) -> None:
    leaders, units, owners = counts
    (found,) = check(answering(*counts), SCHEME)
    assert (found.code, found.number) == ("people.mismatch", "1-4-1")
    said = f"分管领导{leaders}名、责任单位{units}个、责任人{owners}名"
    assert found.message == f"第1-4-1项有{said}，无法一一对应。"


@pytest.mark.parametrize("counts", [(1, 1, 1), (2, 2, 2), (2, 1, 2), (1, 1, 3)])
def test_numbers_that_match_or_share_one_pass(counts: tuple[int, int, int]) -> None:
    assert told(answering(*counts)) == []


def doubted(field: Field, before: str, *others: str) -> tuple[Repair, ...]:
    return tuple(Repair(field, before, o, "people.similar", 0.6, f"形近“{o}”") for o in others)


def test_a_name_that_two_people_could_be_is_told_with_both() -> None:
    leaders = replace(
        names("王佳明"), suggestions=doubted(Field.LEADERS, "王佳明", "王佳朋", "王住明")
    )
    (found,) = check(with_row(clean_form(), "1-4-1", leaders=leaders), SCHEME)
    assert (found.code, found.number, found.field) == ("people.ambiguous", "1-4-1", "分管领导")
    assert found.message == (
        "第1-4-1项的分管领导“王佳明”可能是“王佳朋”或“王住明”：形近“王佳朋”；形近“王住明”。"
    )


def test_a_merged_cell_is_doubted_once() -> None:
    doubtful = replace(names("赖泽楷"), suggestions=doubted(Field.OWNERS, "赖泽楷", "赖择楷"))
    rows = rows_of(clean_form())
    merged = tuple(replace(r, owners=doubtful) for r in rows[:3])
    form = with_rows(clean_form(), DUTIES, (*merged, *rows[3:]))
    assert told(form) == [("people.ambiguous", "1-1-1")]


@pytest.mark.parametrize(
    ("field", "code"),
    [
        (Field.LEVEL2, "parse.uncertain"),
        (Field.BASIS, "basis.malformed"),
        (Field.UNITS, "people.ambiguous"),
    ],
)
def test_other_suggestions_are_told_under_the_code_that_fits(field: Field, code: str) -> None:
    attribute = {"BASIS": "bases"}.get(field.name, field.name.lower())
    row = rows_of(clean_form())[9]
    kept = getattr(row, attribute)
    doubtful = replace(kept, suggestions=doubted(field, "甲", "乙"))
    assert told(with_row(clean_form(), "1-4-1", **{attribute: doubtful})) == [(code, "1-4-1")]


def test_two_readings_that_differ_are_told() -> None:
    weight = rows_of(clean_form())[9].weight
    rival = replace(weight, source=Source("1.5", confidence=0.4, rivals=("15", "1.5 ")))
    (found,) = check(with_row(clean_form(), "1-4-1", weight=rival), SCHEME)
    assert (found.code, found.number, found.field) == ("parse.disagreement", "1-4-1", "权重")
    assert found.message == "第1-4-1项的权重读作“1.5”，另一种方法读作“15”。"


def test_a_reading_that_is_unsure_is_told() -> None:
    unsure = Value("全年实施", Source("全年实施", confidence=0.62))
    (found,) = check(with_row(clean_form(), "1-4-1", deadline=unsure), SCHEME)
    assert (found.code, found.number) == ("parse.uncertain", "1-4-1")
    assert found.message == "第1-4-1项的完成时限“全年实施”识别把握不大（62%）。"


def test_the_characters_in_doubt_are_named_with_what_they_may_be_and_where_they_stand() -> None:
    text = "完成率达99%\n以上"
    source = doubtful(text, (0, 0.6, {"兄": 0.3, "究": 0.1}), (8, 0.7, {}), (2, 0.96, {"卒": 0.03}))
    unsure = Value("完成率达99%以上", source)
    (found,) = check(with_row(clean_form(), "1-4-1", level2=unsure), SCHEME)
    assert (found.code, found.number, found.field, found.found) == (
        "parse.uncertain",
        "1-4-1",
        "二级指标",
        "完成率达99%以上",
    )
    assert found.message == (
        "第1-4-1项的二级指标“完成率达99%以上”识别把握不大（60%）：第1字“完”可能是“兄”或“究”，"
        "第8字“以”看不清，见第2页（10,20,110,40）。"
    )
    assert found.advice == "请对照原件确认；识别有误的请改正。"


def test_of_many_characters_in_doubt_the_least_sure_are_named() -> None:
    source = doubtful("及时完成任务", *((at, 0.9 - at / 10, {}) for at in range(6)))
    source = replace(source, place=Place(3))
    unsure = Value("及时完成任务", source)
    (found,) = check(with_row(clean_form(), "1-4-1", level2=unsure), SCHEME)
    assert found.message == (
        "第1-4-1项的二级指标“及时完成任务”识别把握不大（40%）：第3字“完”看不清，第4字“成”看不清，"
        "第5字“任”看不清，第6字“务”看不清等6字，见第3页。"
    )


def test_a_value_in_doubt_with_a_suggestion_is_told_once() -> None:
    suggestion = doubted(Field.LEVEL2, "及时完成住务", "及时完成任务")
    unsure = Value("及时完成住务", doubtful("及时完成住务", (4, 0.5, {"任": 0.4})), (), suggestion)
    (found,) = check(with_row(clean_form(), "1-4-1", level2=unsure), SCHEME)
    assert "“及时完成住务”可能是“及时完成任务”" in found.message


def test_a_deadline_of_a_scan_that_is_none_is_told_however_surely_it_was_read() -> None:
    garbled = Value("2024年930日前", Source("2024年930日前"))
    form = with_row(clean_form(), "1-4-1", deadline=garbled)
    assert told(form) == []
    (found,) = check(replace(form, origin=Origin.SCAN), SCHEME)
    assert (found.code, found.number) == ("parse.uncertain", "1-4-1")
    said = "第1-4-1项的完成时限“2024年930日前”不成时限，可能漏识别了字，见第2页。"
    assert found.message == said


def test_an_unsure_blank_is_not_doubted_besides() -> None:
    unsure = Value(None, Source("", confidence=0.1))
    assert told(with_row(clean_form(), "1-4-1", remark=unsure)) == []


def test_the_head_and_the_letter_are_doubted_too() -> None:
    form = clean_form()
    assert form.letter is not None
    unit = replace(form.unit, source=Source("洛江区民政局", confidence=0.5))
    number = replace(
        form.letter.number, source=Source("泉洛民函〔2025〕1号", rivals=("泉洛民函〔2025〕7号",))
    )
    form = replace(form, unit=unit, letter=replace(form.letter, number=number))
    assert told(form) == [("parse.uncertain", ""), ("parse.disagreement", "")]


def test_a_flawed_document_is_not_doubted_twice() -> None:
    row = rows_of(clean_form())[9]
    documents = row.bases.value or ()
    flawed = replace(
        row.bases,
        value=tuple(replace(d, flaw="没有年份") for d in documents),
        suggestions=doubted(Field.BASIS, "甲", "乙"),
    )
    assert told(with_row(clean_form(), "1-4-1", bases=flawed)) == [("basis.malformed", "1-4-1")]


def test_a_doubtful_level1_is_not_doubted_twice() -> None:
    level1 = replace(value("做好工作"), suggestions=doubted(Field.LEVEL1, "做好工作", "项目创优"))
    form = with_row(clean_form(), "1-4-1", level1=level1, uncertain_level1="也可能是“项目创优”")
    assert told(form) == [("indicator.label_uncertain", "1-4-1")]
