"""How a page lies before the glass or the lens: askew, bent, from one side, on its head."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, radians, sin
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from random import Random

    from scan_ink import Colour

    from parsers.picture import Pixels

Matrix = NDArray[np.float64]
"""3 by 3: from the page's pixels to the picture's, as homogeneous columns."""

TABLE: tuple[int, int, int] = (62, 48, 40)


@dataclass(frozen=True, slots=True)
class Shape:
    """How the page lies.

    `skew` is in degrees clockwise, `wander` the most by which each page's own differs from it.
    `perspective` is the most by which a corner is moved, as a share of the longer side; `curl` the
    height of the bend as a share of the page's height. `margin` is what shows around the page, as
    a share of the longer side, in the colour `ground`; `border` the width of a scanner's black
    edges, as a share too. `turn` is in degrees counterclockwise: 0, 90, 180 or 270.
    """

    skew: float = 0.0
    wander: float = 0.0
    turn: int = 0
    perspective: float = 0.0
    curl: float = 0.0
    margin: float = 0.0
    border: float = 0.0
    ground: Colour = (255, 255, 255)


def shaped(pixels: Pixels, shape: Shape, chance: Random) -> tuple[Pixels, Matrix]:
    """The picture, and where the page's pixels lie in it (its bend left aside)."""
    skew = shape.skew + chance.uniform(-shape.wander, shape.wander)
    matrix = _matrix(pixels, shape, skew, chance)
    margin = round(shape.margin * max(pixels.shape))
    size = (pixels.shape[1] + 2 * margin, pixels.shape[0] + 2 * margin)
    if shape.curl:
        pixels = _bent(pixels, shape, chance)
    if not np.array_equal(matrix, np.eye(3)):
        flags = cv2.INTER_LINEAR
        pixels = cv2.warpPerspective(pixels, matrix, size, flags=flags, borderValue=shape.ground)
    if shape.border:
        pixels = _edged(pixels, shape.border, chance)
    return _turned(pixels, matrix, shape.turn)


def _matrix(pixels: Pixels, shape: Shape, skew: float, chance: Random) -> Matrix:
    height, width = pixels.shape[:2]
    margin = round(shape.margin * max(height, width))
    most = shape.perspective * max(height, width)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = corners + [[chance.uniform(-most, most), chance.uniform(-most, most)] for _ in corners]
    middle = np.array([width / 2, height / 2])
    cosine, sine = cos(radians(skew)), sin(radians(skew))
    turned = (moved - middle) @ np.array([[cosine, sine], [-sine, cosine]]) + middle + margin
    if np.array_equal(turned, corners):
        return np.eye(3)
    return np.asarray(cv2.getPerspectiveTransform(corners, turned.astype(np.float32)), np.float64)


def _bent(pixels: Pixels, shape: Shape, chance: Random) -> Pixels:
    """Every column moved up or down: one hump, as of a book, or a wave."""
    height, width = pixels.shape[:2]
    waves = chance.choice((0.5, 0.5, 1.0, 1.3))
    phase = chance.uniform(0, pi) if waves > 1 / 2 else 0.0
    away = np.sin(2 * pi * waves * np.arange(width) / width + phase) * shape.curl * height
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    return cv2.remap(
        pixels,
        x,
        y + away.astype(np.float32)[None, :],
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=shape.ground,
    )


def _edged(pixels: Pixels, border: float, chance: Random) -> Pixels:
    """Black along two edges, as where a scanner's lid stood open: ragged, not straight."""
    height, width = pixels.shape[:2]
    result = pixels.copy()
    slope = chance.uniform(0.2, 1.0)
    for row in range(height):
        result[row, : round(border * width * (slope + (1 - slope) * row / height))] = 12
    result[height - round(border * height) :] = 12
    return result


def _turned(pixels: Pixels, matrix: Matrix, turn: int) -> tuple[Pixels, Matrix]:
    """Quarter turns, of the picture and of where its pixels lie."""
    for _ in range(turn // 90):
        width = pixels.shape[1]
        pixels = np.ascontiguousarray(np.rot90(pixels))
        matrix = np.array([[0, 1, 0], [-1, 0, width], [0, 0, 1]], np.float64) @ matrix
    return pixels, matrix
