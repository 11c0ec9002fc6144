"""Damages to what is merged over rows: 一级指标 and 文件依据 printed where they do not belong."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from normalizers.model import Field

from .chance import some
from .columns import columns_of
from .drawing import tables_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from .draft import Draft, Inked, InkedTable, Line


def on_other_row(draft: Draft, chance: Random, rate: float) -> None:
    """一级指标 stands on a middle or the last row of its group."""
    column, lines = _level1(draft)
    groups = [g for g in draft.groups() if len(g) > 1]
    for group in some(groups, chance, rate):
        _move(draft, lines, column, group, chance.choice(group[1:]))


def over_the_border(draft: Draft, chance: Random, rate: float) -> None:
    """一级指标 stands on the last row of the group before, or the first of the group after."""
    column, lines = _level1(draft)
    groups = draft.groups()
    taken: set[int] = set()
    for place in some(range(1, len(groups) - 1), chance, rate):
        if place in taken:
            continue
        forward = chance.random() < 0.5  # noqa: PLR2004 - a coin
        other = groups[place + 1] if forward else groups[place - 1]
        target = other[0] if forward else other[-1]
        if forward and len(other) > 1:
            _move(draft, lines, column, other, other[1])
        if lines[target].texts[column].strip():
            continue
        taken |= {place, place + 1}
        _move(draft, lines, column, groups[place], target)


def in_one_cell(draft: Draft, chance: Random, rate: float) -> None:
    """The 一级指标 of several groups stand in one cell, on the first's first row."""
    column, lines = _level1(draft)
    groups = draft.groups()
    free = 0
    for place in some(range(len(groups) - 1), chance, rate):
        if place < free:
            continue
        run = groups[place : place + chance.randint(2, 4)]
        free = place + len(run)
        texts = [draft.truth[g[0]][Field.LEVEL1] for g in run]
        for group in run:
            for item in group:
                lines[item].texts[column] = ""
                draft.concerned.add((item, Field.LEVEL1))
        lines[run[0][0]].texts[column] = " ".join(texts)


def over_page_edges(draft: Draft, chance: Random, rate: float) -> None:
    """A merged cell of 文件依据 is cut by a page edge, and its text with it."""
    for table in draft.tables:
        for row in sorted(table.items)[1:]:
            if row - 1 in table.items and chance.random() < rate:
                table.breaks.append(row)
        table.cells[:] = [part for cell in table.cells for part in _cut(draft, table, cell, chance)]


def _cut(draft: Draft, table: InkedTable, cell: Inked, chance: Random) -> Iterator[Inked]:
    """The parts of a cell between the breaks; only 文件依据 has its text cut too."""
    end = cell.row + cell.row_span
    edges = [cell.row, *(b for b in table.breaks if cell.row < b < end), end]
    if len(edges) == 2:  # noqa: PLR2004 - a beginning and an end: no break between
        yield cell
        return
    texts = [cell.text, *[""] * (len(edges) - 2)]
    if cell.field is Field.BASIS:
        draft.concerned.update((table.items[r], Field.BASIS) for r in range(cell.row, end))
        place = chance.randrange(1, len(cell.text))
        texts[:2] = [cell.text[:place], cell.text[place:]]
    for text, first, after in zip(texts, edges, edges[1:], strict=False):
        yield replace(cell, row=first, row_span=after - first, text=text)


def _level1(draft: Draft) -> tuple[int, dict[int, Line]]:
    """The column of 一级指标, and the lines by their item."""
    tables = tables_of(draft)
    lines = {line.item: line for table in tables for line in table if line.item is not None}
    return columns_of(tables[0])[Field.LEVEL1], lines


def _move(draft: Draft, lines: dict[int, Line], column: int, group: list[int], target: int) -> None:
    text = draft.truth[group[0]][Field.LEVEL1]
    for item in group:
        lines[item].texts[column] = ""
        draft.concerned.add((item, Field.LEVEL1))
    lines[target].texts[column] = text
