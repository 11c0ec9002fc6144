"""What the characters of names may be misread as.

python benchmarks/evaluation/lookalikes.py FONT > benchmarks/evaluation/lookalikes.tsv

A line holds a character, and those it may be taken for: of the table of look-alikes, of the
misreadings that users of PaddleOCR reported (#14420, #18299, #3030), and the three common
characters of the nearest shapes at 16 dots in a font that the program's own table of shapes was
not drawn with. The packaged lines were drawn with WenQuanYi Zen Hei; they hold no part of it.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib import resources
from itertools import islice
from pathlib import Path

TABLE = Path(__file__).with_name("lookalikes.tsv")
REPORTED = (
    *("谯焦", "嵘碟", "妩姚", "莆黄", "棚栅", "绰掉"),
    *("姣妹", "尕孕", "元无", "佳住", "军车", "陈阵"),
)
NEAREST = 3


@cache
def look_alikes(character: str) -> tuple[str, ...]:
    """What a character may be misread as; nothing for one that stands in no made-up name."""
    return _table().get(character, ())


@cache
def _table() -> dict[str, tuple[str, ...]]:
    lines = (line.split("\t") for line in TABLE.read_text("utf-8").splitlines())
    return {character: tuple(others) for character, others in lines}


def main(font: str) -> None:
    """Prints the table, for the characters that it holds."""
    drawn = _drawn_alike(font, tuple(_table()))
    pairs = (*_data("lookalikes.txt").split(), *REPORTED)
    for character in _table():
        tabled = [p.replace(character, "", 1) for p in pairs if character in p]
        print(character, "".join(dict.fromkeys([*tabled, *drawn[character]])), sep="\t")


def _drawn_alike(font_file: str, wanted: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The common characters that look most like each one in this font, at few dots."""
    import numpy as np  # noqa: PLC0415 - only to draw the table anew
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415 - as above

    characters = [line[0] for line in _data("characters.tsv").splitlines()]
    font = ImageFont.truetype(font_file, 32)
    drawings = []
    for character in characters:
        image = Image.new("L", (36, 40), 0)
        ImageDraw.Draw(image).text((2, 0), character, fill=255, font=font)
        drawings.append(np.asarray(image.resize((16, 16)), np.float32).ravel())
    dots = np.stack(drawings)
    dots -= dots.mean(0)
    dots /= np.linalg.norm(dots, axis=1, keepdims=True)
    found: dict[str, tuple[str, ...]] = dict.fromkeys(wanted, ())
    for index, character in enumerate(characters):
        if character in found:
            nearest = (characters[i] for i in np.argsort(-(dots @ dots[index]))[1:])
            found[character] = tuple(islice(filter(_is_common, nearest), NEAREST))
    return found


def _is_common(character: str) -> bool:
    """Whether it is of the first level of GB/T 2312: recognition reads rare ones as common."""
    return character.encode("gb2312", "replace")[0] in range(0xB0, 0xD8)


def _data(name: str) -> str:
    return (resources.files("normalizers") / "data" / name).read_text(encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
