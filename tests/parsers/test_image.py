"""Picture files -> readings."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from page_pictures import DPI, FIRST, SECOND, colour_at, encoded, pictured, texts
from PIL import ExifTags, Image

from parsers import read
from parsers.detect import kind_of
from parsers.errors import TooLarge, Unreadable
from parsers.image import read_image
from parsers.image.frames import frames_of, opened
from parsers.image.sheet import sheet_of
from parsers.limits import DEFAULT_LIMITS
from parsers.model import Kind, Reading

if TYPE_CHECKING:
    from parsers.picture import Picture

HEIC = Path(__file__).resolve().parent.parent / "pictures" / "table.heic"
"""pictured(FIRST, 150) in grey, written once by libheif: nothing that we depend on encodes HEVC."""
RED, GREEN, BLUE, WHITE, BLACK = (
    (255, 0, 0),
    (0, 255, 0),
    (0, 0, 255),
    (255, 255, 255),
    (0, 0, 0),
)
CORNERS = ((0.1, 0.1), (0.9, 0.1), (0.1, 0.9), (0.9, 0.9))


def quarters(width: int = 40, height: int = 60) -> Image.Image:
    """Red and green above blue and white."""
    picture = Image.new("RGB", (2, 2), WHITE)
    for place, colour in {(0, 0): RED, (1, 0): GREEN, (0, 1): BLUE}.items():
        picture.putpixel(place, colour)
    return picture.resize((width, height), Image.Resampling.NEAREST)


def turned(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    return exif


def pictures(data: bytes) -> list[Picture]:
    with opened(data, DEFAULT_LIMITS) as (_, image):
        return [sheet_of(frame) for _, frame in frames_of(image, DEFAULT_LIMITS)]


def picture(data: bytes) -> Picture:
    (only,) = pictures(data)
    return only


def colours(data: bytes) -> list[tuple[int, ...]]:
    return [colour_at(picture(data).pixels, *corner) for corner in CORNERS]


@pytest.fixture(scope="session")
def scan() -> Image.Image:
    return pictured(FIRST)


def test_a_picture_is_read_as_its_table(scan: Image.Image, tmp_path: Path) -> None:
    path = tmp_path / "扫描件.doc"
    path.write_bytes(encoded(scan, "PNG", dpi=(DPI, DPI)))
    reading = read(path)
    assert texts(reading) == list(FIRST)
    assert (reading.kind, reading.pages, reading.method) == (Kind.PNG, 1, "rapidocr")
    assert reading.notes == ()


def test_the_pages_of_a_fax_make_one_table() -> None:
    first, second = (pictured(rows, 204).convert("1") for rows in (FIRST, SECOND))
    data = encoded(
        first, "TIFF", save_all=True, append_images=[second], compression="group4", dpi=(204, 204)
    )
    reading = read_image(data, DEFAULT_LIMITS)
    assert texts(reading) == [*FIRST, *SECOND]
    assert reading.pages == 2
    (grid,) = reading.grids
    assert grid.breaks == (3,)


def test_a_photograph_of_a_phone_is_read() -> None:
    reading = read_image(HEIC.read_bytes(), DEFAULT_LIMITS)
    assert (texts(reading), reading.kind) == (list(FIRST), Kind.HEIC)


def test_a_picture_without_print_is_said_to_have_none() -> None:
    reading = read_image(encoded(Image.new("L", (600, 400), "white"), "PNG"), DEFAULT_LIMITS)
    assert reading == Reading(
        Kind.PNG, (), pages=1, method="rapidocr", notes=("第1页是图片，没有认出文字",)
    )


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("PNG", Kind.PNG),
        ("JPEG", Kind.JPEG),
        ("MPO", Kind.JPEG),
        ("TIFF", Kind.TIFF),
        ("BMP", Kind.BMP),
        ("GIF", Kind.GIF),
        ("WEBP", Kind.WEBP),
        ("AVIF", Kind.AVIF),
    ],
)
def test_every_kind_is_told_and_opened(form: str, kind: Kind) -> None:
    more = {"append_images": [quarters()], "save_all": True} if form == "MPO" else {}
    data = encoded(quarters(), form, **more)
    assert kind_of(data) is kind
    with opened(data, DEFAULT_LIMITS) as (opened_as, _):
        assert opened_as is kind
    assert picture(data).pixels.shape == (60, 40, 3)
    near = np.array(colours(data)) - np.array([RED, GREEN, BLUE, WHITE])
    assert np.abs(near).max() < 12


@pytest.mark.parametrize("form", ["PNG", "TIFF", "WEBP", "AVIF", "JPEG"])
@pytest.mark.parametrize(
    ("orientation", "corners"),
    [
        (1, [RED, GREEN, BLUE, WHITE]),
        (3, [WHITE, BLUE, GREEN, RED]),
        (6, [BLUE, RED, WHITE, GREEN]),
        (8, [GREEN, WHITE, RED, BLUE]),
    ],
)
def test_a_picture_is_turned_as_it_says(
    form: str, orientation: int, corners: list[tuple[int, ...]]
) -> None:
    data = encoded(quarters(), form, exif=turned(orientation))
    assert np.abs(np.array(colours(data)) - np.array(corners)).max() < 12


@pytest.mark.parametrize("form", ["PNG", "TIFF", "JPEG"])
def test_dots_an_inch_say_how_large_the_paper_is(form: str) -> None:
    made = picture(encoded(quarters(400, 600), form, dpi=(200, 200)))
    assert (made.width, made.height) == pytest.approx((144, 216), abs=0.01)


@pytest.mark.parametrize("dpi", [None, (72, 72), (96, 96), (1, 1)])
def test_dots_an_inch_of_a_screen_say_nothing(dpi: tuple[int, int] | None) -> None:
    made = picture(encoded(quarters(), "JPEG", **({"dpi": dpi} if dpi else {})))
    assert (made.width, made.height) == (None, None)


def test_dots_an_inch_that_are_no_numbers_say_nothing() -> None:
    image = quarters()
    for told in ((float("nan"), 200.0), (200.0,), 200):
        image.info["dpi"] = told
        assert sheet_of(image).width is None


@pytest.mark.parametrize("form", ["TIFF", "JPEG"])
@pytest.mark.parametrize(("orientation", "size"), [(1, (144, 432)), (6, (432, 144))])
def test_the_pixels_of_a_coarse_fax_are_made_square(
    form: str, orientation: int, size: tuple[int, int]
) -> None:
    made = picture(encoded(quarters(400, 600), form, dpi=(200, 100), exif=turned(orientation)))
    assert (made.width, made.height) == pytest.approx(size, abs=0.01)
    assert made.pixels.shape[:2] == (size[1] / 72 * 200, size[0] / 72 * 200)


def ramp(dtype: type[np.generic], top: float) -> Image.Image:
    """From black at the upper left to white at the lower right."""
    return Image.fromarray(np.linspace(0, top, 4096).reshape(64, 64).astype(dtype))


@pytest.mark.parametrize(
    ("image", "form", "options"),
    [
        (ramp(np.uint16, 65535), "PNG", {}),
        (ramp(np.uint16, 65535), "TIFF", {}),
        (ramp(np.int32, 65535), "TIFF", {}),
        (ramp(np.float32, 1), "TIFF", {}),
        (ramp(np.float32, 255), "TIFF", {}),
        (ramp(np.uint8, 255), "PNG", {}),
    ],
)
def test_greys_of_any_depth_go_from_black_to_white(
    image: Image.Image, form: str, options: dict[str, object]
) -> None:
    pixels = picture(encoded(image, form, **options)).pixels
    assert (pixels[0, 0].tolist(), pixels[-1, -1].tolist()) == ([0, 0, 0], [255, 255, 255])
    assert abs(int(pixels[32, 0, 0]) - 128) <= 1


def test_greys_counted_from_white_are_turned_about() -> None:
    data = encoded(ramp(np.uint16, 65535), "TIFF", tiffinfo={262: 0})
    pixels = picture(data).pixels
    assert (pixels[0, 0].tolist(), pixels[-1, -1].tolist()) == ([255, 255, 255], [0, 0, 0])


@pytest.mark.parametrize(
    ("mode", "form"), [("CMYK", "TIFF"), ("CMYK", "JPEG"), ("P", "PNG"), ("P", "GIF")]
)
def test_colours_are_kept_however_they_are_written(mode: str, form: str) -> None:
    data = encoded(quarters().convert(mode), form)
    assert np.abs(np.array(colours(data)) - np.array([RED, GREEN, BLUE, WHITE])).max() < 12


def test_two_tones_are_black_and_white_from_either_end() -> None:
    image = Image.new("1", (40, 60), 1)
    image.paste(0, (0, 0, 20, 30))
    data = encoded(image, "TIFF", compression="group4")
    assert colours(data) == [BLACK, WHITE, WHITE, WHITE]
    from_black, from_white = (struct.pack("<HHLL", 262, 3, 1, first) for first in (1, 0))
    assert from_black in data
    assert colours(data.replace(from_black, from_white)) == [WHITE, BLACK, BLACK, BLACK]


@pytest.mark.parametrize(
    "image",
    [
        Image.new("RGBA", (40, 60), (0, 0, 0, 0)),
        Image.new("LA", (40, 60), (0, 0)),
        Image.new("P", (40, 60), 0),
    ],
)
def test_what_is_transparent_is_paper(image: Image.Image) -> None:
    options = {"transparency": 0} if image.mode == "P" else {}
    assert colours(encoded(image, "PNG", **options)) == [WHITE] * 4


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP", "AVIF"])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
def test_a_picture_that_is_cut_off_is_damaged(form: str, share: float) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (200, 300, 3), np.uint8)
    data = encoded(Image.fromarray(noise), form)
    with pytest.raises(Unreadable, match="重新扫描"):
        read_image(data[: max(12, int(share * len(data)))], DEFAULT_LIMITS)


def test_a_cut_off_photograph_of_a_phone_is_damaged() -> None:
    data = HEIC.read_bytes()
    for length in (40, len(data) // 2):
        with pytest.raises(Unreadable):
            read_image(data[:length], DEFAULT_LIMITS)


def test_a_damaged_page_of_several_costs_itself(scan: Image.Image) -> None:
    data = encoded(
        scan, "TIFF", save_all=True, append_images=[scan], compression="tiff_adobe_deflate"
    )
    with opened(data, DEFAULT_LIMITS) as (_, image):
        image.seek(1)
        (start,) = image.tag_v2[273][:1]
    reading = read_image(data[:start] + b"\xff" * 64 + data[start + 64 :], DEFAULT_LIMITS)
    assert reading.notes == ("第2页已损坏，无法读取",)
    assert reading.unsure_pages == (2,)
    assert texts(reading) == list(FIRST)


def test_a_file_of_several_pages_that_breaks_off_is_noted(scan: Image.Image) -> None:
    data = encoded(scan, "TIFF", save_all=True, append_images=[scan], dpi=(DPI, DPI))
    with opened(data, DEFAULT_LIMITS) as (_, image):
        end = image.tag_v2[273][-1] + image.tag_v2[279][-1]
    reading = read_image(data[: end + 40], DEFAULT_LIMITS)
    assert (reading.notes, reading.pages) == (("第2页已损坏，无法读取",), 2)


def test_pixels_are_counted_before_they_are_unpacked() -> None:
    limits = replace(DEFAULT_LIMITS, pixels=2399)
    for form in ("PNG", "JPEG", "TIFF", "WEBP"):
        with pytest.raises(TooLarge, match="万像素"):
            read_image(encoded(quarters(), form), limits)


@pytest.mark.parametrize("side", [60_000, 12_000])
def test_a_bomb_is_refused(side: int) -> None:
    data = bytearray(encoded(Image.new("1", (8, 8)), "PNG"))
    data[16:24] = side.to_bytes(4) * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4)
    with pytest.raises(TooLarge, match="10000 万像素"):
        read_image(bytes(data), DEFAULT_LIMITS)


def test_a_later_page_may_not_be_larger() -> None:
    data = encoded(quarters(), "TIFF", save_all=True, append_images=[quarters(100, 100)])
    with (
        opened(data, replace(DEFAULT_LIMITS, pixels=5000)) as (_, image),
        pytest.raises(TooLarge),
    ):
        list(frames_of(image, replace(DEFAULT_LIMITS, pixels=5000)))


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (replace(DEFAULT_LIMITS, pages=2), "2 页"),
        (replace(DEFAULT_LIMITS, inflated_bytes=40 * 60 * 3 * 2), "展开后"),
    ],
)
def test_pages_and_their_bytes_are_limited(limits: object, words: str) -> None:
    data = encoded(quarters(), "TIFF", save_all=True, append_images=[quarters(), quarters()])
    with opened(data, limits) as (_, image), pytest.raises(TooLarge, match=words):
        list(frames_of(image, limits))


def test_no_picture_at_all_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        read_image(b"\x89PNG\r\n\x1a\n" + bytes(40), DEFAULT_LIMITS)


def test_the_first_picture_of_a_film_counts() -> None:
    data = encoded(quarters(), "GIF", save_all=True, append_images=[Image.new("RGB", (40, 60))])
    assert colours(data) == [RED, GREEN, BLUE, WHITE]
