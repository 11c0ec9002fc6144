"""Rules and pieces of text -> grids, without any file."""

from __future__ import annotations

import pytest
from printed_pages import SIZE, page, piece, ruled, texts

from parsers.errors import TooLarge
from parsers.limits import DEFAULT_LIMITS, Limits
from parsers.model import Box, Cell, Place, Source
from parsers.page import Drawing, Piece, Ruling
from parsers.rulings import lay_out
from parsers.segments import whole_rules


def test_each_cell_is_yielded_once_with_its_box() -> None:
    drawing = ruled([10, 60, 110], [10, 30], Ruling(60, 10, 30))
    drawing = Drawing(drawing.horizontal, (*drawing.vertical, Ruling(60, 10, 30)))
    (grid,) = lay_out(page(drawing, piece("甲", 15, 25), piece("乙", 65, 25)), DEFAULT_LIMITS).grids
    assert grid.cells == (
        Cell(Source("甲", Place(1, Box(10, 10, 60, 30))), 0, 0),
        Cell(Source("乙", Place(1, Box(60, 10, 110, 30))), 0, 1),
    )


def test_missing_rules_make_spans() -> None:
    drawing = ruled([10, 60, 110], [10, 30, 50], Ruling(30, 10, 60), Ruling(60, 30, 50))
    (grid,) = lay_out(page(drawing, piece("甲", 15, 25)), DEFAULT_LIMITS).grids
    # The left column and the lower row would be an angle: the upright part is kept whole.
    assert {(c.row, c.column, c.row_span, c.column_span) for c in grid.cells} == {
        (0, 0, 2, 1),
        (0, 1, 1, 1),
        (1, 1, 1, 1),
    }


def test_an_angled_cell_is_cut_and_makes_the_page_unsure() -> None:
    drawing = ruled([10, 60, 110], [10, 30, 50], Ruling(30, 10, 60), Ruling(60, 30, 50))
    assert lay_out(page(drawing), DEFAULT_LIMITS).unsure


def test_an_angle_is_cut_into_lying_cells_where_these_are_fewer() -> None:
    drawing = ruled(
        [10, 60, 110, 160],
        [10, 30, 50],
        *(Ruling(x, 10, 30) for x in (60, 110)),
        Ruling(30, 60, 110),
    )
    (grid,) = lay_out(page(drawing), DEFAULT_LIMITS).grids
    assert {(c.row, c.column, c.row_span, c.column_span) for c in grid.cells} == {
        (0, 0, 1, 3),
        (1, 0, 1, 1),
        (1, 1, 1, 1),
        (1, 2, 1, 1),
    }


def test_an_edge_that_parts_nothing_makes_no_column() -> None:
    drawing = ruled([10, 60, 110], [10, 30, 50], *(Ruling(60, a, a + 20) for a in (10, 30)))
    loose = Drawing(drawing.horizontal, (*drawing.vertical, Ruling(60, 10, 16)))
    assert texts(page(loose, piece("甲乙", 15, 25))) == [["甲乙"], [""]]


def test_one_box_is_no_table() -> None:
    layout = lay_out(page(ruled([10, 60], [10, 30]), piece("甲", 15, 25)), DEFAULT_LIMITS)
    assert (layout.grids, [p.text for p in layout.rest]) == ((), ["甲"])


def test_rules_that_do_not_meet_are_no_table() -> None:
    drawing = Drawing((Ruling(10, 10, 60),), (Ruling(200, 100, 160),))
    assert lay_out(page(drawing), DEFAULT_LIMITS).grids == ()


def test_tables_side_by_side_and_within_one_another_are_told_apart() -> None:
    outer = ruled([10, 60, 210], [10, 110])
    inner = ruled([80, 120, 160], [30, 50, 70])
    both = Drawing(outer.horizontal + inner.horizontal, outer.vertical + inner.vertical)
    content = page(both, piece("外", 15, 25), piece("内", 85, 45))
    grids = lay_out(content, DEFAULT_LIMITS).grids
    assert [[c.source.text for c in g.cells] for g in grids] == [["外", ""], ["内", "", "", ""]]


def test_a_table_beyond_the_page_is_cut_off_and_said_so() -> None:
    layout = lay_out(page(ruled([700, 750, 800], [10, 30]), piece("甲", 705, 25)), DEFAULT_LIMITS)
    assert (layout.grids, layout.rest, layout.cut_off) == ((), (), 1)


def test_text_beyond_the_page_stays_in_a_table_that_begins_on_it() -> None:
    drawing = ruled([500, 560, 640], [10, 30])
    assert texts(page(drawing, piece("甲", 505, 25), piece("乙", 600, 25))) == [["甲", "乙"]]


def test_a_line_that_overhangs_stays_whole_in_its_cell() -> None:
    drawing = ruled([10, 60, 110], [10, 30])
    assert texts(page(drawing, piece("一二三四五六七", 15, 25))) == [["一二三四五六七", ""]]


def test_a_line_that_overhangs_the_table_stays_in_the_cell_it_begins_in() -> None:
    drawing = ruled([10, 60, 110], [10, 30])
    assert texts(page(drawing, piece("一二三四五六七八九十甲乙", 70, 25))) == [
        ["", "一二三四五六七八九十甲乙"]
    ]


def test_one_painted_string_is_parted_where_a_rule_runs_through_a_gap() -> None:
    drawing = ruled([10, 60, 110], [10, 30])
    text = piece("甲乙  丙丁", 30, 25)
    assert texts(page(drawing, text)) == [["甲乙", "丙丁"]]


def test_a_piece_without_known_characters_is_not_parted() -> None:
    drawing = ruled([10, 60, 110], [10, 30])
    text = piece("甲乙  丙丁戊", 36, 25)
    whole = Piece(text.text, text.box, text.size)
    assert texts(page(drawing, whole)) == [["", "甲乙 丙丁戊"]]


def test_text_half_within_a_table_makes_the_page_unsure() -> None:
    drawing = ruled([60, 110, 160], [10, 30])
    layout = lay_out(page(drawing, piece("一二三四五六七八", 10, 25)), DEFAULT_LIMITS)
    assert layout.unsure


def test_text_on_text_makes_the_page_unsure() -> None:
    drawing = ruled([10, 60, 110], [10, 30])
    layout = lay_out(page(drawing, piece("甲乙", 15, 25), piece("丙丁", 17, 26)), DEFAULT_LIMITS)
    assert layout.unsure


def test_writing_aslant_is_kept_out_of_the_cells() -> None:
    stamp = Piece("样稿", Box(15, 12, 40, 28), SIZE, 45)
    layout = lay_out(page(ruled([10, 60, 110], [10, 30]), stamp), DEFAULT_LIMITS)
    assert layout.rest == (stamp,)
    assert [c.source.text for g in layout.grids for c in g.cells] == ["", ""]


def test_shaded_cells_make_a_table_but_shaded_lines_do_not() -> None:
    cells = tuple(Box(x, y, x + 49, y + 19) for x in (10, 60) for y in (10, 30))
    assert texts(page(Drawing(fills=cells), piece("甲", 15, 25))) == [["甲", ""], ["", ""]]
    lines = tuple(Box(10, y, 200, y + 12) for y in (10, 22, 34))
    assert lay_out(page(Drawing(fills=lines)), DEFAULT_LIMITS).grids == ()


def test_a_shaded_head_belongs_to_the_ruled_rows_below() -> None:
    body = ruled([10, 60, 110], [30, 50, 70])
    head = (Box(10, 10, 60, 30), Box(60, 10, 110, 30))
    content = page(Drawing(body.horizontal, body.vertical, head), piece("头", 15, 25))
    assert texts(content) == [["头", ""], ["", ""], ["", ""]]


def test_shading_within_a_ruled_cell_makes_no_cells() -> None:
    drawing = ruled([10, 60, 110], [10, 30])
    marked = Drawing(drawing.horizontal, drawing.vertical, (Box(12, 15, 40, 25),))
    assert texts(page(marked, piece("甲", 15, 25))) == [["甲", ""]]


def test_more_cells_than_allowed_are_refused() -> None:
    with pytest.raises(TooLarge, match="4 格"):
        lay_out(page(ruled([10, 60, 110], [10, 30, 50])), Limits(cells=3))


def test_of_too_many_rules_the_longest_count() -> None:
    drawing = ruled([10, 60, 110], [10, 30])
    ticks = tuple(Ruling(200 + 3 * i, 200, 206) for i in range(4_000))
    crowded = Drawing((*ticks, *drawing.horizontal), drawing.vertical)
    assert texts(page(crowded, piece("甲", 15, 25))) == [["甲", ""]]


@pytest.mark.parametrize(
    ("bits", "whole"),
    [
        ([Ruling(10, 0, 20), Ruling(10, 20, 50)], [Ruling(10, 0, 50)]),
        ([Ruling(10, i, i + 2) for i in range(0, 40, 4)], [Ruling(10, 0, 38)]),
        ([Ruling(10, 0, 50), Ruling(11.5, 0, 50)], [Ruling(10.75, 0, 50)]),
        ([Ruling(10, 0, 50), Ruling(20, 0, 50)], [Ruling(10, 0, 50), Ruling(20, 0, 50)]),
        ([Ruling(10, 0, 20), Ruling(10, 30, 50)], [Ruling(10, 0, 20), Ruling(10, 30, 50)]),
        ([Ruling(10, 0, 4)], []),
        ([Ruling(10, 3, 3), Ruling(10, 3, 3)], []),
        ([], []),
    ],
)
def test_bits_make_whole_rules(bits: list[Ruling], whole: list[Ruling]) -> None:
    assert whole_rules(bits) == whole


def test_a_cell_in_a_cell_is_no_rectangle_and_is_cut() -> None:
    drawing = ruled([10, 60, 110, 160], [10, 30, 50, 70], *_inner_but_the_middle())
    grid = lay_out(page(drawing), DEFAULT_LIMITS).grids[0]
    assert sum(c.row_span * c.column_span for c in grid.cells) == 9


def _inner_but_the_middle() -> list[Ruling]:
    """The rules that leave one box in the middle of a ring, tied to it by a bridge."""
    kept = {Ruling(60, 30, 50), Ruling(110, 30, 50), Ruling(30, 60, 110), Ruling(50, 60, 110)}
    bridge = Ruling(30, 10, 60)
    inner = [Ruling(at, a, a + 20) for at in (60, 110) for a in (10, 30, 50)]
    inner += [Ruling(at, a, a + 50) for at in (30, 50) for a in (10, 60, 110)]
    return [r for r in inner if r not in kept and r != bridge]


def test_an_underline_that_begins_at_a_border_parts_nothing() -> None:
    drawing = ruled([10, 60, 110], [10, 30, 50], Ruling(30, 10, 60))
    underlined = Drawing((*drawing.horizontal, Ruling(30, 10, 40)), drawing.vertical)
    assert texts(page(underlined, piece("甲", 15, 25))) == [["甲", ""], ["甲", ""]]
