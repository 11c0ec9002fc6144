"""Grids of consecutive pages -> one grid."""

from __future__ import annotations

import pytest
from grids import grid as grid_of

from parsers.furniture import furniture_of
from parsers.model import NOWHERE, Box, Cell, Grid, Paragraph, Place, Source
from parsers.stitch import stitched

EDGES = (40.0, 100.0, 200.0, 300.0)
HEAD = "项目|指标|<\n^|序号|内容\n"


def grid(text: str, page: int, xs: tuple[float, ...] = EDGES) -> Grid:
    """A drawn grid with its columns at these edges, on this page."""
    drawn = grid_of(text)
    return Grid(
        tuple(
            Cell(
                Source(c.source.text, Place(page, _box(c, xs))),
                c.row,
                c.column,
                c.row_span,
                c.column_span,
            )
            for c in drawn.cells
        )
    )


def _box(cell: Cell, xs: tuple[float, ...]) -> Box:
    top, bottom = 20.0 * cell.row + 60, 20.0 * (cell.row + cell.row_span) + 60
    return Box(xs[cell.column], top, xs[cell.column + cell.column_span], bottom)


def words(text: str, page: int, y: float = 800.0) -> Paragraph:
    return Paragraph(Source(text, Place(page, Box(40, y, 300, y + 10))))


def plain(grid: Grid) -> tuple[list[list[str]], tuple[int, ...]]:
    """The texts by row, each cell once in its first row, and the breaks."""
    rows = [[c.source.text for c in grid.row(r) if c.row == r] for r in range(grid.rows)]
    return rows, grid.breaks


def test_a_table_goes_on_over_pages_without_its_repeated_head() -> None:
    title, table, *numbers = stitched(
        [
            [words("考评表", 1, 40), grid(HEAD + "甲|1-1|开展", 1), words("- 1 -", 1)],
            [grid(HEAD + "||工作\n乙|1-2|完成", 2), words("- 2 -", 2)],
            [grid(HEAD + "丙|1-3|建立", 3)],
        ]
    )
    assert title == words("考评表", 1, 40)
    assert numbers == [words("- 1 -", 1), words("- 2 -", 2)]
    assert isinstance(table, Grid)
    assert plain(table) == (
        [
            ["项目", "指标"],
            ["序号", "内容"],
            ["甲", "1-1", "开展"],
            ["", "", "工作"],
            ["乙", "1-2", "完成"],
            ["丙", "1-3", "建立"],
        ],
        (3, 5),
    )


def test_cells_keep_the_page_that_they_stand_on() -> None:
    (table,) = stitched([[grid("甲|乙|丙", 1)], [grid("丁|戊|己", 2)]])
    assert isinstance(table, Grid)
    assert table.at(1, 2).source.place == Place(2, Box(200, 60, 300, 80))


@pytest.mark.parametrize("repeated", ["项目|指标|<\n", "^|序号|内容\n"])
def test_a_head_repeated_in_part_is_left_out(repeated: str) -> None:
    above = grid("项目|指标|<\n^|序号|内容\n甲|1-1|开展", 1)
    below = grid(repeated.replace("^", "项目") + "乙|1-2|完成", 2)
    (table,) = stitched([[above], [below]])
    assert isinstance(table, Grid)
    assert plain(table)[0][3:] == [["乙", "1-2", "完成"]]


def test_a_head_that_differs_is_kept() -> None:
    (table,) = stitched(
        [[grid("项目|序号|内容\n甲|1-1|开展", 1)], [grid("项目|序号|权重\n乙|1-2|2", 2)]]
    )
    assert isinstance(table, Grid)
    assert plain(table) == (
        [
            ["项目", "序号", "内容"],
            ["甲", "1-1", "开展"],
            ["项目", "序号", "权重"],
            ["乙", "1-2", "2"],
        ],
        (2,),
    )


def test_the_head_of_a_later_section_is_left_out_too() -> None:
    above = grid("大类|序号|指标\n甲|1-1|开展\n项目|序号|内容\n乙|3-1|完成", 1)
    (table,) = stitched([[above], [grid("项目|序号|内容\n丙|3-2|建立", 2)]])
    assert isinstance(table, Grid)
    assert plain(table)[0][4:] == [["丙", "3-2", "建立"]]


def test_rows_of_data_that_say_the_same_are_kept() -> None:
    (table,) = stitched(
        [[grid("项目|序号|内容\n甲|1-1|开展\n||", 1)], [grid("甲|1-1|开展\n||", 2)]]
    )
    assert isinstance(table, Grid)
    assert (table.rows, table.breaks) == (5, (3,))


def test_a_title_row_over_the_head_belongs_to_the_head() -> None:
    head = "考评表（68分）|<|<\n项目|1分|2分\n"
    (table,) = stitched([[grid(head + "甲|1-1|开展", 1)], [grid(head + "乙|1-2|完成", 2)]])
    assert isinstance(table, Grid)
    assert plain(table)[0][2:] == [["甲", "1-1", "开展"], ["乙", "1-2", "完成"]]


def test_a_head_out_of_which_a_cell_runs_is_kept() -> None:
    (table,) = stitched(
        [[grid("项目|序号|内容\n甲|1-1|开展", 1)], [grid("项目|序号|内容\n^|1-2|完成", 2)]]
    )
    assert isinstance(table, Grid)
    assert table.rows == 4


def test_a_page_that_holds_only_the_head_adds_nothing() -> None:
    head = "项目|序号|内容"
    (table,) = stitched([[grid(head + "\n甲|1-1|开展", 1)], [grid(head, 2)]])
    assert isinstance(table, Grid)
    assert (table.rows, table.breaks) == (2, ())


def test_columns_are_joined_by_their_edges_not_by_their_number() -> None:
    below = grid("乙|合计", 2, (40.5, 199, 301))
    (table,) = stitched([[grid("甲|1-1|开展", 1)], [below]])
    assert isinstance(table, Grid)
    assert [(c.column, c.column_span) for c in table.row(1)] == [(0, 2), (2, 1)]


def test_an_edge_of_one_page_alone_makes_spans_on_the_others() -> None:
    below = grid("乙|1-2|完成", 2, (40, 100, 250, 300))
    (table,) = stitched([[grid("甲|1-1|开展", 1)], [below]])
    assert isinstance(table, Grid)
    spans = [[(c.column, c.column_span) for c in table.row(r)] for r in (0, 1)]
    assert spans == [[(0, 1), (1, 1), (2, 2)], [(0, 1), (1, 2), (3, 1)]]


def test_a_column_missing_on_one_page_is_empty_there() -> None:
    below = grid("乙|1-2|完成|备", 2, (40, 100, 200, 300, 360))
    (table,) = stitched([[grid("甲|1-1|开展", 1)], [below]])
    assert isinstance(table, Grid)
    assert table.at(0, 3) == Cell(Source("", NOWHERE), 0, 3)


def test_pages_with_margins_the_other_way_round_are_joined() -> None:
    below = grid("乙|1-2|完成", 2, tuple(x + 30 for x in EDGES))
    (table,) = stitched([[grid("甲|1-1|开展", 1)], [below]])
    assert isinstance(table, Grid)
    assert (table.rows, table.columns) == (2, 3)


@pytest.mark.parametrize(
    "pages",
    [
        [[grid("甲|1", 1), grid("乙|2", 1)]],
        [[grid("甲|1|2", 1)], [words("第二个表", 2, 40), grid("乙|2|3", 2)]],
        [[grid("甲|1|2", 1), words("说明：无", 1)], [grid("乙|2|3", 2)]],
        [[grid("甲|1|2", 1)], [grid("乙|2", 2, (40, 130, 170))]],
        [[Grid((Cell(Source("甲"), 0, 0),))], [Grid((Cell(Source("乙"), 0, 0),))]],
    ],
)
def test_what_is_no_continuation_stays_apart(pages: list[list[Paragraph | Grid]]) -> None:
    assert stitched(pages) == tuple(block for blocks in pages for block in blocks)


def test_running_heads_do_not_part_a_table() -> None:
    head = "2024年度考评表"
    pages = [[words(head, n, 30), grid(f"甲|{n}|丙", n), words(f"第 {n} 页", n)] for n in (1, 2, 3)]
    tables = [b for b in stitched(pages) if isinstance(b, Grid)]
    assert [(t.rows, t.breaks) for t in tables] == [(3, (1, 2))]


@pytest.mark.parametrize(
    ("text", "is_furniture"),
    [
        ("一3-", True),  # as recognition reads - 3 -
        ("一、3项", False),
        ("- 3 -", True),
        ("—3—", True),
        ("3", True),
        ("3/12", True),
        ("第3页", True),
        ("第 3 页 共 12 页", True),
        ("第3页，共12页", True),
        ("Page 3 of 12", True),
        ("2. 考评表", False),
        ("2024年1月3日", False),
        ("合计 68", False),
    ],
)
def test_page_numbers_are_furniture(text: str, is_furniture: bool) -> None:  # noqa: FBT001 - expected
    assert furniture_of([[grid("甲|1|2", 1), words(text, 1)]]) == [[False, is_furniture]]


def test_a_label_between_two_tables_is_no_furniture() -> None:
    page = [grid("甲|1|2", 1), words("3", 1), grid("乙|1|2", 1)]
    assert furniture_of([page]) == [[False, False, False]]
