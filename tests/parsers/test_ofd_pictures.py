"""OFD pages that are pictures: told, and composed as they lie on the page."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import ofd_parts as ofd
import pytest
from page_pictures import FIRST, SIZE, pictured, texts
from PIL import Image

from parsers.limits import DEFAULT_LIMITS
from parsers.model import Kind, Reading
from parsers.ofd import photograph, read_ofd
from parsers.ofd.container import open_container
from parsers.ofd.document import documents_of
from parsers.ofd.page import content_of
from parsers.ofd.photograph import Undecodable, photographed

if TYPE_CHECKING:
    from parsers.ofd.container import Container
    from parsers.ofd.page import Content
    from parsers.picture import Picture

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
LISTED = (
    '<ofd:MultiMedia ID="{0}" Type="Image"><ofd:MediaFile>{0}.img</ofd:MediaFile></ofd:MultiMedia>'
)
WHOLE = "0 0 210 297"


def encoded(picture: Image.Image, form: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, form)
    return buffer.getvalue()


def two_by_two() -> Image.Image:
    """Red and green above blue and white."""
    picture = Image.new("RGB", (2, 2), WHITE)
    for place, colour in {(0, 0): RED, (1, 0): GREEN, (0, 1): BLUE}.items():
        picture.putpixel(place, colour)
    return picture


def flat(colour: tuple[int, ...], mode: str = "RGB") -> Image.Image:
    return Image.new(mode, (42, 59), colour)


def parts_of(content: str, size: str, *pictures: bytes) -> dict[str, str | bytes]:
    """A page of this size with these units, which call the pictures 0, 1, …"""
    parts = ofd.parts_of("", common="<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>")
    listed = "".join(LISTED.format(number) for number in range(len(pictures)))
    media = f"<ofd:MultiMedias>{listed}</ofd:MultiMedias>"
    parts["Doc_0/DocumentRes.xml"] = ofd.part("Res", media, ' BaseLoc="Res"')
    parts |= {f"Doc_0/Res/{number}.img": data for number, data in enumerate(pictures)}
    parts[ofd.PAGE] = ofd.page(content, size=size)
    return parts


def read(content: str, *pictures: bytes, size: str = WHOLE) -> Reading:
    return read_ofd(ofd.zipped(parts_of(content, size, *pictures)), DEFAULT_LIMITS)


def content_of_parts(parts: dict[str, str | bytes]) -> tuple[Container, Content]:
    container = open_container(ofd.zipped(parts), DEFAULT_LIMITS)
    (document,) = documents_of(container, DEFAULT_LIMITS)
    found = content_of(container, document, 0, 1)
    assert found
    return container, found


def content(units: str, *pictures: bytes) -> Content:
    return content_of_parts(parts_of(units, WHOLE, *pictures))[1]


def picture_of(units: str, *pictures: bytes, size: str = WHOLE) -> Picture:
    """The page as the reader of pictures is given it."""
    container, found = content_of_parts(parts_of(units, size, *pictures))
    assert found.is_picture
    return photographed(container, found.images, found.area)


def colours(picture: Picture, *places: tuple[float, float]) -> list[tuple[int, ...]]:
    """The colours at these places, in parts of the picture's width and height."""
    rows, columns, _ = picture.pixels.shape
    return [tuple(picture.pixels[int(y * rows), int(x * columns)].tolist()) for x, y in places]


def shown(parts: dict[str, str | bytes]) -> tuple[int, ...]:
    container, found = content_of_parts(parts)
    (colour,) = colours(photographed(container, found.images, found.area), (0.5, 0.5))
    return colour


CORNERS = ((0.1, 0.1), (0.9, 0.1), (0.1, 0.9), (0.9, 0.9))


@pytest.fixture(scope="session")
def scan() -> bytes:
    return encoded(pictured(FIRST))


SCAN_SIZE = f"0 0 {SIZE[0] / 72 * 25.4:.3f} {SIZE[1] / 72 * 25.4:.3f}"
GARBLED = ofd.text("曰柝囚容杈童推迸", 10, 40)


def test_a_page_that_is_a_picture_is_recognised_whatever_lies_beneath_or_over_it(
    scan: bytes,
) -> None:
    stamp = ofd.text("第1页", 100, 55)
    reading = read(GARBLED + ofd.image("0", SCAN_SIZE) + stamp, scan, size=SCAN_SIZE)
    assert texts(reading) == list(FIRST)
    assert [p.source.text for p in reading.paragraphs] == ["第1页"]
    assert (reading.kind, reading.pages, reading.method) == (Kind.OFD, 1, "rapidocr")
    assert reading.notes == ("第1页自带的文字层与图像不一致，已按图像识别",)
    assert reading.unsure_pages == ()


def test_a_picture_beside_text_is_none_of_the_text() -> None:
    reading = read(ofd.image("0", "0 0 20 20") + ofd.text("函", 50, 50), encoded(flat(RED)))
    assert ([p.source.text for p in reading.paragraphs], reading.notes) == (["函"], ())


LETTER = "".join(
    ofd.text("报送绩效管理目标考评表的函" * 2, 20, 20 + 8 * line) for line in range(30)
)
SEE_THROUGH = encoded(Image.new("RGBA", (42, 59), (255, 0, 0, 60)))


@pytest.mark.parametrize(
    ("units", "picture", "is_picture", "hidden"),
    [
        (ofd.image("0", WHOLE), None, True, ""),
        (ofd.text("识别", 50, 50, more=' Alpha="0"') + ofd.image("0", WHOLE), None, True, ""),
        (ofd.text("识别", 50, 50) + ofd.image("0", WHOLE), None, True, "识别"),
        (ofd.image("0", WHOLE) + ofd.text("第1页", 50, 50), None, True, ""),
        (ofd.image("0", "0 0 210 150") + ofd.image("0", "0 150 210 147"), None, True, ""),
        (ofd.image("0", WHOLE) + LETTER, None, False, ""),
        (LETTER + ofd.image("0", WHOLE), SEE_THROUGH, False, ""),
        (LETTER + ofd.image("0", WHOLE, ' Alpha="60"'), None, False, ""),
        (LETTER + ofd.image("0", WHOLE), b"damaged", False, ""),
        (LETTER + ofd.image("7", WHOLE), None, False, ""),
        (ofd.text("函", 50, 50) + ofd.image("0", "0 0 20 20"), None, False, ""),
        ("", None, False, ""),
    ],
)
def test_a_page_is_a_picture_where_a_picture_is_what_it_shows(
    units: str, picture: bytes | None, hidden: str, *, is_picture: bool
) -> None:
    found = content(units, picture or encoded(flat(RED)))
    assert (found.is_picture, found.hidden) == (is_picture, hidden)


@pytest.mark.parametrize(("order", "hidden"), [("Foreground", ""), ("Background", "函")])
def test_layers_are_painted_in_the_order_of_their_types(order: str, hidden: str) -> None:
    parts = parts_of("", WHOLE, encoded(flat(RED)))
    writing = f'<ofd:Layer Type="{order}">{ofd.text("函", 50, 50)}</ofd:Layer>'
    image = f"<ofd:Layer>{ofd.image('0', WHOLE)}</ofd:Layer>"
    for layers in (writing + image, image + writing):
        parts[ofd.PAGE] = ofd.part("Page", f"<ofd:Content>{layers}</ofd:Content>")
        assert content_of_parts(parts)[1].hidden == hidden


@pytest.mark.parametrize("form", ["PNG", "BMP", "TIFF", "GIF", "JPEG"])
def test_a_picture_of_the_page_stays_as_it_is(form: str) -> None:
    picture = picture_of(ofd.image("0", WHOLE), encoded(flat(BLUE), form))
    assert (picture.width, picture.height) == pytest.approx((595.276, 841.89), abs=0.01)
    assert picture.pixels.shape == (59, 42, 3)
    assert np.abs(picture.pixels.astype(int) - BLUE).max() <= 2


def test_a_black_and_white_picture_becomes_one_of_colours() -> None:
    picture = picture_of(ofd.image("0", WHOLE), encoded(Image.new("1", (42, 59), 0), "TIFF"))
    assert colours(picture, (0.5, 0.5)) == [(0, 0, 0)]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (' CTM="210 0 0 297 0 0"', [RED, GREEN, BLUE, WHITE]),
        ("", [RED, GREEN, BLUE, WHITE]),
        (' CTM="-210 0 0 297 210 0"', [GREEN, RED, WHITE, BLUE]),
        (' CTM="0 297 -210 0 210 0"', [BLUE, RED, WHITE, GREEN]),
        (' CTM="-210 0 0 -297 210 297"', [WHITE, BLUE, GREEN, RED]),
    ],
)
def test_a_picture_lies_as_its_map_says(more: str, expected: list[tuple[int, ...]]) -> None:
    unit = f'<ofd:ImageObject ResourceID="0" Boundary="{WHOLE}"{more}/>'
    picture = picture_of(unit, encoded(two_by_two().resize((64, 90), Image.Resampling.NEAREST)))
    assert colours(picture, *CORNERS) == expected


def test_several_pictures_lie_on_white_counted_from_the_visible_corner() -> None:
    stripes = ofd.image("0", "10 10 50 50") + ofd.image("1", "60 60 50 50")
    picture = picture_of(
        stripes, encoded(flat(RED)), encoded(flat((0, 0, 255, 0), "RGBA")), size="10 10 100 100"
    )
    assert colours(picture, *CORNERS) == [RED, WHITE, WHITE, WHITE]
    solid = picture_of(stripes, encoded(flat(RED)), encoded(flat(BLUE)), size="10 10 100 100")
    assert colours(solid, *CORNERS) == [RED, WHITE, WHITE, BLUE]


def test_the_largest_picture_says_how_fine_the_page_is() -> None:
    seal = encoded(Image.new("RGB", (400, 400), RED))
    content = ofd.image("0", WHOLE) + ofd.image("1", "20 20 10 10")
    assert picture_of(content, encoded(flat(WHITE)), seal).pixels.shape == (59, 42, 3)


def test_no_page_is_made_larger_than_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photograph, "MOST_ON_PAGE", 1000)
    picture = picture_of(ofd.image("0", WHOLE), encoded(flat(RED)))
    assert picture.pixels.shape == (38, 27, 3)


@pytest.mark.parametrize(
    "data",
    [
        b"\x97JB2\r\n\x1a\n",
        b"",
        encoded(flat(RED))[:60],
        encoded(flat(RED), "WEBP"),
    ],
)
def test_a_picture_that_cannot_be_decoded_is_told(data: bytes) -> None:
    reading = read(ofd.image("0", WHOLE), data)
    assert reading.notes == ("第1页是图片，但图片已损坏或格式不受支持，没有读入",)
    assert reading.unsure_pages == (1,)


def test_a_picture_that_is_missing_or_laid_flat_is_told() -> None:
    with pytest.raises(Undecodable):
        picture_of(ofd.image("404", WHOLE), encoded(flat(RED)))
    with pytest.raises(Undecodable):
        picture_of(ofd.image("0", WHOLE, ' CTM="0 0 0 0 0 0"'), encoded(flat(RED)))


def test_a_picture_of_too_many_pixels_is_not_unfolded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photograph, "MOST_PIXELS", 42 * 59 - 1)
    with pytest.raises(Undecodable):
        picture_of(ofd.image("0", WHOLE), encoded(flat(RED)))


def test_media_are_found_in_the_folder_for_resources_beside_the_list_or_from_the_root() -> None:
    parts = parts_of(ofd.image("0", WHOLE), WHOLE, encoded(flat(RED)))
    listing = str(parts["Doc_0/DocumentRes.xml"])
    for found, instead in (
        ('BaseLoc="Res"', 'BaseLoc="/Doc_0/Res"'),
        ("0.img", "/Doc_0/Res/0.img"),
        (' BaseLoc="Res"', ""),
    ):
        parts["Doc_0/DocumentRes.xml"] = listing.replace(found, instead)
        if "BaseLoc" not in parts["Doc_0/DocumentRes.xml"]:
            parts["Doc_0/0.img"] = parts.pop("Doc_0/Res/0.img")
        assert shown(parts) == RED


def test_a_page_has_resources_of_its_own() -> None:
    parts = parts_of("", WHOLE)
    listing = f"<ofd:MultiMedias>{LISTED.format(0)}</ofd:MultiMedias>"
    parts["Doc_0/Pages/Page_0/PageRes.xml"] = ofd.part("Res", listing)
    parts["Doc_0/Pages/Page_0/0.img"] = encoded(flat(RED))
    content, head = ofd.image("0", WHOLE), "<ofd:PageRes>PageRes.xml</ofd:PageRes>"
    parts[ofd.PAGE] = ofd.page(content, head=head)
    assert shown(parts) == RED
    parts["Doc_0/Pages/Page_0/PageRes.xml"] = "<broken"
    assert read_ofd(ofd.zipped(parts), DEFAULT_LIMITS).notes == (
        "第1页的资源清单已损坏，没有读入",
        "第1页是图片，但图片已损坏或格式不受支持，没有读入",
    )
