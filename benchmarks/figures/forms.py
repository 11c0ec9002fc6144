"""Folders of made-up forms, by the tests' builder."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from form_model import FormSpec

TESTS = Path(__file__).resolve().parents[2] / "tests"
DRAWN = 120
"""So many forms of a folder differ at most, unless told otherwise: drawing is slow."""


def form_file(seed: int, kind: str, unit: str = "") -> bytes:
    """A made-up form's file, of a kind by its ending: docx, pdf, ofd, xlsx, html.

    `unit` is whose it is, any of a dozen if it is empty.
    """
    if str(TESTS) not in sys.path:
        sys.path.insert(0, str(TESTS))
    from forms import Kind, build, random_form  # noqa: PLC0415 - found only now

    spec, style = random_form(seed)
    return build(_of_unit(spec, unit) if unit else spec, style, Kind(kind))


def drawn(folder: Path, count: int, kind: str, seed: int = 20_000) -> list[Path]:
    """So many forms in a new folder, those beyond `DRAWN` like the first.

    Those that differ are each of a unit of its own, as in a district.
    """
    folder.mkdir(parents=True)
    forms = [form_file(seed + n, kind, unit_of(n)) for n in range(min(count, DRAWN))]
    files = [folder / f"{number:05}.{kind}" for number in range(count)]
    for number, file in enumerate(files):
        file.write_bytes(forms[number % DRAWN])
    return files


def of_many_units(folder: Path, count: int) -> list[Path]:
    """So many HTML forms in a new folder, all of units of their own: their texts recur."""
    files = drawn(folder, count, "html")
    for number, file in enumerate(files):
        text = file.read_text(encoding="utf-8")
        former, own = unit_of(number % DRAWN), unit_of(number)
        file.write_text(text.replace(former, own).replace(former[3:], own[3:]), encoding="utf-8")
    return files


_SYLLABLES = "东西南北春夏秋冬山水江河湖海林田金木土石风云雨雪日月星光红黄蓝白青紫松竹梅兰菊荷"


def unit_of(number: int) -> str:
    """A unit's name: another one for each number below 64,000."""
    places = (number // 1600 % 40, number // 40 % 40, number % 40)
    return f"洛江区{''.join(_SYLLABLES[place] for place in places)}局"


def _of_unit(spec: FormSpec, unit: str) -> FormSpec:
    """The form as that unit would send it."""
    letter = spec.letter
    if letter is not None and letter.unit == spec.unit:
        letter = replace(letter, unit=unit)
    line = unit if spec.unit_line == spec.unit else spec.unit_line
    return replace(spec, unit=unit, unit_line=line, letter=letter)
