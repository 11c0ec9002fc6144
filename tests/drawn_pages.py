"""Pages drawn pixel by pixel: what stands where on them is known to the point.

page = Drawn(300, 200, dpi=200)      # points, as all lengths here are
page.rule(20, 40, 280, 40)
page.text("序号", 24, 44)
picture = page.picture
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import cv2
import numpy as np
from form_pdf import FONT_FILES
from PIL import Image, ImageDraw, ImageFont

from parsers.picture import Picture, Pixels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Colour = tuple[int, int, int]
Segment = tuple[float, float, float, float]
"""x0, y0, x1, y1 of a rule, in points."""

POINT = 72.0
BLACK: Colour = (20, 20, 20)
RED: Colour = (215, 40, 45)
THIN = 0.8
SIZE = 9.0


@dataclass(slots=True)
class Drawn:
    """A white sheet, `width` by `height` points, and a pen."""

    width: float
    height: float
    dpi: int = 200
    pixels: Pixels = field(init=False, repr=False)

    def __post_init__(self) -> None:
        size = (round(self.height * self.scale), round(self.width * self.scale), 3)
        self.pixels = np.full(size, 255, np.uint8)

    @property
    def scale(self) -> float:
        """Pixels a point."""
        return self.dpi / POINT

    @property
    def picture(self) -> Picture:
        """The page as a file would hold it that tells the size of its paper."""
        return Picture(self.pixels, self.width, self.height)

    def rule(self, x0: float, y0: float, x1: float, y1: float, *, thick: float = THIN) -> None:
        """A level or an upright rule."""
        half = thick / 2
        across = (0.0, half) if y0 == y1 else (half, 0.0)
        self.block(x0 - across[0], y0 - across[1], x1 + across[0], y1 + across[1])

    def block(self, x0: float, y0: float, x1: float, y1: float, colour: Colour = BLACK) -> None:
        """A rectangle that is filled, at least a pixel wide and high."""
        left, top = round(x0 * self.scale), round(y0 * self.scale)
        right, bottom = round(x1 * self.scale), round(y1 * self.scale)
        self.pixels[top : max(bottom, top + 1), left : max(right, left + 1)] = colour

    def dashed(self, segment: Segment, on: float = 3.0, off: float = 2.0) -> None:
        """A rule of dashes."""
        x0, y0, x1, y1 = segment
        length = max(x1 - x0, y1 - y0)
        dx, dy = (x1 - x0) / length, (y1 - y0) / length
        for start in np.arange(0, length, on + off).tolist():
            end = min(start + on, length)
            self.rule(x0 + dx * start, y0 + dy * start, x0 + dx * end, y0 + dy * end)

    def text(self, words: str, x: float, y: float, size: float = SIZE, font: str = "gbsn") -> None:
        """A line of black print; x and y are those of its upper left corner."""
        image = Image.fromarray(self.pixels)
        pen = ImageDraw.Draw(image)
        place = (round(x * self.scale), round(y * self.scale))
        pen.text(place, words, BLACK, font_of(font, round(size * self.scale)))
        self.pixels = np.array(image)

    def disc(self, x: float, y: float, radius: float, colour: Colour = BLACK) -> None:
        """A round spot, such as a punch hole."""
        middle = (round(x * self.scale), round(y * self.scale))
        cv2.circle(self.pixels, middle, round(radius * self.scale), colour, -1, cv2.LINE_AA)

    def under(self, mask: NDArray[np.float32], x: float, y: float, colour: Colour = RED) -> None:
        """Transparent ink over the page; x and y are those of the mask's upper left corner."""
        left, top = round(x * self.scale), round(y * self.scale)
        rows, columns = mask.shape
        part = self.pixels[top : top + rows, left : left + columns]
        light = 1 - mask[: part.shape[0], : part.shape[1], None] * (1 - np.array(colour) / 255)
        self.pixels[top : top + rows, left : left + columns] = (part * light).astype(np.uint8)


@cache
def font_of(name: str, size: int) -> ImageFont.FreeTypeFont:
    """A font of the tests' forms, `size` in pixels."""
    return ImageFont.truetype(FONT_FILES[name][0], size)


WIDTHS = (50.0, 190.0, 60.0)
ROW = 22.0
LEFT, TOP = 30.0, 40.0
ROWS = (
    ("序号", "目标内容", "权重"),
    ("1-1", "推进信用体系建设", "2"),
    ("1-2", "完善价格服务", "1.5"),
    ("1-3", "安排项目计划", "3"),
)


def edges_of(first: float, lengths: Sequence[float]) -> list[float]:
    """Where columns or rows of these widths begin and end."""
    return [first + sum(lengths[:n]) for n in range(len(lengths) + 1)]


def table_page(
    rows: Sequence[Sequence[str]] = ROWS,
    dpi: int = 200,
    widths: Sequence[float] = WIDTHS,
    open_sides: bool = False,  # noqa: FBT001, FBT002 - a look, as the style of a form is
) -> Drawn:
    """A page with one ruled table."""
    page = Drawn(sum(widths) + 2 * LEFT, ROW * len(rows) + 2 * TOP, dpi)
    xs, ys = edges_of(LEFT, widths), edges_of(TOP, (ROW,) * len(rows))
    for x in xs[1:-1] if open_sides else xs:
        page.rule(x, ys[0], x, ys[-1])
    for y in ys:
        page.rule(xs[0], y, xs[-1], y)
    fill(page, rows, widths)
    return page


def fill(page: Drawn, rows: Sequence[Sequence[str]], widths: Sequence[float] = WIDTHS) -> None:
    """The texts of a table's cells."""
    for y, row in zip(edges_of(TOP, (ROW,) * len(rows)), rows, strict=False):
        for x, words in zip(edges_of(LEFT, widths), row, strict=False):
            page.text(words, x + 5, y + 6)
