"""Folders of made-up forms, by the tests' builder."""

from __future__ import annotations

import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[2] / "tests"
DRAWN = 100
"""So many forms of a folder differ at most, unless told otherwise: drawing is slow."""


def form_file(seed: int, kind: str) -> bytes:
    """A made-up form's file, of a kind by its ending: docx, pdf, ofd, xlsx, html."""
    if str(TESTS) not in sys.path:
        sys.path.insert(0, str(TESTS))
    from forms import Kind, build, random_form  # noqa: PLC0415 - found only now

    return build(*random_form(seed), Kind(kind))


def drawn(folder: Path, count: int, kind: str, seed: int = 20_000) -> list[Path]:
    """So many forms in a new folder, the hundred-and-first like the first."""
    folder.mkdir(parents=True)
    forms = [form_file(seed + number, kind) for number in range(min(count, DRAWN))]
    files = [folder / f"{number:05}.{kind}" for number in range(count)]
    for number, file in enumerate(files):
        file.write_bytes(forms[number % DRAWN])
    return files


def of_many_units(folder: Path, count: int, seed: int = 20_000) -> list[Path]:
    """So many HTML forms in a new folder, each of another unit: their texts recur as in `drawn`.

    A form of the hundred that are drawn says its unit's name in one way, which is replaced.
    """
    files = drawn(folder, count, "html", seed)
    from forms import random_form  # noqa: PLC0415 - found once something is drawn

    units = [random_form(seed + number)[0].unit for number in range(min(count, DRAWN))]
    for number, file in enumerate(files):
        text = file.read_text(encoding="utf-8")
        unit = units[number % DRAWN]
        other = f"{unit[:3]}{_name(number)}局"
        file.write_text(text.replace(unit, other).replace(unit[3:], other[3:]), encoding="utf-8")
    return files


_SYLLABLES = "东西南北春夏秋冬山水江河湖海林田金木土石风云雨雪日月星光红黄蓝白青紫松竹梅兰菊荷"


def _name(number: int) -> str:
    """A unit's name: another one for each number below 64,000."""
    places = (number // 1600 % 40, number // 40 % 40, number % 40)
    return "".join(_SYLLABLES[place] for place in places)
