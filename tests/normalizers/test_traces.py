import pytest
from doubtful import doubtful

from normalizers.citation_marks import marks_of_citations
from normalizers.model import Field
from normalizers.scheme import load_scheme
from normalizers.text import text_of
from normalizers.traces import tidied, with_lost_halves
from normalizers.variants import settle, settled_text
from parsers.model import Source

LISTS = load_scheme("luojiang-2024-series2").superior_lists


@pytest.mark.parametrize(
    ("text", "at", "rest"),
    [
        ("93户以上\n·", (6,), "93户以上\n"),
        ("93户以上T", (5,), "93户以上"),
        ("n推进治理", (0,), "推进治理"),
        ("推进治理\nXx", (5, 6), "推进治理\n"),
        ("（考评）日", (4,), "（考评）日"),  # a character: kept
        ("提质增效1", (4,), "提质增效1"),  # a figure: kept
        ("A", (0,), "A"),  # all there is
    ],
)
def test_letters_and_marks_by_themselves_are_traces(
    text: str, at: tuple[int, ...], rest: str
) -> None:
    source = doubtful(text, *((place, 0.4, {}) for place in at))
    known, repairs = tidied(source, Field.LEVEL2)
    assert settled_text(known) == rest
    assert [r.rule for r in repairs] == ["reading.trace"] * (rest != text)


def test_a_letter_that_was_read_surely_is_none() -> None:
    assert (
        settled_text(tidied(doubtful("推进治理T", (4, 0.95, {})), Field.LEVEL2)[0]) == "推进治理T"
    )
    assert tidied(Source("推进治理T"), Field.LEVEL2) == (Source("推进治理T"), ())


@pytest.mark.parametrize("mark", [",", ".", "·", "，", "．"])
def test_items_are_parted_by_the_mark_that_parts_items(mark: str) -> None:
    source = doubtful(f"指标第2{mark}39项", (4, 0.6, {"、": 0.2}))
    known, repairs = tidied(source, Field.LEVEL1)
    assert settled_text(known) == "指标第2、39项"
    assert [r.rule for r in repairs] == ["reading.items"]


@pytest.mark.parametrize("text", ["”十四五”规划", "“十四五“规划", '"十四五”规划'])
def test_quotation_marks_stand_in_pairs(text: str) -> None:
    source = doubtful(text, (0, 0.6, {}), (4, 0.7, {}))
    assert settled_text(tidied(source, Field.BASIS)[0]) == "“十四五”规划"


def test_quotation_marks_that_are_sure_or_odd_in_number_stay() -> None:
    assert settled_text(tidied(Source("”十四五”"), Field.BASIS)[0]) == "”十四五”"
    odd = doubtful("”十四五", (0, 0.5, {}))
    assert tidied(odd, Field.BASIS) == (odd, ())


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("治理（市对区年度考核指标第3项", "治理（市对区年度考核指标第3项）"),
        ("督导7次以上属市对区年度考核指标第3项", "督导7次以上（属市对区年度考核指标第3项）"),
        ("督导7次以上属市对区年度考核指标第3项）", "督导7次以上（属市对区年度考核指标第3项）"),
        (
            "治理（市对区年度考核指标第3项区政府工作目标\n第5项）",
            "治理（市对区年度考核指标第3项，区政府工作目标\n第5项）",
        ),
        (
            "治理（市对区年度考核指标第3项。区政府工作目标第5项",
            "治理（市对区年度考核指标第3项，区政府工作目标第5项）",
        ),
        ("治理（市对区年度考核指标第3项）", "治理（市对区年度考核指标第3项）"),
        ("落实市对区年度考核指标第3项", "落实市对区年度考核指标第3项"),
        ("治理（含绿化", "治理（含绿化"),
    ],
)
def test_marks_around_citations_come_back(text: str, whole: str) -> None:
    source = Source(text)
    assert settled_text(settle(source, marks_of_citations(source, LISTS))) == whole
    known, repairs = tidied(source, Field.LEVEL2, LISTS)
    assert settled_text(known) == whole
    assert [r.rule for r in repairs] == ["reading.citation"] * (text != whole)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("开展“回头看", "开展“回头看”"),
        ("治理（含绿化", "治理（含绿化）"),
        ("治理（含绿化）", None),
        ("治理含绿化）", None),
        ("", None),
    ],
)
def test_half_a_pair_is_suggested_whole_and_not_changed(text: str, after: str | None) -> None:
    value = text_of(Source(text), Field.LEVEL1)
    found = with_lost_halves(value, Field.LEVEL1)
    assert found.value == value.value
    assert [s.after for s in found.suggestions] == ([after] if after else [])


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("品牌行动（区政府工作目标第10、87项(", "品牌行动（区政府工作目标第10、87项）"),
        ("品牌行动（区政府工作目标第10项）(", "品牌行动（区政府工作目标第10项）"),
    ],
)
def test_a_text_does_not_end_with_an_opening_bracket(text: str, meant: str) -> None:
    known, repairs = tidied(doubtful(text, (len(text) - 1, 0.6, {})), Field.LEVEL1, LISTS)
    assert settled_text(known) == meant
    assert [r.rule for r in repairs] == ["reading.bracket"]


def test_an_opening_bracket_at_the_end_that_was_read_surely_stays() -> None:
    source = doubtful("甲（乙（", (0, 0.5, {}))
    assert tidied(source, Field.LEVEL1, LISTS) == (source, ())


def test_a_letter_that_may_be_a_chinese_character_is_no_trace() -> None:
    source = doubtful("21个以\nE", (5, 0.5, {"上": 0.1}))
    assert tidied(source, Field.LEVEL2) == (source, ())


def test_a_closing_bracket_at_the_end_tells_where_the_citation_begins() -> None:
    text = "直播基地提升行动\n市对区年度考核指标第66项\n， 区政府工作目标第73项)"
    known = settle(Source(text), marks_of_citations(Source(text), LISTS))
    assert settled_text(known).replace("\n", "").startswith("直播基地提升行动（市对区年度")
    balanced = Source("（直播）基地提升行动区政府工作目标第73项")
    assert marks_of_citations(balanced, LISTS) == {}
