"""One picture as its file holds it -> the page: upright by its own word, red, green and blue."""

from __future__ import annotations

import math
import struct
from typing import TYPE_CHECKING

import numpy as np
from PIL import ExifTags, Image, ImageOps

from parsers.picture import Picture

if TYPE_CHECKING:
    from numpy.typing import NDArray

POINTS = 72.0
"""Points an inch."""
SCREEN = 96.5
"""Dots an inch up to which the file says nothing of any paper: programs that do not know write 72
(cameras, JFIF) or 96 (screens). The coarsest of machines, a fax, has 98 (ITU-T T.30)."""
SQUARE = 1.05
"""Times as fine one way as the other, up to which a picture's pixels are square."""
DAMAGES = (
    OSError,
    EOFError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    RuntimeError,
    struct.error,
)
"""What Pillow's decoders raise on damaged files."""
_DEEP = ("I;16", "I;16B", "I;16L", "I;16N", "I", "F")
"""Pillow's modes with more than 256 levels of grey."""
_TOPS = (1, 255, 65535, 2.0**31)
"""The lightest tone, by how many levels there may be."""
_ON_ITS_SIDE = 5
"""Exif orientations from here on change width and height (Exif 2.3, 4.6.4)."""
_PHOTOMETRIC = 262  # the TIFF tag; 0 where white is 0 (TIFF 6.0, section 8)


class Damaged(ValueError):
    """A picture cannot be unpacked, or is cut off."""


def sheet_of(image: Image.Image | None) -> Picture:
    """The page that a picture shows.

    Its size is what the file says in dots an inch, whatever paper that makes; None where that is
    a screen's resolution or none.

    Args:
        image: not unpacked yet; None where it is not even to be had.

    Raises:
        Damaged: it cannot be unpacked, or is cut off.
    """
    if image is None:
        raise Damaged
    try:
        on_its_side = image.getexif().get(ExifTags.Base.Orientation, 1) >= _ON_ITS_SIDE
        image.load()
        dpi = _dots_an_inch(image)
        white_is_0 = _is_white_0(image)
        ImageOps.exif_transpose(image, in_place=True)
        coloured = _in_colours(image, white_is_0=white_is_0)
    except DAMAGES as problem:
        raise Damaged from problem
    if dpi is None:
        return Picture(np.array(coloured))
    across, down = dpi[::-1] if on_its_side else dpi
    width, height = coloured.width * POINTS / across, coloured.height * POINTS / down
    return Picture(np.array(_squared(coloured, across, down)), width, height)


def _dots_an_inch(image: Image.Image) -> tuple[float, float] | None:
    """Across and down, as the file lies; None where it says nothing of the paper."""
    told = image.info.get("dpi")
    if not isinstance(told, tuple) or len(told) != 2:  # noqa: PLR2004 - across and down
        return None
    across, down = float(told[0]), float(told[1])
    if not (math.isfinite(across) and math.isfinite(down)) or min(across, down) <= SCREEN:
        return None
    return across, down


def _squared(image: Image.Image, across: float, down: float) -> Image.Image:
    """The picture with pixels as wide as high: a fax has twice as many across as down."""
    if max(across, down) <= SQUARE * min(across, down):
        return image
    fine = max(across, down)
    size = (round(image.width * fine / across), round(image.height * fine / down))
    return image.resize(size, Image.Resampling.BICUBIC)


def _is_white_0(image: Image.Image) -> bool:
    """Whether the file counts tones from white, which Pillow heeds up to 8 bits only."""
    return getattr(image, "tag_v2", {}).get(_PHOTOMETRIC) == 0


def _in_colours(image: Image.Image, *, white_is_0: bool) -> Image.Image:
    """The picture in red, green and blue of 256 levels, on white."""
    if image.mode in _DEEP:
        tones = _tones(image)
        return Image.fromarray(255 - tones if white_is_0 else tones).convert("RGB")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(paper, layer).convert("RGB")
    return image if image.mode == "RGB" else image.convert("RGB")


def _tones(image: Image.Image) -> NDArray[np.uint8]:
    """Deep greys in 256 levels."""
    levels = np.nan_to_num(np.asarray(image, dtype=np.float32))
    levels = np.clip(levels, 0, _TOPS[-1])
    deep = image.mode.startswith("I;16")
    top = 65535 if deep else next(t for t in _TOPS if levels.max(initial=0) <= t)
    tones: NDArray[np.uint8] = (levels * (255 / top)).round().astype(np.uint8)
    return tones
