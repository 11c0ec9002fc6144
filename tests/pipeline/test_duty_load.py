from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from form_values import DUTIES, clean_form, names, rows_of, value, with_rows

from normalizers.model import Field, Value
from parsers.model import Source
from pipeline.duty_load import Load, Part, loads_of, runs_of

if TYPE_CHECKING:
    from normalizers.model import Form, Indicator

FIRST, SECOND, THIRD = rows_of(clean_form())[:3]
NOBODY: Value[tuple[str, ...]] = Value(None, Source(""))


def form_of(*rows: Indicator) -> Form:
    """A form of these rows, whose leaders and units are nobody's."""
    alone = tuple(replace(row, leaders=NOBODY, units=NOBODY) for row in rows)
    return with_rows(replace(clean_form(), sections=clean_form().sections[:1]), DUTIES, alone)


def owned(row: Indicator, weight: str, *people: str) -> Indicator:
    return replace(row, weight=value(Decimal(weight)), owners=names(*people))


def part(share: Fraction, rows: tuple[int, ...], points: str) -> Part:
    return Part(share, rows, Decimal(points))


def test_each_person_is_told_items_and_points() -> None:
    form = form_of(owned(FIRST, "2", "甲"), owned(SECOND, "1.5", "乙"), owned(THIRD, "1", "甲"))
    whole = Fraction(1)
    assert loads_of(form) == (
        Load(Field.OWNERS, "甲", (0, 2), 0, part(whole, (0, 2), "3"), (part(whole, (0, 2), "3"),)),
        Load(Field.OWNERS, "乙", (1,), 0, part(whole, (1,), "1.5"), (part(whole, (1,), "1.5"),)),
    )


def test_a_shared_item_counts_in_full_for_each_and_evenly_between_them() -> None:
    form = form_of(owned(FIRST, "2", "甲", "乙"), owned(SECOND, "1.5", "甲"))
    one, other = loads_of(form)
    assert (one.shared, one.full.value, one.even) == (
        1,
        Fraction(7, 2),
        (part(Fraction(1), (1,), "1.5"), part(Fraction(1, 2), (0,), "2")),
    )
    assert (other.shared, other.full.value, sum(p.value for p in other.even)) == (1, 2, 1)


def test_even_shares_add_up_to_the_form() -> None:
    form = form_of(
        owned(FIRST, "1", "甲", "乙", "丙"),
        owned(SECOND, "0.5", "乙", "丙"),
        owned(THIRD, "2", "丙"),
    )
    shares = [p.value for load in loads_of(form) for p in load.even]
    assert sum(shares) == Fraction(7, 2)


def test_a_name_that_stands_twice_on_an_item_counts_once() -> None:
    (load,) = loads_of(form_of(owned(FIRST, "2", "甲", "甲")))
    assert (load.rows, load.shared, load.full.value) == ((0,), 0, 2)


def test_a_weight_over_several_rows_counts_once_and_is_parted_by_rows() -> None:
    weight = value(Decimal(3))
    rows = (owned(FIRST, "1", "甲"), owned(SECOND, "1", "甲"), owned(THIRD, "1", "乙"))
    one, other = loads_of(form_of(*(replace(row, weight=weight) for row in rows)))
    assert (one.rows, one.full, one.even) == (
        (0, 1),
        part(Fraction(1), (0,), "3"),
        (part(Fraction(2, 3), (0,), "3"),),
    )
    assert (other.rows, other.full.value, other.even[0].value) == ((2,), 3, 1)


def test_an_item_without_weight_comes_to_nothing() -> None:
    row = replace(owned(FIRST, "1", "甲"), weight=Value(None, Source("若干")))
    (load,) = loads_of(form_of(row))
    assert (load.rows, load.full.value) == ((0,), 0)


def test_leaders_units_and_people_are_counted_apart() -> None:
    found = [(load.role, load.name, len(load.rows)) for load in loads_of(clean_form())]
    assert found == [
        (Field.LEADERS, "林晓明", 67),
        (Field.UNITS, "办公室", 67),
        (Field.OWNERS, "陈志强", 67),
    ]


@pytest.mark.parametrize(
    ("rows", "runs"),
    [
        ((), ()),
        ((2,), ((2, 2),)),
        ((2, 3, 4, 7), ((2, 4), (7, 7))),
        ((1, 3, 4), ((1, 1), (3, 4))),
    ],
)
def test_rows_are_told_as_runs(rows: tuple[int, ...], runs: tuple[tuple[int, int], ...]) -> None:
    assert runs_of(rows) == runs
