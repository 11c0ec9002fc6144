"""Seals and stamps: the round one of an office with its name along the ring, and a box of words."""

from __future__ import annotations

from math import cos, pi, radians, sin
from typing import TYPE_CHECKING

import numpy as np
from form_pdf import FONT_FILES
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from scan_ink import Mask

FINER = 3  # drawn so many times larger, then reduced: smooth edges
ARC = 250.0  # degrees of the ring that the name takes
STAR = 0.19  # the star's outer radius, as a share of the seal's diameter
WAIST = 0.382  # a five-pointed star's inner radius by its outer one


def seal_of(name: str, diameter: int) -> Mask:
    """A round seal, `diameter` pixels wide: ring, star, and the name from left over the top."""
    size = diameter * FINER
    image = Image.new("L", (size, size))
    draw = ImageDraw.Draw(image)
    draw.ellipse((0, 0, size - 1, size - 1), outline=255, width=max(2, size // 36))
    draw.polygon(_star(size / 2, STAR * size), fill=255)
    step = ARC / max(len(name) - 1, 1)
    for place, character in enumerate(name):
        _along(image, character, (place - (len(name) - 1) / 2) * step)
    return _reduced(image)


def stamp_of(lines: tuple[str, ...], width: int) -> Mask:
    """A box of words in one line or several, `width` pixels wide."""
    size = width * FINER
    letter = size // (max(map(len, lines)) + 2)
    font = _font(letter)
    image = Image.new("L", (size, int(letter * (1.35 * len(lines) + 0.8))))
    draw = ImageDraw.Draw(image)
    edge = max(2, size // 60)
    draw.rectangle((0, 0, image.width - 1, image.height - 1), outline=255, width=edge)
    for number, line in enumerate(lines):
        draw.text((size / 2, letter * (1.0 + 1.35 * number)), line, 255, font, anchor="mm")
    return _reduced(image)


def turned(mask: Mask, degrees: float) -> Mask:
    """The mask turned counterclockwise, on a larger ground."""
    image = Image.fromarray((mask * 255).astype(np.uint8))
    whole = image.rotate(degrees, Image.Resampling.BICUBIC, expand=True)
    return np.asarray(whole, np.float32) / 255


def _star(middle: float, outer: float) -> list[tuple[float, float]]:
    radii = (outer, outer * WAIST)
    return [
        (middle + radii[i % 2] * sin(i * pi / 5), middle - radii[i % 2] * cos(i * pi / 5))
        for i in range(10)
    ]


def _along(image: Image.Image, character: str, degrees: float) -> None:
    """One character upright to the ring, `degrees` clockwise from the top."""
    size = image.width
    letter = round(size * 0.13)
    tile = Image.new("L", (letter * 2, letter * 2))
    ImageDraw.Draw(tile).text((letter, letter), character, 255, _font(letter), anchor="mm")
    tile = tile.rotate(-degrees, Image.Resampling.BICUBIC)
    radius = size * 0.38
    x = size / 2 + radius * sin(radians(degrees)) - letter
    y = size / 2 - radius * cos(radians(degrees)) - letter
    image.paste(255, (round(x), round(y)), tile)


def _font(letter: int) -> ImageFont.FreeTypeFont:
    path, _ = FONT_FILES["uming"]
    return ImageFont.truetype(path, letter)


def _reduced(image: Image.Image) -> Mask:
    small = image.resize((image.width // FINER, image.height // FINER), Image.Resampling.BOX)
    return np.asarray(small, np.float32) / 255
