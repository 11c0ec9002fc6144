"""Tables whose text is aligned and that no rules draw; and text that is no table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from form_style import Rules, Style
from forms import Kind, build, clean_form, random_form
from printed_pages import page, piece, texts

from parsers import read
from parsers.leaf import ALIGNED, leaf_of
from parsers.limits import DEFAULT_LIMITS
from parsers.model import Grid
from parsers.page import Drawing, Piece
from parsers.rulings import lay_out

if TYPE_CHECKING:
    from pathlib import Path

LEFT = (60.0, 110.0, 220.0, 330.0)
ROW = 14.0  # points: a line of 8 points, at a pitch of 10, with 2 points of air above and below


def printed(rows: list[list[str]], top: float = 100.0) -> list[Piece]:
    """Rows that are as high as their cells need, each text halfway up its own."""
    pieces: list[Piece] = []
    for row in rows:
        lines = [text.split("\n") if text else [] for text in row]
        height = 10.0 * max(map(len, lines)) + 4
        for x, cell in zip(LEFT, lines, strict=True):
            first = top + (height - 10.0 * len(cell)) / 2 + 8
            pieces += [piece(text, x, first + 10.0 * i) for i, text in enumerate(cell)]
        top += height
    return pieces


BODY = [
    ["一", "甲乙丙丁\n戊己", "子丑", "九月"],
    ["二", "庚辛", "寅卯\n辰巳\n午未", "十月"],
    ["三", "壬癸", "申酉", "全年\n实施"],
    ["四", "东南", "戌亥", "全年"],
    ["五", "西北\n中央", "春夏", "全年"],
]


def test_rows_and_columns_are_read_from_aligned_text() -> None:
    assert texts(page(Drawing(), *printed(BODY))) == BODY


def test_a_text_halfway_up_several_rows_covers_them() -> None:
    rows = [["一", "", "子丑\n寅卯", "九月"], ["二", "甲乙", "辰巳\n午未", "十月"]]
    rows += [["三", "", "申酉\n戌亥", "九月"], *BODY]
    (grid,) = lay_out(page(Drawing(), *printed(rows)), DEFAULT_LIMITS).grids
    (cell,) = [c for c in grid.cells if c.source.text == "甲乙"]
    assert (cell.row, cell.row_span) == (0, 3)


def test_texts_on_top_of_their_rows_cover_these_alone() -> None:
    pieces: list[Piece] = []
    for row, (number, name) in enumerate(zip("一二三四五六", ["", "甲乙"] * 3, strict=True)):
        top = 108 + 44 * row
        pieces += [piece(number, LEFT[0], top), piece("九月", LEFT[3], top)]
        pieces += [piece("子丑", LEFT[2], top + 10 * i) for i in range(4)]
        pieces += [piece(name, LEFT[1], top)] if name else []
    (grid,) = lay_out(page(Drawing(), *pieces), DEFAULT_LIMITS).grids
    assert (grid.rows, {c.row_span for c in grid.cells}) == (6, {1})


def test_titles_and_page_numbers_stay_outside() -> None:
    title, number = piece("绩效管理目标考评表绩效", 150, 80, 12), piece("三", 225, 800)
    layout = lay_out(page(Drawing(), title, *printed(BODY), number), DEFAULT_LIMITS)
    assert [p.text for p in layout.rest] == [title.text, "三"]
    assert (layout.aligned, layout.unsure) == (True, True)


def test_a_head_over_two_columns_is_one_cell() -> None:
    over = [piece("甲乙丙丁戊己庚辛壬癸子丑寅卯辰", 140, 108), piece("项", 60, 108)]
    layout = lay_out(page(Drawing(), *over, *printed(BODY, 114)), DEFAULT_LIMITS)
    (cell,) = [c for c in layout.grids[0].cells if c.source.text.startswith("甲乙丙丁戊己庚")]
    assert (cell.row, cell.column, cell.column_span) == (0, 1, 2)


def test_text_that_was_painted_over_two_columns_is_parted() -> None:
    both = piece("一二三四五六七八九十一二三四五", 110, 110)
    gap = replace(
        both,
        text="一二三四五六七八九十一二三子丑",
        starts=(*both.starts[:13], 220.0, 228.0),
        ends=(*both.ends[:13], 228.0, 236.0),
        box=replace(both.box, x1=236.0),
    )
    content = page(
        Drawing(), piece("零", 60, 110), gap, piece("九月", 330, 110), *printed(BODY, 114)
    )
    assert texts(content)[0] == ["零", "一二三四五六七八九十一二三", "子丑", "九月"]


def test_the_air_within_names_parts_no_column() -> None:
    names = [[a, b, "张　三", d] for a, b, _, d in BODY]
    pieces = [p for p in printed(names) if p.text != "张　三"]
    spaced = [p for p in printed(names) if p.text == "张　三"]
    assert texts(page(Drawing(), *pieces, *spaced)) == names


@pytest.mark.parametrize(
    "lines",
    [
        [(60, "区效能办："), (84, "现将有关材料报送如下，请予审核，并请提出宝贵的意见。")],
        [(60, "附件：1. 工作方案"), (84, "2. 考评表"), (84, "3. 说明"), (330, "二〇二四年")] * 3,
        [(x, "甲乙") for _ in range(8) for x in (60, 160)],
        [(x, "甲乙") for _ in range(3) for x in (60, 160, 260, 360)],
    ],
    ids=["letter", "list and date", "two columns", "three rows"],
)
def test_other_text_is_no_table(lines: list[tuple[int, str]]) -> None:
    baseline, before, pieces = 80.0, 1000, []
    for x, text in lines:
        baseline += 0 if x > before else ROW
        before = x
        pieces.append(piece(text, x, baseline))
    layout = lay_out(page(Drawing(), *pieces), DEFAULT_LIMITS)
    assert (layout.grids, layout.aligned) == ((), False)


def test_rows_on_which_columns_do_not_agree_are_no_table() -> None:
    pieces = [piece("甲", 60, 100 + 28 * i) for i in range(8)]
    pieces += [piece("乙丙", x, 100 + 10 * i) for x in LEFT[1:] for i in range(20)]
    assert lay_out(page(Drawing(), *pieces), DEFAULT_LIMITS).grids == ()


def test_where_several_lines_make_every_text_there_is_no_telling() -> None:
    pieces = [piece("乙丙", x, 100 + 10 * i) for x in LEFT for i in range(20)]
    assert lay_out(page(Drawing(), *pieces), DEFAULT_LIMITS).grids == ()


def test_the_way_of_reading_is_said() -> None:
    assert leaf_of(page(Drawing(), *printed(BODY)), "甲", DEFAULT_LIMITS).method == f"甲、{ALIGNED}"


@pytest.mark.parametrize("kind", [Kind.PDF, Kind.OFD])
@pytest.mark.parametrize("seed", [10, 12])
def test_a_form_without_rules_has_all_its_rows(seed: int, kind: Kind, tmp_path: Path) -> None:
    spec, style = random_form(seed)
    path = tmp_path / f"{seed}.{kind}"
    path.write_bytes(build(spec, replace(style, rules=Rules.NONE), kind))
    reading = read(path)
    found = {c.source.text for b in reading.blocks if isinstance(b, Grid) for c in b.cells}
    numbers = {row.number for _, _, row in spec.items if row.number}
    assert numbers <= found
    assert ALIGNED in reading.method


def test_rows_whose_texts_touch_are_parted_where_they_touch(tmp_path: Path) -> None:
    file = tmp_path / "form.pdf"
    file.write_bytes(build(clean_form(7), Style(rules=Rules.NONE), Kind.PDF))
    assert ALIGNED in read(file).method
