from __future__ import annotations

from decimal import Decimal

import pytest

from parsers.sheet.typed_numbers import Candidate, Certainty, candidate_of, typed

JUNE_2 = Decimal(45445)  # 2024-06-02
FEBRUARY_3_2001 = Decimal(36925)


@pytest.mark.parametrize(
    ("number", "code", "candidate"),
    [
        (JUNE_2, "d-mmm", Candidate((6, 2), Certainty.ALWAYS)),
        (JUNE_2, "mmm-yy", Candidate((6, 24), Certainty.ALWAYS)),
        (JUNE_2, 'm"月"d"日"', Candidate((6, 2), Certainty.IN_RUN)),
        (JUNE_2, "m/d;@", Candidate((6, 2), Certainty.IN_RUN)),
        (JUNE_2, "dd/mm", Candidate((2, 6), Certainty.IN_RUN)),
        (JUNE_2, "yyyy/m/d", Candidate((6, 2), Certainty.AMONG_NUMBERS)),
        (JUNE_2, "yyyy-mm-dd h:mm:ss", Candidate((6, 2), Certainty.AMONG_NUMBERS)),
        (FEBRUARY_3_2001, "yyyy/m/d", Candidate((1, 2, 3), Certainty.IN_RUN)),
        (FEBRUARY_3_2001, "m/d/yy", Candidate((2, 3, 1), Certainty.IN_RUN)),
        (JUNE_2, 'yyyy"年"m"月"d"日"', None),
        (JUNE_2, 'm"月"', None),
        (JUNE_2, "h:mm", None),
        (JUNE_2, "0.0", None),
        (JUNE_2 + Decimal("0.5"), "m/d", None),
        (Decimal(-1), "m/d", None),
    ],
)
def test_a_day_may_have_been_typed_as_a_number(
    number: Decimal, code: str, candidate: Candidate | None
) -> None:
    assert candidate_of(number, code, 1900) == candidate


def days(*parts: tuple[int, ...]) -> list[Candidate]:
    return [Candidate(p, Certainty.IN_RUN) for p in parts]


def test_numbers_beside_it_prove_a_day_a_number() -> None:
    doubtful = [Candidate((6, 2), Certainty.AMONG_NUMBERS), *days((6, 30))]

    assert typed(doubtful, ["序号", "1-1-1"]) == (True, True)
    assert typed(doubtful, ["日期", "2024"]) == (False, False)


def test_days_that_count_on_are_numbers_though_some_are_lost() -> None:
    assert typed(days((3, 1), (3, 2), (3, 4), (4, 1)), ["序号"]) == (True,) * 4
    assert typed(days((6, 30), (9, 30), (12, 31)), ["时限"]) == (False,) * 3
    assert typed(days((1, 1, 1), (1, 1, 2), (1, 2, 1)), []) == (True,) * 3


def test_what_only_excel_writes_is_always_a_number() -> None:
    assert typed([Candidate((6, 2), Certainty.ALWAYS)], ["文"]) == (True,)
    assert str(Candidate((6, 2), Certainty.ALWAYS)) == "6-2"
