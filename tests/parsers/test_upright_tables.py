"""Tables that are ruled between their columns only, and upright rules that draw none."""

from __future__ import annotations

import pytest
from printed_pages import page, piece, texts

from parsers.leaf import ALIGNED, leaf_of
from parsers.limits import DEFAULT_LIMITS
from parsers.model import Box
from parsers.page import Drawing, Page, Piece, Ruling
from parsers.rulings import lattices_on, lay_out
from parsers.upright_tables import upright_lattices

XS = (50.0, 90.0, 200.0, 250.0)
TOP, BOTTOM = 100.0, 220.0
BODY = [
    ["序号", "目标", "权重"],
    ["一", "甲乙丙丁\n戊己", "2"],
    ["二", "庚辛", "1"],
    ["三", "壬癸\n子丑", "3"],
    ["四", "寅卯", "2"],
]


def uprights(*xs: float) -> tuple[Ruling, ...]:
    return tuple(Ruling(x, TOP, BOTTOM) for x in xs)


def printed(rows: list[list[str]]) -> list[Piece]:
    """The rows one below the other, each text at the top of its cell."""
    pieces: list[Piece] = []
    top = TOP + 2
    for row in rows:
        lines = [text.split("\n") for text in row]
        for x, cell in zip(XS, lines, strict=False):
            pieces += [piece(text, x + 4, top + 8 + 10 * i) for i, text in enumerate(cell)]
        top += 10 * max(map(len, lines)) + 6
    return pieces


def drawn(*xs: float) -> Page:
    return page(Drawing((), uprights(*xs)), *printed(BODY))


def test_rows_are_read_from_the_text_between_upright_rules() -> None:
    assert texts(drawn(*XS)) == BODY


def test_a_page_with_such_a_table_is_told_as_unsure() -> None:
    leaf = leaf_of(drawn(*XS), "pdfium", DEFAULT_LIMITS)
    assert (leaf.method, leaf.unsure) == (f"pdfium、{ALIGNED}", True)


def test_columns_end_at_the_rules_and_the_table_where_they_end() -> None:
    (lattice,) = upright_lattices(uprights(*XS), printed(BODY))
    assert lattice.xs == XS
    assert lattice.outline == Box(XS[0], TOP, XS[-1], BOTTOM)


def test_before_its_text_is_known_the_table_has_one_row() -> None:
    (lattice,) = lattices_on(page(Drawing((), uprights(*XS))))
    assert (lattice.xs, lattice.ys) == (XS, (TOP, BOTTOM))


def test_a_table_of_one_line_has_one_row() -> None:
    (lattice,) = upright_lattices(uprights(*XS), printed(BODY[:1]))
    assert lattice.ys == (TOP, BOTTOM)


def test_text_outside_the_rules_is_left_over() -> None:
    beside = [piece("说明", 300, 150), piece("附件", 60, 60), piece("完", 60, 260)]
    layout = lay_out(
        page(Drawing((), uprights(*XS)), *printed(BODY), *beside),
        DEFAULT_LIMITS,
    )
    assert [p.text for p in layout.rest] == ["说明", "附件", "完"]


@pytest.mark.parametrize(
    "rules",
    [
        uprights(*XS[:3]),
        (Ruling(50, 100, 150), Ruling(90, 100, 220), Ruling(200, 120, 220), Ruling(250, 100, 220)),
        tuple(Ruling(x, 100, 150) for x in XS),
        (),
    ],
    ids=["three", "of different heights", "low", "none"],
)
def test_fewer_lower_or_uneven_rules_draw_no_table(rules: tuple[Ruling, ...]) -> None:
    assert upright_lattices(rules, printed(BODY)) == []


def test_rules_of_a_ruled_table_draw_no_second_one() -> None:
    level = tuple(Ruling(y, XS[0], XS[-1]) for y in (TOP, 160, BOTTOM))
    (lattice,) = lattices_on(page(Drawing(level, uprights(*XS))))
    assert lattice.ys == (TOP, 160, BOTTOM)


def test_a_ruled_table_and_one_of_upright_rules_stand_in_their_order() -> None:
    level = tuple(Ruling(y, 50, 250) for y in (300, 320, 340))
    sides = tuple(Ruling(x, 300, 340) for x in (50, 250))
    drawing = Drawing(level, (*sides, *uprights(*XS)))
    layout = lay_out(page(drawing, *printed(BODY)), DEFAULT_LIMITS)
    assert [(g.rows, g.columns) for g in layout.grids] == [(5, 3), (2, 1)]


def test_more_text_than_pages_hold_is_not_searched() -> None:
    crowd = [piece("字", 100, 150)] * 5_001
    assert upright_lattices(uprights(*XS), crowd) == []
