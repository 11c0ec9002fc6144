"""Lines that do not fit their cell: whose they are."""

from __future__ import annotations

import pytest
from printed_pages import page, piece, ruled, texts

XS, YS = [0.0, 60.0, 120.0], [0.0, 12.0, 24.0, 36.0]


def test_a_second_line_below_the_border_belongs_to_the_cell_above() -> None:
    pieces = [
        p
        for row in (0, 12, 24)
        for p in (
            piece("首", 3, row + 8.5),
            piece(f"甲{row}", 63, row + 8.5),
            piece(f"乙{row}", 63, row + 18.1),
        )
    ]
    assert texts(page(ruled(XS, YS), *pieces)) == [
        ["首", "甲0\n乙0"],
        ["首", "甲12\n乙12"],
        ["首", "甲24\n乙24"],
    ]


def test_lines_above_and_below_a_centred_row_belong_to_it() -> None:
    pieces = [
        p
        for row in (0, 12, 24)
        for p in (
            piece("首", 3, row + 9),
            *(
                piece(f"{mark}{row}", 63, row + y)
                for mark, y in zip("甲乙丙", (-0.6, 9, 18.6), strict=True)
            ),
        )
    ]
    assert texts(page(ruled(XS, YS), *pieces)) == [
        ["首", f"甲{row}\n乙{row}\n丙{row}"] for row in (0, 12, 24)
    ]


def test_a_line_across_the_border_of_an_empty_cell_belongs_to_the_cell_above() -> None:
    pieces = [piece("甲", 3, 8.5), piece("乙", 3, 18), piece("右", 63, 20.5)]
    assert texts(page(ruled(XS, YS), *pieces)) == [["甲\n乙", ""], ["", "右"], ["", ""]]


def test_rows_painted_column_by_column_stay_rows() -> None:
    pieces = [
        piece(f"{column}{row}", 3 + 60 * column, row + 9)
        for column in (0, 1)
        for row in (0, 12, 24)
    ]
    assert texts(page(ruled(XS, YS), *pieces)) == [[f"0{row}", f"1{row}"] for row in (0, 12, 24)]


def test_text_below_the_table_stays_below_it() -> None:
    content = page(ruled(XS, YS), piece("末", 3, 33), piece("说明", 3, 46))
    assert texts(content) == [["", ""], ["", ""], ["末", ""]]


def test_a_line_that_collides_with_the_next_cells_own_goes_up_even_where_all_is_even() -> None:
    # Rows are as high as lines: nothing but the collision tells.
    ys = [0.0, 9.6, 19.2]
    pieces = [
        piece("甲", 3, 8.5),
        piece("乙", 3, 18.1),
        piece("右", 63, 8.5),
        piece("丙", 3, 18.1),
        piece("左", 63, 18.1),
    ]
    assert texts(page(ruled(XS, ys), *pieces)) == [["甲\n乙", "右"], ["丙", "左"]]


@pytest.mark.parametrize("second", [piece("乙", 30, 18.5), piece("乙", 3, 26)])
def test_a_line_that_is_not_flush_or_not_near_is_no_overflow(second: object) -> None:
    assert texts(page(ruled(XS, YS), piece("甲", 3, 8.5), second))[0] == ["甲", ""]
