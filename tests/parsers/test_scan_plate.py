"""A picture -> a plate: the sheet found, its light evened, its stains taken out, made straight."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from drawn_pages import BLACK, RED, Drawn, table_page
from scan_seal import seal_of

from parsers.picture import Picture
from parsers.scan.ink import PAPER, black_of, faint_of
from parsers.scan.paper import sheet_in
from parsers.scan.plate import Plate, plate_of, sized
from parsers.scan.skew import lean_of, turned_back
from parsers.scan.straight import straightening
from parsers.scan.surface import Samples, heights, surface_of
from parsers.scan.tones import tones_of

WHITE = (255, 255, 255)
DARK = (62, 48, 40)


def lined(count: int = 6, dpi: int = 150) -> Drawn:
    """A page of level and upright rules, 18 points apart."""
    page = Drawn(300, 200, dpi)
    for number in range(count):
        page.rule(30, 40 + 24 * number, 270, 40 + 24 * number)
        page.rule(30 + 48 * number, 40, 30 + 48 * number, 160)
    return page


def ink_of(page: Drawn) -> np.ndarray:
    return black_of(tones_of(page.pixels, page.scale))


def unevenness(black: np.ndarray) -> float:
    """By how many rows the upper and lower outline of each level rule wander, at most."""
    columns = range(black.shape[1] // 4, 3 * black.shape[1] // 4, 7)
    tops = [int(np.flatnonzero(black[:, x])[0]) for x in columns]
    return max(tops) - min(tops)


# The sheet in a photograph.


def on_table(sheet: tuple[tuple[float, float], ...], ground: int = 40) -> np.ndarray:
    """A photograph of 800 by 600 with a white sheet of these corners, in shares."""
    picture = np.full((600, 800, 3), ground, np.uint8)
    corners = np.array([(800 * x, 600 * y) for x, y in sheet], np.int32)
    return cv2.fillPoly(picture, [corners], WHITE)


LAID = ((0.1, 0.15), (0.88, 0.1), (0.92, 0.9), (0.07, 0.86))


def test_the_sheet_is_cut_out_of_a_photograph_and_straightened() -> None:
    sheet = sheet_in(on_table(LAID))
    rows, columns = sheet.shape[:2]
    assert (columns / 800, rows / 600) == pytest.approx((0.82, 0.76), abs=0.03)
    assert (sheet[4:-4, 4:-4] > 200).all()


def test_what_stands_on_the_sheet_stays_where_it_is_on_it() -> None:
    picture = on_table(LAID)
    middle = np.mean([(800 * x, 600 * y) for x, y in LAID], axis=0).astype(int)
    cv2.circle(picture, tuple(middle.tolist()), 8, BLACK, -1)
    sheet = sheet_in(picture)
    y, x = (np.argwhere(sheet[4:-4, 4:-4, 0] < 100).mean(axis=0) + 4) / sheet.shape[:2]
    assert (x, y) == pytest.approx((0.5, 0.5), abs=0.05)


@pytest.mark.parametrize(
    "picture",
    [
        np.full((600, 800, 3), 255, np.uint8),
        np.zeros((600, 800, 3), np.uint8),
        np.full((1, 1, 3), 255, np.uint8),
        on_table(LAID, ground=235),
        on_table(((0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6))),
        on_table(((0.1, 0.1), (0.9, 0.1), (0.5, 0.95))),
        on_table(((0, 0), (1, 0), (1, 1), (0, 1))),
        Drawn(100, 60).pixels,
    ],
    ids=["white", "black", "pixel", "light ground", "small", "triangle", "whole", "page"],
)
def test_a_picture_in_which_no_sheet_lies_stays_as_it_is(picture: np.ndarray) -> None:
    assert sheet_in(picture) is picture


# Light and stains.


def test_uneven_light_is_evened() -> None:
    page = table_page()
    shade = np.linspace(0.55, 1.0, page.pixels.shape[1])[None, :, None]
    dark = (page.pixels * shade).astype(np.uint8)
    tones = tones_of(dark, page.scale)
    assert (tones[:20] > 245).all()
    assert np.mean(black_of(tones) != ink_of(page)) < 0.003


@pytest.mark.parametrize("tint", [(240, 224, 184), (230, 205, 150), (200, 200, 200)])
def test_yellow_and_grey_paper_is_paper(tint: tuple[int, int, int]) -> None:
    page = table_page()
    pixels = (page.pixels * (np.array(tint) / 255)).astype(np.uint8)
    assert np.mean(black_of(tones_of(pixels, page.scale)) != ink_of(page)) < 0.003


@pytest.mark.parametrize("colour", [RED, (40, 70, 200)])
def test_a_coloured_seal_is_taken_out_and_the_print_beneath_it_kept(
    colour: tuple[int, int, int],
) -> None:
    page = table_page()
    clean = ink_of(page)
    seal = seal_of("泉州市洛江区财政局", round(90 * page.scale))
    page.under(0.75 * cv2.GaussianBlur(seal, (0, 0), 1), 100, 40, colour)
    black = ink_of(page)
    assert (black & clean).sum() / clean.sum() > 0.93
    assert (black & ~clean).sum() / clean.sum() < 0.12


def test_a_highlighter_over_print_leaves_the_print() -> None:
    page = table_page()
    clean = ink_of(page)
    page.under(np.full((60, 400), 1, np.float32), 80, 45, (255, 240, 60))
    black = ink_of(page)
    assert (black & clean).sum() / clean.sum() > 0.95
    assert (black & ~clean).sum() / clean.sum() < 0.05


def test_tones_run_from_ink_to_paper_and_have_the_size_of_the_page() -> None:
    page = table_page()
    tones = tones_of(page.pixels, page.scale)
    assert tones.shape == page.pixels.shape[:2]
    assert tones.dtype == np.uint8
    assert (int(tones.min()) < 40, int(tones.max())) == (True, PAPER)


def test_blank_paper_has_no_ink() -> None:
    paper = np.full((50, 50), PAPER, np.uint8)
    assert not black_of(paper).any()
    assert not faint_of(paper).any()


def test_what_stands_out_of_the_papers_noise_may_be_ink_and_noise_may_not() -> None:
    chance = np.random.default_rng(1)
    tones = np.clip(chance.normal(246, 3, (200, 300)), 0, PAPER).astype(np.uint8)
    tones[100:102] = 190
    tones[150:170, 50:200] = 20
    assert faint_of(tones)[100:102].all()
    assert not black_of(tones)[100:102].any()
    assert black_of(tones)[150:170, 50:200].all()
    assert faint_of(tones)[:90].mean() < 0.01
    assert (faint_of(tones) | ~black_of(tones)).all()


# Leaning and bending.


@pytest.mark.parametrize("degrees", [0, 0.3, 1.5, -2.5, 4.5])
def test_the_lean_of_a_page_is_found_to_the_tenth_of_a_degree(degrees: float) -> None:
    page = lined()
    leaning = turned_back(page.pixels[:, :, 0], -degrees)
    assert lean_of(black_of(leaning)) == pytest.approx(degrees, abs=0.1)
    assert lean_of(black_of(turned_back(leaning, degrees))) == pytest.approx(0, abs=0.1)


def test_a_page_without_ink_does_not_lean() -> None:
    assert lean_of(np.zeros((30, 40), dtype=bool)) == 0


def test_a_page_is_turned_about_its_middle_on_paper() -> None:
    tones = np.full((101, 201), PAPER, np.uint8)
    tones[48:53, 98:103] = 0
    turned = turned_back(tones, 5)
    assert turned.shape == tones.shape
    assert turned[50, 100] < 20
    assert (turned[:40] == PAPER).all()


def test_a_bent_page_is_made_straight_by_its_rules() -> None:
    page = lined()
    rows, columns = page.pixels.shape[:2]
    x, y = np.meshgrid(np.arange(columns, dtype=np.float32), np.arange(rows, dtype=np.float32))
    away = (16 * np.sin(np.pi * x / columns)).astype(np.float32)
    bent = cv2.remap(page.pixels[:, :, 0], x, y + away, cv2.INTER_LINEAR, borderValue=255)
    assert unevenness(black_of(bent)) > 3
    made = straightening(black_of(bent), black_of(bent), page.scale)(bent)
    assert unevenness(black_of(made)) <= 1


def test_a_page_seen_aslant_has_upright_rules_again() -> None:
    page = lined()
    rows, columns = page.pixels.shape[:2]
    old = np.array([(0, 0), (columns, 0), (columns, rows), (0, rows)], np.float32)
    new = old + np.array([(16, 0), (-16, 0), (0, 0), (0, 0)], np.float32)
    matrix = cv2.getPerspectiveTransform(old, new)
    slanted = cv2.warpPerspective(page.pixels[:, :, 0], matrix, (columns, rows), borderValue=255)
    assert unevenness(black_of(slanted).T) > 3
    made = straightening(black_of(slanted), black_of(slanted), page.scale)(slanted)
    assert unevenness(black_of(made).T) <= 2


def test_a_page_of_upright_rules_alone_is_made_straight_too() -> None:
    page = Drawn(300, 200, 150)
    for number in range(6):
        page.rule(30 + 48 * number, 40, 30 + 48 * number, 160)
    shear = np.array([(1, 0.03, 0), (0, 1, 0)], np.float32)
    rows, columns = page.pixels.shape[:2]
    sheared = cv2.warpAffine(page.pixels[:, :, 0], shear, (columns, rows), borderValue=255)
    assert unevenness(black_of(sheared).T) > 3
    made = straightening(black_of(sheared), black_of(sheared), page.scale)(sheared)
    assert unevenness(black_of(made).T) <= 1


@pytest.mark.parametrize("count", [1, 2])
def test_rules_that_stray_do_not_bend_the_page(count: int) -> None:
    page = lined(7)
    tones = page.pixels[:, :, 0].copy()
    scale = page.scale
    for number in range(count):
        for x in range(round(40 * scale), round(260 * scale)):
            top = round((50 + 48 * number + 6 * x / 500) * scale)
            tones[top : top + 2, x] = 0
    made = straightening(black_of(tones), black_of(tones), scale)(tones)
    level = round(136 * scale)
    assert np.mean(black_of(made)[level:] != black_of(tones)[level:]) < 0.004


def dashed(count: int = 6) -> Drawn:
    """As lined, with rules of dashes."""
    page = Drawn(300, 200, 150)
    for number in range(count):
        page.dashed((30, 40 + 24 * number, 270, 40 + 24 * number), 2, 1)
        page.dashed((30 + 48 * number, 40, 30 + 48 * number, 160), 2, 1)
    return page


def bent_by(page: Drawn, most: float) -> np.ndarray:
    """The page with its middle moved up by so many pixels, its sides where they were."""
    rows, columns = page.pixels.shape[:2]
    x, y = np.meshgrid(np.arange(columns, dtype=np.float32), np.arange(rows, dtype=np.float32))
    away = (most * np.sin(np.pi * x / columns)).astype(np.float32)
    return cv2.remap(page.pixels[:, :, 0], x, y + away, cv2.INTER_LINEAR, borderValue=255)


def test_a_page_is_made_straight_by_rules_of_dashes() -> None:
    bent = bent_by(dashed(), 12)
    made = straightening(black_of(bent), black_of(bent), 150 / 72)(bent)
    assert lowest_unevenness(bent) > 3
    assert lowest_unevenness(made) <= 2


def lowest_unevenness(tones: np.ndarray) -> float:
    """By how many rows the lowest rule wanders, the gaps between its dashes aside."""
    closed = cv2.morphologyEx(
        black_of(tones).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((1, 9), np.uint8)
    )
    return unevenness(np.flipud(closed) > 0)


def test_a_page_is_made_straight_by_faint_rules_where_few_are_dark() -> None:
    page = lined()
    dark = page.pixels[:, :, 0].copy()
    faint = page.pixels[:, :, 0].copy()
    faint[faint < 128] = 170
    # The first of its level rules is dark at one end: alone it says nothing.
    rows, columns = dark.shape
    faint[: rows // 3, : columns // 3] = dark[: rows // 3, : columns // 3]
    page.pixels[:, :, 0] = faint
    bent = bent_by(page, 12)
    made = straightening(bent < 128, bent < 220, page.scale)(bent)
    assert unevenness(made < 220) <= 2


def test_what_no_rule_tells_of_is_hardly_moved() -> None:
    page = Drawn(600, 200, 150)
    for number in range(5):
        for x0, y in ((30, 40 + 24 * number), (31, 46 + 24 * number)):
            page.rule(x0, y, x0 + 70, y)
    leaning = page.pixels[:, :, 0].copy()
    # Each rule strays by a pixel or two, one so and one so.
    for number in range(5):
        top = round((40 + 24 * number) * page.scale)
        part = leaning[top - 4 : top + 5, 100:180].copy()
        leaning[top - 4 : top + 5, 100:180] = np.roll(part, (-1) ** number, axis=0)
    right = leaning.copy()
    cv2.rectangle(right, (1000, 180), (1100, 240), 0, -1)
    made = straightening(black_of(right), black_of(right), page.scale)(right)
    assert np.mean(black_of(made)[:, 900:] != black_of(right)[:, 900:]) < 0.02


@pytest.mark.parametrize("steep", [0.1, 0.5])
def test_a_surface_steeper_than_pages_are_is_none(steep: float) -> None:
    x = np.tile(np.arange(0.0, 600.0, 20.0), 5)
    rule = np.repeat(np.arange(5), 30)
    samples = Samples(x, 50.0 * rule + steep * x, rule)
    surface = surface_of(samples, (400, 600), 2.0)
    assert (surface is None) == (steep > 0.3)
    if surface is not None:
        assert np.abs(heights(surface, np.ones(3), np.ones(3)) + 600 * steep).max() < 0.5


def test_a_page_that_is_straight_stays_so() -> None:
    page = lined()
    tones = page.pixels[:, :, 0]
    made = straightening(black_of(tones), black_of(tones), page.scale)(tones)
    assert np.mean(black_of(made) != black_of(tones)) < 0.001


@pytest.mark.parametrize("page", [lined(2), Drawn(200, 100)], ids=["few rules", "none"])
def test_a_page_that_says_too_little_stays_as_it_is(page: Drawn) -> None:
    tones = page.pixels[:, :, 0]
    assert straightening(black_of(tones), black_of(tones), page.scale)(tones) is tones


# Sizes, borders, holes.


@pytest.mark.parametrize(("dpi", "wanted"), [(150, 200), (200, 200), (250, 250), (600, 300)])
def test_pages_are_worked_at_between_200_and_300_dots_an_inch(dpi: int, wanted: int) -> None:
    pixels, scale = sized(Drawn(300, 260, dpi).picture)
    assert scale * 72 == pytest.approx(wanted, rel=0.02)
    assert pixels.shape[:2] == pytest.approx((260 * scale, 300 * scale), abs=1)


@pytest.mark.parametrize("told", [None, 20.0, 90_000.0])
def test_a_page_that_says_nothing_true_of_its_size_is_a4(told: float | None) -> None:
    rows, columns = 1654, 1169
    picture = Picture(np.full((rows, columns, 3), 255, np.uint8), told, told)
    pixels, scale = sized(picture)
    assert pixels.shape[0] / scale == pytest.approx(842, abs=1)


def test_a_photographed_sheet_is_a4_whatever_the_camera_says_of_the_picture() -> None:
    pixels, scale = sized(Picture(on_table(LAID), 400, 300))
    assert max(pixels.shape[:2]) / scale == pytest.approx(842, abs=1)


def test_a_plate_is_as_large_as_its_page_in_points() -> None:
    page = table_page()
    plate = plate_of(page.pixels, page.scale)
    assert (plate.width, plate.height) == pytest.approx((page.width, page.height), abs=0.3)
    assert np.array_equal(plate.black, black_of(plate.tones))


def test_borders_and_holes_are_cleared_and_print_is_not() -> None:
    page = table_page()
    clean = plate_of(page.pixels, page.scale).black
    page.block(0, 0, 6, page.height)
    page.block(0, page.height - 8, page.width, page.height)
    page.disc(18, 100, 8.5)
    cleared = plate_of(page.pixels, page.scale).black
    assert np.mean(cleared != clean) < 0.002


def test_large_print_and_bars_that_are_no_hole_stay() -> None:
    page = Drawn(300, 120)
    page.text("考评表", 90, 40, 24)
    page.block(90, 90, 200, 94)
    plate = plate_of(page.pixels, page.scale)
    assert plate.black.sum() == pytest.approx(ink_of(page).sum(), rel=0.05)


def test_the_same_page_makes_the_same_plate() -> None:
    page = table_page()

    def made() -> Plate:
        return plate_of(page.pixels, page.scale)

    assert np.array_equal(made().tones, made().tones)
