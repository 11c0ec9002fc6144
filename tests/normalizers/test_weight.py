from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.model import Field, Repair, Value
from normalizers.weight import decimal_of, plain, weight_of
from parsers.model import Source

PLAIN = "权重写成纯数字：去掉单位和空格，全角改半角，去掉末尾的零"
ALIKE = "权重应是数字，形近的字母或标点按数字读，竖线是表格线的残迹"
TORN = "权重不完整：可能缺了数字或小数点"
WEIGHTS = st.decimals(min_value=0, max_value=100, places=1)


@pytest.mark.parametrize("text", ["1.5", "2", "0.5", "15", "68", " 1.5 ", "1.\n5"])
def test_a_plain_weight_stays_as_it_is(text: str) -> None:
    source = Source(text)
    assert weight_of(source) == Value(Decimal("".join(text.split())), source)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1.5分", "1.5"),
        ("1.5 分", "1.5"),
        ("１．５", "1.5"),
        ("１．５分", "1.5"),
        ("2.0", "2"),
        ("1.50", "1.5"),
        ("01.5", "1.5"),
        ("1 . 5", "1.5"),
    ],
)
def test_another_writing_of_a_weight_becomes_plain(text: str, wanted: str) -> None:
    source = Source(text)
    repair = Repair(Field.WEIGHT, text, wanted, "weight.plain", 1.0, PLAIN)
    assert weight_of(source) == Value(Decimal(wanted), source, (repair,))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("l.5", "1.5"),
        ("I.5", "1.5"),
        ("l", "1"),
        ("l0", "10"),
        ("O.5", "0.5"),
        ("Ｏ.5", "0.5"),
        ("2.O", "2"),
        ("1.S", "1.5"),
        ("1。5", "1.5"),
        ("1·5", "1.5"),
        ("1,5", "1.5"),
        ("1，5", "1.5"),
        ("5。", "5"),
        ("1.5|", "1.5"),
        ("|1", "1"),
    ],
)
def test_look_alikes_are_read_as_digits(text: str, wanted: str) -> None:
    source = Source(text)
    repair = Repair(Field.WEIGHT, text, wanted, "weight.lookalike", 0.99, ALIKE)
    assert weight_of(source) == Value(Decimal(wanted), source, (repair,))


@pytest.mark.parametrize(
    ("text", "guess"), [(".5", "0.5"), (".5分", "0.5"), ("1 5", "1.5"), ("1\n5", "1.5")]
)
def test_a_torn_weight_is_only_suggested(text: str, guess: str) -> None:
    source = Source(text)
    before = "".join(text.split("\n"))
    repair = Repair(Field.WEIGHT, before, guess, "weight.incomplete", 0.5, TORN)
    assert weight_of(source) == Value(None, source, suggestions=(repair,))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "  ",
            "壹",
            "一",
            "1.5%",
            "1-2",
            "1/2",
            "-1",
            "－1",
            "1..5",
            "1,500",
            "1.5万",
            "若干",
        ),
        *("|", "o", "1.5l", "ll", "1.5\n1.5", "1000", "1-1-1", "（1）", "²"),
    ],
)
def test_what_is_no_decimal_is_no_weight(text: str) -> None:
    source = Source(text)
    assert weight_of(source) == Value(None, source)


def test_a_zero_is_legible_and_left_to_be_judged() -> None:
    assert weight_of(Source("0")).value == 0


@pytest.mark.parametrize(
    ("value", "wanted"), [("2.0", "2"), ("20", "20"), ("2E+1", "20"), ("0.50", "0.5"), ("0.0", "0")]
)
def test_decimals_are_written_plain(value: str, wanted: str) -> None:
    assert plain(Decimal(value)) == wanted


@given(WEIGHTS)
def test_normalising_twice_changes_nothing(value: Decimal) -> None:
    once = weight_of(Source(str(value)))
    assert once.value == value
    assert weight_of(Source(plain(value))) == Value(value, Source(plain(value)))


@given(st.text(max_size=12))
def test_no_text_is_too_odd(text: str) -> None:
    value = weight_of(Source(text))
    assert bool(value.repairs) <= (value.value is not None)
    assert decimal_of(text) in {None, value.value}
