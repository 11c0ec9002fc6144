"""Digital PDF -> Reading: the text and the rules that the file itself holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .model import Grid, Kind, Reading
from .pdf_page import content_of, opened
from .prose import paragraphs_of
from .rulings import lay_out
from .stitch import stitched

if TYPE_CHECKING:
    import pypdfium2

    from .limits import Limits
    from .model import Block

METHOD = "pdfium"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One page read: its blocks from top to bottom, and what is to be said of it.

    A page is unread if it may hold what was not read: a table does not go on across it.
    """

    number: int
    blocks: tuple[Block, ...] = ()
    faults: tuple[str, ...] = ()
    unsure: bool = False
    unread: bool = False


def read_pdf(data: bytes, limits: Limits) -> Reading:
    """The tables and paragraphs of a PDF; tables that go on over pages are one grid.

    Boxes are points from the upper left corner of the page as its text is read: a page printed on
    its side is turned first. Pages that are pictures yield no blocks but a note.

    Raises:
        Encrypted: a password is needed.
        Unreadable: not a PDF, or too damaged to be opened.
        Empty: it has no pages.
        TooLarge: beyond the limits.
    """
    with opened(data, limits) as document:
        sheets = [_sheet(document, number + 1, limits) for number in range(len(document))]
    return Reading(
        kind=Kind.PDF,
        blocks=tuple(block for run in _runs(sheets) for block in stitched(run)),
        pages=len(sheets),
        method=METHOD,
        notes=tuple(f"第{s.number}页{fault}" for s in sheets for fault in s.faults),
        unsure_pages=tuple(s.number for s in sheets if s.unsure),
    )


def _sheet(document: pypdfium2.PdfDocument, number: int, limits: Limits) -> _Sheet:
    content = content_of(document, number)
    if content is None:
        return _Sheet(number, faults=("已损坏，无法读取",), unsure=True, unread=True)
    if content.is_picture:
        return _Sheet(number, faults=("是图片，没有文字层",), unsure=True, unread=True)
    layout = lay_out(content.page, limits)
    cut_off = ("有文字印在页面之外，没有读入",) if layout.cut_off else ()
    faults = (*content.faults, *cut_off)
    blocks: tuple[Block, ...] = (*layout.grids, *paragraphs_of(layout.rest, number))
    ordered = tuple(sorted(blocks, key=_corner))
    return _Sheet(number, ordered, faults, unsure=layout.unsure or bool(faults))


def _corner(block: Block) -> tuple[float, float]:
    source = block.cells[0].source if isinstance(block, Grid) else block.source
    box = source.place.box
    return (box.y0, box.x0) if box else (0.0, 0.0)


def _runs(sheets: list[_Sheet]) -> list[list[tuple[Block, ...]]]:
    """The blocks of the pages, in stretches between which a page could not be read."""
    runs: list[list[tuple[Block, ...]]] = [[]]
    for sheet in sheets:
        if sheet.unread:
            runs.append([])
        runs[-1].append(sheet.blocks)
    return runs
