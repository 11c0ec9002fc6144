"""Ink -> lines of print: what belongs to a line, what parts two, and what is dirt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from drawn_pages import LEFT, ROW, ROWS, TOP, Drawn, table_page

from parsers.scan.detector import found_lines
from parsers.scan.erase import Erased
from parsers.scan.plate import plate_of
from parsers.scan.print_lines import (
    Blots,
    Strip,
    blots_of,
    groups_of,
    strips_of,
    usual_height,
)
from parsers.scan.reading import printed_on, transcribed
from parsers.scan.recogniser import recognised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.scan.decode import Signs
    from parsers.scan.ink import Mask

Box = tuple[int, int, int, int]
HEIGHT = 20.0


def blots(*boxes: Box) -> Blots:
    """Ink that fills these boxes: left, top, right, bottom."""
    array = np.array(boxes, np.int64).reshape(-1, 4)
    areas = (array[:, 2] - array[:, 0]) * (array[:, 3] - array[:, 1])
    return Blots(array, areas)


def row(y: int, count: int = 4, height: int = 20, x: int = 0) -> list[Box]:
    """Characters side by side."""
    return [(x + 24 * n, y, x + 24 * n + 20, y + height) for n in range(count)]


def lines(*boxes: Box) -> list[Box]:
    return [(s.x0, s.y0, s.x1, s.y1) for s in strips_of(blots(*boxes), HEIGHT)]


def test_characters_side_by_side_are_a_line() -> None:
    assert lines(*row(10)) == [(0, 10, 92, 30)]


def test_lines_follow_from_top_to_bottom() -> None:
    assert lines(*row(40), *row(10)) == [(0, 10, 92, 30), (0, 40, 92, 60)]


def test_no_ink_is_no_line() -> None:
    assert lines() == []


def test_the_strokes_of_a_character_are_one_line() -> None:
    three = [(0, 10, 20, 12), (3, 19, 17, 21), (0, 28, 20, 30)]
    assert lines(*three) == [(0, 10, 20, 30)]


def test_a_low_stroke_beside_a_line_belongs_to_it_and_far_from_any_is_none() -> None:
    assert lines(*row(10), (30, 33, 34, 36)) == [(0, 10, 92, 36)]
    assert lines(*row(10), (30, 80, 34, 83)) == [(0, 10, 92, 30)]


def test_a_dash_and_a_figure_alone_are_lines() -> None:
    assert lines((0, 10, 9, 13)) == [(0, 10, 9, 13)]
    assert lines((0, 10, 5, 24)) == [(0, 10, 5, 24)]


@pytest.mark.parametrize("count", [2, 3, 5])
def test_lines_that_touch_one_another_are_parted(count: int) -> None:
    way = 23
    boxes = [box for n in range(count) for box in row(way * n)]
    # A bracket, a comma that hangs into the line below.
    boxes += [(100, way * n + 12, 104, way * n + 26) for n in range(count - 1)]
    found = lines(*boxes)
    assert len(found) == count
    assert all(
        abs(y0 - way * n) <= 4 and abs(y1 - way * n - 20) <= 6
        for n, (_, y0, _, y1) in enumerate(found)
    )


def test_a_title_is_one_line_though_it_is_high() -> None:
    assert len(lines(*row(10, height=29))) == 1


def test_every_blot_of_a_line_lies_in_its_strip() -> None:
    boxes = [*row(10), *row(40, height=14)]
    covered = [
        any(x0 <= a and c <= x1 and y0 <= (b + d) / 2 < y1 for x0, y0, x1, y1 in lines(*boxes))
        for a, b, c, d in boxes
    ]
    assert all(covered)


def test_usual_height_is_that_of_most_lines() -> None:
    cells = [blots(*row(0, height=20)), blots(*row(0, height=21)), blots(*row(0, height=40))]
    assert usual_height(cells, 2.0) == pytest.approx(20.5, abs=0.6)


def test_a_page_without_print_has_an_ordinary_height() -> None:
    assert 7 <= usual_height([], 1.0) <= 12
    assert usual_height([blots((0, 0, 3, 400))], 3.0) == 3 * usual_height([], 1.0)


def strips(*xs: tuple[int, int]) -> list[Strip]:
    return [Strip(x0, 0, x1, 20) for x0, x1 in xs]


def test_strips_that_follow_one_another_are_a_group() -> None:
    one, two, far = strips((0, 50), (55, 90), (200, 240))
    assert groups_of([far, two, one], 10) == [[one, two], [far]]
    assert groups_of([one, Strip(10, 0, 20, 20), two], 10) == [[one, Strip(10, 0, 20, 20), two]]
    assert groups_of([], 10) == []


def nothing_gone(page: Drawn) -> Erased:
    none = np.zeros(page.pixels.shape[:2], dtype=bool)
    return Erased(none, none, none, none)


def erased_at(level: Mask, crossings: Mask | None = None) -> Erased:
    none = np.zeros_like(level)
    return Erased(level, none, level, none if crossings is None else crossings)


def blots_on(page: Drawn) -> Blots:
    return blots_of(plate_of(page.pixels, page.scale), nothing_gone(page))


def test_specks_are_no_blots_and_points_are() -> None:
    page = Drawn(200, 100)
    page.text("1.5", 50, 40, 14)
    clean = blots_on(page)
    chance = np.random.default_rng(2)
    rows, columns = (chance.integers(0, side, 200) for side in page.pixels.shape[:2])
    page.pixels[rows[rows < 80], columns[rows < 80]] = 0
    speckled = blots_on(page)
    assert len(clean.boxes) >= 3
    assert len(speckled.boxes) == len(clean.boxes)


def test_what_a_stain_leaves_pale_is_no_blot() -> None:
    page = Drawn(200, 100)
    page.text("推进信用体系", 50, 40)
    wanted = len(blots_on(page).boxes)
    page.block(150, 20, 152, 22, (120, 120, 120))
    assert len(blots_on(page).boxes) == wanted


def test_what_rules_leave_behind_is_no_blot() -> None:
    page = Drawn(200, 100)
    page.text("推进", 50, 40)
    wanted = len(blots_on(page).boxes)
    page.rule(20, 70, 180, 70)
    gone = np.zeros(page.pixels.shape[:2], dtype=bool)
    gone[round(69.9 * page.scale) : round(72 * page.scale)] = True
    left = blots_of(plate_of(page.pixels, page.scale), erased_at(gone))
    assert len(left.boxes) == wanted


def test_what_lies_where_rules_cross_is_no_blot() -> None:
    page = Drawn(200, 100)
    page.block(100, 50, 103, 53)
    around = np.zeros(page.pixels.shape[:2], dtype=bool)
    assert len(blots_of(plate_of(page.pixels, page.scale), erased_at(around, around)).boxes) == 1
    around[round(48 * page.scale) : round(55 * page.scale)] = True
    none = np.zeros_like(around)
    assert len(blots_of(plate_of(page.pixels, page.scale), erased_at(none, around)).boxes) == 0


def test_a_blank_page_has_no_blots_and_no_lines() -> None:
    page = Drawn(120, 80)
    assert len(blots_on(page).boxes) == 0
    assert strips_of(blots_on(page), HEIGHT) == []


def test_blots_can_be_chosen_by_number_and_by_truth() -> None:
    all_of = blots(*row(0, 3))
    assert all_of.only(np.array([2])).boxes.tolist() == [[48, 0, 68, 20]]
    assert all_of.only(np.array([True, False, False])).areas.tolist() == [400]
    assert all_of.centres.tolist() == [[10, 10], [34, 10], [58, 10]]


# Of whole pages.


def test_the_print_of_each_cell_is_a_line_of_its_own() -> None:
    page = table_page()
    printed = printed_on(plate_of(page.pixels, page.scale))
    places = [
        (round((s.x0 / page.scale - LEFT) // 1), round((s.y0 / page.scale - TOP) // ROW))
        for s in printed.inside
    ]
    assert [number for _, number in places] == [n for n in range(4) for _ in range(3)]
    assert [5 <= x < 12 for x, _ in places] == [True, False, False] * 4
    assert len(printed.lattices) == 1
    assert len(printed.cells) == 12


def test_the_tones_of_a_page_have_no_rules_left() -> None:
    page = table_page()
    printed = printed_on(plate_of(page.pixels, page.scale))
    y = round((TOP + ROW) * page.scale)
    assert (printed.tones[y, round(90 * page.scale) : round(260 * page.scale)] > 230).all()


def test_lines_beside_a_table_are_found_and_its_own_are_not_found_twice() -> None:
    page = table_page()
    page.text("绩效管理目标考评表", 90, 8, 12)
    page.text("备注：无", 40, TOP + 4 * ROW + 14)
    found = transcribed(printed_on(plate_of(page.pixels, page.scale)), 0)
    said = ["".join(sign.character for sign in signs) for signs in found.signs]
    assert sorted(said) == sorted([*(t for r in ROWS for t in r), "绩效管理目标考评表", "备注：无"])
    assert found.page(3).number == 3
    assert {p.text.replace(" ", "") for p in found.page(3).pieces} == set(said)


@pytest.mark.parametrize("dpi", [100, 200, 300])
def test_lines_without_a_table_are_found_where_they_stand(dpi: int) -> None:
    page = Drawn(320, 120, dpi)
    for y in (20, 60, 90):
        page.text("各镇人民政府、街道办事处", 40, y, 12)
    tones = plate_of(page.pixels, page.scale).tones
    found = sorted(found_lines(tones, page.scale, 0), key=lambda strip: strip.y0)
    tops = [strip.y0 / page.scale for strip in found]
    assert tops == pytest.approx([20, 60, 90], abs=4)
    assert all(abs(strip.x0 / page.scale - 40) < 6 for strip in found)


def test_no_lines_are_found_on_paper() -> None:
    assert found_lines(np.full((60, 300), 255, np.uint8), 2.0, 0) == []


# Single lines.


def pictured(words: str, size: float = 10, dpi: int = 200) -> np.ndarray:
    """A line cut to its ink with a little air."""
    page = Drawn(size * (len(words) + 2), 2.5 * size, dpi)
    page.text(words, size, size / 2, size)
    tones = page.pixels[:, :, 0]
    rows, columns = np.nonzero(tones < 128)
    return tones[rows.min() - 3 : rows.max() + 4, columns.min() - 3 : columns.max() + 4]


def said(signs: Signs) -> str:
    return "".join(sign.character for sign in signs)


def texts(words: Sequence[str], threads: int = 0) -> list[str]:
    return [said(signs) for signs in recognised([pictured(w) for w in words], threads)]


WORDS = (
    "推进信用体系建设",
    "1-1-1",
    "2",
    "〔2024〕15号",
    "责任人",
    "1.5",
    "关于印发考评办法的通知",
)


def test_lines_are_read_in_their_order_whatever_their_widths() -> None:
    assert texts(WORDS) == list(WORDS)
    assert texts(WORDS[::-1]) == list(WORDS[::-1])


def test_a_line_says_the_same_alone_and_among_others() -> None:
    for word in WORDS[:3]:
        assert texts([word]) == [word]


def test_brackets_at_the_ends_of_a_line_are_not_lost() -> None:
    assert texts(["〔2024〕", "《办法》"]) == ["〔2024〕", "《办法》"]


def test_signs_lie_along_the_line_where_they_are_printed() -> None:
    (signs,) = recognised([pictured("推进信用体系建设")], 0)
    middles = [(sign.start + sign.end) / 2 for sign in signs]
    assert middles == pytest.approx([(n + 0.5) / 8 for n in range(8)], abs=0.06)


def test_no_lines_say_nothing() -> None:
    assert recognised([], 0) == []


@pytest.mark.parametrize("shape", [(1, 1), (1, 500), (400, 2), (20, 9000)])
def test_a_strip_of_any_shape_without_print_says_nothing(shape: tuple[int, int]) -> None:
    assert [said(s) for s in recognised([np.full(shape, 255, np.uint8)], 0)] == [""]


def test_one_thread_reads_as_many_do() -> None:
    assert texts(WORDS[:3], threads=1) == list(WORDS[:3])
