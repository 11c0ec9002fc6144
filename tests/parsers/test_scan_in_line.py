"""Rules that are faint, broken or dashed, found beside and in line with others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from drawn_pages import LEFT, ROW, TOP, WIDTHS, Drawn, edges_of, fill

from parsers.page import Ruling
from parsers.scan.in_line import in_line
from parsers.scan.rules import rules_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SCALE = 200 / 72
Stretch = tuple[float, float]
LINE = (Ruling(75 * SCALE, 100 * SCALE, 250 * SCALE),)
SIDES = tuple(Ruling(x * SCALE, 20 * SCALE, 140 * SCALE) for x in (50, 100, 250))


def ink_of(page: Drawn) -> NDArray[np.uint8]:
    return (page.pixels[:, :, 0] < 128).astype(np.uint8)


def points(rules: Sequence[Ruling]) -> list[tuple[int, int, int]]:
    return sorted(
        (round(r.at / SCALE), round(r.start / SCALE), round(r.end / SCALE)) for r in rules
    )


def seen(
    parts: Sequence[Stretch], y: float = 75, known: Sequence[Ruling] = LINE
) -> list[tuple[int, int, int]]:
    """What is found of parts of a level rule, beside a known one from 100 to 250."""
    page = Drawn(300, 150)
    for start, end in parts:
        page.rule(start, y, end, y)
    return points(in_line(ink_of(page), known, SIDES, SCALE))


@pytest.mark.parametrize(
    "parts",
    [[(50, 100)], [(58, 92)], [(53, 66), (70, 76), (82, 95)], [(62, 97)]],
    ids=["whole", "without ends", "in parts", "without its left end"],
)
def test_a_rule_in_line_with_another_is_found_where_half_of_it_is_left(
    parts: Sequence[Stretch],
) -> None:
    assert seen(parts) == [(75, 50, 100)]


@pytest.mark.parametrize("parts", [[], [(60, 74)], [(55, 60), (85, 90)]])
def test_where_less_than_half_is_left_there_is_no_rule(parts: Sequence[Stretch]) -> None:
    assert seen(parts) == []


def test_a_rule_that_is_in_line_with_none_is_not_looked_for() -> None:
    assert seen([(58, 92)], y=90) == []
    assert seen([(58, 92)], known=()) == []


def test_a_rule_may_lie_a_little_above_or_below_the_line() -> None:
    assert seen([(52, 98)], y=75.8) == [(76, 50, 100)]


def test_what_is_known_is_not_found_twice() -> None:
    known = [Ruling(75 * SCALE, 50 * SCALE, 250 * SCALE)]
    assert seen([(50, 250)], known=known) == []


def test_print_on_the_line_is_no_rule() -> None:
    page = Drawn(300, 150)
    page.text("一二三干王主", 52, 70, 8)
    assert in_line(ink_of(page), LINE, SIDES, SCALE) == ()


def test_between_rules_too_near_one_another_nothing_is_looked_for() -> None:
    page = Drawn(300, 150)
    page.rule(50, 75, 57, 75)
    sides = [Ruling(x * SCALE, 20 * SCALE, 140 * SCALE) for x in (50, 57)]
    assert in_line(ink_of(page), LINE, sides, SCALE) == ()


def test_rules_are_looked_for_only_between_those_that_cross_the_line() -> None:
    page = Drawn(300, 150)
    page.rule(50, 75, 100, 75)
    beyond = [Ruling(50 * SCALE, 90 * SCALE, 140 * SCALE), *SIDES[1:]]
    assert in_line(ink_of(page), LINE, beyond, SCALE) == ()


# Whole pages.

XS, YS = edges_of(LEFT, WIDTHS), edges_of(TOP, (ROW,) * 4)
WANTED = (
    [(round(y), round(XS[0]), round(XS[-1])) for y in YS],
    [(round(x), round(YS[0]), round(YS[-1])) for x in XS],
)


def found(black: NDArray[np.bool_], faint: NDArray[np.bool_]) -> tuple[list[int], list[int]]:
    """Where level and upright rules lie, in whole points."""
    rules = rules_of(black, faint, SCALE)
    level, upright = points(rules.horizontal), points(rules.vertical)
    return sorted({at for at, _, _ in level}), sorted({at for at, _, _ in upright})


def page_of(grey: int, *, dark: Sequence[float] = ()) -> Drawn:
    """A table whose rules are so grey, but for the level ones at these heights."""
    page = Drawn(XS[-1] + LEFT, YS[-1] + TOP)
    for y in YS:
        tone = 20 if y in dark else grey
        page.block(XS[0], y - 0.4, XS[-1], y + 0.4, (tone, tone, tone))
    for x in XS:
        page.block(x - 0.4, YS[0], x + 0.4, YS[-1], (grey, grey, grey))
    fill(page, (("序号", "目标内容", "权重"), ("1-1", "推进信用体系建设", "2")))
    return page


@pytest.mark.parametrize("dark", [(), YS[:1], YS[1:3]], ids=["none", "one", "two"])
def test_faint_rules_are_found_beside_dark_ones(dark: Sequence[float]) -> None:
    pixels = page_of(170, dark=dark).pixels[:, :, 0]
    level, upright = found(pixels < 128, pixels < 220)
    assert level == [at for at, _, _ in WANTED[0]]
    assert upright == [at for at, _, _ in WANTED[1]]


def test_the_ink_of_faint_rules_is_theirs_and_not_that_of_print() -> None:
    pixels = page_of(170).pixels[:, :, 0]
    rules = rules_of(pixels < 128, pixels < 220, SCALE)
    ruled = np.zeros_like(rules.level)
    for y in YS:
        ruled[round((y - 1) * SCALE) : round((y + 1) * SCALE)] = True
    assert not (rules.level & ~ruled).any()
    assert rules.level.sum() > 0.9 * ((pixels < 220) & ruled).sum()


def test_faint_strokes_of_print_are_no_rules() -> None:
    page = Drawn(300, 150)
    for y in (20, 50, 80):
        page.text("推进信用体系建设一二三王干主丨亖", 20, y, 14)
    faint = page.pixels[:, :, 0] < 220
    assert found(np.zeros_like(faint), faint) == ([], [])


def test_a_rule_goes_on_only_from_the_last_stroke_in_its_line() -> None:
    page = Drawn(300, 260)
    for y in (20, 80, 94, 120, 134, 200):
        page.rule(50, y, 250, y)
    for x in (50, 250):
        page.rule(x, 20, x, 200)
    for start, end in ((20, 80), (94, 120), (134, 200)):
        page.rule(150, start, 150, end)
    ink = ink_of(page) > 0
    middle = [r for r in points(rules_of(ink, ink, SCALE).vertical) if r[0] == 150]
    # The blur of an end, and the rule at which it ends, are a point.
    assert middle == [(150, 19, 81), (150, 93, 121), (150, 133, 201)]


def test_faint_double_rules_are_found() -> None:
    page = Drawn(XS[-1] + LEFT, YS[-1] + TOP)
    grey = (170, 170, 170)
    for away in (-0.7, 0.7):
        for y in YS:
            page.block(XS[0], y + away - 0.2, XS[-1], y + away + 0.2, grey)
        for x in XS:
            page.block(x + away - 0.2, YS[0], x + away + 0.2, YS[-1], grey)
    pixels = page.pixels[:, :, 0]
    level, upright = found(pixels < 128, pixels < 220)
    assert level == [at for at, _, _ in WANTED[0]]
    assert upright == [at for at, _, _ in WANTED[1]]
