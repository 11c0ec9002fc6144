import pytest
from doubtful import doubtful

from normalizers.fixed import RULE, as_issued
from normalizers.model import Field, Value
from normalizers.scheme import load_scheme
from normalizers.text import text_of
from parsers.model import Source

SECTION = load_scheme("luojiang-2024-series2").section("行政能力目标")
ISSUED = {item.number: item.text for item in SECTION.fixed}


def issued(source: Source, number: str, *, recognised: bool = True) -> Value[str]:
    value = text_of(source, Field.LEVEL1)
    return as_issued(value, SECTION, Source(number), recognised=recognised)


def read(number: str, right: str, wrong: str, sure: float = 1.0, **others: float) -> Source:
    """The item with a text in the place of another, whose first character is as sure as this."""
    text = ISSUED[number].replace(right, wrong, 1)
    if sure == 1:
        return doubtful(text)
    return doubtful(text, (text.index(wrong), sure, others))


@pytest.mark.parametrize(
    ("number", "source"),
    [
        ("4-5", read("4-5", "创建", "刨建")),  # look-alike, read surely
        ("4-5", read("4-5", "范", "苑", 0.8, 范=0.18)),  # the recogniser thought of it
        ("4-5", read("4-5", "励", "晒", 0.4)),  # read with little certainty
        ("4-5", read("4-5", "。", "")),  # a mark lost
        ("4-5", read("4-5", "表彰", "，表彰")),  # a mark too many
        ("4-2", doubtful(ISSUED["4-2"] + "\n城", (len(ISSUED["4-2"]) + 1, 0.3, {}))),
        ("5-4", doubtful("V" + ISSUED["5-4"], (0, 0.4, {}))),
    ],
)
def test_what_recognition_does_to_a_fixed_item_is_no_change(number: str, source: Source) -> None:
    found = issued(source, number)
    assert (found.value, found.source.doubts, found.source.text) == (
        ISSUED[number],
        (),
        source.text,
    )
    assert {r.rule for r in found.repairs} <= {RULE, "fixed.marks"}
    assert found.repairs


@pytest.mark.parametrize(
    ("number", "source"),
    [
        ("4-5", read("4-5", "依法依规", "按规定")),  # other words
        ("4-5", read("4-5", "依法依规", "依规")),  # a phrase missing
        ("4-5", read("4-5", "依法依规开展", "依法依规积极开展", 0.5)),  # a word more
        ("5-4", read("5-4", "12345", "12346")),  # another figure, read surely
        ("5-4", read("5-4", "5", "6", 0.5, **{"5": 0.4})),  # and with doubt
        ("5-4", doubtful(ISSUED["5-4"] + "1", (len(ISSUED["5-4"]), 0.3, {}))),  # a figure more
        ("3-2", read("3-2", "区委", "市委", 0.5, 区=0.4)),  # what means another
        ("4-5", read("4-5", "创建", "评选", 0.95)),  # another word, read well enough
        ("4-5", doubtful("依法依规做事")),
        ("4-5", doubtful(ISSUED["4-5"] + "并报送总结")),
    ],
)
def test_a_real_change_stays_a_change_in_a_scan_too(number: str, source: Source) -> None:
    value = text_of(source, Field.LEVEL1)
    assert as_issued(value, SECTION, Source(number), recognised=True) == value
    assert value.value != ISSUED[number]


def test_a_typed_form_is_taken_at_its_word() -> None:
    found = issued(Source(ISSUED["4-5"].replace("创", "刨")), "4-5", recognised=False)
    assert (found.value, found.repairs) == (ISSUED["4-5"].replace("创", "刨"), ())


def test_an_item_without_its_number_is_known_by_its_text() -> None:
    value = text_of(read("4-5", "范", "苑", 0.8, 范=0.18), Field.LEVEL1)
    assert as_issued(value, SECTION, None, recognised=True).value == ISSUED["4-5"]


def test_what_is_read_as_it_was_issued_is_sure() -> None:
    text = ISSUED["4-5"]
    assert issued(doubtful(text, (3, 0.5, {"视": 0.4})), "4-5") == Value(text, doubtful(text))
    assert issued(Source(text), "4-5") == Value(text, Source(text))


def test_a_blank_is_no_item() -> None:
    assert issued(Source(""), "4-5").value is None
