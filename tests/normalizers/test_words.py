from math import log

import pytest

from normalizers.words import UNKNOWN, Words, given_names, known_words

FEW = Words({"季": 10, "度": 10, "季度": 100, "李": 20, "更": 5, "更新": 40, "新": 15}, 200)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("按季度更新", ("按", "季度", "更新")),
        ("李度", ("李", "度")),
        ("", ()),
        ("更新季度", ("更新", "季度")),
    ],
)
def test_a_text_falls_into_its_likeliest_words(text: str, words: tuple[str, ...]) -> None:
    assert FEW.parted(text) == words


def test_the_chance_of_a_text_is_that_of_its_words() -> None:
    assert FEW.likelihood("季度更新") == pytest.approx(log(100 / 200) + log(40 / 200))
    assert FEW.likelihood("按") == pytest.approx(log(UNKNOWN / 200))
    assert FEW.likelihood("") == 0


def test_the_packaged_words_tell_words_from_what_is_none() -> None:
    words = known_words()
    for right, wrong in (("满意度", "酒意度"), ("方案", "万案"), ("资金使用", "资金便用")):
        assert words.likelihood(right) > words.likelihood(wrong) + 5


def test_given_names_are_counted_without_surnames() -> None:
    counts = given_names()
    assert counts["宇"] > counts["字"]
    assert "妄" not in counts
