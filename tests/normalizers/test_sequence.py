import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.model import Field, Repair, Value
from normalizers.sequence import (
    leading_part,
    number_in,
    parts_of,
    resembles_number,
    sequence_of,
    without_last_part,
    written_as,
)
from parsers.model import Source

FORM = "序号写成半角数字，用“-”连接"
SLIP = "序号只由数字组成，形近的字母按数字读"
NUMBERS = st.lists(st.integers(1, 99), min_size=2, max_size=4).map(lambda p: "-".join(map(str, p)))


@pytest.mark.parametrize("text", ["1-1-1", "3-6", "1-10-2", " 4-8 ", "1-12-\n3"])
def test_a_proper_number_stays_as_it_is(text: str) -> None:
    source = Source(text)
    assert sequence_of(source) == Value("".join(text.split()), source)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("１－１－１", "1-1-1"),
        ("1—2—3", "1-2-3"),
        ("1–2", "1-2"),
        ("1 - 2 - 3", "1-2-3"),
        ("1一2一3", "1-2-3"),
        ("1--2-3", "1-2-3"),
        ("1.2.3", "1-2-3"),
        ("（3-1）", "3-1"),
        ("3-1、", "3-1"),
        ("1-01-2", "1-1-2"),
    ],
)
def test_another_writing_becomes_proper(text: str, wanted: str) -> None:
    source = Source(text)
    repair = Repair(Field.NUMBER, text, wanted, "sequence.form", 0.99, FORM)
    assert sequence_of(source) == Value(wanted, source, (repair,))


@pytest.mark.parametrize(
    ("text", "wanted"), [("l-2-3", "1-2-3"), ("1-I-2", "1-1-2"), ("1-1O-2", "1-10-2")]
)
def test_look_alikes_are_read_as_digits(text: str, wanted: str) -> None:
    source = Source(text)
    repair = Repair(Field.NUMBER, text, wanted, "sequence.lookalike", 0.99, SLIP)
    assert sequence_of(source) == Value(wanted, source, (repair,))


@pytest.mark.parametrize(
    "text",
    [
        *("", "1", "1.5", "1-甲", "1-1-0", "0-1", "1-2-3-4-5", "100-1", "2024-12-31", "1.2", "一"),
        *("第1-2项", "1-1-1及1-1-2", "3月1日"),
    ],
)
def test_what_cannot_be_a_number_is_none(text: str) -> None:
    source = Source(text)
    assert sequence_of(source) == Value(None, source)


@pytest.mark.parametrize(("text", "meant"), [("1-甲", True), ("1-3-x", True), ("1-1", True)])
def test_a_spoilt_number_still_resembles_one(text: str, *, meant: bool) -> None:
    assert resembles_number(text) is meant


@pytest.mark.parametrize("text", ["全年实施", "1", "1.5", "做好1-2次检查工作任务", ""])
def test_other_texts_resemble_no_number(text: str) -> None:
    assert not resembles_number(text)


def test_a_number_has_parts() -> None:
    assert parts_of("1-12-3") == (1, 12, 3)


@given(NUMBERS)
def test_proper_numbers_are_never_changed(number: str) -> None:
    assert sequence_of(Source(number)) == Value(number, Source(number))


@given(st.text(st.sampled_from("0123456789lIO-—－一. （）\n甲"), max_size=12))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = number_in(text)
    assert once is None or number_in(once) == once
    assert resembles_number(text) or once is None


def test_a_number_is_published_with_the_scheme_s_own_separator() -> None:
    dashed, dotted = sequence_of(Source("1-2-1")), sequence_of(Source("1.2.1"))
    assert written_as(dashed, "-") == dashed
    assert written_as(dotted, ".") == Value("1.2.1", Source("1.2.1"))
    assert written_as(sequence_of(Source("甲")), ".") == Value(None, Source("甲"))


@pytest.mark.parametrize("raw", ["1-2-1", "1．2．1", "1－2－1"])
def test_what_the_form_joins_otherwise_is_a_repair(raw: str) -> None:
    (repair,) = written_as(sequence_of(Source(raw)), ".").repairs
    assert (repair.field, repair.before, repair.after) == (Field.NUMBER, raw, "1.2.1")
    assert (repair.rule, "“.”" in repair.evidence) == ("sequence.form", True)


@pytest.mark.parametrize(
    ("number", "first", "rest"),
    [("1-2-3", "1", "1-2"), ("1.2.3", "1", "1.2"), ("3-1", "3", "3"), ("3", "3", ""), ("", "", "")],
)
def test_a_published_number_has_a_first_part_and_what_stands_before_its_last(
    number: str, first: str, rest: str
) -> None:
    assert (leading_part(number), without_last_part(number)) == (first, rest)
