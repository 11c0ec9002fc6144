"""A small page with a table, as a picture: what readers of pictures must find on it is known."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdfium2
from ruled_tables import Printed, Table, drawn

from parsers.model import Grid

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from PIL import Image

    from parsers.model import Block, Reading

SIZE = (400.0, 170.0)  # points
DPI = 200
HEAD = ("序号", "目标内容", "权重")
FIRST = (HEAD, ("1-1", "推进信用体系建设", "2"), ("1-2", "完善价格服务", "1.5"))
SECOND = (("1-3", "安排项目计划", "3"), ("1-4", "做好能源保供", "0.5"))


def table_of(rows: Sequence[tuple[str, ...]]) -> Table:
    cells = tuple(
        Printed(r, c, 1, 1, text) for r, row in enumerate(rows) for c, text in enumerate(row)
    )
    return Table((60, 140, 60), (22,) * len(rows), cells)


def pdf_of(*pages: Sequence[tuple[str, ...]]) -> bytes:
    """The tables as a digital PDF, one a page."""
    return drawn(*map(table_of, pages), size=10)


def pictured(rows: Sequence[tuple[str, ...]], dpi: int = DPI) -> Image.Image:
    """The upper left of the page with this table, SIZE large."""
    with pypdfium2.PdfDocument(pdf_of(rows)) as document:
        page = document[0]
        whole = page.render(scale=dpi / 72).to_pil().convert("RGB")
        page.close()
    return whole.crop((0, 0, round(SIZE[0] * dpi / 72), round(SIZE[1] * dpi / 72)))


def encoded(picture: Image.Image, form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, form, **options)
    return buffer.getvalue()


def texts(reading: Reading) -> list[tuple[str, ...]]:
    """The only table, row by row."""
    (grid,) = reading.grids
    return rows_of(grid)


def rows_of(block: Block) -> list[tuple[str, ...]]:
    assert isinstance(block, Grid)
    return [tuple(c.source.text for c in block.row(row)) for row in range(block.rows)]


def colour_at(pixels: np.ndarray, x: float, y: float) -> tuple[int, ...]:
    """The colour at a place, in parts of the picture's width and height."""
    rows, columns, _ = pixels.shape
    return tuple(pixels[int(y * rows), int(x * columns)].tolist())
