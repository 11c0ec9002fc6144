import pytest
from doubtful import doubtful

from normalizers.model import Field
from normalizers.scheme import load_scheme
from normalizers.usage import CONFIDENCE, RULE, reworded, usage_of
from normalizers.variants import settled_text
from parsers.model import Source

SCHEME = load_scheme("luojiang-2024-series2")
USAGE = usage_of(
    [Source("健全垃圾分类示范长效机制"), Source("举办垃圾分类示范业务培训3期以上")], SCHEME
)


def test_a_character_that_stands_between_the_same_neighbours_elsewhere_is_that_one() -> None:
    source = doubtful("推进垃级分类", (3, 0.78, {"圾": 0.2}))
    known, (repair,) = reworded(source, USAGE, Field.LEVEL2)
    assert (settled_text(known), known.text) == ("推进垃圾分类", "推进垃级分类")
    assert (repair.before, repair.after, repair.rule, repair.confidence) == (
        "推进垃级分类",
        "推进垃圾分类",
        RULE,
        CONFIDENCE,
    )
    assert "“级”识别把握只有78%" in repair.evidence


def test_the_beginning_of_a_text_is_a_neighbour_too() -> None:
    source = doubtful("华办垃圾分类", (0, 0.9, {"举": 0.08}))
    assert settled_text(reworded(source, USAGE, Field.LEVEL2)[0]) == "举办垃圾分类"


def test_a_character_that_is_proved_as_read_is_no_doubt() -> None:
    source = doubtful("健全垃圾分类", (3, 0.7, {"级": 0.3}))
    assert reworded(source, USAGE, Field.LEVEL2) == (
        Source("健全垃圾分类", source.place),
        (),
    )


def test_the_scheme_says_how_its_lists_are_cited() -> None:
    source = doubtful("甲（市对区年度考植指标第3项）", (8, 0.6, {"核": 0.4}))
    assert settled_text(reworded(source, usage_of((), SCHEME), Field.LEVEL1)[0]).startswith(
        "甲（市对区年度考核指标"
    )


@pytest.mark.parametrize(
    ("text", "at", "others"),
    [
        ("培训8期以上", 2, {"3": 0.4}),  # a figure
        ("健全上圾分类", 2, {"下": 0.3}),  # what means the contrary
        ("推进水源保护", 3, {"泉": 0.3}),  # never seen
        ("健全垃圾·类示", 4, {"分": 0.4}),  # a mark
        ("健全垃扱分类", 3, {"㘩": 0.4}),  # a character that official texts have not got
    ],
)
def test_what_usage_cannot_tell_stays_in_doubt(
    text: str, at: int, others: dict[str, float]
) -> None:
    source = doubtful(text, (at, 0.6, others))
    assert reworded(source, USAGE, Field.LEVEL2) == (source, ())


def test_a_trace_below_a_text_goes_where_the_text_stands_elsewhere_without() -> None:
    source = doubtful("深化示范长效机制\n欧", (9, 0.2, {"环": 0.05}))
    assert settled_text(reworded(source, USAGE, Field.LEVEL1)[0]) == "深化示范长效机制\n"


def test_in_a_text_mostly_in_doubt_nothing_proves_anything() -> None:
    source = doubtful("推进垃级分类", *((at, 0.7, {"圾": 0.3}) for at in (0, 1, 3)))
    assert reworded(source, USAGE, Field.LEVEL2) == (source, ())


def test_a_doubtful_text_is_no_witness() -> None:
    witness = doubtful("推进水源保护", (3, 0.78, {"沅": 0.2}))
    usage = usage_of([witness], SCHEME)
    source = doubtful("推进水沅保护", (3, 0.6, {"源": 0.4}))
    assert reworded(source, usage, Field.LEVEL2) == (source, ())
