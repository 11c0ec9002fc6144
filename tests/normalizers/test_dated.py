from __future__ import annotations

import pytest

from normalizers.dated import number_of_day


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3月1日", "3-1"),
        ("０3月０1日", "3-1"),
        ("1-Mar", "3-1"),
        ("12-apr", "4-12"),
        ("2024/3/1", "3-1"),
        ("2024-03-01", "3-1"),
        ("2024-03-01 00:00:00", "3-1"),
        ("2024年3月1日", "3-1"),
        ("2001/3/2", "1-3-2"),
        ("2001-03-02 0:00", "1-3-2"),
        ("2002年12月4日", "2-12-4"),
    ],
)
def test_a_day_stands_for_the_number_that_was_typed(text: str, number: str) -> None:
    assert number_of_day(text) == number


@pytest.mark.parametrize("text", ["", "3-1", "1-1-1", "3月", "2024年", "全年实施", "2024/3-1"])
def test_what_is_no_day_stands_for_no_number(text: str) -> None:
    assert number_of_day(text) is None
