"""The forms that are measured: the same for the same setting and number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.staff import staffed
from evaluation.wording import reworded
from form_dice import dice
from form_pdf import font_of
from form_scan import scanned
from form_world import clean_form
from reportlab.pdfbase.pdfmetrics import getFont
from scan_print import printed, sheets_of
from scan_qualities import scan_style

if TYPE_CHECKING:
    from form_model import FormSpec
    from form_style import Style

    from .settings import Setting

FIRST_SEED = 2_000_000
"""The tests' forms, and those of the repairs, have smaller ones."""

EVERY = "uming"
"""A font that has every character."""


def form_of(seed: int) -> tuple[FormSpec, Style]:
    """The form of this seed, in a font that has all its characters."""
    chance = dice("scans", seed)
    spec = reworded(staffed(clean_form(seed), chance), chance)
    style = scan_style(seed)
    held = getFont(font_of(style.font)).face.charToGlyph
    said = {
        c
        for sheet in sheets_of(printed(spec, style), 20)
        for line in sheet.lines
        for c in line.text
    }
    missing = {c for c in said if ord(c) not in held and not c.isspace()}
    return spec, replace(style, font=EVERY) if missing else style


def file_of(setting: Setting, seed: int) -> bytes:
    """The form's file in this setting."""
    spec, style = form_of(seed)
    if setting.quality is None:
        return printed(spec, style)
    return scanned(spec, style, setting.quality.at(seed), setting.carrier)
