"""Where the sender's name stands over the date (GB/T 9704-2012, 7.3.5.1), however long it is."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from docx.shared import Twips

if TYPE_CHECKING:
    from docx.document import Document

_STYLES = frozenset({"发文机关署名", "成文日期"})

_LINE = 28
"""Characters of a line."""

_ROOM = 14
"""Characters that the styles leave for the name, centred over a date four characters from the
right."""

_RIGHT = 2
"""Characters that stay free on the right where the name takes more."""

_CHARACTER = 8844 / _LINE
"""Twentieths of a point."""


def make_room(document: Document, office: str) -> None:
    """Widens what the name is centred in, with the date, so that it stands on one line.

    Templates whose paragraphs have other styles are left as they are.
    """
    width = sum(1.0 if east_asian_width(c) in "WFA" else 0.5 for c in office)
    if width <= _ROOM:
        return
    right = min(_RIGHT, max(_LINE - width, 0))
    left = max(_LINE - right - width, 0)
    for paragraph in document.paragraphs:
        if paragraph.style is not None and paragraph.style.name in _STYLES:
            paragraph.paragraph_format.left_indent = Twips(int(left * _CHARACTER))
            paragraph.paragraph_format.right_indent = Twips(int(right * _CHARACTER))
