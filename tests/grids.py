"""Grids and readings from text: `|` parts cells, `^` merges with the cell above, `<` with the left.

A row of `---` marks a page edge. Within a cell `/` stands for a line feed.
"""

from __future__ import annotations

from parsers.model import Cell, Grid, Kind, Paragraph, Reading, Source


def grid(text: str) -> Grid:
    """The grid that a drawing in text shows."""
    lines = [line.strip() for line in text.strip().splitlines()]
    breaks, rows = [], []
    for line in lines:
        if line == "---":
            breaks.append(len(rows))
        else:
            rows.append([cell.strip() for cell in line.split("|")])
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    return Grid(tuple(_cells(rows)), tuple(breaks))


def _cells(rows: list[list[str]]) -> list[Cell]:
    found = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in {"^", "<"}:
                continue
            across = 1
            while c + across < len(row) and row[c + across] == "<":
                across += 1
            down = 1
            while r + down < len(rows) and rows[r + down][c] == "^":
                down += 1
            found.append(Cell(Source(text.replace("/", "\n")), r, c, down, across))
    return found


def reading(*blocks: str | Grid) -> Reading:
    """A reading of paragraphs (texts) and grids, in order."""
    made = tuple(Paragraph(Source(b)) if isinstance(b, str) else b for b in blocks)
    return Reading(Kind.TEXT, made)
