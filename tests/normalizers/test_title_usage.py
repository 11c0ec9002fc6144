from doubtful import doubtful

from normalizers.basis import bases_of
from normalizers.title_usage import RULE, legible_titles, opened_titles, with_known_titles
from normalizers.variants import settled_text
from parsers.model import Source

TITLES = legible_titles(
    [
        Source("《洛江区“十四五”规划》"),
        Source("《洛江区“十四五”规划》"),
        Source("《洛江区十四五规划》"),
    ],
    (),
)


def test_the_usual_writing_of_a_title_counts() -> None:
    assert TITLES == {"洛江区十四五规划": "《洛江区“十四五”规划》"}


def test_a_title_with_half_its_marks_is_written_as_elsewhere() -> None:
    for text in ("洛江区“十四五”规划", '《洛江区"十四五”规划》', "《洛江区“十四五”规划）》"):
        value = with_known_titles(bases_of(Source(text)), TITLES)
        assert [b.title for b in value.value or ()] == ["《洛江区“十四五”规划》"]
        assert RULE in [r.rule for r in value.repairs]


def test_whole_titles_and_unknown_ones_stay() -> None:
    for text in ("《洛江区十四五规划》", "洛江区治水方案", "泉洛政办〔2024〕3号"):
        value = bases_of(Source(text))
        assert with_known_titles(value, TITLES) is value


def test_a_lost_opening_comes_back_before_the_title_that_it_belongs_to() -> None:
    source = doubtful("泉洛委〔2024〕3号\n洛江区“十四五”规划》（泉洛政办〔2024〕5号）")
    known, (repair,) = opened_titles(source, TITLES)
    assert settled_text(known) == "泉洛委〔2024〕3号\n《洛江区“十四五”规划》（泉洛政办〔2024〕5号）"
    assert repair.rule == RULE
    whole = Source("《洛江区“十四五”规划》")
    assert opened_titles(whole, TITLES) == (whole, ())


def test_a_round_bracket_in_its_place_becomes_the_opening() -> None:
    known, _ = opened_titles(doubtful("（洛江区“十四五”规划》"), TITLES)
    assert settled_text(known) == "《洛江区“十四五”规划》"
