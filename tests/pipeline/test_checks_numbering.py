from dataclasses import replace

import pytest
from form_values import (
    ABILITIES,
    DUTIES,
    SCHEME,
    clean_form,
    rows_of,
    value,
    with_row,
    with_rows,
    with_section,
    without_row,
)

from normalizers.model import Field, Form
from pipeline.checks import check
from pipeline.checks.numbering import parts_of


def told(form: Form) -> list[tuple[str, str]]:
    """Everything but the sums, which follow from a lost row."""
    findings = check(form, SCHEME)
    return [(f.code, f.number) for f in findings if f.code != "weight.sum"]


def renumbered(form: Form, number: str, to: str | None, text: str | None = None) -> Form:
    return with_row(form, number, number=value(to, text))


@pytest.mark.parametrize(
    ("number", "parts"),
    [
        ("1-1-1", (1, 1, 1)),
        ("2-10-3", (2, 10, 3)),
        ("3-1-1", None),
        ("1-1", None),
        ("1-1-1-1", None),
        ("1-0-1", None),
        ("1-01-1", None),
        ("1-1-1000", None),
        ("1-A-1", None),
        ("", None),
    ],
)
def test_a_number_has_the_section_s_levels_and_prefixes(
    number: str, parts: tuple[int, ...] | None
) -> None:
    assert parts_of(number, SCHEME.section(DUTIES)) == parts


@pytest.mark.parametrize("wrong", ["1-3", "1-3-2-1", "4-3-2", "1-3-0", "1-3-二"])
def test_an_impossible_number_is_invalid_and_nothing_else(wrong: str) -> None:
    assert told(renumbered(clean_form(), "1-3-2", wrong)) == [("seq.invalid", wrong)]


def test_a_row_without_number_is_named_by_its_text() -> None:
    (found,) = check(renumbered(clean_form(), "1-3-2", None, ""), SCHEME)
    rule = "以1、2开头、形如1-1-1的3级编号"
    assert found.code == "seq.invalid"
    assert found.message == (
        f"“职能工作目标”中“完成编号为1-3-2的任务”一项没有填写序号，应为{rule}。"
    )


def test_an_illegible_number_is_quoted() -> None:
    (found,) = check(renumbered(clean_form(), "1-3-2", None, "l-?-2"), SCHEME)
    assert (found.code, found.found) == ("seq.invalid", "l-?-2")


@pytest.mark.parametrize(
    ("number", "to"), [("1-9-2", "1-9-1"), ("1-9-3", "1-9-2"), ("1-9-2", "1-1-1")]
)
def test_a_repeated_number_is_told_on_the_later_row_and_makes_no_gap(number: str, to: str) -> None:
    assert told(renumbered(clean_form(), number, to)) == [("seq.duplicate", to)]


def test_a_number_repeated_across_groups_is_no_lack_of_level1() -> None:
    form = clean_form()
    alone = tuple(r for r in rows_of(form) if r.number.value not in ("2-6-2", "2-6-3"))
    form = renumbered(with_rows(form, DUTIES, alone), "2-6-1", "2-5-3")
    assert told(form) == [("seq.duplicate", "2-5-3")]


def test_a_skipped_number_is_told_on_the_row_behind() -> None:
    findings = check(without_row(clean_form(), "1-3-2"), SCHEME)
    assert [(f.code, f.number) for f in findings] == [("weight.sum", ""), ("seq.gap", "1-3-3")]
    assert findings[1].message == "第1-3-3项之前缺1-3-2，编号不连续。"


def test_a_skipped_first_number_is_told() -> None:
    assert told(without_row(clean_form(), "1-1-1")) == [("seq.gap", "1-1-2")]


def test_a_skipped_group_is_told_once() -> None:
    rows = tuple(r for r in rows_of(clean_form()) if r.group != "1-4")
    findings = check(with_rows(clean_form(), DUTIES, rows), SCHEME)
    gaps = [(f.number, f.message) for f in findings if f.code == "seq.gap"]
    assert gaps == [("1-5-1", "第1-5-1项之前缺1-4，编号不连续。")]


def test_many_skipped_numbers_are_told_from_to() -> None:
    (found,) = check(renumbered(clean_form(), "1-3-3", "1-3-40"), SCHEME)
    assert found.message == "第1-3-40项之前缺1-3-3至1-3-39，编号不连续。"


def test_a_number_that_runs_backward_is_told() -> None:
    rows = list(rows_of(clean_form()))
    rows[3], rows[4] = rows[4], rows[3]
    assert told(with_rows(clean_form(), DUTIES, tuple(rows))) == [("seq.order", "1-2-1")]


def test_numbers_count_as_numbers_not_as_texts() -> None:
    rows = rows_of(clean_form())
    tenth = [
        replace(r, number=value(f"1-10-{n}"), group="1-10", level2=value(f"十之{n}"))
        for n, r in enumerate(rows[24:27], start=1)
    ]
    form = with_rows(clean_form(), DUTIES, (*rows[:27], *tenth, *rows[27:]))
    assert [c for c in told(form) if c[0].startswith("seq")] == []


def test_a_gap_among_fixed_items_is_told_as_a_missing_item() -> None:
    assert told(without_row(clean_form(), "3-2")) == [("fixed.missing", "3-2")]


def test_a_repeated_number_among_fixed_items_is_no_missing_item() -> None:
    assert told(renumbered(clean_form(), "3-3", "3-2")) == [("seq.duplicate", "3-2")]


def test_a_missing_number_column_is_told_once() -> None:
    for name in (DUTIES, ABILITIES):
        rows = tuple(
            replace(r, number=value(None, ""), group="") for r in rows_of(clean_form(), name)
        )
        form = with_section(clean_form(), name, indicators=rows, missing_columns=(Field.NUMBER,))
        assert told(form) == [("form.column_missing", "")]


def test_a_section_without_prefixes_takes_any_number_of_its_levels() -> None:
    duties = SCHEME.section(DUTIES)
    free = replace(duties, categories=(), minimum_level1=None)
    scheme = replace(SCHEME, sections=(free, *SCHEME.sections[1:]))
    form = renumbered(clean_form(), "1-3-2", "1-3")
    assert [f.expected for f in check(form, scheme)] == ["形如1-1-1的3级编号"]
