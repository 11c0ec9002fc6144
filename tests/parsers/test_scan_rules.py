"""Ink -> rules, whole, dashed, broken or worn; told from print, and taken out from under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from drawn_pages import LEFT, ROW, ROWS, TOP, Drawn, table_page

from parsers.page import Ruling
from parsers.scan.dashes import dashes_of
from parsers.scan.erase import erased
from parsers.scan.free import free_share, stands_free
from parsers.scan.print_lines import Blots
from parsers.scan.rules import rules_of, strokes_of
from parsers.scan.straddling import rejoined
from parsers.scan.worn import LEVEL_LEFT, opened, reaching, worn_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from parsers.scan.rules import Rules

SCALE = 200 / 72
Gone = list[tuple[float, float]]


def ink_of(page: Drawn) -> NDArray[np.uint8]:
    return (page.pixels[:, :, 0] < 128).astype(np.uint8)


def found(page: Drawn) -> Rules:
    return ruled(ink_of(page) > 0, page.scale)


def ruled(ink: NDArray[np.bool_], scale: float = SCALE) -> Rules:
    """The rules of ink, none of which is faint."""
    return rules_of(ink, ink, scale)


def points(rules: Sequence[Ruling], scale: float = SCALE) -> list[tuple[int, int, int]]:
    """Where rules lie, begin and end, in whole points, from top to bottom."""
    return sorted(
        (round(r.at / scale), round(r.start / scale), round(r.end / scale)) for r in rules
    )


def near(one: Sequence[Ruling], wanted: Sequence[tuple[float, float, float]]) -> bool:
    """Whether these are the rules that are wanted, to within 1.5 points."""
    lying = points(one, 1)
    return len(lying) == len(wanted) and bool(
        np.abs(np.array(lying) / SCALE - np.array(sorted(wanted))).max() <= 1.5
    )


def blank() -> Drawn:
    return Drawn(300, 150)


# Whole pages of rules.


def test_the_rules_of_a_table_are_found_and_its_print_is_none() -> None:
    rules = found(table_page())
    assert near(rules.horizontal, [(TOP + ROW * n, LEFT, LEFT + 300) for n in range(5)])
    assert near(rules.vertical, [(x, TOP, TOP + 4 * ROW) for x in (30, 80, 270, 330)])


@pytest.mark.parametrize("thick", [0.4, 0.8, 1.6])
@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_rules_of_any_usual_weight_are_found(dpi: int, thick: float) -> None:
    page = Drawn(300, 150, dpi)
    page.rule(20, 60, 280, 60, thick=thick)
    page.rule(150, 10, 150, 140, thick=thick)
    rules = found(page)
    assert [len(rules.horizontal), len(rules.vertical)] == [1, 1]
    assert rules.horizontal[0].at / page.scale == pytest.approx(60, abs=1)
    assert rules.vertical[0].at / page.scale == pytest.approx(150, abs=1)


def test_a_page_without_rules_has_none() -> None:
    page = blank()
    for y in (20, 50, 80):
        page.text("推进信用体系建设一二三王干主丨亖", 20, y, 14)
    rules = found(page)
    assert (rules.horizontal, rules.vertical) == ((), ())
    assert not rules.level.any()
    assert not rules.upright.any()


@pytest.mark.parametrize("fill", [0, 255])
def test_paper_and_blackness_have_no_rules(fill: int) -> None:
    rules = ruled(np.full((200, 300), fill == 0))
    assert (rules.horizontal, rules.vertical) == ((), ())


def test_the_pixels_of_rules_are_those_of_their_ink() -> None:
    page = blank()
    page.rule(20, 60, 280, 60, thick=1)
    page.text("推进信用体系建设", 100, 20)
    level = found(page).level
    ink = ink_of(page) > 0
    assert level[ink[:, :]].sum() >= 0.97 * ink[150:190].sum()
    assert not level[:150].any()


def test_a_gap_in_a_rule_is_bridged() -> None:
    page = blank()
    page.rule(20, 60, 140, 60)
    page.rule(146, 60, 280, 60)
    assert near(found(page).horizontal, [(60, 20, 280)])


def test_two_rules_a_column_apart_are_two() -> None:
    page = blank()
    page.rule(20, 60, 120, 60)
    page.rule(150, 60, 280, 60)
    assert near(found(page).horizontal, [(60, 20, 120), (60, 150, 280)])


def test_a_rule_that_falls_by_some_pixels_is_one() -> None:
    page = blank()
    for step in range(4):
        page.block(20 + 65 * step, 60 + 0.36 * step, 85 + 65 * step, 60.8 + 0.36 * step)
    assert len(found(page).horizontal) == 1


def test_a_bar_is_no_rule() -> None:
    page = blank()
    page.block(20, 60, 280, 72)
    assert found(page).horizontal == ()


def test_a_short_stroke_counts_where_it_ends_at_rules() -> None:
    page = blank()
    page.rule(50, 20, 50, 140)
    page.rule(90, 20, 90, 140)
    page.rule(50, 80, 90, 80)
    page.rule(160, 80, 200, 80)
    assert near(found(page).horizontal, [(80, 50, 90)])


def test_rules_of_a_table_open_at_its_sides_are_held_by_one_another() -> None:
    rules = found(table_page(open_sides=True))
    assert len(rules.horizontal) == 5
    assert near(rules.vertical, [(x, TOP, TOP + 4 * ROW) for x in (80, 270)])


@pytest.mark.parametrize(("ends", "kept"), [((2, 358), 5), ((2, 330), 6), ((10, 350), 6)])
def test_a_fold_that_runs_on_beyond_a_table_on_both_sides_is_no_rule_of_it(
    ends: tuple[float, float], kept: int
) -> None:
    page = table_page()
    page.rule(ends[0], TOP + 1.5 * ROW + 8, ends[1], TOP + 1.5 * ROW + 8)
    if ends == (10, 350):  # others end level with it: they are rules of a page ruled all over
        for y in (10, 20):
            page.rule(ends[0], y, ends[1], y)
        kept += 2
    assert len(found(page).horizontal) == kept


def test_rules_are_found_the_same_lying_and_standing() -> None:
    page = table_page()
    ink = ink_of(page) > 0
    one, other = ruled(ink), ruled(np.ascontiguousarray(ink.T))
    for lying, standing in ((one.horizontal, other.vertical), (one.vertical, other.horizontal)):
        away = np.array(sorted(lying)) - np.array(sorted(standing))
        assert np.abs(away).max() <= 1.5 * SCALE


def test_strokes_are_those_at_least_so_long() -> None:
    page = blank()
    page.rule(20, 40, 60, 40)
    page.rule(20, 80, 40, 80)
    rows = np.flatnonzero(strokes_of(ink_of(page), SCALE, 30).any(axis=1)) / SCALE
    assert (round(rows.min()), round(rows.max())) == (40, 40)


# Dashes.


@pytest.mark.parametrize(("on", "off"), [(3, 2), (2, 1), (4, 2.5), (1, 1.5)])
def test_dashes_and_dots_in_a_row_are_drawn_whole(on: float, off: float) -> None:
    page = blank()
    page.dashed((20, 60, 280, 60), on, off)
    drawn = dashes_of(ink_of(page), SCALE, 20)
    row = drawn[round(60 * SCALE)]
    assert row[round(22 * SCALE) : round(276 * SCALE)].all()
    assert not drawn[: round(58 * SCALE)].any()


def test_a_dashed_rule_goes_on_over_those_that_cross_it() -> None:
    page = blank()
    page.dashed((20, 60, 280, 60))
    for x in (97.5, 190):
        page.rule(x, 20, x, 120)
    row = dashes_of(ink_of(page), SCALE, 20)[round(60 * SCALE)]
    assert row[round(24 * SCALE) : round(275 * SCALE)].all()


@pytest.mark.parametrize("words", ["……", "一二三……一一一", "1-1-1 2-2-2", "- - -", "……………年"])
def test_points_and_dashes_of_print_are_no_rule(words: str) -> None:
    page = blank()
    page.text(words, 40, 40, 10)
    assert not dashes_of(ink_of(page), SCALE, 20).any()


def test_dashes_at_different_heights_are_no_rule() -> None:
    page = blank()
    for n in range(12):
        page.rule(20 + 6 * n, 60 + 3 * (n % 2), 23 + 6 * n, 60 + 3 * (n % 2))
    assert not dashes_of(ink_of(page), SCALE, 20).any()


def test_two_dashed_rules_one_below_the_other_stay_two() -> None:
    page = blank()
    page.dashed((20, 60, 280, 60))
    page.dashed((20, 64, 280, 64))
    drawn = dashes_of(ink_of(page), SCALE, 20)
    assert drawn[round(60 * SCALE)].any()
    assert drawn[round(64 * SCALE)].any()
    assert not drawn[round(62 * SCALE)].any()


def test_an_upright_rule_of_dashes_may_be_as_short_as_a_row_is_high() -> None:
    page = table_page(dpi=300)
    page.pixels[round((TOP + 1) * page.scale) : round((TOP + ROW - 1) * page.scale)] = 255
    for x in (30, 330):
        page.rule(x, TOP, x, TOP + ROW)
    page.dashed((180, TOP + 1, 180, TOP + ROW - 1), 2, 1)
    short = [rule for rule in points(found(page).vertical, page.scale) if rule[0] == 180]
    assert short == [(180, 41, 61)]


def test_short_rows_of_dashes_are_no_rule() -> None:
    page = blank()
    page.dashed((20, 60, 34, 60), 1.5, 1)
    assert not dashes_of(ink_of(page), SCALE, 20).any()


# Free strokes.


def test_a_rule_stands_free_and_a_stroke_of_characters_does_not() -> None:
    page = blank()
    page.rule(20, 60, 280, 60)
    stroke = Ruling(60 * SCALE, 20 * SCALE, 70 * SCALE)
    assert stands_free(ink_of(page), stroke, 2, SCALE)
    for x in range(20, 280, 2):
        page.rule(x, 50, x, 70, thick=1.2)
    assert not stands_free(ink_of(page), stroke, 2, SCALE)


def test_the_free_share_of_a_stroke_is_that_with_ink_and_air() -> None:
    page = blank()
    page.rule(20, 60, 150, 60)
    ink = ink_of(page)
    whole = Ruling(60 * SCALE, 20 * SCALE, 280 * SCALE)
    assert free_share(ink, whole, 2, SCALE) == pytest.approx(0.5, abs=0.03)
    assert free_share(ink, Ruling(90 * SCALE, 20, 300), 2, SCALE) == 0
    assert free_share(ink, Ruling(60 * SCALE, 50, 50), 2, SCALE) == 0


def test_a_stroke_at_the_edge_of_the_page_has_air_beyond_it() -> None:
    page = blank()
    page.block(20, 0, 280, 0.8)
    page.block(20, 149.4, 280, 150)
    ink = ink_of(page)
    for at in (1, ink.shape[0] - 1):
        assert stands_free(ink, Ruling(at, 60, 770), 2, SCALE)


# Worn rules.

SIDES = (Ruling(50 * SCALE, 50, 400), Ruling(250 * SCALE, 50, 400))


def worn(parts: Gone, y: float = 75, known: Sequence[Ruling] = ()) -> list[tuple[int, int, int]]:
    page = blank()
    for x0, x1 in parts:
        page.rule(x0, y, x1, y)
    return points(worn_rules(ink_of(page), known, SIDES, LEVEL_LEFT, SCALE))


def test_parts_that_cover_most_of_the_way_between_two_rules_are_one() -> None:
    assert worn([(50, 110), (140, 190), (215, 250)]) == [(75, 50, 250)]


@pytest.mark.parametrize(
    "parts",
    [[], [(50, 90)], [(50, 80), (220, 250)], [(70, 230)], [(10, 40), (260, 290)]],
    ids=["none", "one end", "two ends", "middle", "outside"],
)
def test_parts_that_cover_little_or_reach_neither_side_are_no_rule(parts: Gone) -> None:
    assert worn(parts) == []


def test_the_blur_of_a_rule_that_is_known_is_no_second_one() -> None:
    known = [Ruling(74 * SCALE, 50 * SCALE, 250 * SCALE)]
    assert worn([(50, 250)], known=known) == []
    assert worn([(50, 250)], y=95, known=known) == [(95, 50, 250)]


def test_worn_rules_one_below_the_other_are_each_found() -> None:
    page = blank()
    for y in (70, 90):
        for x0, x1 in ((50, 140), (160, 250)):
            page.rule(x0, y, x1, y)
    rules = worn_rules(ink_of(page), (), SIDES, LEVEL_LEFT, SCALE)
    assert points(rules) == [(70, 50, 250), (90, 50, 250)]


def test_strokes_in_a_narrow_column_are_print() -> None:
    page = blank()
    page.rule(51, 75, 64, 75)
    sides = (Ruling(50 * SCALE, 50, 400), Ruling(65 * SCALE, 50, 400))
    assert worn_rules(ink_of(page), (), sides, LEVEL_LEFT, SCALE) == ()


LEVEL = Ruling(75 * SCALE, 60 * SCALE, 240 * SCALE)
LONGER = Ruling(75 * SCALE, 50 * SCALE, 190 * SCALE)


@pytest.mark.parametrize(
    ("rule", "sides", "wanted"),
    [
        (LONGER, SIDES, (75, 50, 250)),
        (Ruling(75 * SCALE, 110 * SCALE, 250 * SCALE), SIDES, (75, 50, 250)),
        (Ruling(75 * SCALE, 50 * SCALE, 100 * SCALE), SIDES, (75, 50, 100)),
        (Ruling(75 * SCALE, 50 * SCALE, 250 * SCALE), SIDES, (75, 50, 250)),
        (Ruling(20 * SCALE, 50 * SCALE, 190 * SCALE), (), (20, 50, 190)),
        (LEVEL, (), (75, 60, 240)),
    ],
    ids=["right end", "left end", "short", "whole", "no crossing", "nothing"],
)
def test_a_rule_that_lost_its_end_is_led_to_the_next_crossing_one(
    rule: Ruling, sides: Sequence[Ruling], wanted: tuple[int, int, int]
) -> None:
    assert points(reaching((rule,), sides, SCALE)) == [wanted]


def test_a_rule_goes_on_where_it_is_faint() -> None:
    page = table_page()
    black = ink_of(page) > 0
    faded = black.copy()
    top = round((TOP + ROW) * SCALE) - 4
    faded[top : top + 9, round(130 * SCALE) : round(170 * SCALE)] = False
    rules = rules_of(faded, black, SCALE)
    assert near(rules.horizontal, [(TOP + ROW * n, LEFT, LEFT + 300) for n in range(5)])


def test_opened_ink_is_its_longer_strokes() -> None:
    page = blank()
    page.rule(20, 40, 60, 40)
    page.text("信", 100, 60)
    left = np.flatnonzero(opened(ink_of(page), SCALE).any(axis=0))
    assert left.min() >= 19 * SCALE
    assert (left < 62 * SCALE).sum() > 38 * SCALE


@pytest.mark.parametrize("share", [0.1, 0.2])
def test_a_rule_half_worn_away_still_parts_its_rows(share: float) -> None:
    page = table_page()
    chance = np.random.default_rng(4)
    y = TOP + 2 * ROW
    for x in np.arange(LEFT + 2, LEFT + 298, 6).tolist():
        if chance.random() < share:
            page.block(x, y - 1.5, x + 3, y + 1.5, (255, 255, 255))
    assert len(found(page).horizontal) == 5


# Erasing.


def cleaned(page: Drawn) -> NDArray[np.bool_]:
    """The ink that is left."""
    rules = found(page)
    black = ink_of(page) > 0
    gone = erased(rules.level, rules.upright, page.scale).gone
    return black & ~gone


def test_rules_are_taken_out_and_print_beside_them_is_not() -> None:
    bare = Drawn(360, ROW * 4 + 2 * TOP)
    for number, row in enumerate(ROWS):
        for x, words in zip((30, 80, 270), row, strict=True):
            bare.text(words, x + 5, TOP + ROW * number + 6)
    print_alone = ink_of(bare) > 0
    left = cleaned(table_page())
    assert (left & print_alone).sum() > 0.99 * print_alone.sum()
    assert (left & ~print_alone).sum() < 0.02 * print_alone.sum()


def test_print_that_straddles_a_rule_is_put_together_again() -> None:
    page = blank()
    page.rule(20, 60, 280, 60)
    page.block(140, 56, 148, 64)
    rules = found(page)
    out = erased(rules.level, rules.upright, page.scale)
    boxes = np.array([[140, 56, 148, 59], [140, 61, 148, 64], [40, 48, 48, 59], [40, 61, 48, 72]])
    blots = Blots((boxes * SCALE).round().astype(np.int64), np.array([24, 24, 88, 88]))
    joined = rejoined(blots, out, 10 * SCALE, SCALE)
    tall = (joined.boxes[:, 3] - joined.boxes[:, 1]) / SCALE
    assert sorted(tall.round().tolist()) == [8, 11, 11]


def test_crossings_are_where_rules_cross() -> None:
    page = table_page()
    rules = found(page)
    around = erased(rules.level, rules.upright, SCALE).crossings
    for x in (30, 80, 270, 330):
        for y in (TOP, TOP + ROW):
            assert around[round(y * SCALE), round(x * SCALE)]
    assert not around[round((TOP + 10) * SCALE), round(150 * SCALE)]
    assert not around[round(TOP * SCALE), round(150 * SCALE)]


def test_a_page_without_rules_keeps_all_its_ink() -> None:
    page = blank()
    page.text("推进信用体系建设", 40, 40)
    none = np.zeros(page.pixels.shape[:2], dtype=bool)
    out = erased(none, none, SCALE)
    assert not out.gone.any()
    assert not out.crossings.any()
