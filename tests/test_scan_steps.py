"""What the simulator does to a page, step by step: each option changes what it should, no more."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from form_dice import dice
from forms import Style, clean_form
from scan_ink import clouds, inked
from scan_light import Light, lit
from scan_marks import RED, Marks, Over, marked
from scan_paper import YELLOWED, Paper, on_paper
from scan_print import Line, Sheet, printed, sheets_of
from scan_rules import Rulings, spoilt_rules
from scan_seal import seal_of, stamp_of, turned
from scan_sensor import Sensor, Tone, jpeg_of, sensed
from scan_shape import Shape, shaped

if TYPE_CHECKING:
    from parsers.picture import Pixels

DPI = 100
SPEC = next(spec for spec in map(clean_form, range(20)) if spec.letter)
SHEETS = sheets_of(printed(SPEC, Style()), DPI)
LETTER = SHEETS[0]
TABLE = next(sheet for sheet in SHEETS if sheet.landscape)


def white(height: int = 300, width: int = 400) -> Pixels:
    return np.full((height, width, 3), 255, np.uint8)


def crossed() -> Sheet:
    """A page with one rule across it, one down, and a dash too short for a rule."""
    pixels = white()
    pixels[150:152, 20:380] = 0
    pixels[20:280, 200:202] = 0
    pixels[60:62, 50:70] = 0
    return Sheet(pixels, (), DPI)


def changed(one: Pixels, other: Pixels) -> tuple[int, int, int, int]:
    """x0, y0, x1, y1 of what differs."""
    y, x = np.nonzero((one != other).any(axis=2))
    return int(x.min()), int(y.min()), int(x.max()) + 1, int(y.max()) + 1


def test_a_printed_sheet_knows_where_its_lines_stand() -> None:
    line = TABLE.line_with("参评单位（盖章）")
    assert line is not None
    x0, y0, x1, y1 = map(round, line.box)
    assert (TABLE.pixels[y0:y1, x0:x1] < 128).any()
    assert (TABLE.pixels[y0:y1, :30] == 255).all()
    assert TABLE.line_with("没有这句话") is None


def test_pages_are_printed_upright_whatever_the_style_says() -> None:
    assert LETTER.pixels.shape[:2] == (1170, 827)
    assert TABLE.pixels.shape[:2] == (827, 1170)


def test_ink_darkens_what_lies_under_it_and_nothing_beside() -> None:
    page = white()
    page[:] = 128
    mask = np.ones((10, 10), np.float32)
    result = inked(page, mask, (255, 0, 0), 395, -5)
    assert changed(page, result) == (395, 0, 400, 5)
    assert result[0, 399].tolist() == [128, 0, 0]
    assert inked(page, mask, (0, 0, 0), 400, 0) is page


def test_clouds_are_smooth_and_keep_their_bounds() -> None:
    field = clouds((200, 300), dice("clouds"), 20)
    assert field.shape == (200, 300)
    assert 0 <= field.min() < 0.3
    assert 0.7 < field.max() <= 1
    assert np.abs(np.diff(field, axis=1)).max() < 0.2


def test_a_seal_has_a_ring_a_star_and_a_name_along_the_ring() -> None:
    seal, blank = seal_of("泉州市洛江区财政局", 240), seal_of("", 240)
    assert seal.shape == (240, 240)
    assert seal[2, 120] == 1
    assert seal[120, 120] == 1
    assert seal[220, 120] == 0
    name = np.argwhere(seal > blank + 0.5)
    distance = np.hypot(*(name - 120).T)
    assert 70 < distance.min() < distance.max() < 110
    # The name leaves the foot of the ring free.
    assert name[:, 0].max() < 200


def test_a_turned_seal_keeps_its_ink() -> None:
    seal = seal_of("洛江区", 120)
    assert turned(seal, 30).sum() == pytest.approx(seal.sum(), rel=0.02)


def test_a_stamp_is_a_box_around_its_words() -> None:
    stamp = stamp_of(("收文专用", "洛江区"), 150)
    assert stamp.shape[1] == 150
    assert stamp[0].min() == stamp[:, 0].min() == 1
    assert 0 < (stamp[10:-10, 10:-10] > 0.5).mean() < 0.5


def test_a_seal_is_red_and_stands_over_the_letters_date() -> None:
    result = marked(LETTER, Marks(seals=(Over.DATE,)), SPEC, dice("seal"))
    x0, y0, x1, y1 = changed(LETTER.pixels, result)
    line = LETTER.line_with(SPEC.letter.day if SPEC.letter else "")
    assert line is not None
    assert x0 < line.box[2]
    assert y0 < (line.box[1] + line.box[3]) / 2 < y1
    assert 150 < x1 - x0 < 210
    paper = (LETTER.pixels == 255).all(axis=2) & (result != LETTER.pixels).any(axis=2)
    red, green, blue = result[paper].astype(int).T
    assert (red >= green).all()
    assert (red >= blue).all()


def test_a_seal_over_cells_leaves_their_text_under_it() -> None:
    faint, strong = (
        marked(TABLE, Marks(seals=(Over.TABLE,), opacity=o), SPEC, dice("seal")).astype(int)
        for o in (0.3, 0.9)
    )
    assert faint[..., 1].sum() > strong[..., 1].sum()
    dark = TABLE.pixels.max(axis=2) < 60
    assert strong[dark].max() < 60


@pytest.mark.parametrize("over", [Over.DATE, Over.HEAD, Over.TABLE])
def test_a_seal_stands_only_where_its_page_has_the_place(over: Over) -> None:
    pages = (LETTER, TABLE)
    marks = Marks(seals=(over,))
    done = [(marked(p, marks, SPEC, dice(1)) != p.pixels).any() for p in pages]
    assert done == [over is Over.DATE, over is not Over.DATE]
    assert (
        np.array_equal(marked(LETTER, marks, replace(SPEC, letter=None), dice(1)), LETTER.pixels)
        or over is not Over.DATE
    )


def test_ticks_and_scribbles_are_blue_and_stamps_are_red() -> None:
    for marks in (Marks(ticks=3), Marks(scribbles=2)):
        result = marked(TABLE, marks, SPEC, dice("hand")).astype(int)
        fresh = (TABLE.pixels == 255).all(axis=2) & (result != 255).any(axis=2)
        assert fresh.sum() > 20
        assert (result[fresh][:, 2] >= result[fresh][:, 0]).all()
    stamped = marked(TABLE, Marks(stamps=(Over.HEAD,)), SPEC, dice("stamp")).astype(int)
    fresh = (TABLE.pixels == 255).all(axis=2) & (stamped != 255).any(axis=2)
    assert (stamped[fresh][:, 0] >= stamped[fresh][:, 2]).all()
    assert RED[0] > RED[2]


def test_a_page_without_text_takes_no_ticks() -> None:
    sheet = Sheet(white(), (), DPI)
    assert (marked(sheet, Marks(ticks=2, scribbles=2), SPEC, dice(1)) == 255).all()


def test_sound_rules_stay_as_they_are() -> None:
    sheet = crossed()
    assert spoilt_rules(sheet, Rulings(), dice(1)) is sheet.pixels


def test_lost_rules_are_gone_but_strokes_and_crossings_stay() -> None:
    result = spoilt_rules(crossed(), Rulings(lost=1), dice(1))
    assert (result[150:152, 30:190] == 255).all()
    assert (result[30:140, 200:202] == 255).all()
    assert (result[60:62, 50:70] == 0).all()


def test_faint_rules_are_grey_from_end_to_end() -> None:
    result = spoilt_rules(crossed(), Rulings(ink=0.3), dice(1))
    level = 255 - round(255 * 0.3)
    assert abs(result[150:152, 30:190].astype(int) - level).max() <= 1


def test_gaps_break_a_rule_in_pieces() -> None:
    result = spoilt_rules(crossed(), Rulings(gaps=3), dice(1))
    row = result[150, 20:380, 0] == 255
    assert 1 <= np.count_nonzero(np.diff(row.astype(int)) == 1) <= 3
    assert 3 <= row.sum() <= 3 * 9
    assert changed(crossed().pixels, result)[1] >= 20


def test_yellowed_paper_is_yellow_and_its_print_dark() -> None:
    page = white()
    page[100:120] = 0
    result = on_paper(page, page, Paper(tint=YELLOWED), DPI, dice(1))
    assert result[0, 0].tolist() == list(YELLOWED)
    assert (result[100:120] == 0).all()


def test_the_back_shows_through_mirrored() -> None:
    page, back = white(), white(500, 300)
    back[200:300, :100] = 0
    result = on_paper(page, back, Paper(bleed=0.2), DPI, dice(1))
    assert (result[150, :200] == 255).all()
    assert abs(result[150, 390].astype(int) - 204).max() <= 1


@pytest.mark.parametrize(
    "paper",
    [
        Paper(texture=0.2),
        Paper(fold=0.5),
        Paper(stain=0.8),
        Paper(holes=2),
        Paper(staples=1),
    ],
)
def test_what_happens_to_paper_only_darkens_it(paper: Paper) -> None:
    page = white(1000, 800)
    result = on_paper(page, page, paper, DPI, dice(2))
    assert result.min() < 250
    assert result.shape == page.shape
    again = on_paper(page, page, paper, DPI, dice(2))
    assert np.array_equal(result, again)


def test_holes_are_punched_at_the_left_edge() -> None:
    page = white(1000, 800)
    x0, y0, x1, y1 = changed(page, on_paper(page, page, Paper(holes=2), DPI, dice(1)))
    assert x1 < 60
    assert x0 > 10
    assert 300 < y0 < 340
    assert 660 < y1 < 700


def test_a_page_that_lies_straight_is_untouched() -> None:
    page = TABLE.pixels
    result, matrix = shaped(page, Shape(), dice(1))
    assert np.array_equal(result, page)
    assert np.array_equal(matrix, np.eye(3))


@pytest.mark.parametrize("skew", [-3.0, 0.4, 3.0])
def test_a_skewed_page_is_turned_clockwise_by_so_many_degrees(skew: float) -> None:
    page = white(600, 800)
    page[300:302, 100:700] = 0
    result, matrix = shaped(page, Shape(skew=skew), dice(1))
    y, x = np.nonzero(result[..., 0] < 128)
    slope = np.polyfit(x, y, 1)[0]
    assert np.degrees(np.arctan(slope)) == pytest.approx(skew, abs=0.05)
    moved = matrix @ [100, 301, 1]
    assert abs(moved[0] / moved[2] - x.min()) < 3


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_quarter_turn_loses_no_pixel_and_is_known_to_the_matrix(turn: int) -> None:
    page = white(60, 100)
    page[10, 20] = 0
    result, matrix = shaped(page, Shape(turn=turn), dice(1))
    assert np.array_equal(np.rot90(result, -turn // 90), page)
    (y,), (x,) = np.nonzero(result[..., 0] == 0)
    assert abs(matrix @ [20.5, 10.5, 1] - [x + 0.5, y + 0.5, 1]).max() < 1e-9


def test_a_photograph_moves_corners_no_further_than_told_and_shows_the_table() -> None:
    page = white(600, 800)
    shape = Shape(perspective=0.03, margin=0.05, ground=(60, 50, 40))
    result, matrix = shaped(page, shape, dice(1))
    assert result.shape == (680, 880, 3)
    assert result[2, 2].tolist() == [60, 50, 40]
    corners = matrix @ np.array([[0, 800, 800, 0], [0, 0, 600, 600], [1, 1, 1, 1]])
    away = (corners[:2] / corners[2]).T - [[40, 40], [840, 40], [840, 640], [40, 640]]
    assert 1 < abs(away).max() <= 24


def test_a_bent_page_bends_its_lines_by_at_most_so_much() -> None:
    page = white(600, 800)
    page[300:302] = 0
    result, _ = shaped(page, Shape(curl=0.01), dice(1))
    y, _ = np.nonzero(result[..., 0] < 128)
    assert 4 <= y.max() - y.min() <= 14


def test_a_scanners_black_edges_are_black_and_narrow() -> None:
    result, _ = shaped(white(600, 800), Shape(border=0.02), dice(1))
    x0, y0, x1, y1 = changed(white(600, 800), result)
    assert (x0, x1, y1) == (0, 800, 600)
    assert y0 >= 0
    assert (result[:580, 20:] == 255).all()
    assert (result[590:] == 12).all()


@pytest.mark.parametrize("light", [Light(gradient=0.4), Light(shadow=0.4), Light(vignette=0.4)])
def test_light_is_missing_up_to_its_share(light: Light) -> None:
    result = lit(white(), light, dice(3))
    assert 150 <= result.min() < 190
    assert result.max() > 200


def test_even_light_changes_nothing() -> None:
    page = white()
    assert lit(page, Light(), dice(1)) is page


@pytest.mark.parametrize(
    "sensor",
    [
        Sensor(blur=1),
        Sensor(motion=5),
        Sensor(contrast=0.6),
        Sensor(noise=8),
        Sensor(specks=0.01),
        Sensor(grown=1),
        Sensor(grown=-1),
        Sensor(tone=Tone.ONE_BIT, uneven=20),
    ],
)
def test_each_fault_of_a_machine_changes_the_picture_alike_every_time(sensor: Sensor) -> None:
    page = TABLE.pixels
    result = sensed(page, sensor, dice(1))
    assert result.shape == page.shape
    assert not np.array_equal(result, page)
    assert np.array_equal(result, sensed(page, sensor, dice(1)))


def test_strokes_are_grown_and_thinned() -> None:
    ink = [int((sensed(TABLE.pixels, Sensor(grown=g), dice(1)) < 128).sum()) for g in (-1, 0, 1)]
    assert ink[0] < ink[1] < ink[2]


def test_few_tones_are_left_where_told() -> None:
    page = marked(TABLE, Marks(seals=(Over.TABLE,)), SPEC, dice(1))
    grey = sensed(page, Sensor(tone=Tone.GREY, noise=5), dice(1))
    assert np.array_equal(grey[..., 0], grey[..., 2])
    two = sensed(page, Sensor(tone=Tone.ONE_BIT), dice(1))
    assert set(np.unique(two)) == {0, 255}


def test_noise_and_specks_are_as_strong_as_told() -> None:
    page = np.full((400, 400, 3), 128, np.uint8)
    assert sensed(page, Sensor(noise=8), dice(1)).std() == pytest.approx(8, rel=0.05)
    specked = sensed(page, Sensor(specks=0.01), dice(1))[..., 0]
    assert (specked != 128).mean() == pytest.approx(0.01, rel=0.2)


def test_a_low_quality_makes_a_small_file() -> None:
    page = cv2.GaussianBlur(TABLE.pixels, (0, 0), 1)
    assert len(jpeg_of(page, 30)) < len(jpeg_of(page, 60)) < len(jpeg_of(page, 90))


def test_a_line_of_text_is_found_whatever_blanks_it_has() -> None:
    line = Line("2025 年 1 月 3 日", (0, 0, 1, 1))
    assert Sheet(white(), (line,), DPI).line_with("1月3日") is line
