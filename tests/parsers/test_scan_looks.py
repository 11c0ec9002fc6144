"""Lines that are read twice: with the stains that lie on them, and without."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from parsers.scan.decode import Sign, Signs
from parsers.scan.looks import LONE, agreed, differ

SHAPE = (20, 200)


def signs(*said: tuple[str, float]) -> Signs:
    """Characters one beside the other, each as wide as the line is high; a blank is none."""
    return tuple(
        Sign(c, sure, n / 10, (n + 1) / 10) for n, (c, sure) in enumerate(said) if c != " "
    )


def test_a_line_is_read_twice_where_its_looks_differ() -> None:
    plain = np.full(SHAPE, 255, np.uint8)
    stained = plain.copy()
    stained[5:8, 50:60] = 200
    assert differ(plain, stained)
    assert differ(stained, plain)
    assert not differ(plain, plain - 20)


def test_what_both_looks_say_is_as_sure_as_the_surer_one() -> None:
    both = agreed(signs(("隐", 0.5), ("患", 0.9)), signs(("隐", 0.99), ("患", 0.3)), SHAPE)
    assert [(s.character, s.certainty) for s in both] == [("隐", 0.99), ("患", 0.9)]


def test_where_they_differ_the_surer_is_read_and_the_other_is_a_doubt() -> None:
    shown, cleaned = signs(("问", 1.0), ("题", 0.9)), signs(("问", 1.0), ("网", 0.3))
    for first, second in ((shown, cleaned), (cleaned, shown)):
        _, sign = agreed(first, second, SHAPE)
        assert (sign.character, sign.certainty) == ("题", pytest.approx(0.75))
        assert sign.others == (("网", pytest.approx(0.25)),)


def test_what_only_the_stained_look_has_is_read_with_doubt() -> None:
    shown = signs(("作", 1.0), ("专", 0.9), ("项", 1.0))
    both = agreed(shown, signs(("作", 1.0), (" ", 0), ("项", 1.0)), SHAPE)
    assert [(s.character, s.certainty) for s in both] == [("作", 1), ("专", LONE * 0.9), ("项", 1)]


def test_what_only_the_cleaned_look_has_is_passed_over_with_doubt() -> None:
    shown = signs(("率", 1.0), (" ", 0), ("0", 1.0))
    both = agreed(shown, signs(("率", 1.0), ("9", 0.5), ("0", 1.0)), SHAPE)
    assert [(s.character, s.others) for s in both] == [
        ("率", ()),
        ("", (("9", pytest.approx(LONE * 0.5)),)),
        ("0", ()),
    ]


def test_characters_in_other_places_are_not_taken_for_each_other() -> None:
    far = tuple(replace(s, start=s.start + 0.4, end=s.end + 0.4) for s in signs(("乙", 0.9)))
    both = agreed(signs(("甲", 0.9)), far, SHAPE)
    assert [s.character for s in both] == ["甲", ""]


def test_places_that_the_stained_look_passes_over_are_kept() -> None:
    passed = Sign("", 0.6, 0.15, 0.2, (("，", 0.4),))
    both = agreed((*signs(("甲", 1.0)), passed), signs(("甲", 1.0)), SHAPE)
    assert both == (*signs(("甲", 1.0)), passed)
