"""Tables drawn into PDFs in every manner of ruling, together with what a reader must find."""

from __future__ import annotations

import io
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsers.model import Grid

FONT = "STSong-Light"
PAGE = (842.0, 595.0)
LEFT, TOP = 60.0, 70.0

pdfmetrics.registerFont(UnicodeCIDFont(FONT))

Segment = tuple[float, float, float, float]


class Ruling(StrEnum):
    LINES = "one line per side of a cell"
    WHOLE = "one line from end to end where nothing interrupts it"
    RECTANGLES = "a stroked rectangle per cell"
    THIN = "thin filled rectangles"
    DOUBLE = "double lines"
    DASHED = "dashed lines"
    BITS = "lines made of many short ones"
    BROKEN = "lines that end short of the corners"
    FORM = "lines within a form XObject that is moved and scaled"
    SHADED = "shaded cells without lines"


@dataclass(frozen=True)
class Printed:
    """A cell to print: its place among rows and columns, and its lines."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str


@dataclass(frozen=True)
class Table:
    """`widths` and `heights` are in points; `open_sides` are among left, right, top, bottom."""

    widths: tuple[float, ...]
    heights: tuple[float, ...]
    cells: tuple[Printed, ...]
    ruling: Ruling = Ruling.LINES
    open_sides: frozenset[str] = frozenset()

    def edges(self, first: float, lengths: tuple[float, ...]) -> list[float]:
        edges = [first]
        for length in lengths:
            edges.append(edges[-1] + length)
        return edges

    def box(self, cell: Printed) -> tuple[float, float, float, float]:
        """x0, y0, x1, y1 from the page's upper left corner."""
        xs, ys = self.edges(LEFT, self.widths), self.edges(TOP, self.heights)
        right, below = cell.column + cell.column_span, cell.row + cell.row_span
        return xs[cell.column], ys[cell.row], xs[right], ys[below]

    def expected(self) -> set[Printed]:
        """The cells as a reader must find them: edges at which no cell begins do not count."""
        rows = sorted({c.row for c in self.cells} | {len(self.heights)})
        columns = sorted({c.column for c in self.cells} | {len(self.widths)})
        return {
            Printed(
                rows.index(c.row),
                columns.index(c.column),
                rows.index(c.row + c.row_span) - rows.index(c.row),
                columns.index(c.column + c.column_span) - columns.index(c.column),
                c.text,
            )
            for c in self.cells
        }


def found(grid: Grid) -> set[Printed]:
    """The grid's cells in the same terms."""
    return {Printed(c.row, c.column, c.row_span, c.column_span, c.source.text) for c in grid.cells}


def drawn(*tables: Table, size: float = 8.0) -> bytes:
    """A PDF with a page for each table."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=PAGE, invariant=1)
    for table in tables:
        draw(canvas, table)
        for cell in table.cells:
            print_text(canvas, table, cell, size)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def print_text(canvas: Canvas, table: Table, cell: Printed, size: float) -> None:
    x0, y0, _, _ = table.box(cell)
    canvas.setFont(FONT, size)
    canvas.setFillGray(0)
    for number, line in enumerate(cell.text.split("\n") if cell.text else ()):
        baseline = y0 + 2 + 0.88 * size + number * 1.2 * size
        canvas.drawString(x0 + 3, PAGE[1] - baseline, line)


def draw(canvas: Canvas, table: Table) -> None:
    """Draws the rules or the shading alone."""
    match table.ruling:
        case Ruling.RECTANGLES:
            for x0, y0, x1, y1 in map(table.box, table.cells):
                canvas.rect(x0, PAGE[1] - y1, x1 - x0, y1 - y0)
        case Ruling.SHADED:
            for number, (x0, y0, x1, y1) in enumerate(map(table.box, table.cells)):
                canvas.setFillGray(0.7 + 0.03 * (number % 7))
                canvas.rect(x0, PAGE[1] - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
        case Ruling.FORM:
            canvas.beginForm(f"rules{canvas.getPageNumber()}")
            for x0, y0, x1, y1 in sides(table):
                canvas.line(x0 / 2, (PAGE[1] - y0) / 2, x1 / 2, (PAGE[1] - y1) / 2)
            canvas.endForm()
            canvas.saveState()
            canvas.scale(2, 2)
            canvas.doForm(f"rules{canvas.getPageNumber()}")
            canvas.restoreState()
        case _:
            for segment in sides(table):
                draw_segment(canvas, table.ruling, segment)


def sides(table: Table) -> Iterator[Segment]:
    """The rules to draw, each side of a cell once, those on open sides left out."""
    xs, ys = table.edges(LEFT, table.widths), table.edges(TOP, table.heights)
    barred = {
        "left": lambda s: s[0] == s[2] == xs[0],
        "right": lambda s: s[0] == s[2] == xs[-1],
        "top": lambda s: s[1] == s[3] == ys[0],
        "bottom": lambda s: s[1] == s[3] == ys[-1],
    }
    for segment in dict.fromkeys(cell_sides(table)):
        if not any(barred[side](segment) for side in table.open_sides):
            yield segment


def cell_sides(table: Table) -> Iterator[Segment]:
    for x0, y0, x1, y1 in map(table.box, table.cells):
        yield x0, y0, x1, y0
        yield x0, y1, x1, y1
        yield x0, y0, x0, y1
        yield x1, y0, x1, y1


def draw_segment(canvas: Canvas, ruling: Ruling, segment: Segment) -> None:
    x0, y0, x1, y1 = segment
    y0, y1 = PAGE[1] - y0, PAGE[1] - y1
    lying = y0 == y1
    canvas.setDash()
    match ruling:
        case Ruling.THIN:
            canvas.setFillGray(0)
            low, high = min(y0, y1), max(y0, y1)
            canvas.rect(x0 - 0.4, low - 0.4, x1 - x0 + 0.8, high - low + 0.8, stroke=0, fill=1)
        case Ruling.DOUBLE:
            for offset in (-0.75, 0.75):
                dx, dy = (0.0, offset) if lying else (offset, 0.0)
                canvas.line(x0 + dx, y0 + dy, x1 + dx, y1 + dy)
        case Ruling.DASHED:
            canvas.setDash(3, 2)
            canvas.line(x0, y0, x1, y1)
        case Ruling.BITS:
            draw_bits(canvas, (x0, y0, x1, y1))
        case Ruling.BROKEN:
            dx, dy = (1.5, 0.0) if lying else (0.0, -1.5)
            canvas.line(x0 + dx, y0 + dy, x1 - dx, y1 - dy)
        case _:
            canvas.line(x0, y0, x1, y1)


def draw_bits(canvas: Canvas, segment: Segment) -> None:
    x0, y0, x1, y1 = segment
    length = max(abs(x1 - x0), abs(y1 - y0))
    dx, dy = (x1 - x0) / length, (y1 - y0) / length
    at = 0.0
    while at < length:
        end = min(at + 2, length)
        canvas.line(x0 + dx * at, y0 + dy * at, x0 + dx * end, y0 + dy * end)
        at += 4
