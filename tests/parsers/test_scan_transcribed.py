"""Signs -> a Piece; and what becomes of doubts when pieces are cut and joined."""

from __future__ import annotations

from dataclasses import replace

import pytest
from printed_pages import SIZE, piece

from parsers.lines import Line, lines_of, source_of
from parsers.model import ILLEGIBLE, Box, Doubt, Place
from parsers.page import Piece
from parsers.scan.decode import Sign, Signs
from parsers.scan.print_lines import Strip
from parsers.scan.transcribed import LOST, piece_of
from parsers.scan.transcribed import Place as Spot

HEIGHT = 20.0
AIR = 3.0
SCALE = 2.0


def line(*said: tuple[str, float]) -> tuple[Signs, Spot]:
    """Characters with the air before each, in heights of print: signs, and where they stand."""
    x, places, gaps = 0.0, [], []
    for character, air in said:
        end = x + air * HEIGHT
        gaps += [(x, end)] if air and x else []
        width = HEIGHT * (1 if character >= "\u2e80" else 0.5)
        places.append((character, end, end + width))
        x = end + width
    strip = Strip(0, 40, round(x), 40 + round(HEIGHT))
    signs = tuple(Sign(c, 1.0, start / x, end / x) for c, start, end in places)
    return signs, Spot(strip, strip, gaps, HEIGHT, SCALE)


def text(*said: tuple[str, float]) -> str:
    made = piece_of(*line(*said))
    assert made is not None
    return made.text


def near(words: str) -> list[tuple[str, float]]:
    """Characters as close as print sets them."""
    return [(c, 0.15) for c in words]


def test_a_piece_stands_where_its_ink_does_in_points() -> None:
    made = piece_of(*line(("甲", 0), ("乙", 0)))
    assert made is not None
    assert (made.text, made.box) == ("甲乙", Box(0, 20, 20, 30))
    assert (made.starts, made.ends) == ((0, 10), (10, 20))
    assert (made.turn, made.doubts) == (0, ())


def test_nothing_read_is_no_piece() -> None:
    signs, spot = line(("甲", 0))
    assert piece_of((), spot) is None
    assert piece_of((replace(signs[0], character="", others=(("甲", 0.1),)),), spot) is None
    assert piece_of((replace(signs[0], character=" "),), spot) is None


def test_the_air_between_two_names_is_a_blank() -> None:
    assert text(*near("李伟"), ("王", 0.8), ("芳", 0.15)) == "李伟 王芳"


def test_print_set_close_has_no_blanks() -> None:
    assert text(*near("推进信用体系建设")) == "推进信用体系建设"


def test_the_air_that_a_mark_leaves_on_its_open_side_is_no_blank() -> None:
    assert text(*near("甲，"), ("乙", 0.6), ("（", 0.6), ("丙", 0.15)) == "甲，乙（丙"
    assert text(*near("甲，"), ("乙", 1.5)) == "甲， 乙"


def test_air_beside_figures_and_letters_is_no_blank() -> None:
    assert text(("年", 0), ("1", 0.8), ("月", 0.8)) == "年1月"


def test_a_blank_of_the_recogniser_counts_between_letters_only() -> None:
    assert text(("A", 0), (" ", 0.1), ("B", 0.1)) == "A B"
    assert text(("甲", 0), (" ", 0.1), ("乙", 0.05)) == "甲乙"
    assert text(("A", 0), (" ", 0.1), ("甲", 0.1)) == "A甲"
    assert text(("甲", 0), (" ", 0.1), ("A", 0.1)) == "甲A"
    assert text(("A", 0), (" ", 0.1), (" ", 0.1), ("B", 0.1)) == "A B"
    assert text(("A", 0), (" ", 0.1)) == "A"


def unsure(signs: Signs, index: int, certainty: float, *others: tuple[str, float]) -> Signs:
    sign = replace(signs[index], certainty=certainty, others=others)
    return (*signs[:index], sign, *signs[index + 1 :])


def doubts(signs: Signs, spot: Spot) -> tuple[Doubt, ...]:
    made = piece_of(signs, spot)
    assert made is not None
    return made.doubts


def test_a_doubt_names_its_character_by_its_place_in_the_text() -> None:
    signs, spot = line(*near("李伟"), ("王", 0.8), ("芳", 0.15))
    found = doubts(unsure(signs, 3, 0.6, ("方", 0.3)), spot)
    assert found == (Doubt(4, 0.6, (("方", 0.3),)),)


def supplied(signs: Signs, spot: Spot) -> list[str]:
    """The line with each of the texts that its doubts offer in the place of the doubted one."""
    made = piece_of(signs, spot)
    assert made is not None
    return [
        made.text[: d.at] + other + made.text[d.at + 1 :]
        for d in made.doubts
        for other, _ in d.others
    ]


@pytest.mark.parametrize("index", range(3))
def test_what_may_have_been_passed_over_can_be_put_back_in_its_place(index: int) -> None:
    signs, spot = line(*near("甲乙丙"))
    passed = replace(signs[index], character="", certainty=0.7, others=(("丨", 0.2),))
    found = supplied((*signs[:index], passed, *signs[index + 1 :]), spot)
    assert found == ["甲乙丙".replace("甲乙丙"[index], "丨")]


FOUR = replace(
    piece("甲乙丙丁", 10, 50),
    doubts=(Doubt(0, 0.5), Doubt(2, 0.6), Doubt(3, 0.8)),
)


@pytest.mark.parametrize(
    ("start", "stop", "kept"),
    [
        (0, 4, FOUR.doubts),
        (0, 2, (Doubt(0, 0.5),)),
        (2, 4, (Doubt(0, 0.6), Doubt(1, 0.8))),
        (1, 2, ()),
        (3, 4, (Doubt(0, 0.8),)),
    ],
)
def test_a_part_of_a_piece_keeps_its_own_doubts(
    start: int, stop: int, kept: tuple[Doubt, ...]
) -> None:
    part = FOUR.part(start, stop)
    x0, x1 = 10 + SIZE * start, 10 + SIZE * stop
    assert part == Piece(
        "甲乙丙丁"[start:stop],
        Box(x0, FOUR.box.y0, x1, FOUR.box.y1),
        SIZE,
        0,
        FOUR.starts[start:stop],
        FOUR.ends[start:stop],
        kept,
    )


def test_parts_of_a_piece_have_all_its_doubts_between_them() -> None:
    halves = FOUR.part(0, 2), FOUR.part(2, 4)
    assert sum(len(half.doubts) for half in halves) == len(FOUR.doubts)


def test_the_doubts_of_a_line_are_those_of_its_pieces_behind_one_another() -> None:
    left = replace(piece("李伟", 10, 50), doubts=(Doubt(1, 0.5),))
    right = replace(piece("王芳", 10 + 3 * SIZE, 50), doubts=(Doubt(0, 0.6), Doubt(1, 0.7)))
    (found,) = lines_of([right, left])
    assert found.text == "李伟 王芳"
    assert found.doubts == (Doubt(1, 0.5), Doubt(3, 0.6), Doubt(4, 0.7))


def test_the_doubts_of_a_source_count_its_line_feeds_too() -> None:
    box = Box(0, 0, 10, 10)
    first = Line("甲乙", box, 8, doubts=(Doubt(1, 0.9),))
    second = Line("丙", box, 8, doubts=(Doubt(0, 0.4, (("内", 0.3),)),))
    source = source_of([first, second], Place(2, box))
    assert (source.text, source.confidence) == ("甲乙\n丙", 0.4)
    assert source.doubts == (Doubt(1, 0.9), Doubt(3, 0.4, (("内", 0.3),)))
    assert all(source.text[d.at] in "乙丙" for d in source.doubts)


def test_a_source_without_doubts_is_sure() -> None:
    source = source_of([Line("甲", Box(0, 0, 10, 10), 8)], Place(1))
    assert (source.confidence, source.doubts) == (1.0, ())


def test_what_a_stain_covers_between_two_characters_may_be_lost() -> None:
    signs, spot = line(("乡", 0), ("镇", 0.15), ("街", 1.0), ("道", 0.15))
    beneath = replace(spot, veiled=[max(spot.gaps, key=lambda g: g[1] - g[0])])
    made = piece_of(signs, beneath)
    assert made is not None
    assert (made.text, made.doubts) == ("乡镇 街道", (Doubt(1, LOST, ((f"镇{ILLEGIBLE}", LOST),)),))
    clear = piece_of(signs, spot)
    assert clear is not None
    assert clear.doubts == ()
