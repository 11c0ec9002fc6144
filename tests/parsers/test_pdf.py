"""PDF files -> readings."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from ruled_tables import FONT, LEFT, PAGE, TOP, Printed, Ruling, Table, draw, drawn, found

from parsers import drawn as drawn_objects
from parsers.errors import Empty, Encrypted, TooLarge, Unreadable
from parsers.limits import DEFAULT_LIMITS, Limits
from parsers.model import Box, Kind, Place, Reading
from parsers.pdf import read_pdf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OPEN_SIDES = ("left", "right", "top", "bottom")
CHARACTERS = "洛江区民政局年度目标0123456789-.（）《》〔〕"


def read(data: bytes) -> Reading:
    return read_pdf(data, DEFAULT_LIMITS)


def nine_cells(ruling: Ruling = Ruling.LINES, *open_sides: str) -> Table:
    cells = tuple(Printed(r, c, 1, 1, f"格{r}{c}") for r in range(3) for c in range(3))
    return Table((60, 80, 60), (20, 20, 20), cells, ruling, frozenset(open_sides))


def written(write: Callable[[Canvas], None], size: tuple[float, float] = PAGE) -> bytes:
    """A PDF with one page of the test's own drawing."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1)
    canvas.setFont(FONT, 8)
    write(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def type_at(canvas: Canvas, x: float, y: float, text: str) -> None:
    """Prints text whose baseline is y points below the page's top."""
    canvas.drawString(x, PAGE[1] - y, text)


def texts(reading: Reading) -> list[list[str]]:
    (grid,) = reading.grids
    return [[c.source.text for c in grid.row(row)] for row in range(grid.rows)]


NINE_TEXTS = [[f"格{r}{c}" for c in range(3)] for r in range(3)]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Any merged table, in any manner of ruling."""
    rows, columns = draw(st.integers(2, 6)), draw(st.integers(2, 5))
    cells: list[Printed] = []
    free = {(r, c) for r in range(rows) for c in range(columns)}
    for row, column in sorted(free):
        if (row, column) not in free:
            continue
        height, width = draw(st.integers(1, rows - row)), draw(st.integers(1, columns - column))
        own = {(r, c) for r in range(row, row + height) for c in range(column, column + width)}
        if not own <= free:
            height = width = 1
            own = {(row, column)}
        free -= own
        text = draw(st.text(CHARACTERS, max_size=3))
        cells.append(Printed(row, column, height, width, text))
    widths = tuple(draw(st.floats(34, 90)) for _ in range(columns))
    heights = tuple(draw(st.floats(14, 40)) for _ in range(rows))
    return Table(widths, heights, tuple(cells), draw(st.sampled_from(Ruling)))


@settings(max_examples=120, deadline=None)
@given(table=tables())
def test_any_merged_table_in_any_ruling_comes_back_as_it_was_drawn(table: Table) -> None:
    grids = read(drawn(table)).grids
    expected = table.expected()
    rows, columns = {c.row for c in expected}, {c.column for c in expected}
    shaded_line = table.ruling is Ruling.SHADED and 1 in {len(rows), len(columns)}
    if len(expected) == 1 or shaded_line:
        assert grids == ()
    else:
        assert [found(g) for g in grids] == [expected]


@pytest.mark.parametrize("side", OPEN_SIDES)
@pytest.mark.parametrize("ruling", [Ruling.LINES, Ruling.THIN, Ruling.DOUBLE, Ruling.BITS])
def test_a_table_may_lack_an_outer_border(ruling: Ruling, side: str) -> None:
    reading = read(drawn(nine_cells(ruling, side)))
    assert (texts(reading), reading.paragraphs) == (NINE_TEXTS, ())


def test_a_table_may_lack_all_outer_borders() -> None:
    assert texts(read(drawn(nine_cells(Ruling.LINES, *OPEN_SIDES)))) == NINE_TEXTS


def test_every_cell_knows_its_page_and_box() -> None:
    reading = read(drawn(nine_cells(), nine_cells()))
    first = reading.grids[0].at(1, 1).source
    assert first.place == Place(1, Box(LEFT + 60, TOP + 20, LEFT + 140, TOP + 40))
    assert (reading.kind, reading.pages, reading.method) == (Kind.PDF, 2, "pdfium")


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_is_read_upright_however_it_is_turned(turn: int) -> None:
    document = pypdfium2.PdfDocument(drawn(nine_cells()))
    document[0].set_rotation(turn)
    buffer = io.BytesIO()
    document.save(buffer)
    reading = read(buffer.getvalue())
    assert texts(reading) == NINE_TEXTS
    assert reading.grids[0].at(0, 0).source.place.box == Box(LEFT, TOP, LEFT + 60, TOP + 20)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_writing_turned_on_its_page_is_read_upright(turn: int) -> None:
    width, height = PAGE if turn == 180 else PAGE[::-1]
    corners = {90: (width, 0.0), 180: (width, height), 270: (0.0, height)}

    def write(canvas: Canvas) -> None:
        canvas.translate(*corners[turn])
        canvas.rotate(turn)
        draw(canvas, nine_cells())
        for row in range(3):
            for column, x in enumerate((3, 63, 143)):
                type_at(canvas, LEFT + x, TOP + 20 * row + 12, f"格{row}{column}")

    reading = read(written(write, (width, height)))
    assert texts(reading) == NINE_TEXTS
    assert reading.grids[0].at(0, 0).source.place.box == Box(LEFT, TOP, LEFT + 60, TOP + 20)


def test_turned_writing_in_one_cell_is_read_along_its_lines() -> None:
    def write(canvas: Canvas) -> None:
        draw(canvas, nine_cells())
        type_at(canvas, LEFT + 63, TOP + 12, "普通的文字")
        canvas.translate(LEFT + 20, PAGE[1] - TOP - 58)
        canvas.rotate(90)
        canvas.drawString(0, 0, "侧")
        canvas.drawString(0, -10, "写")

    assert texts(read(written(write)))[2][0] == "侧\n写"


def test_one_character_per_line_is_one_cell_of_lines() -> None:
    table = Table(
        (20, 60), (60,), (Printed(0, 0, 1, 1, "职\n能\n工\n作"), Printed(0, 1, 1, 1, "1"))
    )
    assert texts(read(drawn(table))) == [["职\n能\n工\n作", "1"]]


def test_text_painted_twice_to_look_bold_is_read_once() -> None:
    def write(canvas: Canvas) -> None:
        draw(canvas, nine_cells())
        for shift in (0, 0.25, 0.5):
            type_at(canvas, LEFT + 3 + shift, TOP + 12, "粗体11")
        for number, character in enumerate("逐字对照"):
            for shift in (0, 0.3):
                type_at(canvas, LEFT + 3 + 8 * number + shift, TOP + 32, character)

    assert [row[0] for row in texts(read(written(write)))] == ["粗体11", "逐字对照", ""]


def test_marks_that_cannot_be_seen_or_bound_nothing_are_ignored() -> None:
    def write(canvas: Canvas) -> None:
        draw(canvas, nine_cells())
        type_at(canvas, LEFT + 63, TOP + 13, "下划线")
        canvas.line(LEFT + 60, PAGE[1] - TOP - 15, LEFT + 90, PAGE[1] - TOP - 15)
        canvas.rect(LEFT + 145, PAGE[1] - TOP - 14, 8, 8)
        canvas.setStrokeGray(1)
        canvas.line(LEFT + 30, PAGE[1] - TOP, LEFT + 30, PAGE[1] - TOP - 60)
        canvas.setStrokeGray(0)
        canvas.bezier(LEFT, 0, LEFT + 50, 100, LEFT, 200, LEFT + 90, 300)
        corner = canvas.beginPath()
        corner.rect(0, 0, 10, 10)
        canvas.clipPath(corner, stroke=0)
        canvas.line(LEFT, PAGE[1] - TOP - 10, LEFT + 200, PAGE[1] - TOP - 10)

    assert texts(read(written(write))) == [["", "下划线", ""], ["", "", ""], ["", "", ""]]


def test_a_frame_around_the_page_is_no_table() -> None:
    def write(canvas: Canvas) -> None:
        canvas.rect(20, 20, 800, 555)
        canvas.setFillGray(0.9)
        canvas.rect(0, 0, *PAGE, stroke=0, fill=1)
        draw(canvas, nine_cells())

    assert [(g.rows, g.columns) for g in read(written(write)).grids] == [(3, 3)]


def test_what_stands_around_tables_is_paragraphs_in_reading_order() -> None:
    def write(canvas: Canvas) -> None:
        draw(canvas, nine_cells())
        type_at(canvas, 400, 580, "- 3 -")
        type_at(canvas, LEFT, TOP + 75, "说明：无")
        type_at(canvas, LEFT, TOP - 10, "参评单位：民政局")
        type_at(canvas, LEFT + 200, TOP - 10, "2025年1月")

    reading = read(written(write))
    assert [
        b.source.text if hasattr(b, "source") else (b.rows, b.columns) for b in reading.blocks
    ] == ["参评单位：民政局 2025年1月", (3, 3), "说明：无", "- 3 -"]


def test_a_radical_is_read_as_the_character_that_it_prints() -> None:
    def write(canvas: Canvas) -> None:
        type_at(canvas, 50, 50, "⽬标⻓")

    assert read(written(write)).paragraphs[0].source.text == "目标长"


def test_a_field_that_was_filled_in_is_read() -> None:
    def write(canvas: Canvas) -> None:
        draw(canvas, nine_cells())
        canvas.acroForm.textfield(
            value="filled", x=LEFT + 2, y=PAGE[1] - TOP - 18, width=50, height=16, borderWidth=0
        )

    assert texts(read(written(write)))[0][0] == "filled"


def test_text_beyond_the_page_is_reported() -> None:
    def write(canvas: Canvas) -> None:
        type_at(canvas, 50, 50, "页内")
        type_at(canvas, 2000, 50, "页外")

    reading = read(written(write))
    assert [p.source.text for p in reading.paragraphs] == ["页内"]
    assert reading.notes == ("第1页有文字印在页面之外，没有读入",)


def test_a_password_is_asked_for() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption("secret"))
    canvas.drawString(50, 50, "x")
    canvas.save()
    with pytest.raises(Encrypted):
        read(buffer.getvalue())


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"no pdf", drawn(nine_cells())[:300]])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read(data)


def test_a_pdf_without_pages_is_refused() -> None:
    document = pypdfium2.PdfDocument.new()
    buffer = io.BytesIO()
    document.save(buffer)
    with pytest.raises((Empty, Unreadable)):
        read(buffer.getvalue())


@pytest.mark.parametrize(
    "limits",
    [
        replace(DEFAULT_LIMITS, file_bytes=100),
        replace(DEFAULT_LIMITS, pages=1),
        replace(DEFAULT_LIMITS, cells=8),
    ],
)
def test_limits_are_kept(limits: Limits) -> None:
    with pytest.raises(TooLarge):
        read_pdf(drawn(nine_cells(), nine_cells()), limits)


def test_a_page_of_too_many_lines_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn_objects, "MOST_SEGMENTS", 10)
    with pytest.raises(TooLarge):
        read(drawn(nine_cells()))


def test_of_a_page_of_too_many_lines_no_more_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    kind_of = drawn_objects._kind

    def counted(thing: int) -> int:
        asked.append(thing)
        return kind_of(thing)

    monkeypatch.setattr(drawn_objects, "_kind", counted)
    read(drawn(nine_cells()))
    whole = len(asked)
    asked.clear()
    monkeypatch.setattr(drawn_objects, "MOST_SEGMENTS", 4)
    monkeypatch.setattr(drawn_objects, "_AT_ONCE", 2)
    with pytest.raises(TooLarge):
        read(drawn(nine_cells()))
    assert 0 < len(asked) < whole / 2


def test_a_page_that_is_damaged_is_left_out_and_reported() -> None:
    data = drawn(nine_cells(), nine_cells())
    first = re.search(rb"/Kids \[ (\d+) 0 R", data)
    assert first
    broken = data.replace(b"/Kids [ " + first[1] + b" 0 R", b"/Kids [ 99 0 R".ljust(len(first[0])))
    reading = read(broken)
    assert [(g.rows, g.columns) for g in reading.grids] == [(3, 3)]
    assert reading.unsure_pages == (1,)


def test_reading_twice_gives_the_same() -> None:
    data = drawn(nine_cells(Ruling.DASHED))
    assert read(data) == read(data)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_copies_of_turned_writing_are_left_out_and_words_parted(turn: int) -> None:
    def write(canvas: Canvas) -> None:
        type_at(canvas, 50, 50, "这一页的文字大多是正的")
        for shift in (0, 0.3):
            canvas.saveState()
            canvas.translate(400 + shift, 300)
            canvas.rotate(turn)
            canvas.drawString(0, 0, "旁注")
            canvas.drawString(60, 0, "其二")
            canvas.restoreState()

    found = [p.source.text for p in read(written(write)).paragraphs]
    assert found == ["这一页的文字大多是正的", "旁注 其二"]


def test_a_word_aslant_is_a_paragraph() -> None:
    def write(canvas: Canvas) -> None:
        type_at(canvas, 50, 50, "这一页的文字大多是正的")
        canvas.translate(300, 300)
        canvas.rotate(45)
        canvas.drawString(0, 0, "样")

    assert [p.source.text for p in read(written(write)).paragraphs] == [
        "这一页的文字大多是正的",
        "样",
    ]


def test_a_cut_off_rule_counts_as_far_as_it_is_seen() -> None:
    def write(canvas: Canvas) -> None:
        draw(canvas, Table((60, 80, 60), (20, 20), _row_cells(2, 3)))
        for low, high in ((0, 300), (100, 400)):
            window = canvas.beginPath()
            window.rect(0, PAGE[1] - TOP - 20, PAGE[0], 400)
            canvas.clipPath(window, stroke=0)
            canvas.line(LEFT + 30, low, LEFT + 30, high + 300)

    (grid,) = read(written(write)).grids
    assert [(c.column, c.column_span) for c in grid.row(1)] == [(0, 2), (2, 1), (3, 1)]


def _row_cells(rows: int, columns: int) -> tuple[Printed, ...]:
    return tuple(Printed(r, c, 1, 1, "") for r in range(rows) for c in range(columns))


def test_words_that_are_set_apart_without_blanks_are_parted() -> None:
    def write(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(50, 500, "left")
        canvas.drawString(50 + canvas.stringWidth("left") + 2.8, 500, "right")

    assert read(written(write)).paragraphs[0].source.text == "left right"


def test_characters_beyond_the_basic_plane_are_read() -> None:
    def write(canvas: Canvas) -> None:
        type_at(canvas, 50, 50, "姓名：𠮷野")

    assert read(written(write)).paragraphs[0].source.text.startswith("姓名：")


def test_rules_between_rows_alone_make_a_table_of_the_columns_that_the_text_shows() -> None:
    def write(canvas: Canvas) -> None:
        for y in (0, 20, 60, 80):
            canvas.line(LEFT, PAGE[1] - TOP - y, LEFT + 300, PAGE[1] - TOP - y)
        for row, y in enumerate((12, 32, 72)):
            for column, x in enumerate((3, 103, 203)):
                type_at(canvas, LEFT + x, TOP + y, f"格{row}{column}")
        type_at(canvas, LEFT + 103, TOP + 44, "第二行")
        canvas.line(LEFT + 110, PAGE[1] - TOP - 33, LEFT + 130, PAGE[1] - TOP - 33)

    assert texts(read(written(write))) == [
        ["格00", "格01", "格02"],
        ["格10", "格11\n第二行", "格12"],
        ["格20", "格21", "格22"],
    ]


def test_a_text_across_the_columns_of_such_a_table_spans_them() -> None:
    def write(canvas: Canvas) -> None:
        for y in (0, 20, 40, 60, 80):
            canvas.line(LEFT, PAGE[1] - TOP - y, LEFT + 300, PAGE[1] - TOP - y)
        type_at(canvas, LEFT + 40, TOP + 12, "这是横跨各栏的一行长长长长的题目文字")
        for row, y in enumerate((32, 52, 72)):
            type_at(canvas, LEFT + 3, TOP + y, f"左{row}")
            type_at(canvas, LEFT + 153, TOP + y, f"右{row}")

    (grid,) = read(written(write)).grids
    assert (grid.rows, grid.columns, grid.at(0, 0).column_span) == (4, 2, 2)


def test_rules_around_running_text_are_no_table() -> None:
    def write(canvas: Canvas) -> None:
        for y in (0, 20, 40, 60):
            canvas.line(LEFT, PAGE[1] - TOP - y, LEFT + 300, PAGE[1] - TOP - y)
            canvas.line(LEFT, PAGE[1] - 400 - y, LEFT + 40, PAGE[1] - 400 - y)
            type_at(canvas, LEFT + 3, TOP + y + 12, "这是一行没有分栏的文字，从左到右写满")

    reading = read(written(write))
    assert (reading.grids, len(reading.paragraphs)) == ((), 4)


@pytest.mark.parametrize(
    "name",
    ["00-洛江区教育局", "01-洛江区民政局", "03-洛江区住房和城乡建设局", "06-洛江区卫生健康局"],
)
def test_each_number_of_a_sample_stands_in_one_row_with_its_weight(name: str, shared: Path) -> None:
    import json  # noqa: PLC0415 - for the samples only

    folder = shared / "samples"
    truth = json.loads((folder / "truth" / f"{name}.pdf.json").read_text(encoding="utf-8"))
    reading = read((folder / "raw" / f"{name}.pdf").read_bytes())
    rows = [[c.source.text for c in g.row(r)] for g in reading.grids for r in range(g.rows)]
    numbered = [r for r in truth["records"] if r["seq"]]
    for record in numbered:
        (row,) = [r for r in rows if record["seq"] in r]
        assert record["weight"] in {
            t.replace("\n", "").removesuffix("分") for t in map(_narrow, row)
        }
    assert reading.unsure_pages == ()


def _narrow(text: str) -> str:
    return text.translate({code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}).replace(
        "．", "."
    )
