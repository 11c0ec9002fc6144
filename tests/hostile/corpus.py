"""All hostile files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hostile.archive_attacks import archive_attacks
from hostile.bombs import bombs
from hostile.pdf_attacks import pdf_attacks
from hostile.references_out import references_out
from hostile.spoilt import spoilt
from hostile.xml_attacks import xml_attacks

if TYPE_CHECKING:
    from hostile.model import Hostile, Lure


def corpus(lure: Lure) -> tuple[Hostile, ...]:
    """Every file, each with a name of its own; none is made yet."""
    files = (
        *xml_attacks(lure),
        *references_out(lure),
        *pdf_attacks(lure),
        *archive_attacks(lure),
        *bombs(),
        *spoilt(),
    )
    names = [file.name for file in files]
    if len(set(names)) < len(names):
        raise ValueError(f"two files of one name: {sorted(n for n in names if names.count(n) > 1)}")
    return files
