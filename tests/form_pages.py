"""A table broken over pages: which part of each cell lies where, and which lines stand in it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from form_style import Edge

from normalizers.model import Field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from form_style import Style
    from form_table import Table, TableCell

PAD = 2.0  # points between a rule and the text
LEADING = 1.25  # line pitch as a multiple of the font's size
FLOATING = {Field.SECTION, Field.CATEGORY, Field.BASIS, Field.LEVEL1}
WORD = re.compile(r"[A-Za-z0-9.%-]+|.")


@dataclass(frozen=True, slots=True)
class Frame:
    """Where tables may stand: points from the page's upper left corner."""

    left: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Fragment:
    """The part of a cell on one page; `page` counts from 0 within the table."""

    cell: TableCell
    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    lines: tuple[str, ...] = ()
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Slice:
    """A row, or the part of it that a page holds."""

    row: int
    page: int
    y0: float
    y1: float


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A table with its cells' lines and its rows' heights in points."""

    table: Table
    lines: dict[TableCell, tuple[str, ...]]
    heights: tuple[float, ...]
    pitch: float


def wrapped(table: Table, style: Style, measure: Callable[[str], float]) -> Wrapped:
    """The table with its texts cut to its columns; `measure` gives a text's width in points."""
    pitch = style.size * LEADING
    lines = {c: _lines(c.text, _width(table, c) - 2 * PAD, measure) for c in table.cells}
    counts = [1] * table.rows
    for cell in sorted(table.cells, key=lambda c: c.row_span):
        covered = range(cell.row, cell.row + cell.row_span)
        # A line to spare: where the cell is parted, each part has margins of its own.
        spare = 1 if cell.row_span > 1 and len(lines[cell]) > 1 else 0
        lacking = len(lines[cell]) + spare - sum(counts[r] for r in covered)
        counts[covered[-1]] += max(0, lacking)
    return Wrapped(table, lines, tuple(n * pitch + 2 * PAD for n in counts), pitch)


def fragments(flow: Wrapped, frame: Frame, style: Style, first_top: float) -> tuple[Fragment, ...]:
    """Every part of every cell, in the order in which programs paint: by page, row and column.

    The first page's table begins at `first_top`.
    """
    slices = tuple(_slices(flow, frame, style, first_top))
    parts: list[Fragment] = []
    for cell in flow.table.cells:
        parts += _parts(cell, flow, frame, slices, style)
    if style.head_repeats:
        pages = {s.page for s in slices} - {0}
        parts += [p for page in sorted(pages) for p in _repeated(flow, frame, page)]
    return tuple(sorted(parts, key=lambda p: (p.page, p.y0, p.x0)))


def _lines(text: str, width: float, measure: Callable[[str], float]) -> tuple[str, ...]:
    lines = [""]
    for paragraph in text.split("\n"):
        if lines != [""]:
            lines.append("")
        for word in WORD.findall(paragraph):
            pieces = [word] if measure(word) <= width else list(word)
            for piece in pieces:
                if lines[-1] and measure(lines[-1] + piece) > width:
                    lines.append("")
                lines[-1] += piece
    return tuple(lines) if text else ()


def _width(table: Table, cell: TableCell) -> float:
    return sum(table.widths[cell.column : cell.column + cell.column_span])


def _slices(flow: Wrapped, frame: Frame, style: Style, top: float) -> Iterator[Slice]:
    page, y = 0, top
    head = sum(flow.heights[: flow.table.head_rows]) if style.head_repeats else 0
    for row, height in enumerate(flow.heights):
        rest = height
        if y + rest > frame.bottom:
            begun = _begun(flow, row, frame.bottom - y) if style.rows_split else 0
            if begun:
                yield Slice(row, page, y, y + begun)
                rest = height - begun + 2 * PAD
            page, y = page + 1, frame.top + head
        yield Slice(row, page, y, y + rest)
        y += rest


def _begun(flow: Wrapped, row: int, room: float) -> float:
    """How much of a row is printed before the edge: whole lines, at least one on either side."""
    lines = round((flow.heights[row] - 2 * PAD) / flow.pitch)
    here = min(int((room - 2 * PAD) / flow.pitch), lines - 1)
    if here < 1 or row < flow.table.head_rows:
        return 0
    return here * flow.pitch + 2 * PAD


def _parts(
    cell: TableCell, flow: Wrapped, frame: Frame, slices: tuple[Slice, ...], style: Style
) -> list[Fragment]:
    pages: dict[int, list[Slice]] = defaultdict(list)
    for piece in slices:
        if cell.row <= piece.row < cell.row + cell.row_span:
            pages[piece.page].append(piece)
    x0 = frame.left + sum(flow.table.widths[: cell.column])
    x1 = x0 + _width(flow.table, cell)
    boxes = [(page, min(s.y0 for s in own), max(s.y1 for s in own)) for page, own in pages.items()]
    room = [int((y1 - y0 - 2 * PAD) / flow.pitch + 0.01) for _, y0, y1 in boxes]
    shares = _shares(flow.lines[cell], room, style.edge if _floats(cell) else Edge.SPLIT)
    return [
        Fragment(cell, page, x0, y0, x1, y1, share, len(boxes) == 1)
        for (page, y0, y1), share in zip(boxes, shares, strict=True)
    ]


def _floats(cell: TableCell) -> bool:
    """Whether all of it may be printed on a later page than it begins on.

    A row that is cut prints on from its beginning. A deadline or name that stood below the edge
    only could not be told from one that is lacking above.
    """
    return cell.row_span > 1 and cell.field in FLOATING


def _shares(lines: tuple[str, ...], room: list[int], edge: Edge) -> list[tuple[str, ...]]:
    """Which lines stand in each part of a cell, by the number of lines each has room for."""
    largest = room.index(max(room))
    if edge is Edge.ONCE and room[largest] >= len(lines):
        return [lines if i == largest else () for i in range(len(room))]
    shares = []
    for i, count in enumerate(room):
        last = i == len(room) - 1
        shares.append(lines if last else lines[:count])
        lines = () if last else lines[count:]
    return shares


def _repeated(flow: Wrapped, frame: Frame, page: int) -> Iterator[Fragment]:
    """The head once more at the top of a page."""
    tops = [frame.top + sum(flow.heights[:row]) for row in range(flow.table.head_rows + 1)]
    for cell in flow.table.cells:
        if cell.row < flow.table.head_rows:
            x0 = frame.left + sum(flow.table.widths[: cell.column])
            bottom = tops[cell.row + cell.row_span]
            x1 = x0 + _width(flow.table, cell)
            yield Fragment(cell, page, x0, tops[cell.row], x1, bottom, flow.lines[cell])
