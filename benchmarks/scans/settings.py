"""What is measured: scans of a quality, in a file of a kind; and digital files, for comparison."""

from __future__ import annotations

from dataclasses import dataclass

from form_scan import Carrier
from form_style import Rules
from scan_qualities import (
    CLEAN,
    COARSE,
    COPY,
    FAINT,
    FAX,
    OFFICE,
    OLD,
    PHOTO,
    SMALL,
    TURNED,
    Quality,
)

__all__ = ["SETTINGS", "Carrier", "Setting"]


@dataclass(frozen=True, slots=True)
class Setting:
    """Scans that are measured together; `quality` None stands for the digital file itself.

    `about` says what they look like, for the page. `rules` are how the tables are drawn, None
    where each form has its own way; `font` likewise.
    """

    name: str
    quality: Quality | None
    carrier: Carrier
    about: str
    rules: Rules | None = None
    font: str | None = None

    @property
    def ending(self) -> str:
        """The ending of its files' names, without the dot."""
        return self.carrier.rpartition(".")[2]


SETTINGS = (
    Setting("digital", None, Carrier.PDF, "the PDF that was printed, not scanned: the measure"),
    Setting(
        "digital-word",
        None,
        Carrier.PDF,
        "the same by LibreOffice, which cuts merged cells at page edges: the measure of WORD",
        font="serif",
    ),
    Setting("CLEAN", CLEAN, Carrier.PDF, "300 dpi, straight"),
    Setting(
        "OFFICE", OFFICE, Carrier.PDF, "200 dpi, ±1.5°, noise, JPEG 50, seals on head or cells"
    ),
    Setting("COARSE", COARSE, Carrier.PDF, "as OFFICE, at 150 dpi"),
    Setting("FAX", FAX, Carrier.PDF, "150 dpi, grey, noise, JPEG 50, a seal over cells"),
    Setting("PHOTO", PHOTO, Carrier.PDF, "photograph: perspective, bend, shadow, seals"),
    Setting("COPY", COPY, Carrier.PDF, "photocopy, black and white, 200 dpi, rules with gaps"),
    Setting("OLD", OLD, Carrier.PDF, "yellowed, back shows through, stain, fold, writing by hand"),
    Setting("SMALL", SMALL, Carrier.PDF, "110 dpi"),
    Setting("TURNED", TURNED, Carrier.PDF, "as OFFICE, turned by 90°, 180° or 270°"),
    Setting("FAINT", FAINT, Carrier.PDF, "as OFFICE, rules faint and with gaps, some missing"),
    Setting("DASHED", CLEAN, Carrier.PDF, "as CLEAN, all rules dashed", Rules.DASHED),
    Setting("WORD", OFFICE, Carrier.PDF, "as OFFICE, printed by LibreOffice", font="serif"),
    Setting("TIFF", OFFICE, Carrier.TIFF, "as OFFICE, in one TIFF"),
    Setting("STRIPS", OFFICE, Carrier.STRIPS, "as OFFICE, each page cut into seven pictures"),
    Setting("LAYERED", OFFICE, Carrier.LAYERED, "as OFFICE, with hidden text that is right"),
    Setting("GARBLED", OFFICE, Carrier.GARBLED, "as OFFICE, with hidden text that is wrong"),
    Setting("MIXED", OFFICE, Carrier.MIXED, "as OFFICE, every other page; the others digital"),
    Setting("LETTER", OFFICE, Carrier.LETTER, "as OFFICE, the upright pages; the table digital"),
    Setting("FAX-PDF", COPY, Carrier.FAX, "as COPY, compressed as fax machines do"),
)
