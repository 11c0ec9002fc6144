"""Grids of consecutive pages -> one Grid, where a table goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .columns import Columns, agree
from .furniture import furniture_of
from .heads import repeated_rows
from .model import NOWHERE, Cell, Grid, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .model import Block

Place = tuple[int, int]
"""Number of a page, number of a block on it; both from 0."""


def stitched(pages: Sequence[Sequence[Block]]) -> tuple[Block, ...]:
    """The blocks of all pages, with one grid for each table that goes on over pages.

    A table goes on if nothing but page furniture stands between two grids on consecutive pages
    and their columns agree by position. It stands where it begins; furniture follows it.
    """
    chains = _chains(pages)
    continued = {place for chain in chains.values() for place in chain[1:]}
    return tuple(
        joined([_grid(pages, p) for p in chains[number, i]]) if (number, i) in chains else block
        for number, blocks in enumerate(pages)
        for i, block in enumerate(blocks)
        if (number, i) not in continued
    )


def joined(grids: Sequence[Grid]) -> Grid:
    """One grid of these, each being the continuation of the one before.

    Columns are joined by the x of their edges; head rows that are printed again are left out.
    `breaks` tells where each grid begins.
    """
    columns = Columns(grids)
    spread = [tuple(_spread(grid, columns, number)) for number, grid in enumerate(grids)]
    whole: list[Cell] = []
    breaks: list[int] = []
    rows = 0
    for number, (grid, cells) in enumerate(zip(grids, spread, strict=True)):
        former = (spread[0], spread[number - 1])
        skipped = repeated_rows(former, cells, columns.count) if number else 0
        if grid.rows == skipped:
            continue
        if rows:
            breaks.append(rows)
        whole.extend(_moved(c, rows - skipped) for c in cells if c.row >= skipped)
        rows += grid.rows - skipped
    return Grid(tuple(whole), tuple(breaks))


def _chains(pages: Sequence[Sequence[Block]]) -> dict[Place, list[Place]]:
    """The places of the grids that are one table, by the place of the first."""
    chains: dict[Place, list[Place]] = {}
    open_chain: list[Place] = []
    for number, (blocks, furniture) in enumerate(zip(pages, furniture_of(pages), strict=True)):
        for i, block in enumerate(blocks):
            if isinstance(block, Grid):
                if not open_chain or not _goes_on(pages, open_chain, (number, i)):
                    open_chain = chains.setdefault((number, i), [])
                open_chain.append((number, i))
            elif not furniture[i]:
                open_chain = []
    return {first: chain for first, chain in chains.items() if len(chain) > 1}


def _goes_on(pages: Sequence[Sequence[Block]], chain: list[Place], place: Place) -> bool:
    on_new_page = chain[-1][0] < place[0]
    return on_new_page and agree(_grid(pages, chain[-1]), _grid(pages, place))


def _grid(pages: Sequence[Sequence[Block]], place: Place) -> Grid:
    block = pages[place[0]][place[1]]
    if not isinstance(block, Grid):
        raise TypeError(f"no grid at {place}")
    return block


def _spread(grid: Grid, columns: Columns, number: int) -> Iterator[Cell]:
    """The grid's cells over the columns of all, empty ones where it is narrower than all."""
    edges = columns.edges(number)
    for cell in grid.cells:
        first, last = edges[cell.column], edges[cell.column + cell.column_span]
        yield Cell(cell.source, cell.row, first, cell.row_span, last - first)
    for row in range(grid.rows):
        for column in (*range(edges[0]), *range(edges[-1], columns.count)):
            yield Cell(Source("", NOWHERE), row, column)


def _moved(cell: Cell, rows: int) -> Cell:
    return Cell(cell.source, cell.row + rows, cell.column, cell.row_span, cell.column_span)
