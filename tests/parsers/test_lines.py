"""Pieces -> lines and paragraphs."""

from __future__ import annotations

import pytest
from printed_pages import piece

from parsers.lines import lines_of
from parsers.model import Box
from parsers.page import Piece
from parsers.prose import paragraphs_of


def text(*pieces: Piece) -> str:
    return "\n".join(line.text for line in lines_of(pieces))


@pytest.mark.parametrize(
    ("gap", "left", "right", "expected"),
    [
        (0.25, "年度", "2024", "年度2024"),
        (0.6, "李", "伟", "李 伟"),
        (0.3, "Form", "A", "Form A"),
        (0.05, "For", "m", "Form"),
    ],
)
def test_a_blank_stands_only_where_there_is_a_real_gap(
    gap: float, left: str, right: str, expected: str
) -> None:
    end = 10 + 8 * len(left)
    assert text(piece(left, 10, 50), piece(right, end + 8 * gap, 50)) == expected


def test_lines_run_from_top_to_bottom_and_left_to_right() -> None:
    pieces = [piece("丁", 18, 60), piece("乙", 18, 50), piece("丙", 10, 60), piece("甲", 10, 50)]
    assert text(*pieces) == "甲乙\n丙丁"


def test_a_raised_mark_stays_on_its_line() -> None:
    assert text(piece("注", 10, 50), piece("1", 18, 47, size=5)) == "注1"


def test_blanks_are_drawn_together_and_edges_trimmed() -> None:
    assert text(piece(" 甲   乙 ", 10, 50)) == "甲 乙"
    assert lines_of([piece("  ", 10, 50)]) == []


@pytest.mark.parametrize(
    ("turn", "first", "second"),
    [
        (90, Box(10, 60, 18, 100), Box(20, 60, 28, 100)),
        (270, Box(20, 60, 28, 100), Box(10, 60, 18, 100)),
        (180, Box(10, 20, 50, 28), Box(10, 10, 50, 18)),
    ],
)
def test_turned_lines_follow_one_another_as_they_are_read(
    turn: int, first: Box, second: Box
) -> None:
    assert text(Piece("后", second, 8, turn), Piece("先", first, 8, turn)) == "先\n后"


def test_upright_writing_comes_before_turned() -> None:
    turned = Piece("侧", Box(10, 10, 18, 18), 8, 90)
    assert text(turned, piece("正", 10, 50)) == "正\n侧"


def paragraphs(*pieces: Piece) -> list[str]:
    return [p.source.text for p in paragraphs_of(pieces, 1)]


def test_full_lines_flush_with_the_margin_are_one_paragraph() -> None:
    pieces = [
        piece("题目", 100, 30),
        piece("一二三四五六七八九十一二三四五六七八", 26, 50),
        piece("一二三四五六七八九十一二三四五六七八九十", 10, 65),
        piece("末行", 10, 80),
        piece("另起一段", 26, 95),
    ]
    assert paragraphs(*pieces) == [
        "题目",
        "一二三四五六七八九十一二三四五六七八\n一二三四五六七八九十一二三四五六七八九十\n末行",
        "另起一段",
    ]


def test_a_centred_title_is_not_joined_with_what_follows() -> None:
    assert paragraphs(piece("一二三四五六", 100, 30), piece("参评单位", 10, 45)) == [
        "一二三四五六",
        "参评单位",
    ]


def test_no_pieces_make_no_paragraph() -> None:
    assert paragraphs_of([], 1) == ()
