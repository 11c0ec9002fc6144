from hypothesis import given
from hypothesis import strategies as st

from normalizers.alignment import ORDER, SKIP, aligned
from normalizers.model import Field

A, B, C = Field.NUMBER, Field.LEVEL1, Field.WEIGHT


def test_items_go_to_the_fields_they_fit_best_in_order() -> None:
    score, fields = aligned([{A: 1.0}, {B: 0.5, C: 0.2}, {C: 1.0}], (A, B, C))
    assert fields == (A, B, C)
    assert score == 2.5


def test_an_item_that_fits_no_field_goes_without() -> None:
    low = {A: -1.0, B: -1.0, C: -1.0}
    score, fields = aligned(
        [{A: 1.0, B: -1.0, C: -1.0}, low, {A: -1.0, B: -1.0, C: 1.0}], (A, B, C)
    )
    assert fields == (A, None, C)
    assert score == 2.0 + SKIP


def test_fields_without_an_item_cost_nothing() -> None:
    assert aligned([{A: -1.0, B: -1.0, C: 1.0}], (A, B, C)) == (1.0, (C,))


def test_labels_may_stand_in_two_columns() -> None:
    label = {Field.CATEGORY: 1.0}
    assert aligned([label, label], ORDER)[1] == (Field.CATEGORY, Field.CATEGORY)


scores = st.lists(
    st.fixed_dictionaries({f: st.floats(-1, 1, allow_nan=False) for f in ORDER}), max_size=6
)


@given(scores)
def test_fields_never_run_backward(items: list[dict[Field, float]]) -> None:
    _, fields = aligned(items, ORDER)
    places = [ORDER.index(f) for f in fields if f]
    assert places == sorted(places)
    assert all(places.count(p) == 1 for p in places if ORDER[p] is not Field.CATEGORY)


@given(scores)
def test_the_sum_is_that_of_the_assignment(items: list[dict[Field, float]]) -> None:
    score, fields = aligned(items, ORDER)
    total = sum(i[f] if f else SKIP for i, f in zip(items, fields, strict=True))
    assert abs(score - total) < 1e-9
