from decimal import Decimal

import pytest
from doubtful import doubtful

from normalizers.basis_usage import BasisUsage
from normalizers.grammars import (
    DEADLINE,
    basis_grammar,
    names_grammar,
    number_grammar,
    text_grammar,
    weight_grammar,
)
from normalizers.model import Field, Value
from normalizers.names import Known, names_of
from normalizers.reread import RULE, TAKEN, reread
from normalizers.scheme import load_scheme
from normalizers.sequence import sequence_of
from parsers.model import Doubt, Source

SCHEME = load_scheme("luojiang-2024-series2")
SECTION = SCHEME.section("职能工作目标")
NUMBER, WEIGHT = number_grammar(SECTION), weight_grammar()
BASIS = basis_grammar(BasisUsage({}, {}, ("三定方案",)))


def names(source: Source) -> Value[tuple[str, ...]]:
    return names_of(source, Field.OWNERS, Known(), 1)


def test_a_text_without_doubts_is_read_as_it_stands() -> None:
    source = Source("1-2-3")
    assert reread(source, NUMBER) == sequence_of(source)


def test_what_cannot_be_a_deadline_is_read_as_the_one_that_can() -> None:
    source = doubtful("2024年9月30目前", (9, 0.6, {"日": 0.38}))
    found = reread(source, DEADLINE)
    assert (found.value, found.source.text) == ("2024年9月30日前", "2024年9月30目前")
    assert [(r.before, r.after, r.rule, r.confidence) for r in found.repairs] == [
        ("2024年9月30目前", "2024年9月30日前", RULE, TAKEN)
    ]
    assert found.repairs[0].evidence == "“目”识别把握只有60%，也可能是“日”；这样才是完成时限"


def test_doubts_that_the_field_settles_are_gone() -> None:
    source = doubtful("全年买施", (2, 0.7, {"实": 0.29}))
    found = reread(source, DEADLINE)
    assert (found.value, found.source.doubts, found.source.confidence) == ("全年实施", (), 1.0)


@pytest.mark.parametrize(
    ("text", "at", "others", "value"),
    [
        ("1.S", 2, {"5": 0.4}, Decimal("1.5")),
        ("l.5", 0, {"1": 0.5}, Decimal("1.5")),
        ("1,5", 1, {".": 0.4}, Decimal("1.5")),
    ],
)
def test_candidates_that_come_to_one_value_are_no_doubt(
    text: str, at: int, others: dict[str, float], value: Decimal
) -> None:
    certainty = 0.995 - sum(others.values())
    found = reread(doubtful(text, (at, certainty, others)), WEIGHT)
    assert (found.value, found.source.doubts) == (value, ())


def test_a_figure_that_may_be_another_stays_in_doubt() -> None:
    found = reread(doubtful("2", (0, 0.6, {"7": 0.4})), WEIGHT)
    assert found.value == Decimal(2)
    assert found.source.doubts == (Doubt(0, 0.6, (("7", 0.4),)),)
    assert found.source.confidence == 0.6


def test_a_point_that_may_be_lost_is_not_guessed() -> None:
    found = reread(doubtful("15", (1, 0.8, {"S": 0.2})), WEIGHT)
    assert (found.value, found.repairs) == (Decimal(15), ())


def test_of_readings_that_are_as_likely_none_is_taken() -> None:
    found = reread(doubtful("1-2-A", (4, 0.4, {"4": 0.3, "1": 0.28})), NUMBER)
    assert (found.value, found.repairs) == (None, ())
    assert [s.after for s in found.suggestions] == ["1-2-4", "1-2-1"]
    assert found.source.confidence == 0.4


def test_a_number_has_as_many_parts_as_its_section_asks() -> None:
    found = reread(doubtful("1-2-3", (3, 0.5, {".": 0.49})), NUMBER)
    assert (found.value, found.source.doubts) == ("1-2-3", ())
    assert number_grammar(None).weigh(Value("1-2", Source(""))) == 1


def test_a_trace_between_documents_goes() -> None:
    source = doubtful("《洛江区方案》\n7\n泉洛政办〔2024〕123号", (8, 0.44, {">": 0.08}))
    found = reread(source, BASIS)
    assert found.value is not None
    assert [str(b) for b in found.value] == ["《洛江区方案》", "泉洛政办〔2024〕123号"]
    assert "印章、线条的残迹" in found.repairs[0].evidence


def test_brackets_of_a_number_are_no_doubt_however_they_are_read() -> None:
    source = doubtful("泉洛政办〔2024】12号", (4, 0.5, {"(": 0.3, "[": 0.2}), (9, 0.5, {"〕": 0.5}))
    found = reread(source, BASIS)
    assert (found.source.doubts, [str(b) for b in found.value or ()]) == (
        (),
        ["泉洛政办〔2024〕12号"],
    )


def test_a_title_whose_brackets_were_read_as_round_ones_gets_its_own() -> None:
    source = doubtful("(洛江区任务书)", (0, 0.55, {"《": 0.45}), (7, 0.69, {"》": 0.3}))
    assert [str(b) for b in reread(source, BASIS).value or ()] == ["《洛江区任务书》"]


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("三定方案", 1.0),
        ("泉洛政办〔2024〕12号", 1.0),
        ("《甲方案》", 1.0),
        ("甲方案", 0.15),
        ("（甲方案）", 0.0),
        ("泉洛政办2024年第5号", 0.0),
        ("甲乙", 0.0),
        ("《甲（方案》", 0.0),
        ("", 0.0),
    ],
)
def test_documents_are_weighed_by_their_form(text: str, weight: float) -> None:
    assert BASIS.weigh(BASIS.value_of(Source(text))) == weight


def test_a_number_whose_figure_is_in_doubt_stays_uncertain() -> None:
    found = reread(doubtful("泉洛政办〔2024〕12号", (11, 0.7, {"7": 0.29})), BASIS)
    assert [str(b) for b in found.value or ()] == ["泉洛政办〔2024〕12号"]
    assert found.source.doubts[0].others == (("7", 0.29),)


def test_a_name_that_the_form_has_elsewhere_is_taken_for_one_that_it_has_not() -> None:
    grammar = names_grammar(Field.OWNERS, names, {"方澜晓": 3})
    found = reread(doubtful("方润晓", (1, 0.8, {"澜": 0.19})), grammar)
    assert found.value == ("方澜晓",)
    assert SCHEME.thresholds.repair < found.source.confidence < SCHEME.thresholds.uncertain


def test_of_two_names_that_the_form_has_the_one_that_was_read_stays() -> None:
    grammar = names_grammar(Field.OWNERS, names, {"王佳明": 3, "王佳朋": 3})
    found = reread(doubtful("王佳明", (2, 0.7, {"朋": 0.3})), grammar)
    assert (found.value, found.repairs, found.source.confidence) == (("王佳明",), (), 0.7)


def test_a_name_that_stands_elsewhere_is_sure() -> None:
    grammar = names_grammar(Field.OWNERS, names, {"王佳明": 2})
    found = reread(doubtful("王佳明", (2, 0.7, {"朋": 0.3})), grammar)
    assert found.source.confidence > 0.99


def test_a_mark_below_a_name_goes_where_the_rest_is_known() -> None:
    grammar = names_grammar(Field.OWNERS, names, {"章泓": 2})
    assert reread(doubtful("章泓\n校", (3, 0.12, {})), grammar).value == ("章泓",)


def test_a_character_of_a_name_is_never_taken_for_a_trace() -> None:
    grammar = names_grammar(Field.OWNERS, names, {"严博": 2})
    assert reread(doubtful("严博兰", (2, 0.3, {})), grammar).value == ("严博兰",)


@pytest.mark.parametrize(
    ("text", "doubt", "value"),
    [
        ("完成22件以上·按时办结", (7, 0.6, {"，": 0.39}), "完成22件以上，按时办结"),
        ("年度項目", (2, 0.7, {"项": 0.29}), "年度项目"),
        ("年度项目", (2, 0.7, {"頂": 0.29}), "年度项目"),
    ],
)
def test_running_text_has_no_dots_between_words_and_no_traditional_characters(
    text: str, doubt: tuple[int, float, dict[str, float]], value: str
) -> None:
    assert reread(doubtful(text, doubt), text_grammar(Field.LEVEL2)).value == value


def test_a_blank_text_is_no_text() -> None:
    grammar = text_grammar(Field.LEVEL2)
    assert grammar.weigh(Value(None, Source(""))) == 0
    assert names_grammar(Field.OWNERS, names, {}).weigh(Value(None, Source(""))) == 0


def test_what_was_known_before_is_no_doubt_where_nothing_can_be_decided() -> None:
    source = Source("1-A-B", doubts=(Doubt(2, 0, (("3", 1),)), Doubt(4, 0.5, (("C", 0.5),))))
    found = reread(source, NUMBER)
    assert (found.value, found.source.doubts) == (None, (Doubt(4, 0.5, (("C", 0.5),)),))


def test_a_deadline_that_may_have_lost_its_end_is_not_taken_for_a_shorter_one() -> None:
    found = reread(doubtful("2024年12月底\n訥", (9, 0.3, {})), DEADLINE)
    assert (found.value, found.repairs, found.source.confidence) == ("2024年12月底訥", (), 0.3)


def test_a_stray_mark_makes_no_weight_that_stands_nowhere_else_in_the_form() -> None:
    source = doubtful("r1", (0, 0.75, {"1": 0.2}))
    assert reread(source, weight_grammar()).value == Decimal(11)
    known = weight_grammar({Decimal(1): 30, Decimal("1.5"): 12})
    assert reread(source, known).value == Decimal(1)


def test_of_two_readings_of_a_name_the_one_with_a_surname_in_use_is_likelier() -> None:
    source = doubtful("逢瑶", (0, 0.6, {"逄": 0.39}))
    assert reread(source, names_grammar(Field.OWNERS, names, {})).value == ("逄瑶",)
    assert reread(source, names_grammar(Field.OWNERS, names, {"逢瑶": 2})).value == ("逢瑶",)
