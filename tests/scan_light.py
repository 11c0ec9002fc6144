"""Light that is not even: one side darker, a hand's shadow, dark corners."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, sin, tau
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from random import Random

    from parsers.picture import Pixels

COARSE = 12  # the light is computed for every so many pixels


@dataclass(frozen=True, slots=True)
class Light:
    """How much light is missing where it is darkest, from 0 to 1."""

    gradient: float = 0.0
    shadow: float = 0.0
    vignette: float = 0.0


def lit(pixels: Pixels, light: Light, chance: Random) -> Pixels:
    """The picture in this light."""
    if light == Light():
        return pixels
    height, width = pixels.shape[:2]
    y, x = np.mgrid[0 : 1 : height // COARSE * 1j, 0 : 1 : width // COARSE * 1j].astype(np.float32)
    angle = chance.uniform(0, tau)
    slope = 0.5 + 0.5 * ((x - 0.5) * cos(angle) + (y - 0.5) * sin(angle)) / 0.71
    corners = ((x - 0.5) ** 2 + (y - 0.5) ** 2) / 0.5
    field = (1 - light.gradient * slope) * (1 - light.vignette * corners)
    field *= 1 - light.shadow * _hand(x, y, chance)
    fine = cv2.resize(field, (width, height), interpolation=cv2.INTER_LINEAR)
    return (pixels * fine[..., None]).astype(np.uint8)


def _hand(x: np.ndarray, y: np.ndarray, chance: Random) -> np.ndarray:
    """A soft-edged shadow that reaches in from one side."""
    edge = chance.uniform(0.35, 0.65) + 0.12 * np.sin(y * chance.uniform(4, 9) + chance.random())
    side = x if chance.random() < 1 / 2 else 1 - x
    return 1 / (1 + np.exp((side - edge) / 0.035))
