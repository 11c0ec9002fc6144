import pytest
from doubtful import doubtful

from normalizers.basis import bases_of
from normalizers.basis_usage import CONFIDENCE, RULE, basis_usage_of, with_usual_wording
from parsers.model import Source

TITLE = "《洛江区安全生产治本攻坚三年行动方案》"
CELLS = [Source(f"{TITLE}（泉洛政办〔2024〕{n}号）") for n in range(1, 6)]
USAGE = basis_usage_of(CELLS, ("三定方案",))


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("泉落政文〔2024〕3号", "泉洛政文〔2024〕3号"),
        ("《洛江区安全生严治本攻坚三年行动方案》", TITLE),
        ("《洛江区“安全生严”治本攻坚三年行动方案》", "《洛江区“安全生产”治本攻坚三年行动方案》"),
    ],
)
def test_what_differs_in_a_lookalike_from_what_stands_often_is_that(read: str, meant: str) -> None:
    value = with_usual_wording(bases_of(Source(read)), USAGE)
    assert [str(b) for b in value.value or ()] == [meant]
    assert [(r.before, r.after, r.rule, r.confidence) for r in value.repairs][-1:] == [
        (read, meant, RULE, CONFIDENCE)
    ]


def test_a_name_that_the_scheme_knows_is_read_as_it_stands_there() -> None:
    value = with_usual_wording(bases_of(Source("三定万案")), USAGE)
    assert [b.title for b in value.value or ()] == ["三定方案"]


@pytest.mark.parametrize(
    "read",
    [
        "泉洛政办〔2024〕3号",
        "闽政文〔2024〕3号",  # another body's code
        "《洛江区森林防火治本攻坚三年行动方案》",  # another document
        "《洛江区安全生产治本攻坚二年行动方案》",  # another number
        "泉洛政2024年3号",  # cannot be brought into form
    ],
)
def test_other_documents_stay(read: str) -> None:
    value = bases_of(Source(read))
    assert with_usual_wording(value, USAGE) is value


def test_what_stands_as_often_is_no_misreading() -> None:
    usage = basis_usage_of([Source("泉落政文〔2024〕3号"), *CELLS[:3]], ())
    value = bases_of(Source("泉落政文〔2024〕3号"))
    assert with_usual_wording(value, usage) is value


def test_an_opening_in_doubt_does_not_count() -> None:
    usage = basis_usage_of([doubtful("泉洛政文〔2024〕3号", (1, 0.7, {"落": 0.2}))], ())
    assert usage.openings == {}


def test_an_opening_is_as_plausible_as_it_stands_often_beside_its_like() -> None:
    assert USAGE.plausibility("泉洛委〔2024〕1号") == 1
    assert USAGE.plausibility("泉落委〔2024〕1号") == pytest.approx(0.1)
    assert USAGE.plausibility("闽政〔2024〕1号") == 1
    assert USAGE.plausibility("") == 1
