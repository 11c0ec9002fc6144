"""How a form came: what of it is signed, and what of it a program read off a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .model import Origin

if TYPE_CHECKING:
    from parsers.model import Reading, Source

_RECOGNISER = "rapidocr"
"""What the method of a reading names where pages were recognised."""

_BY_KIND = {
    **dict.fromkeys(("png", "jpg", "jpeg", "tiff", "tif", "bmp", "webp", "heic"), Origin.SCAN),
    **dict.fromkeys(("pdf", "ofd"), Origin.PDF),
    **dict.fromkeys(("docx", "doc", "wps", "rtf", "odt"), Origin.WORD),
    **dict.fromkeys(("xlsx", "xls", "et", "ods"), Origin.SHEET),
}

RANKS = {origin: rank for rank, origin in enumerate(Origin)}
"""The origin of what counts before the others has the lowest rank."""


def origin_of(reading: Reading) -> Origin:
    """How the file of a reading came; text that recognition programs write is a transcript."""
    if _RECOGNISER in reading.method.lower():
        return Origin.SCAN
    return _BY_KIND.get(str(reading.kind), Origin.TRANSCRIPT)


def is_recognised(source: Source, origin: Origin) -> bool:
    """Whether a program read this text off a picture."""
    return origin is Origin.TRANSCRIPT or source.confidence < 1
