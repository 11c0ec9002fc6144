"""The cells of a Word table come back where they stand, with the rows and columns they cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ooxml import cell, docx, paragraph, row, table

from parsers.limits import DEFAULT_LIMITS
from parsers.model import Cell, Grid, Paragraph, Source
from parsers.word import read_word

if TYPE_CHECKING:
    from parsers.model import Reading

_RESTART = '<w:vMerge w:val="restart"/>'
_CONTINUE = "<w:vMerge/>"
Spot = tuple[str, int, int, int, int]


def _read(body: str) -> Reading:
    return read_word(docx(body), DEFAULT_LIMITS)


def _spots(*rows: str, widths: tuple[int, ...] = ()) -> list[Spot]:
    """The cells of a table of these rows: text, row, column, row span, column span."""
    (grid,) = _read(table(*rows, widths=widths)).grids
    return [_spot(c) for c in grid.cells]


def _spot(c: Cell) -> Spot:
    return c.source.text, c.row, c.column, c.row_span, c.column_span


def _wide(text: str, span: int, more: str = "") -> str:
    return cell(text, f'<w:gridSpan w:val="{span}"/>{more}')


def test_merges_across_and_down_are_spans() -> None:
    assert _spots(
        row(cell("项目", _RESTART), _wide("目标内容", 2), "权重"),
        row(cell("", _CONTINUE), "一级", "二级", "1"),
        row(cell("", '<w:vMerge w:val="continue"/>'), _wide("合计", 2), "2"),
    ) == [
        ("项目", 0, 0, 3, 1),
        ("目标内容", 0, 1, 1, 2),
        ("权重", 0, 3, 1, 1),
        ("一级", 1, 1, 1, 1),
        ("二级", 1, 2, 1, 1),
        ("1", 1, 3, 1, 1),
        ("合计", 2, 1, 1, 2),
        ("2", 2, 3, 1, 1),
    ]


def test_a_merge_that_restarts_below_another_is_a_new_cell() -> None:
    rows = [row(cell("甲", _RESTART)), row(cell("", _CONTINUE)), row(cell("乙", _RESTART))]
    assert _spots(*rows, row(cell("", _CONTINUE))) == [("甲", 0, 0, 2, 1), ("乙", 2, 0, 2, 1)]


def test_a_block_merged_both_ways_is_one_cell() -> None:
    assert _spots(
        row(_wide("大", 2, _RESTART), "右"),
        row(_wide("", 2, _CONTINUE), "右下"),
    ) == [("大", 0, 0, 2, 2), ("右", 0, 2, 1, 1), ("右下", 1, 2, 1, 1)]


def test_continuing_cells_side_by_side_lie_under_one_wider_cell() -> None:
    assert _spots(
        row(_wide("宽", 3, _RESTART), "右"),
        row(cell("", _CONTINUE), _wide("", 2, _CONTINUE), "右下"),
    ) == [("宽", 0, 0, 2, 3), ("右", 0, 3, 1, 1), ("右下", 1, 3, 1, 1)]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (row("一", "二"), row(cell("三", _CONTINUE), "四")),
        (row(cell("一", _RESTART), "二"), row("三", cell("四", _CONTINUE))),
        (row(_wide("一", 2, _RESTART)), row(cell("三", _CONTINUE), "四")),
        (row(cell("一", _RESTART), "二"), row(_wide("三", 2, _CONTINUE))),
        (row(_wide("一", 2, _RESTART)), row(cell("三", _CONTINUE), cell("四", _RESTART))),
        (
            row(_wide("一", 2, _RESTART), "五"),
            row(cell("三", _CONTINUE), _wide("四", 2, _CONTINUE)),
        ),
    ],
)
def test_a_continuing_cell_that_lines_up_with_no_merge_above_keeps_its_text(
    above: str,
    below: str,
) -> None:
    spots = _spots(above, below)
    assert ("三", 1, 0) in [spot[:3] for spot in spots]
    assert {spot[3] for spot in spots} == {1}


def test_what_a_merge_covers_is_noted_when_it_says_something() -> None:
    reading = _read(
        table(
            row(cell("一", _RESTART), cell("二", '<w:hMerge w:val="restart"/>'), "右"),
            row(cell("被遮", _CONTINUE), cell("三", '<w:hMerge w:val="restart"/>'), "右"),
            row(cell(" ", _CONTINUE), cell("四"), cell("也被遮", "<w:hMerge/>")),
        )
    )
    assert _spot(reading.grids[0].cells[0]) == ("一", 0, 0, 3, 1)
    assert reading.notes == ("2 个被合并遮住的单元格里还有文字，Word 中看不到，未采用",)


def test_old_merges_across_are_spans() -> None:
    start, on = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'
    assert _spots(row(cell("合", start), cell("", on), cell("", on), "右"), row(*"1234")) == [
        ("合", 0, 0, 1, 3),
        ("右", 0, 3, 1, 1),
        *((text, 1, i, 1, 1) for i, text in enumerate("1234")),
    ]
    assert _spots(row(cell("孤", on), "右")) == [("孤", 0, 0, 1, 1), ("右", 0, 1, 1, 1)]


def test_gaps_before_and_after_a_row_are_empty_cells() -> None:
    gaps = '<w:gridBefore w:val="2"/><w:gridAfter w:val="1"/>'
    assert _spots(row("一", properties=gaps), row(*"1234")) == [
        ("", 0, 0, 1, 1),
        ("", 0, 1, 1, 1),
        ("一", 0, 2, 1, 1),
        ("", 0, 3, 1, 1),
        *((text, 1, i, 1, 1) for i, text in enumerate("1234")),
    ]


def test_rows_shorter_and_longer_than_declared_are_padded() -> None:
    assert _spots(row("一"), row("二", "三", "四"), row(), widths=(100, 100)) == [
        ("一", 0, 0, 1, 1),
        ("", 0, 1, 1, 1),
        ("", 0, 2, 1, 1),
        ("二", 1, 0, 1, 1),
        ("三", 1, 1, 1, 1),
        ("四", 1, 2, 1, 1),
        ("", 2, 0, 1, 1),
        ("", 2, 1, 1, 1),
        ("", 2, 2, 1, 1),
    ]


def _measured(*widths: object, kind: str = "dxa") -> str:
    return row(*(cell(f"{w}", f'<w:tcW w:w="{w}" w:type="{kind}"/>') for w in widths))


def test_a_row_without_spans_takes_them_from_its_widths() -> None:
    full = row(*"1234")
    assert _spots(full, _measured(290, 105), widths=(100, 100, 100, 100))[4:] == [
        ("290", 1, 0, 1, 3),
        ("105", 1, 3, 1, 1),
    ]


@pytest.mark.parametrize(
    "short",
    [
        _measured(200, 150),
        _measured(100, 0, 300),
        _measured(10, 390),
        _measured(200, 100),
        _measured("x", "y"),
        _measured(50, 50, kind="pct"),
        row(cell("一", '<w:tcW w:w="300" w:type="dxa"/>'), properties='<w:gridBefore w:val="1"/>'),
    ],
)
def test_widths_that_do_not_fit_the_grid_count_for_nothing(short: str) -> None:
    spots = _spots(row(*"1234"), short, widths=(100, 100, 100, 100))
    assert {spot[4] for spot in spots} == {1}
    assert len(spots) == 8


def test_widths_count_for_nothing_over_a_grid_that_is_not_declared() -> None:
    body = table(row(*"1234"), _measured(300, 100)).replace("<w:tblGrid></w:tblGrid>", "")
    assert len(_read(body).grids[0].cells) == 8


def test_deleted_and_hidden_rows_are_dropped_and_inserted_ones_kept() -> None:
    rows = [row("删", properties="<w:del/>"), row("隐", properties="<w:hidden/>")]
    assert _spots(*rows, row("增", properties="<w:ins/>")) == [("增", 0, 0, 1, 1)]


def test_the_paragraphs_of_a_cell_are_its_lines() -> None:
    several = (
        paragraph("") + paragraph("许少坚") + paragraph("") + paragraph("许秋元") + paragraph("")
    )
    assert _spots(row(cell(several), "<w:tc/>"))[0] == ("许少坚\n\n许秋元", 0, 0, 1, 1)


def test_tables_with_an_empty_paragraph_between_stay_apart() -> None:
    body = table(row("一")) + paragraph("") + table(row("二"))
    assert [g.cells[0].source.text for g in _read(body).grids] == ["一", "二"]


def test_a_table_for_the_layout_gives_way_to_what_it_lays_out() -> None:
    inner = table(row("序号", "权重"))
    outer = table(
        row(cell(paragraph("考评表"))),
        row(cell(paragraph("参评单位：") + inner + paragraph("")), ""),
        row("", "说明"),
    )
    assert _read(outer).blocks == (
        Paragraph(Source("考评表")),
        Paragraph(Source("参评单位：")),
        Grid((Cell(Source("序号"), 0, 0), Cell(Source("权重"), 0, 1))),
        Paragraph(Source("说明")),
    )


def test_a_table_in_a_cell_of_a_form_is_text_of_the_cell_and_a_grid_of_its_own() -> None:
    inner = table(row("许少坚", "营商办"), row("许秋元", "体改办"))
    outer = _read(table(row("1-1-1", cell(paragraph("分工：") + inner)))).grids
    assert [_spot(c) for c in outer[0].cells] == [
        ("1-1-1", 0, 0, 1, 1),
        ("分工：\n许少坚\t营商办\n许秋元\t体改办", 0, 1, 1, 1),
    ]
    assert [c.source.text for c in outer[1].cells] == ["许少坚", "营商办", "许秋元", "体改办"]


@st.composite
def _tilings(draw: st.DrawFn) -> list[Spot]:
    """Cells that tile a grid at random: each free place grows right, then down, while it can."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    taken: set[tuple[int, int]] = set()
    spots: list[Spot] = []
    for place in ((r, c) for r in range(rows) for c in range(columns)):
        if place in taken:
            continue
        right = next((c for c in range(place[1], columns) if (place[0], c) in taken), columns)
        width = draw(st.integers(1, right - place[1]))
        height = draw(st.integers(1, rows - place[0]))
        covered = {(place[0] + i, place[1] + j) for i in range(height) for j in range(width)}
        taken |= covered
        spots.append((f"第{len(spots)}格", *place, height, width))
    return spots


def _written(spots: list[Spot]) -> str:
    owners = {
        (row_ + i, column): (text, i, height, width)
        for text, row_, column, height, width in spots
        for i in range(height)
    }
    rows: dict[int, list[str]] = {}
    for (number, _), (text, depth, height, width) in sorted(owners.items()):
        merge = "" if height == 1 else _CONTINUE if depth else _RESTART
        rows.setdefault(number, []).append(_wide("" if depth else text, width, merge))
    return table(*(row(*rows[number]) for number in sorted(rows)))


@settings(max_examples=150)
@given(_tilings())
def test_any_merged_table_comes_back_with_its_spans(spots: list[Spot]) -> None:
    (grid,) = _read(_written(spots)).grids
    assert [_spot(c) for c in grid.cells] == spots


_PROPERTIES = st.tuples(
    st.sampled_from(["", '<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="-3"/>', "<w:gridSpan/>"]),
    st.sampled_from(["", _RESTART, _CONTINUE, "<w:hMerge/>", '<w:hMerge w:val="restart"/>']),
    st.sampled_from(["", '<w:tcW w:w="100" w:type="dxa"/>', '<w:tcW w:w="200"/>']),
).map("".join)
_GAPS = st.sampled_from(["", '<w:gridBefore w:val="2"/>', '<w:gridAfter w:val="1"/>', "<w:del/>"])


@settings(max_examples=150)
@given(
    st.lists(st.tuples(_GAPS, st.lists(_PROPERTIES, max_size=6)), min_size=1, max_size=6),
    st.lists(st.just(100), max_size=8),
)
def test_any_rows_make_a_grid_without_holes_and_lose_no_text(
    rows: list[tuple[str, list[str]]],
    widths: list[int],
) -> None:
    body = table(
        *(row(*(cell("文", p) for p in cells), properties=gap) for gap, cells in rows),
        widths=tuple(widths),
    )
    reading = _read(paragraph("函") + body)
    shown = sum(c.source.text == "文" for g in reading.grids for c in g.cells)
    hidden = sum(int(note.split(" ")[0]) for note in reading.notes)
    assert shown + hidden == sum(len(cells) for gap, cells in rows if gap != "<w:del/>")


def test_a_table_of_which_every_row_is_deleted_is_no_grid() -> None:
    reading = _read(paragraph("函") + table(row("删", properties="<w:del/>")))
    assert reading.blocks == (Paragraph(Source("函")),)


def test_a_continuing_cell_wider_than_the_merge_above_keeps_its_text() -> None:
    spots = _spots(
        row(_wide("一", 3, _RESTART), "右"),
        row(_wide("二", 2, _CONTINUE), _wide("三", 2, _CONTINUE)),
    )
    assert [spot[0] for spot in spots] == ["一", "右", "二", "三"]
