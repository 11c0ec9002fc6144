"""A form on paper, spoilt and taken by a machine: the door to the modules scan_*.

spec, style = clean_form(7), Style()
data = scanned(spec, style, OFFICE.at(7), Carrier.PDF)      # qualities are in scan_qualities
truth = truth_of(spec)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from form_dice import dice
from scan_files import (
    Shot,
    fax_pdf_of,
    jpeg_file_of,
    mixed_pdf_of,
    picture_pdf_of,
    png_of,
    tiff_of,
)
from scan_layer import garbled_layer, no_layer, right_layer
from scan_light import Light, lit
from scan_marks import Marks, Over, marked
from scan_paper import Paper, on_paper
from scan_print import Sheet, printed, sheets_of
from scan_rules import Rulings, spoilt_rules
from scan_sensor import Sensor, Tone, sensed
from scan_shape import Shape, shaped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from form_model import FormSpec
    from form_style import Style

__all__ = [
    "Carrier",
    "Light",
    "Marks",
    "Over",
    "Paper",
    "Rulings",
    "Scan",
    "Sensor",
    "Shape",
    "Shot",
    "Tone",
    "scanned",
    "scanned_files",
    "shots_of",
]

STRIPS = 7


class Carrier(StrEnum):
    """What file the pictures come in."""

    PNG = "png"
    JPEG = "jpg"
    TIFF = "tiff"
    PDF = "pdf"  # a picture a page
    STRIPS = "strips.pdf"  # several pictures a page
    FAX = "fax.pdf"  # black and white, CCITT G4
    LAYERED = "layered.pdf"  # with hidden text that is right
    GARBLED = "garbled.pdf"  # with hidden text that is wrong
    LETTER = "letter.pdf"  # the upright pages scanned, the table digital
    MIXED = "mixed.pdf"  # every other page scanned


SINGLE = frozenset({Carrier.PNG, Carrier.JPEG})
"""One page a file."""

FROM_SHOTS: Mapping[Carrier, Callable[[Sequence[Shot]], bytes]] = {
    Carrier.TIFF: tiff_of,
    Carrier.FAX: fax_pdf_of,
    Carrier.PDF: partial(picture_pdf_of, strips=1, overlay=no_layer),
    Carrier.STRIPS: partial(picture_pdf_of, strips=STRIPS, overlay=no_layer),
    Carrier.LAYERED: partial(picture_pdf_of, strips=1, overlay=right_layer),
    Carrier.GARBLED: partial(picture_pdf_of, strips=1, overlay=garbled_layer),
}
"""The files that hold every page as a picture."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What happens to the printed pages; nothing, by default. The same scan has the same pixels."""

    seed: int = 0
    dpi: int = 200
    rulings: Rulings = field(default_factory=Rulings)
    marks: Marks = field(default_factory=Marks)
    paper: Paper = field(default_factory=Paper)
    shape: Shape = field(default_factory=Shape)
    light: Light = field(default_factory=Light)
    sensor: Sensor = field(default_factory=Sensor)


def scanned(spec: FormSpec, style: Style, scan: Scan, carrier: Carrier) -> bytes:
    """The form's file.

    Raises:
        ValueError: the form has several pages, and the file holds one: see scanned_files.
    """
    if carrier in SINGLE:
        files = scanned_files(spec, style, scan, carrier)
        if len(files) > 1:
            raise ValueError(f"the form has {len(files)} pages, a {carrier} holds one")
        return files[0]
    shots = shots_of(spec, style, scan)
    if carrier in FROM_SHOTS:
        return FROM_SHOTS[carrier](shots)
    pictures = picture_pdf_of(shots, 1, no_layer)
    return mixed_pdf_of(printed(spec, style), pictures, _chosen(spec, style, scan, carrier))


def scanned_files(spec: FormSpec, style: Style, scan: Scan, carrier: Carrier) -> tuple[bytes, ...]:
    """The form's files, one a page: PNG, or else JPEG."""
    save = png_of if carrier is Carrier.PNG else jpeg_file_of
    return tuple(save(shot) for shot in shots_of(spec, style, scan))


def shots_of(spec: FormSpec, style: Style, scan: Scan) -> tuple[Shot, ...]:
    """Every page of the form, in order."""
    sheets = sheets_of(printed(spec, style), scan.dpi)
    return tuple(_shot(number, sheets, spec, scan) for number in range(len(sheets)))


def _shot(number: int, sheets: Sequence[Sheet], spec: FormSpec, scan: Scan) -> Shot:
    sheet = sheets[number]
    back = sheets[(number + 1) % len(sheets)].pixels
    chances = [dice("scan", scan.seed, number, stage) for stage in range(6)]
    inkless = Sheet(spoilt_rules(sheet, scan.rulings, chances[0]), sheet.lines, sheet.dpi)
    pixels = marked(inkless, scan.marks, spec, chances[1])
    pixels = on_paper(pixels, back, scan.paper, scan.dpi, chances[2])
    pixels, matrix = shaped(pixels, scan.shape, chances[3])
    pixels = sensed(lit(pixels, scan.light, chances[4]), scan.sensor, chances[5])
    bits = 1 if scan.sensor.tone is Tone.ONE_BIT else 8
    return Shot(pixels, matrix, sheet.lines, scan.dpi, scan.sensor.jpeg, bits)


def _chosen(spec: FormSpec, style: Style, scan: Scan, carrier: Carrier) -> list[bool]:
    """Which pages are pictures."""
    sheets = sheets_of(printed(spec, style), scan.dpi)
    if carrier is Carrier.LETTER:
        return [not sheet.landscape for sheet in sheets]
    return [number % 2 == 0 for number in range(len(sheets))]
