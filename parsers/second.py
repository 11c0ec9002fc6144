"""A second opinion on single pages of a PDF: the tables as pdfplumber or camelot find them."""

from __future__ import annotations

import io
from enum import StrEnum
from typing import TYPE_CHECKING

from .errors import FileProblem
from .model import Box, Cell, Grid, Kind, Place, Reading, Source
from .page import Drawing, Page, Ruling
from .pdf_page import content_of, opened
from .rulings import lay_out
from .segments import whole_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from camelot.core import Table as CamelotTable
    from pdfplumber.table import Table
    from pypdfium2 import PdfDocument

    from .limits import Limits


class Engine(StrEnum):
    """The engines that are asked."""

    PDFPLUMBER = "pdfplumber"
    CAMELOT = "camelot"


def second_opinion(data: bytes, engine: Engine, pages: tuple[int, ...], limits: Limits) -> Reading:
    """The tables of these pages (counted from 1) as another engine reads them.

    Pages that are recognised from what they show are passed over.
    The reading holds no paragraphs, and one grid per page and table. An engine that fails, as they
    do on damaged files, has no opinion: its reading is empty but for a note.

    Raises:
        FileProblem: as `read_pdf` does.
    """
    find = {Engine.PDFPLUMBER: _by_pdfplumber, Engine.CAMELOT: _by_camelot}[engine]
    with opened(data, limits) as document:
        count = len(document)
        printed = tuple(p for p in pages if p <= count and _is_printed(document, p))
    if not printed:
        return Reading(Kind.PDF, (), pages=count, method=engine)
    try:
        grids = tuple(find(data, printed, limits))
    except FileProblem:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it stumbles on, it has no opinion
        note = f"{engine} 无法读取：{type(error).__name__}"
        return Reading(Kind.PDF, (), pages=count, method=engine, notes=(note,))
    return Reading(Kind.PDF, grids, pages=count, method=engine)


def _is_printed(document: PdfDocument, number: int) -> bool:
    """Whether a page's own text is what is read: of a picture they would read what it hides."""
    content = content_of(document, number)
    return content is None or not content.is_picture


def _by_pdfplumber(data: bytes, pages: tuple[int, ...], _: Limits) -> Iterator[Grid]:
    import pdfplumber  # noqa: PLC0415 - slow to import, seldom needed

    with pdfplumber.open(io.BytesIO(data)) as document:
        for number in pages:
            page = document.pages[number - 1]
            for table in page.find_tables():
                yield _tiled(list(_texts(table)), number)
            page.close()


def _texts(table: Table) -> Iterator[tuple[Box, str]]:
    for row, texts in zip(table.rows, table.extract(), strict=True):
        for box, text in zip(row.cells, texts, strict=True):
            if box is not None:
                yield Box(*(round(x, 2) for x in box)), text or ""


def _tiled(found: Sequence[tuple[Box, str]], page: int) -> Grid:
    """The cells by the edges of their boxes, with empty ones where there is none."""
    xs, ys = (
        _edges(x for b, _ in found for x in (b.x0, b.x1)),
        _edges(y for b, _ in found for y in (b.y0, b.y1)),
    )
    cells = []
    free = {(row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 1)}
    for box, text in found:
        row, column = _nearest(ys, box.y0), _nearest(xs, box.x0)
        below, right = _nearest(ys, box.y1), _nearest(xs, box.x1)
        own = {(r, c) for r in range(row, below) for c in range(column, right)}
        if own and own <= free:
            free -= own
            source = Source(text, Place(page, box))
            cells.append(Cell(source, row, column, below - row, right - column))
    for row, column in sorted(free):
        box = Box(xs[column], ys[row], xs[column + 1], ys[row + 1])
        cells.append(Cell(Source("", Place(page, box)), row, column))
    return Grid(tuple(sorted(cells, key=lambda c: (c.row, c.column))))


def _edges(values: Iterable[float]) -> list[float]:
    return [r.at for r in whole_rules(Ruling(v, 0, 100) for v in values)]


def _nearest(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


def _by_camelot(data: bytes, pages: tuple[int, ...], limits: Limits) -> Iterator[Grid]:
    # Only its rules are taken: where fonts have tall boxes, it puts lines into the cell above.
    from camelot.io import read_pdf  # noqa: PLC0415 - slow to import, seldom needed

    numbers = ",".join(map(str, pages))
    tables = read_pdf(data, pages=numbers, flavor="lattice", suppress_stdout=True)
    with opened(data, limits) as document:
        for number in pages:
            content = content_of(document, number)
            if content is None or content.turn:
                continue  # it turns pages in a way of its own
            page = content.page
            for table in (t for t in tables if t.page == number):
                drawing = _drawing(table, page.height)
                own = Page(number, page.width, page.height, page.pieces, drawing)
                yield from lay_out(own, limits).grids


def _drawing(table: CamelotTable, height: float) -> Drawing:
    """The rules that bound the table's cells; its y run upward."""
    horizontal, vertical = [], []
    for cell in (cell for row in table.cells for cell in row):
        top, bottom = height - cell.y2, height - cell.y1
        horizontal += [Ruling(top, cell.x1, cell.x2)] if cell.top else []
        horizontal += [Ruling(bottom, cell.x1, cell.x2)] if cell.bottom else []
        vertical += [Ruling(cell.x1, top, bottom)] if cell.left else []
        vertical += [Ruling(cell.x2, top, bottom)] if cell.right else []
    return Drawing(tuple(horizontal), tuple(vertical))
