"""Whole pages that are pictures, spoilt as scanners and cameras do it, really recognised."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from drawn_pages import LEFT, ROW, ROWS, TOP, WIDTHS, Drawn, edges_of, fill, table_page
from page_pictures import rows_of
from scan_seal import seal_of

from parsers.errors import TooLarge
from parsers.leaf import ALIGNED, Leaf
from parsers.limits import DEFAULT_LIMITS, Limits
from parsers.model import Grid, Paragraph
from parsers.picture import Picture
from parsers.scan import METHOD, read_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.picture import Pixels

TABLE = [tuple(row) for row in ROWS]
LETTER = (
    "各镇人民政府、街道办事处：",
    "现将绩效管理目标考评表报送如下，请审阅。",
    "联系人：李伟，电话：0595-22630123",
    "泉州市洛江区财政局",
    "2024年3月15日",
)
GROUND = (62, 48, 40)
"""A table on which a page is photographed."""


def read(picture: Picture) -> Leaf:
    return read_picture(picture, 1, DEFAULT_LIMITS)


def rows_read(picture: Picture) -> list[tuple[str, ...]]:
    """The only table, row by row."""
    (grid,) = (b for b in read(picture).blocks if isinstance(b, Grid))
    return rows_of(grid)


def words_read(picture: Picture) -> str:
    """All paragraphs without blanks and line feeds."""
    blocks = read(picture).blocks
    return "".join("".join(b.source.text.split()) for b in blocks if isinstance(b, Paragraph))


def letter_page(dpi: int = 150) -> Drawn:
    page = Drawn(330, 200, dpi)
    for number, line in enumerate(LETTER):
        page.text(line, 40, 30 + 28 * number, 12)
    return page


def sized_as(page: Drawn, pixels: Pixels) -> Picture:
    """These pixels of a page, on as much paper as they need at its resolution."""
    rows, columns = pixels.shape[:2]
    return Picture(pixels, columns / page.scale, rows / page.scale)


def quarter_turned(page: Drawn, turns: int) -> Picture:
    return sized_as(page, np.ascontiguousarray(np.rot90(page.pixels, turns)))


def leaning(page: Drawn, degrees: float) -> Picture:
    """The page turned clockwise in the feeder."""
    rows, columns = page.pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((columns / 2, rows / 2), -degrees, 1)
    white = (255, 255, 255)
    return sized_as(page, cv2.warpAffine(page.pixels, matrix, (columns, rows), borderValue=white))


def photographed(page: Drawn) -> Picture:
    """The page on a dark table, from one side, by a camera that knows nothing of its size."""
    rows, columns = page.pixels.shape[:2]
    corners = np.array([(0, 0), (columns, 0), (columns, rows), (0, rows)], np.float32)
    wide, high = columns * 1.25, rows * 1.3
    seen = np.array(
        [
            (0.11 * wide, 0.14 * high),
            (0.90 * wide, 0.10 * high),
            (0.93 * wide, 0.90 * high),
            (0.08 * wide, 0.87 * high),
        ],
        np.float32,
    )
    matrix = cv2.getPerspectiveTransform(corners, seen)
    size = (round(wide), round(high))
    return Picture(cv2.warpPerspective(page.pixels, matrix, size, borderValue=GROUND))


def bent(page: Drawn, points: float) -> Picture:
    """The page beside the spine of a book: its middle stands so much higher than its sides."""
    rows, columns = page.pixels.shape[:2]
    x, y = np.meshgrid(np.arange(columns, dtype=np.float32), np.arange(rows, dtype=np.float32))
    away = np.sin(np.pi * x / columns) * points * page.scale
    white = (255, 255, 255)
    curved = cv2.remap(page.pixels, x, y + away, cv2.INTER_LINEAR, borderValue=white)
    return sized_as(page, curved)


def faxed(page: Drawn) -> Picture:
    """Black and white only, with specks."""
    chance = np.random.default_rng(5)
    grey = page.pixels.mean(axis=2) + chance.normal(0, 12, page.pixels.shape[:2])
    black = (grey < 150) ^ (chance.random(grey.shape) < 0.0004)
    page.pixels = np.repeat(np.where(black, 0, 255).astype(np.uint8)[..., None], 3, axis=2)
    return page.picture


def compressed(picture: Picture, quality: int) -> Picture:
    """As a scanner sees and keeps it, with no edge quite sharp."""
    seen = cv2.GaussianBlur(picture.pixels, (0, 0), 0.7)[..., ::-1]
    _, data = cv2.imencode(".jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, quality])
    pixels = np.ascontiguousarray(cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1])
    return Picture(pixels, picture.width, picture.height)


def grid_of(
    widths: Sequence[float], rows: Sequence[Sequence[str]], size: float = 9.0, dpi: int = 200
) -> Drawn:
    """A page with a table whose texts stand in the middle of its cells."""
    page = table_page([[""] * len(widths)] * len(rows), dpi, widths)
    for y, row in zip(edges_of(TOP, (ROW,) * len(rows)), rows, strict=False):
        for x, words in zip(edges_of(LEFT, widths), row, strict=False):
            page.text(words, x + 5, y + 6, size)
    return page


@pytest.mark.parametrize("turns", range(4))
def test_a_table_is_read_whichever_way_its_page_lies(turns: int) -> None:
    assert rows_read(quarter_turned(table_page(), turns)) == TABLE


@pytest.mark.parametrize("turns", range(4))
def test_a_letter_is_read_whichever_way_its_page_lies(turns: int) -> None:
    assert words_read(quarter_turned(letter_page(), turns)) == "".join(LETTER)


@pytest.mark.parametrize("turns", [1, 3])
def test_a_table_of_many_lines_a_cell_is_read_from_its_side(turns: int) -> None:
    page = table_page([["", "", ""]] * 6)
    page.block(LEFT + 1, TOP + 1, LEFT + 299, TOP + 6 * ROW - 1, (255, 255, 255))
    lines = (
        "推进信用体系建设工作",
        "完善价格服务与监管",
        "安排项目计划并考核",
        "落实各项工作责任制",
    )
    for x in (LEFT, LEFT + 150):
        page.rule(x, TOP, x, TOP + 6 * ROW)
        for number, line in enumerate(lines):
            page.text(line, x + 6, TOP + 8 + 13 * number)
    assert rows_read(quarter_turned(page, turns)) == [("\n".join(lines), "\n".join(lines))]


@pytest.mark.parametrize("degrees", [1.5, -2.5])
def test_a_page_that_leans_is_read(degrees: float) -> None:
    assert rows_read(leaning(table_page(), degrees)) == TABLE


def test_a_photograph_on_a_dark_table_is_read() -> None:
    assert rows_read(photographed(table_page(dpi=150, widths=(120, 500, 162)))) == TABLE


def test_a_page_that_is_bent_is_read() -> None:
    assert rows_read(bent(table_page(), 7)) == TABLE


@pytest.mark.parametrize("quality", [95, 50])
def test_a_seal_over_cells_takes_nothing_from_the_print_and_adds_nothing(quality: int) -> None:
    page = table_page()
    page.under(0.8 * seal_of("泉州市洛江区财政局", round(90 * page.scale)), 120, 45)
    assert rows_read(compressed(page.picture, quality)) == TABLE


def test_a_seal_beside_print_is_no_print() -> None:
    page = letter_page(200)
    page.under(0.8 * seal_of("泉州市洛江区民政局", round(100 * page.scale)), 200, 95)
    assert words_read(page.picture) == "".join(LETTER)


def test_punch_holes_and_the_scanners_lid_are_no_print() -> None:
    page = table_page()
    for y in (30, 100):
        page.disc(14, y, 8.5)
    page.block(page.width - 4, 0, page.width, page.height)
    page.block(0, page.height - 3, page.width, page.height)
    leaf = read(page.picture)
    assert [rows_of(block) for block in leaf.blocks] == [TABLE]


def test_a_fax_is_read() -> None:
    assert rows_read(faxed(table_page(dpi=204))) == TABLE


def test_a_rule_of_which_a_piece_is_missing_still_parts_its_rows() -> None:
    page = table_page()
    page.block(150, TOP + 2 * ROW - 2, 156, TOP + 2 * ROW + 2, (255, 255, 255))
    page.block(LEFT + 48, TOP + 30, LEFT + 52, TOP + 36, (255, 255, 255))
    fill(page, ROWS)
    assert rows_read(page.picture) == TABLE


def test_a_table_of_dashes_is_a_table() -> None:
    page = Drawn(360, 170)
    xs, ys = edges_of(LEFT, (50, 190, 60)), edges_of(TOP, (ROW,) * 4)
    for y, below in pairwise(ys):
        for x in xs:
            page.dashed((x, y, x, below), 2, 1)
    for x, right in pairwise(xs):
        for y in ys:
            page.dashed((x, y, right, y), 2, 1)
    fill(page, ROWS)
    assert rows_read(page.picture) == TABLE


def test_a_table_open_at_its_sides_has_all_its_columns() -> None:
    assert rows_read(table_page(open_sides=True).picture) == TABLE


def test_a_table_of_upright_rules_alone_has_the_rows_of_its_text_and_is_told() -> None:
    page = Drawn(360, 300)
    for x in edges_of(LEFT, WIDTHS):
        page.rule(x, TOP, x, TOP + 4 * ROW)
    fill(page, ROWS)
    leaf = read(page.picture)
    (grid,) = (b for b in leaf.blocks if isinstance(b, Grid))
    assert rows_of(grid) == TABLE
    assert (leaf.method, leaf.unsure) == (f"{METHOD}、{ALIGNED}", True)


def test_a_table_of_faint_rules_is_a_table() -> None:
    page = table_page()
    faint = page.pixels.copy()
    for y in edges_of(TOP, (ROW,) * 4):
        band = slice(round((y - 1) * page.scale), round((y + 1) * page.scale))
        faint[band] = np.maximum(faint[band], 190)
    assert rows_read(Picture(faint, page.width, page.height)) == TABLE


def test_print_that_touches_a_rule_is_read_whole() -> None:
    page = table_page([["", "", ""]] * 4)
    rules = edges_of(TOP, (ROW,) * 4)
    words = ("推进信用体系建设", "完善价格服务", "安排项目计划", "落实工作责任")
    for line, y in zip(words, rules, strict=False):
        # The feet of its characters stand on the rule below.
        page.text(line, 90, y + ROW - 9.8)
    assert [row[1] for row in rows_read(page.picture)] == list(words)


def test_a_line_that_overflows_its_cell_is_kept_in_one() -> None:
    page = grid_of((60, 120, 60), [("", "", "")] * 3)
    page.text("推进信用体系建设", LEFT + 4, TOP + ROW + 6)
    leaf = read(page.picture)
    said = ["".join(texts).replace("\n", "") for texts in map(_row, _grids(leaf), [1])]
    assert said == ["推进信用体系建设"]


def _grids(leaf: Leaf) -> list[Grid]:
    return [b for b in leaf.blocks if isinstance(b, Grid)]


def _row(grid: Grid, row: int) -> tuple[str, ...]:
    return rows_of(grid)[row]


def test_single_figures_in_small_cells_are_read() -> None:
    rows = [("1", "2", "1", "2"), ("2", "2", "1", "1"), ("3", "4", "5", "0.5")]
    assert rows_read(grid_of((22, 22, 22, 150), rows).picture) == rows


def test_numbers_of_three_parts_keep_their_dashes() -> None:
    rows = [("1-1-1", "推进信用建设"), ("1-1-2", "完善价格服务"), ("2-3-11", "安排项目计划")]
    assert rows_read(grid_of((60, 180), rows).picture) == rows


def test_a_blank_between_two_names_is_kept() -> None:
    rows = [("责任人", "李伟  王芳"), ("责任人", "陈建国  林小燕")]
    assert rows_read(grid_of((90, 150), rows).picture) == [
        ("责任人", "李伟 王芳"),
        ("责任人", "陈建国 林小燕"),
    ]


@pytest.mark.parametrize("dpi", [150, 300, 600])
def test_a_page_is_read_at_any_usual_resolution(dpi: int) -> None:
    assert rows_read(table_page(dpi=dpi).picture) == TABLE


def test_a_tiny_picture_is_enlarged() -> None:
    assert rows_read(table_page(dpi=110).picture) == TABLE


def test_a_page_without_colour_is_read_as_one_with() -> None:
    page = table_page()
    page.pixels = np.repeat(page.pixels.mean(axis=2).astype(np.uint8)[..., None], 3, axis=2)
    assert rows_read(page.picture) == TABLE


def test_boxes_are_points_of_the_page() -> None:
    (grid,) = _grids(read(table_page().picture))
    box = grid.at(1, 1).source.place.box
    assert box is not None
    assert (box.x0, box.y0, box.x1, box.y1) == pytest.approx(
        (LEFT + 50, TOP + ROW, LEFT + 240, TOP + 2 * ROW), abs=1
    )


@pytest.mark.parametrize(
    ("rows", "columns", "level"),
    [
        *((1, 1, 255), (1, 1, 0), (2, 900, 0), (12, 4000, 128)),
        *((300, 200, 255), (300, 200, 128), (300, 200, 0)),
    ],
)
def test_a_page_of_one_tone_says_that_nothing_was_read(rows: int, columns: int, level: int) -> None:
    leaf = read(Picture(np.full((rows, columns, 3), level, np.uint8)))
    assert leaf == Leaf(1, METHOD, faults=("是图片，没有认出文字",))


def test_noise_says_next_to_nothing() -> None:
    noise = np.random.default_rng(3).integers(0, 256, (90, 720, 3), np.uint8)
    leaf = read(Picture(noise, 259, 32))
    assert not _grids(leaf)
    assert sum(len(b.source.text) for b in leaf.blocks if isinstance(b, Paragraph)) < 20


def test_a_wide_strip_of_one_line_is_read() -> None:
    page = Drawn(900, 24, 150)
    page.text("关于报送绩效管理目标考评表的报告", 300, 6, 10)
    assert words_read(page.picture) == "关于报送绩效管理目标考评表的报告"


def test_the_same_picture_is_read_the_same_twice() -> None:
    page = faxed(table_page())
    assert read(page) == read(page)


def test_a_table_of_more_cells_than_allowed_is_refused() -> None:
    with pytest.raises(TooLarge):
        read_picture(table_page().picture, 1, Limits(cells=3))


def test_the_pixels_given_are_left_as_they_are() -> None:
    page = table_page()
    before = page.pixels.copy()
    read(page.picture)
    assert np.array_equal(page.pixels, before)
