"""What the machine makes of light: blur, noise, few tones, and JPEG."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from io import BytesIO
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image
from scan_ink import clouds, source_of

if TYPE_CHECKING:
    from random import Random

    from parsers.picture import Pixels


class Tone(Enum):
    """What colours are left."""

    COLOUR = auto()
    GREY = auto()
    ONE_BIT = auto()


@dataclass(frozen=True, slots=True)
class Sensor:
    """The machine's faults.

    `blur` is the defocus (standard deviation) and `motion` a smear, both in pixels. `contrast` 1
    keeps all; `noise` is a standard deviation in levels of 255; `specks` the share of pixels that
    are black or white by chance. `grown` pixels are added to strokes, taken away if negative.
    `threshold` (levels) parts black from white in ONE_BIT; `uneven` moves it about the page.
    `jpeg` is a quality, None where nothing is lost.
    """

    blur: float = 0.0
    motion: int = 0
    contrast: float = 1.0
    noise: float = 0.0
    specks: float = 0.0
    grown: int = 0
    tone: Tone = Tone.COLOUR
    threshold: int = 150
    uneven: int = 0
    jpeg: int | None = None


def sensed(pixels: Pixels, sensor: Sensor, chance: Random) -> Pixels:
    """The picture as this machine takes it, before it is compressed."""
    pixels = _soft(_grown(pixels, sensor.grown), sensor)
    if sensor.tone is not Tone.COLOUR:
        grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
        pixels = cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB)
    pixels = _noisy(pixels, sensor, chance)
    if sensor.tone is Tone.ONE_BIT:
        pixels = _parted(pixels, sensor, chance)
    return _specked(pixels, sensor.specks, chance)


def jpeg_of(pixels: Pixels, quality: int) -> bytes:
    """The picture as a JPEG file."""
    buffer = BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def _grown(pixels: Pixels, grown: int) -> Pixels:
    if not grown:
        return pixels
    side = abs(grown) + 1
    change = cv2.erode if grown > 0 else cv2.dilate  # the lower level is the ink
    return change(pixels, np.ones((side, side), np.uint8))


def _soft(pixels: Pixels, sensor: Sensor) -> Pixels:
    if sensor.blur:
        pixels = cv2.GaussianBlur(pixels, (0, 0), sensor.blur)
    if sensor.motion > 1:
        smear = np.eye(sensor.motion, dtype=np.float32) / sensor.motion
        pixels = cv2.filter2D(pixels, -1, smear)
    return pixels


def _noisy(pixels: Pixels, sensor: Sensor, chance: Random) -> Pixels:
    if sensor.contrast == 1 and not sensor.noise:
        return pixels
    levels = 128 + (pixels.astype(np.float32) - 128) * sensor.contrast
    if sensor.noise:
        one = sensor.tone is not Tone.COLOUR
        shape = (*pixels.shape[:2], 1 if one else 3)
        levels += source_of(chance).standard_normal(shape, np.float32) * sensor.noise
    return np.clip(levels, 0, 255).astype(np.uint8)


def _parted(pixels: Pixels, sensor: Sensor, chance: Random) -> Pixels:
    """Black and white only."""
    moved = (clouds(pixels.shape, chance, 200) - 0.5) * 2 * sensor.uneven if sensor.uneven else 0.0
    return np.where(pixels > (sensor.threshold + np.asarray(moved))[..., None], 255, 0).astype(
        np.uint8
    )


def _specked(pixels: Pixels, share: float, chance: Random) -> Pixels:
    if not share:
        return pixels
    draws = source_of(chance).random(pixels.shape[:2], np.float32)
    result = pixels.copy()
    result[draws < share / 2] = 0
    result[draws > 1 - share / 2] = 255
    return result
