"""Zip archives whose bytes depend on what is in them alone, and not on the clock."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Mapping

_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip archive can hold."""

_UNIX = 3
"""The system said to have made it: the default differs between Windows and others."""


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """An archive of the parts, in their order."""
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            entry = ZipInfo(name, _NO_TIME)
            entry.create_system = _UNIX
            archive.writestr(entry, content, ZIP_DEFLATED)
    return stream.getvalue()


def with_no_times(archive: bytes) -> bytes:
    """The same archive with nothing of the clock in it."""
    with ZipFile(io.BytesIO(archive)) as made:
        return zipped({name: made.read(name) for name in made.namelist()})
