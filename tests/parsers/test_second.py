"""Other engines asked about the same pages, and what they read otherwise."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from reportlab.pdfgen.canvas import Canvas
from ruled_tables import LEFT, TOP, Printed, Ruling, Table, drawn

from parsers.agreement import compared
from parsers.errors import TooLarge, Unreadable
from parsers.limits import DEFAULT_LIMITS
from parsers.model import Box, Cell, Grid, Kind, Paragraph, Place, Reading, Source
from parsers.pdf import read_pdf
from parsers.second import Engine, second_opinion

TABLE = Table(
    (60.0, 80.0, 60.0),
    (20.0, 20.0, 40.0),
    (
        Printed(0, 0, 2, 1, "项目"),
        Printed(0, 1, 1, 2, "指标"),
        Printed(1, 1, 1, 1, "序号"),
        Printed(1, 2, 1, 1, "权重"),
        Printed(2, 0, 1, 1, "重点\n工作"),
        Printed(2, 1, 1, 1, "1-1-1"),
        Printed(2, 2, 1, 1, "1.5"),
    ),
)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("engine", Engine)
def test_an_engine_finds_the_same_cells_as_we_do(engine: Engine) -> None:
    data = drawn(TABLE, TABLE)
    ours, theirs = (
        read_pdf(data, DEFAULT_LIMITS),
        second_opinion(data, engine, (2,), DEFAULT_LIMITS),
    )
    (grid,) = theirs.grids
    assert {(c.row, c.column, c.row_span, c.column_span, c.source.text) for c in grid.cells} == {
        (c.row, c.column, c.row_span, c.column_span, c.text) for c in TABLE.cells
    }
    assert {c.source.place.page for c in grid.cells} == {2}
    assert compared(ours, theirs) == ours
    assert (theirs.method, theirs.pages, theirs.notes) == (engine.value, 2, ())


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("engine", Engine)
def test_an_engine_asked_about_no_table_finds_none(engine: Engine) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(50, 50, "x")
    canvas.save()
    assert second_opinion(buffer.getvalue(), engine, (1, 9), DEFAULT_LIMITS).blocks == ()


@pytest.mark.filterwarnings("ignore")
def test_camelot_is_not_asked_about_pages_on_their_side() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    canvas.translate(595, 0)
    canvas.rotate(90)
    for x in (100, 200, 300):
        canvas.line(x, 100, x, 200)
    for y in (100, 150, 200):
        canvas.line(100, y, 300, y)
    canvas.drawString(110, 110, "aside")
    canvas.save()
    data = buffer.getvalue()
    assert second_opinion(data, Engine.CAMELOT, (1,), DEFAULT_LIMITS).blocks == ()


@pytest.mark.filterwarnings("ignore")
def test_a_table_with_holes_is_filled_with_empty_cells() -> None:
    cells = (*TABLE.cells[:-1],)
    open_table = replace(TABLE, cells=cells, ruling=Ruling.RECTANGLES)
    theirs = second_opinion(drawn(open_table), Engine.PDFPLUMBER, (1,), DEFAULT_LIMITS)
    assert theirs.grids[0].at(2, 2).source == Source(
        "", Place(1, Box(LEFT + 140, TOP + 40, LEFT + 200, TOP + 80))
    )


def test_an_engine_that_fails_has_no_opinion(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("out of luck")

    monkeypatch.setattr("pdfplumber.open", fail)
    assert second_opinion(drawn(TABLE), Engine.PDFPLUMBER, (1,), DEFAULT_LIMITS) == Reading(
        Kind.PDF, (), pages=1, method="pdfplumber", notes=("pdfplumber 无法读取：RuntimeError",)
    )


def test_a_file_that_we_refuse_is_refused_here_too() -> None:
    with pytest.raises(Unreadable):
        second_opinion(b"", Engine.PDFPLUMBER, (1,), DEFAULT_LIMITS)


@pytest.mark.filterwarnings("ignore")
def test_limits_hold_for_camelots_tables_too() -> None:
    with pytest.raises(TooLarge):
        second_opinion(drawn(TABLE), Engine.CAMELOT, (1,), replace(DEFAULT_LIMITS, cells=3))


def reading(*cells: Cell) -> Reading:
    return Reading(Kind.PDF, (Paragraph(Source("题")), Grid(cells)))


def cell(text: str, column: int, box: Box | None, *rivals: str) -> Cell:
    return Cell(Source(text, Place(1, box), rivals=rivals), 0, column)


A, B = Box(10, 10, 60, 30), Box(60, 10, 110, 30)
WIDE = Box(61, 11, 160, 31)


@pytest.mark.parametrize(
    ("theirs", "rivals"),
    [
        (cell("王佳明", 0, A), ()),
        (cell("王 佳\n明", 0, A), ()),
        (cell("王佳朋", 0, A), ("王佳朋",)),
        (cell("", 0, Box(11, 12, 59, 31)), ("",)),
        (cell("王佳朋", 0, WIDE), ()),
        (cell("王佳朋", 0, None), ()),
        (Cell(Source("王佳朋", Place(2, A)), 0, 0), ()),
    ],
)
def test_what_a_rival_reads_otherwise_in_the_same_place_is_kept(
    theirs: Cell, rivals: tuple[str, ...]
) -> None:
    ours = reading(cell("王佳明", 0, A), cell("1", 1, B), cell("2", 2, None))
    expected = reading(cell("王佳明", 0, A, *rivals), cell("1", 1, B), cell("2", 2, None))
    assert compared(ours, Reading(Kind.PDF, (Grid((theirs,)),))) == expected


def test_a_second_rival_is_kept_beside_the_first_and_once() -> None:
    ours = reading(cell("甲", 0, A))
    for text in ("乙", "丙", "乙"):
        ours = compared(ours, Reading(Kind.PDF, (Grid((cell(text, 0, A),)),)))
    assert ours == reading(cell("甲", 0, A, "乙", "丙"))
