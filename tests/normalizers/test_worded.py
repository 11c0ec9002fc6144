import pytest
from doubtful import doubtful

from normalizers.model import Field
from normalizers.scheme import load_scheme
from normalizers.usage import usage_of
from normalizers.variants import doubts_of, settled_text
from normalizers.worded import RULE, SURE, worded
from parsers.model import ILLEGIBLE, Source

SCHEME = load_scheme("luojiang-2024-series2")
NONE = usage_of((), SCHEME)


@pytest.mark.parametrize(
    ("read", "at", "sure", "others", "meant"),
    [
        ("按李度更新工作台账", 1, 0.6, {"季": 0.3}, "按季度更新工作台账"),
        ("提升群众酒意度", 4, 0.49, {"测": 0.2, "润": 0.1, "满": 0.1}, "提升群众满意度"),
        ("资金\n便用绩效", 3, 0.9, {"使": 0.08}, "资金\n使用绩效"),
        ("安全生严治本攻坚", 3, 0.62, {"产": 0.3}, "安全生产治本攻坚"),
    ],
)
def test_what_makes_a_word_is_taken_of_what_recognition_leaves_open(
    read: str, at: int, sure: float, others: dict[str, float], meant: str
) -> None:
    source = doubtful(read, (at, sure, others))
    known, (repair,) = worded(source, NONE, Field.LEVEL2)
    assert settled_text(known) == meant
    assert (repair.rule, repair.confidence) == (RULE, SURE)
    assert repair.after == meant.replace("\n", "")
    assert f"“{read[at]}”识别把握只有{sure:.0%}" in repair.evidence


def test_two_doubts_beside_each_other_settle_each_other() -> None:
    source = doubtful("元戍整改任务", (0, 0.5, {"完": 0.4}), (1, 0.6, {"成": 0.3}))
    known, _ = worded(source, NONE, Field.LEVEL2)
    assert settled_text(known) == "完成整改任务"


def test_what_was_read_and_makes_a_word_is_no_doubt() -> None:
    source = doubtful("安全隐患排查", (3, 0.6, {"愚": 0.3}))
    known, made = worded(source, NONE, Field.LEVEL2)
    assert (doubts_of(known), made) == ((), ())


def test_what_words_do_not_decide_stays_in_doubt() -> None:
    for source in (
        doubtful("第一季度完成", (1, 0.6, {"二": 0.3})),  # each says something else
        doubtful("完成15项", (2, 0.6, {"7": 0.3})),
        doubtful("（三）", (1, 0.6, {"王": 0.3})),
    ):
        assert worded(source, NONE, Field.LEVEL2) == (source, ())


def test_codes_of_document_numbers_are_no_words() -> None:
    source = doubtful("泉落政办〔2024〕5号", (1, 0.6, {"洛": 0.3}), (0, 0.9, {"果": 0.08}))
    assert worded(source, NONE, Field.BASIS) == (source, ())


def test_how_the_form_words_things_elsewhere_goes_before_the_dictionary() -> None:
    read = doubtful("推进数子工程", (3, 0.8, {"字": 0.15}))
    assert settled_text(worded(read, NONE, Field.LEVEL1)[0]) == "推进数字工程"
    usage = usage_of([Source("继续推进数子工程")], SCHEME)
    assert worded(read, usage, Field.LEVEL1) == (read, ())


def test_a_sure_character_that_makes_no_word_is_doubted_where_a_lookalike_makes_one() -> None:
    source = doubtful("与三定万案不符", (0, 0.9, {"勺": 0.05}))
    known, made = worded(source, NONE, Field.LEVEL1)
    assert settled_text(known) == "与三定方案不符"
    assert "“万”与前后不成词，按前后的词应为“方”" in made[0].evidence
    source = doubtful("整改事有提升", (0, 0.9, {"敕": 0.05}))
    known, _ = worded(source, NONE, Field.LEVEL1)
    assert {d.at for d in doubts_of(known)} <= {2}


def test_a_place_may_hold_two_characters() -> None:
    source = doubtful("完成信息送任务乙", (3, 0, {"息报": 1.0}), (1, 0.9, {"戍": 0.05}))
    known, made = worded(source, NONE, Field.LEVEL1)
    assert (settled_text(known), made) == ("完成信息报送任务乙", ())


def test_a_text_that_was_not_recognised_is_left_alone() -> None:
    source = Source("按李度更新")
    assert worded(source, NONE, Field.LEVEL2) == (source, ())


def test_settling_twice_changes_nothing() -> None:
    source = doubtful("按李度更新工作台账", (1, 0.6, {"季": 0.3}), (7, 0.9, {"帐": 0.05}))
    known, _ = worded(source, NONE, Field.LEVEL2)
    assert worded(known, NONE, Field.LEVEL2) == (known, ())


def test_what_recognition_thinks_of_too_little_is_no_word_for_want_of_another() -> None:
    unread = doubtful("前期工作套项检查", (4, 0.5, {}))
    assert worded(unread, NONE, Field.LEVEL2) == (unread, ())
    guessed = doubtful("问题整改萝100%", (4, 0.16, {"带": 0.18}))
    assert worded(guessed, NONE, Field.LEVEL2) == (guessed, ())


def test_what_may_be_lost_beside_a_character_stays_in_doubt_whatever_makes_a_word() -> None:
    for other in ("道4", f"道{ILLEGIBLE}"):
        source = doubtful("媒体报道篇以上", (3, 0.57, {other: 0.4}))
        assert worded(source, NONE, Field.LEVEL2) == (source, ())
