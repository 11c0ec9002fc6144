import pytest
from doubtful import doubtful

from normalizers.dates import deadline_of
from normalizers.deadline_usage import CONFIDENCE, RULE, as_known, known_deadlines
from normalizers.scheme import load_scheme
from parsers.model import Source

SCHEME = load_scheme("luojiang-2024-series2")
KNOWN = known_deadlines([Source("2024年9月30日前"), Source("2024年9月30 日前")], SCHEME)


def test_deadlines_are_known_from_the_scheme_and_where_they_stand_again() -> None:
    assert {*SCHEME.open_deadlines, "2024年9月30日前"} == KNOWN
    once = known_deadlines(
        [Source("2024年9月30日前"), doubtful("2024年9月30日前", (0, 0.5, {}))], SCHEME
    )
    assert once == set(SCHEME.open_deadlines)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("全年实施一", "全年实施"),
        ("全年实一施", "全年实施"),
        ("全年实族", "全年实施"),
        ("一全年实施", "全年实施"),
        ("2024年9月30日節", "2024年9月30日前"),
    ],
)
def test_what_differs_in_one_character_from_a_known_deadline_is_that(read: str, meant: str) -> None:
    value = as_known(deadline_of(doubtful(read, (0, 0.8, {}))), KNOWN)
    assert (value.value, value.source.confidence, value.source.doubts) == (meant, CONFIDENCE, ())
    assert [(r.before, r.after, r.rule) for r in value.repairs] == [(read, meant, RULE)]


@pytest.mark.parametrize(
    "read", ["", "全年实施", "2024年8月30日前", "2024年9月3日前", "持续优化", "长期坚待中"]
)
def test_deadlines_and_what_is_near_to_none_or_differs_in_a_figure_stay(read: str) -> None:
    value = deadline_of(Source(read))
    assert as_known(value, KNOWN) is value
