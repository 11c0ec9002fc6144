"""The pictures on a page -> the page as one picture (GB/T 33190-2016, 10)."""

from __future__ import annotations

import io
import math
import warnings
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from parsers.errors import Unreadable
from parsers.picture import Picture

from .setting import POINTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .canvas import PlacedImage
    from .container import Container
    from .document import Area

FORMATS = ("PNG", "JPEG", "BMP", "TIFF", "GIF")
MOST_PIXELS = 100_000_000
"""Of one picture as stored: A3 at 600 dpi has 70 million."""
MOST_ON_PAGE = 40_000_000
"""Of the page: A3 at 450 dpi. More makes no letter clearer, and takes three bytes each."""
FINEST = 600 / 72
"""Pixels a point: no scanner sees more."""
_DAMAGES = (OSError, SyntaxError, ValueError)
_WHITE = (255, 255, 255)


class Undecodable(ValueError):
    """A picture is missing, of a format that is not read (JBIG2), damaged or too large."""


def photographed(container: Container, images: Sequence[PlacedImage], area: Area) -> Picture:
    """The page as its pictures show it, on white.

    Args:
        container: the file that holds them.
        images: of which there is at least one, in the order of painting.
        area: the visible part of the page, in millimetres.

    Raises:
        Undecodable: one of them cannot be shown.
    """
    decoded = [_decoded(container, image) for image in images]
    width, height = POINTS * area[2], POINTS * area[3]
    fineness = max(map(_fineness, decoded, images))[1]
    fineness = min(fineness, FINEST, math.sqrt(MOST_ON_PAGE / (width * height)))
    size = (max(1, round(width * fineness)), max(1, round(height * fineness)))
    sheet = Image.new("RGB", size, _WHITE)
    for image, placed in zip(decoded, images, strict=True):
        _lay(sheet, image, _map_back(placed, area, fineness, image.size))
    return Picture(np.array(sheet), width, height)


def is_opaque(container: Container, image: PlacedImage) -> bool:
    """Whether a picture hides what lies beneath; one that cannot be opened hides nothing."""
    if image.is_veil:
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return not _opened(container, image).has_transparency_data
    except Undecodable:
        return False


def _decoded(container: Container, image: PlacedImage) -> Image.Image:
    """The picture with its transparency.

    Raises:
        Undecodable: it cannot be shown.
    """
    try:
        with warnings.catch_warnings():
            # Pillow warns of pictures that the bound here lets pass.
            warnings.simplefilter("ignore")
            return _opened(container, image).convert("RGBA")
    except _DAMAGES as problem:
        raise Undecodable(image.part) from problem


def _opened(container: Container, image: PlacedImage) -> Image.Image:
    """The picture, not unpacked yet.

    Raises:
        Undecodable: it is none, or too large.
    """
    if image.part is None:
        raise Undecodable(image.part)
    try:
        picture = Image.open(io.BytesIO(container.read(image.part)), formats=FORMATS)
    except (*_DAMAGES, Unreadable, Image.DecompressionBombError) as problem:
        raise Undecodable(image.part) from problem
    if picture.width * picture.height > MOST_PIXELS:
        raise Undecodable(image.part)
    return picture


def _fineness(picture: Image.Image, placed: PlacedImage) -> tuple[float, float]:
    """How large a picture lies on the page, in square points, and how many pixels a point it has.

    Raises:
        Undecodable: it is laid flat.
    """
    t = placed.transform
    across, down = math.hypot(t.a, t.b), math.hypot(t.c, t.d)
    area = abs(t.a * t.d - t.b * t.c)
    if not area:
        raise Undecodable(placed.part)
    return area, max(picture.width / across, picture.height / down)


def _map_back(
    placed: PlacedImage, area: Area, fineness: float, size: tuple[int, int]
) -> tuple[float, float, float, float, float, float]:
    """From a pixel of the sheet to one of the picture: x = a u + b v + c, y = d u + e v + f."""
    t = placed.transform
    # From the unit square to the sheet's pixels, whose y runs downward.
    a, c, e = (fineness * v for v in (t.a, t.c, t.e - POINTS * area[0]))
    b, d, f = (-fineness * v for v in (t.b, t.d, t.f + POINTS * area[1]))
    scale = a * d - b * c
    width, height = size
    return (
        width * d / scale,
        -width * c / scale,
        width * (c * f - d * e) / scale,
        -height * b / scale,
        height * a / scale,
        height * (b * e - a * f) / scale,
    )


def _lay(
    sheet: Image.Image, picture: Image.Image, back: tuple[float, float, float, float, float, float]
) -> None:
    laid = picture.transform(
        sheet.size,
        Image.Transform.AFFINE,
        back,
        resample=Image.Resampling.BILINEAR,
        fillcolor=(*_WHITE, 0),
    )
    sheet.paste(laid, mask=laid)
