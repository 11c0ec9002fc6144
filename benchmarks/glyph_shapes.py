"""Draw every character in the fonts of official papers and keep the pairs that look alike.

python benchmarks/glyph_shapes.py FONT[#FACE] ... > normalizers/data/shapes.tsv

Each character is drawn at 48 points, blurred as a poor scan would, and brought to 24 by 24 dots;
what all characters have in common is taken away, and the rest compared by its cosine, averaged
over the fonts. A line holds a character, then those that follow it in the table and are alike to
it by 0.6, 0.5, 0.4 and 0.35. The packaged table was drawn with AR PL UMing (Song), Noto Serif
CJK SC and Noto Sans CJK SC; it holds measures of their shapes, no part of the fonts.
"""

from __future__ import annotations

import sys
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

SIZE, CANVAS, DOTS, BLUR = 48, 56, 24, 1.6
LEVELS = (0.6, 0.5, 0.4, 0.35)


def main(fonts: list[str]) -> None:
    """Print the table."""
    table = resources.files("normalizers") / "data" / "characters.tsv"
    characters = [line.split("\t")[0] for line in table.read_text("utf-8").splitlines()]
    drawn = [_unlike_the_mean(_drawings(characters, font)) for font in fonts]
    for index, character in enumerate(characters):
        alike = sum(d[index + 1 :] @ d[index] for d in drawn) / len(drawn)
        print("\t".join([character, *_levels(alike, characters[index + 1 :])]))


def _drawings(characters: list[str], font: str) -> NDArray[np.float32]:
    path, _, face = font.partition("#")
    shape = ImageFont.truetype(path, SIZE, index=int(face or 0))
    return np.stack([_drawing(character, shape) for character in characters])


def _drawing(character: str, font: ImageFont.FreeTypeFont) -> NDArray[np.float32]:
    image = Image.new("L", (CANVAS, CANVAS), 0)
    ImageDraw.Draw(image).text(((CANVAS - SIZE) // 2, 0), character, fill=255, font=font)
    small = image.filter(ImageFilter.GaussianBlur(BLUR)).resize((DOTS, DOTS))
    dots = np.asarray(small, np.float32).ravel()
    return _normed(dots - dots.mean())


def _unlike_the_mean(drawings: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.stack([_normed(row) for row in drawings - drawings.mean(0)])


def _normed(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    return vector / (np.linalg.norm(vector) + 1e-6)


def _levels(alike: NDArray[np.float32], others: list[str]) -> Iterator[str]:
    highest = np.inf
    for level in LEVELS:
        yield "".join(others[i] for i in np.flatnonzero((alike >= level) & (alike < highest)))
        highest = level


if __name__ == "__main__":
    main(sys.argv[1:])
