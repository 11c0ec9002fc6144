"""Columns that go on over pages which a scanner laid, or a camera saw, a little differently."""

from __future__ import annotations

from itertools import pairwise

import pytest

from parsers.columns import Columns, agree, edges_of
from parsers.model import Box, Cell, Grid, Place, Source
from parsers.stitch import stitched

EDGES = (50.0, 90.0, 240.0, 330.0, 520.0, 560.0)
"""Of a table 510 points wide."""


def page(edges: tuple[float, ...], number: int = 1, text: str = "甲") -> Grid:
    """A grid of one row with its columns at these edges."""
    cells = (
        Cell(Source(f"{text}{column}", Place(number, Box(left, 100, right, 120))), 0, column)
        for column, (left, right) in enumerate(pairwise(edges))
    )
    return Grid(tuple(cells))


def moved(by: float, share: float = 1.0, edges: tuple[float, ...] = EDGES) -> tuple[float, ...]:
    """The edges on a page that lies so many points aside, and is so much larger."""
    return tuple(edges[0] + by + (x - edges[0]) * share for x in edges)


@pytest.mark.parametrize(
    "edges",
    [EDGES, moved(15), moved(-9), moved(0, 1.015), moved(20, 0.985), moved(-6, 1.012), moved(1)],
)
def test_a_page_that_lies_elsewhere_or_is_larger_has_the_same_columns(
    edges: tuple[float, ...],
) -> None:
    above, below = page(EDGES), page(edges, 2, "乙")
    assert agree(above, below)
    columns = Columns([above, below])
    assert columns.count == len(EDGES) - 1
    assert columns.edges(0) == columns.edges(1) == list(range(len(EDGES)))


def test_three_pages_each_laid_another_way_are_one_table() -> None:
    pages = [page(EDGES), page(moved(12, 1.008), 2, "乙"), page(moved(-8, 0.994), 3, "丙")]
    (table,) = stitched([[one] for one in pages])
    assert isinstance(table, Grid)
    assert (table.rows, table.columns, table.breaks) == (3, len(EDGES) - 1, (1, 2))
    texts = [[c.source.text for c in table.row(row)] for row in range(3)]
    assert texts == [[f"{text}{n}" for n in range(5)] for text in "甲乙丙"]


def test_a_page_with_fewer_columns_that_lies_elsewhere_spans_those_above() -> None:
    fewer = (*EDGES[:2], *EDGES[3:])
    columns = Columns([page(EDGES), page(moved(10, 1.01, fewer), 2)])
    assert columns.edges(1) == [0, 1, 3, 4, 5]


@pytest.mark.parametrize(
    "edges",
    [(300.0, 330.0, 420.0), moved(0, 1.2), (50.0, 170.0, 290.0, 410.0, 480.0), (20.0, 700.0)],
)
def test_a_table_of_other_columns_does_not_go_on(edges: tuple[float, ...]) -> None:
    assert not agree(page(EDGES), page(edges, 2))


def test_a_table_without_boxes_has_no_edges_and_does_not_go_on() -> None:
    bare = Grid((Cell(Source("甲"), 0, 0),))
    assert edges_of(bare) == []
    assert not agree(bare, page(EDGES))
    assert not agree(page(EDGES), bare)


def test_edges_are_those_of_spanning_cells_too() -> None:
    wide = Cell(Source("甲", Place(1, Box(50, 100, 240, 120))), 0, 0, 1, 2)
    last = Cell(Source("乙", Place(1, Box(240, 100, 330, 120))), 0, 2)
    assert edges_of(Grid((wide, last))) == [50, 240, 330]
