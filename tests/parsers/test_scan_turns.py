"""Which way up a page lies: what legibility counts, and how print on its side is told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from drawn_pages import LEFT, ROW, TOP, Drawn, table_page

from parsers.scan.decode import Sign, Signs
from parsers.scan.lying import lies
from parsers.scan.plate import plate_of
from parsers.scan.print_lines import Strip
from parsers.scan.reading import Printed, Transcript, printed_on, transcribed
from parsers.scan.turns import LEGIBLE, upright

HEIGHT = 20
WIDE = (200, HEIGHT)


def lines(count: int, way: int, size: tuple[int, int] = WIDE, x: int = 0) -> list[Strip]:
    """Lines of print one below the other, so many pixels from top to top."""
    return [Strip(x, way * n, x + size[0], way * n + size[1]) for n in range(count)]


def spaced(line: Strip, air: int) -> list[tuple[float, float]]:
    """Characters as wide as high, with so much air between them."""
    places = range(line.x0 + HEIGHT, line.x1 - HEIGHT, HEIGHT + air)
    return [(float(x), float(x + air)) for x in places]


@pytest.mark.parametrize(("way", "air", "lying"), [(26, 3, False), (23, 9, True)])
def test_print_lies_where_there_is_more_air_along_its_lines_than_between(
    way: int,
    air: int,
    lying: bool,  # noqa: FBT001 - expected
) -> None:
    stack = lines(4, way)
    assert lies([stack], [(line, spaced(line, air)) for line in stack]) is lying


def test_cells_of_one_line_do_not_tell_whether_it_lies() -> None:
    apart = [*lines(1, 30), *lines(1, 30, x=300), Strip(0, 90, 200, 110)]
    assert not lies([[line] for line in apart], [(line, spaced(line, 15)) for line in apart])
    assert not lies([apart], [(line, ()) for line in apart])
    assert not lies([], [])


WORDS = "安排项目计划并考核落实各项工作责任制"


def crowded(tabled: bool, dpi: int = 200) -> Drawn:  # noqa: FBT001 - what stands on the page
    """A page with many lines as close as offices set them, in a table or without one."""
    page = table_page([[""]] * 6, dpi, (280,)) if tabled else Drawn(340, 212, dpi)
    page.block(LEFT + 1, TOP + 1, LEFT + 279, TOP + 6 * ROW - 1, (255, 255, 255))
    if tabled:
        page.rule(LEFT + 30, TOP, LEFT + 30, TOP + 6 * ROW)
    for number in range(9):
        page.text(WORDS, LEFT + 60, TOP + 4 + 14 * number)
    return page


def printed(page: Drawn, turns: int = 0) -> Printed:
    turned = np.ascontiguousarray(np.rot90(page.pixels, turns))
    return printed_on(plate_of(turned, page.scale))


@pytest.mark.parametrize("tabled", [True, False])
@pytest.mark.parametrize(("turns", "lying"), [(0, False), (1, True), (2, False), (3, True)])
def test_a_page_on_its_side_is_told_from_one_on_its_head(
    turns: int,
    lying: bool,  # noqa: FBT001 - expected
    tabled: bool,  # noqa: FBT001 - what stands on the page
) -> None:
    assert printed(crowded(tabled), turns).lies is lying


@pytest.mark.parametrize("tabled", [True, False])
@pytest.mark.parametrize("turns", [1, 3])
def test_a_page_that_could_be_read_from_its_side_is_turned_upright(
    turns: int,
    tabled: bool,  # noqa: FBT001 - what stands on the page
) -> None:
    page = crowded(tabled)
    pixels = np.ascontiguousarray(np.rot90(page.pixels, turns))
    found = upright(pixels, page.scale, 0)
    assert found.printed.tones.shape == page.pixels.shape[:2]
    assert found.legibility >= LEGIBLE


def signs(certainty: float, count: int = 8) -> Signs:
    return tuple(Sign("字", certainty, n / count, (n + 1) / count) for n in range(count))


def transcript(*read: tuple[Strip, Signs]) -> Transcript:
    """A page on which lines of usual height were read so."""
    base = replace(printed(Drawn(100, 100, 100)), height=float(HEIGHT))
    strips = tuple(strip for strip, _ in read)
    return Transcript(base, strips, strips, tuple(said for _, said in read))


def test_legibility_is_the_certainty_of_the_longer_lines() -> None:
    line = Strip(0, 0, 8 * HEIGHT, HEIGHT)
    short = (Strip(0, 0, HEIGHT, HEIGHT), signs(0.1, 1))
    assert transcript((line, signs(0.9)), short).legibility == pytest.approx(0.9)


def test_print_of_which_nothing_is_read_is_not_legible() -> None:
    line = Strip(0, 0, 8 * HEIGHT, HEIGHT)
    unread = (Sign("", 0.9, 0.1, 0.2, (("字", 0.1),)),)
    assert transcript((line, ())).legibility == 0
    assert transcript((line, unread)).legibility == 0
    assert transcript((line, signs(1.0)), (line, ())).legibility < 0.7


def test_a_page_without_lines_is_not_legible() -> None:
    assert transcript().legibility == 0
    assert transcribed(printed(Drawn(60, 60, 100)), 0).legibility == 0


def test_a_stroke_alone_says_nothing_of_how_a_page_lies() -> None:
    stroke = Strip(0, 0, 3 * HEIGHT // 4, HEIGHT // 4)
    assert transcript((stroke, signs(1.0, 1))).legibility == 0
