"""What hands leave on a printed page: seals, stamps, ticks and scribbles."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import numpy as np
from scan_ink import Colour, inked, mottled
from scan_print import POINT
from scan_seal import seal_of, stamp_of, turned

if TYPE_CHECKING:
    from random import Random

    from form_model import FormSpec
    from scan_ink import Mask
    from scan_print import Sheet

    from parsers.picture import Pixels

RED: Colour = (205, 20, 35)
BLUE: Colour = (25, 45, 150)
SEAL = 4.2  # centimetres: the seal of an office of a district
STAMP = 3.5  # centimetres
INCH = 2.54  # centimetres
TICK = ((0.0, 0.55), (0.35, 1.0), (1.0, 0.0))


class Over(Enum):
    """What a seal stands over."""

    DATE = auto()  # the letter's date, on an upright page
    HEAD = auto()  # 参评单位（盖章） above the table
    TABLE = auto()  # cells anywhere on each of the table's pages


@dataclass(frozen=True, slots=True)
class Marks:
    """`seals` and `stamps` say what they stand over; `opacity` is of both, from 0 to 1.

    `ticks` and `scribbles` in blue are counted per page; each begins at a line of text.
    """

    seals: tuple[Over, ...] = ()
    stamps: tuple[Over, ...] = ()
    opacity: float = 0.75
    ticks: int = 0
    scribbles: int = 0


def marked(sheet: Sheet, marks: Marks, spec: FormSpec, chance: Random) -> Pixels:
    """The page's pixels with the marks on them."""
    pixels = sheet.pixels
    for over in marks.seals:
        mask = turned(_seal(f"泉州市{spec.unit}", round(SEAL / INCH * sheet.dpi)), _lean(chance))
        pixels = _pressed(pixels, mask, _spot(sheet, over, spec, chance), marks, chance)
    for over in marks.stamps:
        mask = turned(stamp_of(("收文专用", "洛江区效能办"), round(STAMP / INCH * sheet.dpi)), 3)
        pixels = _pressed(pixels, mask, _spot(sheet, over, spec, chance), marks, chance)
    for _ in range(marks.ticks if sheet.lines else 0):
        pixels = _ticked(pixels, sheet, chance)
    for _ in range(marks.scribbles if sheet.lines else 0):
        pixels = _scribbled(pixels, sheet, chance)
    return pixels


@lru_cache(maxsize=16)
def _seal(name: str, diameter: int) -> Mask:
    return seal_of(name, diameter)


def _lean(chance: Random) -> float:
    return chance.uniform(-12, 12)


def _spot(sheet: Sheet, over: Over, spec: FormSpec, chance: Random) -> tuple[float, float] | None:
    """The middle of a mark, in pixels; None where this page has nothing of the kind."""
    if over is Over.TABLE:
        height, width = sheet.pixels.shape[:2]
        across, down = chance.uniform(0.2, 0.8), chance.uniform(0.3, 0.7)
        return (width * across, height * down) if sheet.landscape else None
    if sheet.landscape is not (over is Over.HEAD):
        return None
    word = "盖章" if over is Over.HEAD else _day(spec)
    line = sheet.line_with(word) if word else None
    if line is None:
        return None
    x0, y0, x1, y1 = line.box
    return x0 + (x1 - x0) * chance.uniform(0.3, 0.7), (y0 + y1) / 2 - (y1 - y0)


def _day(spec: FormSpec) -> str:
    return spec.letter.day.replace(" ", "") if spec.letter else ""


def _pressed(
    pixels: Pixels, mask: Mask, spot: tuple[float, float] | None, marks: Marks, chance: Random
) -> Pixels:
    if spot is None:
        return pixels
    ink = mottled(mask, chance, max(2, mask.shape[1] // 40), 0.55) * marks.opacity
    x, y = spot[0] - mask.shape[1] / 2, spot[1] - mask.shape[0] / 2
    return inked(pixels, ink, RED, round(x), round(y))


def _ticked(pixels: Pixels, sheet: Sheet, chance: Random) -> Pixels:
    size = round(chance.uniform(10, 16) / POINT * sheet.dpi)
    points = np.array(TICK) * size + [[size * chance.uniform(-0.1, 0.1) + 2, 2] for _ in TICK]
    return _drawn(pixels, points, sheet, chance)


def _scribbled(pixels: Pixels, sheet: Sheet, chance: Random) -> Pixels:
    """A few words by hand, as good as illegible: loops from left to right."""
    height = chance.uniform(6, 11) / POINT * sheet.dpi
    length = chance.uniform(25, 70) / POINT * sheet.dpi
    time = np.linspace(0, chance.uniform(20, 45), 160)
    x = time / time[-1] * length + np.sin(time * 0.9) * height * 0.35
    y = (np.sin(time) + 0.5 * np.sin(time * 1.7 + chance.random() * 6)) * height * 0.33 + height
    return _drawn(pixels, np.stack([x + height, y + 2], axis=1), sheet, chance)


def _drawn(pixels: Pixels, points: np.ndarray, sheet: Sheet, chance: Random) -> Pixels:
    """A stroke of a pen through these points, beginning about a line of text."""
    width, height = np.ceil(points.max(axis=0)).astype(int) + 6
    canvas = np.zeros((height, width), np.uint8)
    thick = max(1, round(1.1 / POINT * sheet.dpi))
    cv2.polylines(canvas, [points.round().astype(np.int32)], False, 255, thick, cv2.LINE_AA)  # noqa: FBT003 - OpenCV's way
    line = chance.choice(sheet.lines)
    x, y = line.box[0] + chance.uniform(-5, 25), line.box[1] - height / 2 + chance.uniform(-5, 5)
    return inked(pixels, canvas.astype(np.float32) / 255 * 0.9, BLUE, round(x), round(y))
