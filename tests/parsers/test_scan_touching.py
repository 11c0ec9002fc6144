"""Rows as low as their print: rules lifted off it, parted rules whole, figures 1 no rules."""

from __future__ import annotations

import numpy as np
import pytest

from parsers.page import Ruling
from parsers.scan.bridged import bridged
from parsers.scan.erase import erased
from parsers.scan.lifted import lifted
from parsers.scan.rules import Rules
from parsers.scan.upright_print import without_print

SCALE = 2.0
RULE, PRINT = slice(20, 23), slice(60, 64)
"""The rows of a level rule, and the columns of an upright stroke of print that touches it."""


def grey_rule(darkness: int) -> np.ndarray:
    """A page of (60, 200) pixels with a level rule, softened on both sides."""
    tones = np.full((60, 200), 255, np.uint8)
    tones[RULE] = 255 - darkness
    tones[[19, 23]] = 255 - darkness // 3
    return tones


def lift(tones: np.ndarray) -> np.ndarray:
    level = np.zeros(tones.shape, bool)
    level[RULE] = True
    return lifted(tones, erased(level, np.zeros_like(level), SCALE), SCALE)


@pytest.mark.parametrize("darkness", [90, 150, 230])
def test_a_rule_without_print_leaves_nothing(darkness: int) -> None:
    assert (lift(grey_rule(darkness)) == 255).all()


def test_print_that_touches_a_rule_keeps_its_edge_in_the_blur_of_the_rule() -> None:
    tones = grey_rule(110)
    tones[23:50, PRINT] = 60
    clean = lift(tones)
    assert (clean[24:50, PRINT] == 60).all()
    assert (clean[23, PRINT] < 128).all()
    assert (clean[:19] == 255).all()
    assert (np.delete(clean, np.r_[58:66], axis=1) == 255).all()


def test_print_within_a_rule_alone_goes_with_it() -> None:
    tones = grey_rule(110)
    tones[20:23, PRINT] = 60
    assert (lift(tones) == 255).all()


def test_an_upright_rule_is_lifted_as_a_level_one_is() -> None:
    tones = grey_rule(110)
    tones[23:50, PRINT] = 60
    level = np.zeros(tones.shape, bool)
    level[RULE] = True
    none = np.zeros_like(level)
    turned = lifted(np.ascontiguousarray(tones.T), erased(none.T, level.T, SCALE), SCALE)
    beside = lifted(tones, erased(level, none, SCALE), SCALE)
    # Upright strokes are compared over a shorter way; both leave the print and nothing else.
    assert np.array_equal(turned.T < 128, beside < 128)


SIDES = (Ruling(10, 0, 300), Ruling(590, 0, 300))
INK = np.zeros((300, 600), np.uint8)


def test_two_rules_that_end_in_the_open_on_one_line_are_one() -> None:
    parts = (Ruling(50, 10, 200), Ruling(51, 300, 590))
    whole = bridged(parts, SIDES, INK, SCALE)
    assert [(r.start, r.end) for r in whole] == [(10, 590)]
    assert 50 <= whole[0].at <= 51


@pytest.mark.parametrize(
    ("parts", "crossing"),
    [
        # Both end at rules: what lies between is a merged cell.
        (
            (Ruling(50, 10, 200), Ruling(50, 300, 590)),
            (*SIDES, Ruling(200, 0, 300), Ruling(300, 0, 300)),
        ),
        # One ends at a rule.
        ((Ruling(50, 10, 200), Ruling(50, 300, 590)), (*SIDES, Ruling(200, 0, 300))),
        # They lie on two lines.
        ((Ruling(50, 10, 200), Ruling(55, 300, 590)), SIDES),
        # More is lost than a seal hides.
        ((Ruling(50, 10, 200), Ruling(50, 400, 590)), SIDES),
        # No rule crosses them: these are blanks to be filled in.
        ((Ruling(50, 60, 200), Ruling(50, 300, 400)), ()),
        # They overlap.
        ((Ruling(50, 10, 300), Ruling(51, 200, 590)), SIDES),
    ],
)
def test_other_rules_on_a_line_stay_as_they_are(
    parts: tuple[Ruling, ...], crossing: tuple[Ruling, ...]
) -> None:
    assert bridged(parts, crossing, INK, SCALE) == parts


def test_a_long_gap_is_bridged_where_print_hides_the_rule() -> None:
    parts = (Ruling(50, 10, 200), Ruling(50, 400, 590))
    ink = INK.copy()
    ink[50, 210:330] = 1
    assert [(r.start, r.end) for r in bridged(parts, SIDES, ink, SCALE)] == [(10, 590)]


def stroke(page: np.ndarray, rule: Ruling, tone: int) -> None:
    page[int(rule.start) : int(rule.end), int(rule.at) - 1 : int(rule.at) + 2] = tone


def rules_with(vertical: tuple[Ruling, ...], shape: tuple[int, int]) -> Rules:
    upright = np.zeros(shape, bool)
    for rule in vertical:
        upright[int(rule.start) : int(rule.end), int(rule.at) - 1 : int(rule.at) + 2] = True
    return Rules((), vertical, np.zeros(shape, bool), upright)


def test_short_upright_strokes_that_fade_towards_the_rules_are_print() -> None:
    long, short, ones = Ruling(20, 0, 200), Ruling(60, 0, 60), Ruling(90, 0, 60)
    page = np.full((200, 120), 255, np.uint8)
    stroke(page, long, 110)
    stroke(page, short, 120)
    stroke(page, ones, 170)
    for row in (0, 18, 19, 38, 39, 58, 59):
        page[row, 85:95] = 215
    found = without_print(rules_with((long, short, ones), page.shape), page, SCALE)
    assert found.vertical == (long, short)
    assert np.array_equal(found.upright, rules_with((long, short), page.shape).upright)


def test_without_long_rules_to_compare_with_short_ones_stay() -> None:
    rules = rules_with((Ruling(60, 0, 60),), (100, 120))
    assert without_print(rules, np.full((100, 120), 250, np.uint8), SCALE) is rules
