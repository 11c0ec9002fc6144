"""The scan simulator's door: the same scan has the same bytes, in every file that scanners send."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from io import BytesIO

import numpy as np
import pypdfium2
import pytest
from form_pdf import FONT_FILES, font_of
from form_scan import (
    SINGLE,
    STRIPS,
    Carrier,
    Marks,
    Over,
    Scan,
    Sensor,
    Shape,
    Tone,
    scanned,
    scanned_files,
    shots_of,
)
from forms import Style, clean_form
from PIL import Image
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE
from pypdfium2.raw import FPDF_PAGEOBJ_TEXT as TEXT
from reportlab.pdfbase.pdfmetrics import getFont
from scan_print import BLANKS, printed, sheets_of
from scan_qualities import CLEAN, COPY, FAX, FONTS, OFFICE, QUALITIES, SMALL, Quality, scan_style

SPEC = next(spec for spec in map(clean_form, range(20)) if spec.letter)
STYLE = Style()
ROUGH = Scan(seed=3, dpi=60, shape=Shape(skew=1.0, wander=0.5), sensor=Sensor(noise=5, jpeg=60))
FILES = tuple(c for c in Carrier if c not in SINGLE)
SERIF = "serif"


@pytest.mark.parametrize("carrier", FILES)
def test_the_same_scan_has_the_same_bytes(carrier: Carrier) -> None:
    assert scanned(SPEC, STYLE, ROUGH, carrier) == scanned(SPEC, STYLE, ROUGH, carrier)


def test_another_seed_has_other_pixels() -> None:
    one, other = shots_of(SPEC, STYLE, ROUGH)[0], shots_of(SPEC, STYLE, replace(ROUGH, seed=4))[0]
    assert not np.array_equal(one.pixels, other.pixels)


def test_pages_of_one_scan_lie_differently_where_the_feeder_wanders() -> None:
    first, second, *_ = shots_of(SPEC, STYLE, ROUGH)
    assert not np.array_equal(first.matrix, second.matrix)


@pytest.mark.parametrize("dpi", [72, 150])
def test_a_page_has_the_size_of_its_paper(dpi: int) -> None:
    sizes = {tuple(map(round, shot.size)) for shot in shots_of(SPEC, STYLE, Scan(dpi=dpi))}
    assert sizes == {(595, 842), (842, 595)}


@pytest.mark.parametrize("carrier", sorted(SINGLE))
def test_a_picture_file_is_one_page(carrier: Carrier) -> None:
    files = scanned_files(SPEC, STYLE, ROUGH, carrier)
    sizes = [Image.open(BytesIO(file)).size for file in files]
    assert sizes == [s.image.size for s in shots_of(SPEC, STYLE, ROUGH)]
    with pytest.raises(ValueError, match="pages, a"):
        scanned(SPEC, STYLE, ROUGH, carrier)


def test_a_picture_file_of_a_form_of_one_page_is_its_scan() -> None:
    letter = replace(SPEC, sections=(), plan=())
    (file,) = scanned_files(letter, STYLE, ROUGH, Carrier.PNG)
    assert scanned(letter, STYLE, ROUGH, Carrier.PNG) == file


def test_a_tiff_holds_every_page() -> None:
    with Image.open(BytesIO(scanned(SPEC, STYLE, ROUGH, Carrier.TIFF))) as image:
        assert image.n_frames == len(shots_of(SPEC, STYLE, ROUGH))


@pytest.mark.parametrize("carrier", [Carrier.PDF, Carrier.FAX, Carrier.GARBLED, Carrier.STRIPS])
def test_each_page_of_a_pdf_holds_its_pictures(carrier: Carrier) -> None:
    strips = STRIPS if carrier is Carrier.STRIPS else 1
    counts = pictures_in(scanned(SPEC, STYLE, ROUGH, carrier))
    assert counts == [strips] * len(shots_of(SPEC, STYLE, ROUGH))


def test_strips_join_without_a_seam() -> None:
    scan = Scan(dpi=72)
    whole, strips = (
        sheets_of(scanned(SPEC, STYLE, scan, c), 72) for c in (Carrier.PDF, Carrier.STRIPS)
    )
    for one, other in zip(whole, strips, strict=True):
        assert np.abs(one.pixels.astype(int) - other.pixels).mean() < 1


def test_a_fax_keeps_black_and_white_only() -> None:
    data = scanned(SPEC, STYLE, replace(ROUGH, sensor=Sensor(tone=Tone.ONE_BIT)), Carrier.FAX)
    assert b"CCITTFaxDecode" in data
    assert all(s.bits == 1 for s in shots_of(SPEC, STYLE, COPY.at(1)))


def test_a_right_layer_says_what_is_printed() -> None:
    scan = Scan(dpi=72, shape=Shape(skew=1.5))
    said = texts_in(scanned(SPEC, STYLE, scan, Carrier.LAYERED))
    assert list(map(Counter, said)) == list(map(Counter, texts_in(printed(SPEC, STYLE))))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_right_layer_stands_where_its_text_is_printed(turn: int) -> None:
    letter = replace(SPEC, sections=(), plan=())
    scan = Scan(dpi=72, shape=Shape(skew=1.5, turn=turn))
    (shot,) = shots_of(letter, STYLE, scan)
    height = shot.size[1]
    with pypdfium2.PdfDocument(scanned(letter, STYLE, scan, Carrier.LAYERED)) as document:
        boxes = [item.get_bounds() for item in document[0].get_objects() if item.type == TEXT]
    for line, (left, bottom, right, top) in zip(shot.lines, boxes, strict=True):
        x0, y0, x1, y1 = line.box
        middle = shot.matrix @ [(x0 + x1) / 2, (y0 + y1) / 2, 1]
        assert abs((left + right) / 2 - middle[0]) < 5
        assert abs(height - (bottom + top) / 2 - middle[1]) < 5


def test_a_garbled_layer_says_something_else() -> None:
    said = texts_in(scanned(SPEC, STYLE, ROUGH, Carrier.GARBLED))
    true = texts_in(printed(SPEC, STYLE))
    assert [one == other for one, other in zip(said, true, strict=True)] == [False] * len(true)
    assert all(len(one) > len(other) / 2 for one, other in zip(said, true, strict=True))


def test_only_upright_pages_are_pictures_where_the_letter_was_scanned() -> None:
    data = scanned(SPEC, STYLE, ROUGH, Carrier.LETTER)
    upright = [0 if s.landscape else 1 for s in sheets_of(printed(SPEC, STYLE), 60)]
    assert pictures_in(data) == upright
    assert 0 < sum(upright) < len(upright)


def test_every_other_page_is_a_picture_in_a_mixed_file() -> None:
    counts = pictures_in(scanned(SPEC, STYLE, ROUGH, Carrier.MIXED))
    assert counts == [1 - number % 2 for number in range(len(counts))]


@pytest.mark.parametrize("quality", QUALITIES, ids=lambda q: q.name)
def test_a_quality_draws_the_same_scan_for_the_same_seed(quality: Quality) -> None:
    assert quality.at(5) == quality.at(5)
    assert quality.at(5) != quality.at(6)


def test_qualities_are_told_apart_by_their_pixels() -> None:
    dpis = {q.name: q.at(1).dpi for q in QUALITIES}
    assert dpis == {
        "CLEAN": 300,
        "OFFICE": 200,
        "COARSE": 150,
        "FAX": 150,
        "PHOTO": 220,
        "COPY": 200,
        "OLD": 200,
        "SMALL": 110,
        "TURNED": 200,
        "FAINT": 200,
    }
    assert ink_of(SMALL) < ink_of(FAX)
    assert CLEAN.at(1).marks == Marks()
    assert Over.DATE in OFFICE.at(1).marks.seals


@pytest.mark.parametrize("name", FONTS)
def test_each_font_has_what_its_forms_say(name: str) -> None:
    seed = FONTS.index(name)
    lines = [
        line
        for sheet in sheets_of(printed(clean_form(seed), scan_style(seed)), 40)
        for line in sheet.lines
    ]
    held = getFont(font_of(name)).face.charToGlyph
    assert scan_style(seed).font == name
    assert lines
    assert {c for line in lines for c in line.text if ord(c) not in held} <= {"\r", "\n"}


def test_fonts_that_only_libreoffice_draws_are_printed_by_it() -> None:
    assert SERIF not in FONT_FILES
    said = "".join(texts_in(printed(SPEC, replace(STYLE, font=SERIF))))
    row = SPEC.sections[0].rows[0]
    assert row.text[:6] in said
    assert SPEC.unit in said


def texts_in(pdf: bytes) -> list[str]:
    """Each page's text, its characters in order without blanks."""
    with pypdfium2.PdfDocument(pdf) as document:
        said = [page.get_textpage().get_text_range() for page in document]
    return [BLANKS.sub("", text) for text in said]


def pictures_in(pdf: bytes) -> list[int]:
    """How many pictures each page holds."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [sum(1 for _ in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE])) for page in document]


def ink_of(quality: Quality) -> int:
    """How many pixels of the second page are dark."""
    return int((shots_of(SPEC, STYLE, quality.at(1))[1].pixels < 100).sum())
