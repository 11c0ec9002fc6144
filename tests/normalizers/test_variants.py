from itertools import islice

import pytest
from doubtful import doubtful

from normalizers.variants import MOST, Candidate, candidates_of, settle, settled_text, variants_of
from parsers.model import Doubt, Source


def texts(source: Source) -> list[str]:
    return [v.text for v in variants_of(source)]


def test_a_sure_text_has_one_reading() -> None:
    assert texts(Source("全年")) == ["全年"]


def test_readings_come_as_read_first_then_the_likeliest() -> None:
    source = doubtful("甲乙", (0, 0.5, {"申": 0.5}), (1, 0.2, {"己": 0.8}))
    assert texts(source) == ["甲乙", "甲己", "申己", "申乙"]


def test_what_no_other_character_claims_says_that_nothing_stands_there() -> None:
    source = doubtful("提升7", (2, 0.5, {"1": 0.2, "J": 0.01}))
    nothing = 1 - 0.5 - 0.2
    assert candidates_of(source, source.doubts[0]) == (
        Candidate("7", 0.5),
        Candidate("", nothing),
        Candidate("1", 0.2),
    )


def test_chinese_characters_and_brackets_are_no_traces_but_for_one_on_a_line_of_its_own() -> None:
    for text, at, trace in (("严兰", 1, False), ("章泓\n校", 3, True), ("校\n章泓", 0, True)):
        source = doubtful(text, (at, 0.3, {}))
        assert ("" in {c.text for c in candidates_of(source, source.doubts[0])}) is trace
    source = doubtful("（甲）", (0, 0.3, {}))
    assert candidates_of(source, source.doubts[0]) == (Candidate("（", 0.3),)


@pytest.mark.parametrize(("text", "at"), [(")2.5", 0), ("（甲）（", 3), ("甲）乙（丙）", 1)])
def test_a_bracket_without_its_other_half_may_be_a_trace(text: str, at: int) -> None:
    source = doubtful(text, (at, 0.6, {}))
    assert candidates_of(source, source.doubts[0]) == (
        Candidate(text[at], 0.6),
        Candidate("", 0.4),
    )


def test_no_more_readings_are_tried_than_can_be() -> None:
    source = doubtful("一" * 12, *((at, 0.6, {"二": 0.4}) for at in range(12)))
    assert len(texts(source)) == MOST
    assert len(set(islice(texts(source), 50))) == 50


def test_doubts_about_no_character_of_the_text_count_for_nothing() -> None:
    assert texts(doubtful("甲", (5, 0.5, {"乙": 0.5}))) == ["甲"]


def test_what_is_settled_has_one_reading_and_the_text_stays_as_read() -> None:
    source = doubtful("甲乙丙", (0, 0.5, {"申": 0.5}), (1, 0.4, {"己": 0.6}))
    known = settle(source, {0: "甲", 1: "己", 2: "丙丁"})
    assert (known.text, settled_text(known), texts(known)) == ("甲乙丙", "甲己丙丁", ["甲己丙丁"])
    assert known.doubts == (Doubt(1, 0, (("己", 1),)), Doubt(2, 0, (("丙丁", 1),)))
    assert known.confidence == 1


def test_nothing_to_settle_leaves_the_source_itself() -> None:
    source = Source("甲", confidence=0.5)
    assert settle(source, {}) is source
