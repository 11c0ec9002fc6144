"""Where conversions are kept for those who come for them later, and where they are made.

Several files converted by one start cost a quarter of as many starts: whoever has many files has
them converted first, and lays the results here under the fingerprints of the originals.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_folder: ContextVar[Path | None] = ContextVar("shelf", default=None)


@contextmanager
def shelf_at(folder: Path | None) -> Iterator[None]:
    """Within it conversions are made and kept in this folder, which exists; None for nowhere."""
    token = _folder.set(folder)
    try:
        yield
    finally:
        _folder.reset(token)


def workshop() -> Path | None:
    """The folder to work in; None for the system's own."""
    return _folder.get()


def shelved(original: bytes, target: str) -> bytes | None:
    """What was kept of a file's conversion to this format; None where nothing was."""
    place = _place(original, target)
    return place.read_bytes() if place is not None and place.is_file() else None


def shelve(original: bytes, target: str, made: bytes) -> None:
    """Keep a file's conversion."""
    place = _place(original, target)
    if place is not None:
        place.write_bytes(made)


def _place(original: bytes, target: str) -> Path | None:
    folder = _folder.get()
    return folder and folder / f"{hashlib.sha256(original).hexdigest()}.{target}"
