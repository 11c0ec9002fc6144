from __future__ import annotations

from decimal import Decimal

import hypothesis.strategies as st
import pytest
from hypothesis import example, given

from parsers.sheet.builtin_formats import BUILTIN_FORMATS
from parsers.sheet.number_format import general, shown, shown_text
from parsers.sheet.typed_numbers import candidate_of


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0", "0"),
        ("68.0", "68"),
        ("1.50", "1.5"),
        ("-2.5", "-2.5"),
        ("0.300000000000000", "0.3"),
        ("13812345678", "13812345678"),
        ("123456789012345000", "123456789012345000"),
        ("1E+22", "1E+22"),
        ("0.00012", "0.00012"),
        ("1.5E-20", "1.5E-20"),
        ("1E-7", "0.0000001"),
    ],
)
def test_general_shows_every_digit_there_is(number: str, text: str) -> None:
    assert general(Decimal(number)) == text


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        ("1.5", "0", "2"),
        ("2.5", "0", "3"),
        ("-0.4", "0", "0"),
        ("-3.5", "0.0", "-3.5"),
        ("-3.5", "0.0;(0.0)", "(3.5)"),
        ("-3.5", "0.0;-0.0;零", "-3.5"),
        ("0", "0.0;-0.0;零", "零"),
        ("-3", '"负"', "-负"),
        ("0", "0;-0;;@", ""),
        ("5", ";;;", ""),
        ("5", "@", "5"),
        ("5", "", ""),
        ("7", "000", "007"),
        ("2", "0.##", "2"),
        ("2.5", "0.##%", "250%"),
        ("12.3", "?0.0?", "12.3"),
        ("1234567.891", "#,##0.00", "1,234,567.89"),
        ("12", "#,##0", "12"),
        ("1234", '#,##0"元"', "1,234元"),
        ("1234567", "0.0,", "1234.6"),
        ("13812345678", "000-0000-0000", "138-1234-5678"),
        (".5", ".0", ".5"),
        ("1.23", '0.0"点"0', "1.2点3"),
        ("12345", "0.00E+00", "1.23E+04"),
        ("0.00012", "0.0E-0", "1.2E-4"),
        ("12345", "##0.0E+0", "12.3E+3"),
        ("0", "0.0E+0", "0.0E+0"),
        ("0.5", "# ?/?", "0.5"),
        ("2", 'General"分"', "2分"),
        ("2", 'G/通用格式"分"', "2分"),
        ("1", r"\第0\号", "第1号"),
        ("5", "[$¥-804]#,##0.00", "¥5.00"),
        ("5", "[$-804]0", "5"),
        ("5", "[Red]0", "5"),
        ("50", '[>=10]0"多";[<10]0"少"', "50多"),
        ("5", '[>=10]0"多";[<10]0"少"', "5少"),
        ("5", '[>10]0"多"', "5"),
        ("5", '[=5]"五";[<>5]0', "五"),
        ("0", '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "-"),
        ("1234", '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "1,234"),
        ("1E+300", "0" + "%" * 40, "1E+300"),
        ("1", "0." + "0" * 200, "1." + "0" * 200),
    ],
)
def test_numbers_are_shown_by_their_format(number: str, code: str, text: str) -> None:
    assert shown(Decimal(number), code, 1900) == text


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        ("45473", 'yyyy"年"m"月"d"日"', "2024年6月30日"),
        ("45473", "yy.mm.dd", "24.06.30"),
        ("45473", "d-mmm-yy", "30-Jun-24"),
        ("45473", "mmmm d, yyyy", "June 30, 2024"),
        ("45473", "mmmmm", "J"),
        ("45473", "ddd dddd", "Sun Sunday"),
        ("45473", "[$-804]aaaa", "星期日"),
        ("45474", "aaa", "一"),
        ("45473", 'e"年"', "2024年"),
        ("45473", "gge", "2024"),
        ("45473", '[DBNum1][$-804]yyyy"年"m"月"d"日";@', "二〇二四年六月三十日"),
        ("45292", '[DBNum1]m"月"d"日"', "一月一日"),
        ("45303", "[DBNum1]d", "十二"),
        ("45312", "[DBNum1]d", "二十一"),
        ("45473.5625", "yyyy/m/d h:mm", "2024/6/30 13:30"),
        ("0.75", "h:mm AM/PM", "6:00 PM"),
        ("0", "h A/P", "12 A"),
        ("0.75", '上午/下午h"时"mm"分"', "下午6时00分"),
        ("1.5", "[h]:mm:ss", "36:00:00"),
        ("1.5", "[mm]", "2160"),
        ("0.00001", "mm:ss.0", "00:00.9"),
        ("0.5", "h%", "12%"),
        ("44444.99999999", "yyyy/m/d h:mm:ss", "2021/9/6 0:00:00"),
        ("0", "yyyy-m-d", "1900-1-0"),
        ("1", "yyyy-m-d", "1900-1-1"),
        ("60", "yyyy-mm-dd", "1900-02-29"),
        ("61", "yyyy-mm-dd", "1900-03-01"),
        ("-1", "yyyy", "-1"),
        ("2958466", "yyyy", "2958466"),
    ],
)
def test_days_are_shown_by_their_format(number: str, code: str, text: str) -> None:
    assert shown(Decimal(number), code, 1900) == text


def test_days_may_count_from_1904() -> None:
    assert shown(Decimal(0), "yyyy-m-d", 1904) == "1904-1-1"
    assert shown(Decimal(2958000), "yyyy-m-d", 1904) == "2958000"


@pytest.mark.parametrize(
    ("code", "text"),
    [("@", "甲"), ("General", "甲"), ('@"类"', "甲类"), ('0;0;0;"第"@_ ', "第甲"), ("0;0", "甲")],
)
def test_texts_are_shown_by_their_format(code: str, text: str) -> None:
    assert shown_text("甲", code) == text


def test_every_builtin_format_shows_a_day() -> None:
    texts = {i: shown(Decimal("45473.5"), code, 1900) for i, code in BUILTIN_FORMATS.items()}

    assert {i: texts[i] for i in (0, 14, 16, 17, 22, 31, 44, 58)} == {
        0: "45473.5",
        14: "2024/6/30",
        16: "30-Jun",
        17: "Jun-24",
        22: "2024/6/30 12:00",
        31: "2024年6月30日",
        44: "¥45,473.50",
        58: "6月30日",
    }
    assert all(texts.values())


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-1e9, max_value=1e9),
    st.text('0#?.,%E+-ymdhs;@"[]$\\_*年 AMP/GeneralDBNum1<>=', max_size=30),
)
@example(Decimal(5), "0000000000000000000000000000000000.E+")
@example(Decimal(5), "[h]0.0E+0")
@example(Decimal(0), "E-0")
def test_no_format_fails(number: Decimal, code: str) -> None:
    assert isinstance(shown(number, code, 1900), str)
    assert isinstance(shown_text("甲", code), str)
    assert str(candidate_of(number, code, 1900))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-1e9, max_value=1e9))
def test_two_decimals_show_the_same_number(number: Decimal) -> None:
    assert Decimal(shown(number, "0.00", 1900)) == number
    assert Decimal(general(number)) == number
