"""Pages of PDFs that are pictures, in whole or in part: told, and recognised."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pypdfium2
import pytest
from form_pdf import font_of
from page_pictures import FIRST, SECOND, SIZE, colour_at, pdf_of, pictured, rows_of, table_of, texts
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from ruled_tables import FONT
from ruled_tables import draw as draw_rules

from parsers import drawn as drawn_objects
from parsers.errors import TooLarge
from parsers.limits import DEFAULT_LIMITS
from parsers.model import Box, Cell, Grid, Paragraph, Place, Reading, Source
from parsers.pdf import read_pdf
from parsers.pdf_page import content_of, opened
from parsers.pdf_picture import part_of, picture_of
from parsers.recognised import layer_faults, shifted
from parsers.second import Engine, second_opinion

if TYPE_CHECKING:
    from collections.abc import Callable

    from parsers.pdf_page import Content
    from parsers.picture import Picture

    Draw = Callable[[Canvas], None]

A4 = (595.0, 842.0)
INVISIBLE = 3
LETTER = "各镇人民政府、街道办事处，区直各单位：现将绩效管理目标考评表报送如下，请审阅。"


def grey(width: int = 40, height: int = 60, tone: int = 200) -> Image.Image:
    return Image.new("L", (width, height), tone)


def pdf(*draws: Draw, size: tuple[float, float] = A4) -> bytes:
    """A PDF with one page, drawn in this order."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1)
    for draw in draws:
        draw(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def photo(
    x: float, y: float, width: float, height: float, image: Image.Image | None = None
) -> Draw:
    """A picture in points from the lower left corner."""

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(image or grey()), x, y, width, height, mask="auto")

    return draw


def text(words: str, x: float, y: float, size: float = 16.0, mode: int = 0) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        lines = canvas.beginText(x, y)
        lines.setFont(FONT, size)
        lines.setTextRenderMode(mode)
        lines.textOut(words)
        canvas.drawText(lines)
        canvas.restoreState()

    return draw


def letter(canvas: Canvas) -> None:
    """Thirty lines of text."""
    for line in range(30):
        text(LETTER[:28], 70, 780 - 24 * line)(canvas)


def outlines(count: int) -> Draw:
    """Shapes like letters, each of 13 segments."""

    def draw(canvas: Canvas) -> None:
        for number in range(count):
            x, y = 50 + 10 * (number % 40), 780 - 12 * (number // 40)
            path = canvas.beginPath()
            path.moveTo(x, y)
            for _ in range(4):
                path.curveTo(x + 2, y, x + 4, y + 4, x + 6, y + 8)
            canvas.drawPath(path, stroke=0, fill=1)

    return draw


WHOLE = photo(0, 0, *A4)
STAMP = text("第1页 共4页", 250, 20, 9)


def content(data: bytes) -> Content:
    with opened(data, DEFAULT_LIMITS) as document:
        found = content_of(document, 1)
    assert found is not None
    return found


def read(data: bytes) -> Reading:
    return read_pdf(data, DEFAULT_LIMITS)


def shown(data: bytes) -> Picture:
    with opened(data, DEFAULT_LIMITS) as document:
        found = content_of(document, 1)
        assert found is not None
        return picture_of(document, found)


def in_form(*draws: Draw) -> Draw:
    """The same within a Form XObject of half the scale."""

    def draw(canvas: Canvas) -> None:
        canvas.beginForm("inner")
        for inner in draws:
            inner(canvas)
        canvas.endForm()
        canvas.saveState()
        canvas.scale(0.5, 0.5)
        canvas.doForm("inner")
        canvas.restoreState()

    return draw


STRIPS = [photo(0, y * 842 / 7, 595, 842 / 7) for y in range(7)]
TILES = [photo(x * 297.5, y * 421, 297.5, 421) for x in (0, 1) for y in (0, 1)]
SEE_THROUGH = Image.new("RGBA", (40, 60), (255, 0, 0, 60))


@pytest.mark.parametrize(
    ("draws", "is_picture"),
    [
        ([WHOLE], True),
        ([photo(100, 100, 50, 50)], True),  # nothing else is on the page
        ([WHOLE, STAMP], True),
        ([STAMP, WHOLE], True),
        ([*STRIPS, STAMP], True),
        ([*TILES, STAMP], True),
        ([WHOLE, text("本文件由某某软件试用版生成", 100, 420, 24)], True),
        ([WHOLE, text(LETTER, 50, 700, 8, INVISIBLE)], True),
        ([text(LETTER, 50, 700, 8), WHOLE], True),  # beneath the picture
        ([in_form(photo(0, 0, 1190, 1684)), STAMP], True),
        ([outlines(200)], True),
        ([outlines(200), STAMP], True),
        ([], False),
        ([letter], False),
        ([WHOLE, letter], False),  # a background
        ([letter, photo(0, 0, *A4, SEE_THROUGH)], False),  # a watermark
        ([photo(200, 700, 120, 80), letter], False),  # a letterhead
        ([letter, photo(350, 100, 119, 119, SEE_THROUGH)], False),  # a seal
        ([letter, outlines(200)], False),  # a drawn emblem
        ([outlines(20)], False),
        ([STAMP], False),
        ([text(LETTER, 50, 700, 8, INVISIBLE)], False),
    ],
)
def test_a_page_is_a_picture_where_a_picture_is_what_it_shows(
    draws: list[Draw], *, is_picture: bool
) -> None:
    found = content(pdf(*draws))
    assert found.is_picture is is_picture
    assert found.look.parts == ()


def test_what_a_page_hides_is_known() -> None:
    beneath, invisible = text("下面", 50, 700), text("无形", 50, 600, mode=INVISIBLE)
    found = content(pdf(beneath, WHOLE, invisible, STAMP))
    assert sorted(found.hidden) == sorted("下面无形")
    assert "".join(p.text for p in found.page.pieces).replace(" ", "") == "第1页共4页"


def test_a_picture_that_is_blended_with_what_lies_beneath_hides_nothing() -> None:
    def blend(canvas: Canvas) -> None:
        canvas.setFillAlpha(0.5)
        WHOLE(canvas)

    found = content(pdf(letter, blend))
    assert (found.is_picture, found.hidden) == (False, "")


def test_text_without_any_ink_is_hidden() -> None:
    def write(canvas: Canvas) -> None:
        canvas.setFillAlpha(0)
        text("透明", 50, 600)(canvas)

    assert content(pdf(WHOLE, write)).hidden == "透明"


def test_text_that_is_hidden_on_an_empty_page_is_read() -> None:
    reading = read(pdf(text("无形的文字", 50, 700, mode=INVISIBLE)))
    assert [p.source.text for p in reading.paragraphs] == ["无形的文字"]
    assert reading.method == "pdfium"


@pytest.mark.parametrize(
    ("draws", "parts"),
    [
        ([letter, photo(70, 0, 455, 50)], ()),
        ([text(LETTER[:28], 70, 780), photo(70, 200, 400, 300)], (Box(70, 342, 470, 642),)),
        (
            [
                text(LETTER[:28], 70, 780),
                text(LETTER[:28], 70, 750),
                photo(70, 100, 400, 300),
                photo(70, 400, 400, 300, SEE_THROUGH),
            ],
            (Box(70, 142, 470, 442), Box(70, 442, 470, 742)),
        ),
        (
            [
                text(LETTER[:28], 70, 780),
                text(LETTER[:28], 70, 750),
                photo(70, 100, 400, 250),
                photo(80, 300, 400, 250, SEE_THROUGH),
            ],
            (Box(70, 292, 480, 742),),
        ),
    ],
)
def test_large_pictures_beside_text_are_looked_at_too(
    draws: list[Draw], parts: tuple[Box, ...]
) -> None:
    look = content(pdf(*draws)).look
    assert not look.whole
    assert [(round(b.x0), round(b.y0), round(b.x1), round(b.y1)) for b in look.parts] == [
        (b.x0, b.y0, b.x1, b.y1) for b in parts
    ]


def test_a_page_is_looked_at_as_finely_as_its_picture_is() -> None:
    scan = photo(0, 0, *A4, grey(1240, 1754))
    seal = photo(400, 100, 60, 60, grey(900, 900))
    for draws in ([scan, seal], [in_form(photo(0, 0, 1190, 1684, grey(1240, 1754)))]):
        found = content(pdf(*draws))
        assert found.look.dpi == pytest.approx(150, abs=0.1)
    assert shown(pdf(scan)).pixels.shape == (1754, 1240, 3)
    assert content(pdf(outlines(200))).look.dpi == 300


@pytest.mark.parametrize("side", [40, 20_000])
def test_no_picture_is_rendered_too_coarsely_or_too_large(side: int) -> None:
    made = shown(pdf(photo(0, 0, *A4, Image.new("1", (side, side)))))
    assert made.pixels.shape[1] == pytest.approx(595 * (100 if side == 40 else 300) / 72, abs=1)


def test_a_huge_page_is_rendered_within_bounds() -> None:
    made = shown(pdf(photo(0, 0, 7000, 7000), size=(7000, 7000)))
    assert made.pixels.shape[0] * made.pixels.shape[1] <= 40_100_000
    assert (made.width, made.height) == (7000, 7000)


@pytest.mark.parametrize(
    ("turn", "corner"), [(0, (0, 0)), (90, (1, 0)), (180, (1, 1)), (270, (0, 1))]
)
def test_a_page_is_rendered_as_it_is_viewed(turn: int, corner: tuple[int, int]) -> None:
    image = Image.new("RGB", (40, 60), "white")
    image.paste((255, 0, 0), (0, 0, 20, 30))

    def rotate(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)

    size = A4[::-1] if turn % 180 else A4
    made = shown(pdf(rotate, photo(0, 0, *A4, image), size=size))
    assert (made.width, made.height) == size
    x, y = (0.1 + 0.8 * c for c in corner)
    assert colour_at(made.pixels, x, y) == (255, 0, 0)
    assert colour_at(made.pixels, 1 - x, 1 - y) == (255, 255, 255)


def test_a_part_is_cut_out_of_the_page_as_its_text_is_read() -> None:
    image = Image.new("RGB", (40, 30), "white")
    image.paste((0, 0, 255), (0, 0, 20, 15))

    def lie(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.translate(0, -A4[0])

    data = pdf(lie, text(LETTER[:28], 70, 550), photo(70, 100, 400, 300, image))
    with opened(data, DEFAULT_LIMITS) as document:
        found = content_of(document, 1)
        assert found is not None
        (part,) = found.look.parts
        made = part_of(document, found, part)
    assert (found.page.width, found.page.height) == A4[::-1]
    assert (made.width, made.height) == pytest.approx((400, 300), abs=0.1)
    assert colour_at(made.pixels, 0.2, 0.2) == (0, 0, 255)
    assert colour_at(made.pixels, 0.8, 0.2) == (255, 255, 255)


def test_a_page_of_more_outlines_than_are_traced_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(drawn_objects, "MOST_SEGMENTS", 1500)
    assert content(pdf(outlines(200))).is_picture

    def rules(canvas: Canvas) -> None:
        for y in range(800):
            canvas.line(50, y, 500, y)

    with pytest.raises(TooLarge):
        content(pdf(rules))


@pytest.mark.parametrize(
    ("hidden", "differs"),
    [
        ("", False),
        ("目标内容 权重\n1-1", False),
        ("1-1权重目标内容", False),
        ("曰标内容权重1-1", False),
        ("曰柝囚容杈童l-1", True),
        ("目标", True),
        ("目标内容权重1-1" * 2, True),
    ],
)
def test_a_text_layer_that_differs_from_the_picture_is_told(hidden: str, *, differs: bool) -> None:
    blocks = (Paragraph(Source("目标内容")), Paragraph(Source("权重 1-1")))
    assert bool(layer_faults(hidden, blocks)) is differs


def test_blocks_of_a_part_are_moved_to_where_it_stands() -> None:
    placed = Source("函", Place(1, Box(1, 2, 3, 4)))
    unplaced = Grid((Cell(Source("表"), 0, 0),))
    moved = shifted((Paragraph(placed), unplaced), Box(10, 20, 110, 120))
    assert moved == (Paragraph(Source("函", Place(1, Box(11, 22, 13, 24)))), unplaced)


def scan_of(rows: tuple[tuple[str, ...], ...]) -> Draw:
    return photo(0, 0, *SIZE, pictured(rows))


def test_a_scan_with_a_wrong_text_layer_is_recognised() -> None:
    garbled = text("曰柝囚容杈童推迸倌甩体糸建没宄善价恪", 60, 60, 8, INVISIBLE)
    data = pdf(scan_of(FIRST), garbled, text("第1页 共4页", 180, 20, 10), size=SIZE)
    reading = read(data)
    assert texts(reading) == list(FIRST)
    assert [p.source.text for p in reading.paragraphs] == ["第1页共4页"]
    assert reading.method == "rapidocr"
    assert reading.notes == ("第1页自带的文字层与图像不一致，已按图像识别",)
    assert reading.unsure_pages == ()
    for engine in Engine:
        assert second_opinion(data, engine, (1,), DEFAULT_LIMITS) == Reading(
            reading.kind, (), pages=1, method=engine
        )


def merged(*files: bytes) -> bytes:
    """The pages of these files in one."""
    buffer = io.BytesIO()
    with pypdfium2.PdfDocument.new() as whole:
        for data in files:
            with pypdfium2.PdfDocument(data) as part:
                whole.import_pages(part)
        whole.save(buffer)
    return buffer.getvalue()


def test_a_table_goes_on_from_a_digital_page_to_a_scanned_one() -> None:
    aside = pictured(SECOND).transform(
        pictured(SECOND).size, Image.Transform.AFFINE, (1, 0, 14, 0, 1, -9), fillcolor="white"
    )
    reading = read(merged(pdf_of(FIRST), pdf(photo(0, 0, *SIZE, aside), size=SIZE)))
    assert texts(reading) == [*FIRST, *SECOND]
    assert reading.method == "pdfium、rapidocr"
    assert {c.source.place.page for c in reading.grids[0].cells} == {1, 2}


def test_a_picture_of_a_table_on_a_page_of_text_is_recognised_where_it_stands() -> None:
    data = pdf(text(LETTER[:28], 70, 780), photo(70, 300, 500, 212.5, pictured(FIRST)))
    reading = read(data)
    first, second = reading.blocks
    assert isinstance(first, Paragraph)
    assert first.source.text == LETTER[:28]
    assert rows_of(second) == list(FIRST)
    assert (reading.method, reading.notes) == (
        "pdfium、rapidocr",
        ("第1页有图片，图中的文字是识别所得",),
    )
    box = reading.grids[0].cells[0].source.place.box
    assert box is not None
    assert (box.x0, box.y0) == pytest.approx((70 + 60 * 1.25, 842 - 512.5 + 70 * 1.25), abs=8)


def test_a_picture_on_a_page_of_text_that_shows_no_print_is_passed_over() -> None:
    reading = read(pdf(text(LETTER[:28], 70, 780), photo(70, 200, 400, 300)))
    assert (reading.method, reading.notes, len(reading.blocks)) == ("pdfium", (), 1)


def outlined(rows: tuple[tuple[str, ...], ...]) -> Draw:
    """The page with everything on it drawn as filled shapes."""
    dark = (np.array(pictured(rows, 600).convert("L")) < 128).astype(np.uint8)
    shapes, _ = cv2.findContours(dark, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)

    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()
        for shape in shapes:
            (x0, y0), *rest = (shape[:, 0, :] * (72 / 600)).tolist()
            path.moveTo(x0, SIZE[1] - y0)
            for x, y in rest:
                path.lineTo(x, SIZE[1] - y)
            path.close()
        canvas.drawPath(path, stroke=0, fill=1, fillMode=0)

    return draw


def test_letters_drawn_as_shapes_are_recognised() -> None:
    reading = read(pdf(outlined(FIRST), size=SIZE))
    assert texts(reading) == list(FIRST)
    assert reading.method == "rapidocr"


NAMES = re.compile(rb"begincodespacerange.*?endbfrange|beginbf(?:range|char).*?endbf", re.DOTALL)


def nameless(rows: tuple[tuple[str, ...], ...]) -> bytes:
    """The page in a font of which the file's way back to characters leads to private ones."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(842, 595), pageCompression=0, invariant=1)
    table = table_of(rows)
    draw_rules(canvas, table)
    canvas.setFont(font_of("uming"), 10)
    for cell in table.cells:
        x0, y0, _, _ = table.box(cell)
        canvas.drawString(x0 + 3, 595 - y0 - 12, cell.text)
    canvas.save()
    return NAMES.sub(
        lambda names: re.sub(rb"<[0-9A-Fa-f]{4}>", b"<E001>", names[0]), buffer.getvalue()
    )


def test_text_whose_characters_have_no_names_is_recognised() -> None:
    reading = read(nameless(FIRST))
    assert texts(reading) == list(FIRST)
    count = sum(len(text) for row in FIRST for text in row)
    assert reading.notes == (f"第1页有 {count} 个字没有编码，读不出是什么字，改按图像识别",)
    assert (reading.method, reading.unsure_pages) == ("rapidocr", ())
