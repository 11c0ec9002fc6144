"""The forms that are measured: the same for the same setting and number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.staff import staffed
from evaluation.wording import reworded
from form_dice import dice
from form_layout import Text, layout
from form_pdf import FONT_FILES, font_of
from form_scan import scanned
from form_table import Table
from form_world import clean_form
from reportlab.pdfbase.pdfmetrics import getFont
from scan_print import printed
from scan_qualities import scan_style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from form_layout import Block
    from form_model import FormSpec
    from form_style import Style

    from .settings import Setting

FIRST_SEED = 2_000_000
"""The tests' forms, and those of the repairs, have smaller ones."""

EVERY = "uming"
"""A font that has every character."""


def form_of(setting: Setting, seed: int) -> tuple[FormSpec, Style]:
    """The form of this seed as it is printed in this setting."""
    chance = dice("scans", seed)
    spec = reworded(staffed(clean_form(seed), chance), chance)
    style = scan_style(seed)
    style = replace(style, rules=setting.rules or style.rules, font=setting.font or style.font)
    return spec, style if _held(spec, style) else replace(style, font=EVERY)


def file_of(setting: Setting, seed: int) -> bytes:
    """The form's file in this setting."""
    spec, style = form_of(setting, seed)
    if setting.quality is None:
        return printed(spec, style)
    return scanned(spec, style, setting.quality.at(seed), setting.carrier)


def _held(spec: FormSpec, style: Style) -> bool:
    """Whether the font has every character of the form; those of LibreOffice have."""
    if style.font not in FONT_FILES:
        return True
    held = getFont(font_of(style.font)).face.charToGlyph
    said = {
        character for block in layout(spec, style) for text in _texts(block) for character in text
    }
    return all(ord(character) in held or character.isspace() for character in said)


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Text):
        yield block.text
    elif isinstance(block, Table):
        yield from (cell.text for cell in block.cells)
