import pytest

from normalizers.head_words import fields_near
from normalizers.model import Field
from normalizers.scheme import load_scheme
from normalizers.traits import lexicon_of

LEXICON = lexicon_of(load_scheme("luojiang-2024-series2"))


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("-级指标", {Field.LEVEL1, Field.LEVEL2}),
        ("责任入", {Field.OWNERS}),
        ("完成\n时恨", {Field.DEADLINE}),
        ("三级指标", set()),  # counts something else
        ("自评分", set()),
        ("序导", set()),  # too short to tell
        ("责任人", set()),  # nothing is wrong with it
        ("", set()),
    ],
)
def test_a_word_with_one_character_wrong_is_near_its_fields(text: str, fields: set[Field]) -> None:
    assert fields_near(text, LEXICON) == fields
