"""Converts several files ahead of their reading, by one start of LibreOffice for each kind."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.detect import kind_of
from parsers.errors import FileProblem
from parsers.office import ROUTES, prepared
from parsers.office.convert import all_converted
from parsers.office.shelf import shelve

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from parsers.limits import Limits
    from parsers.model import Kind


def convert_ahead(paths: Sequence[Path], seconds: float, limits: Limits) -> None:
    """Lay on the shelf what can be converted of these files; each start may take so long.

    What fails here is passed over without a word: whoever reads the file converts it by itself,
    and tells what is wrong with it.
    """
    for kind, files in _by_kind(paths, limits).items():
        route = ROUTES[kind]
        with suppress(FileProblem):
            made = all_converted([f.prepared for f in files], route, limits, seconds)
            for file, content in zip(files, made, strict=True):
                if content is not None:
                    shelve(file.original, route.target, content)


@dataclass(frozen=True, slots=True)
class _File:
    """A file as it came, and as LibreOffice is to get it."""

    original: bytes
    prepared: bytes


def _by_kind(paths: Sequence[Path], limits: Limits) -> dict[Kind, list[_File]]:
    """The files that need converting; what is none of them, or damaged, is left out."""
    found: dict[Kind, list[_File]] = defaultdict(list)
    for path in paths:
        with suppress(FileProblem, OSError):
            data = _content(path, limits)
            kind = kind_of(data)
            if kind in ROUTES:
                found[kind].append(_File(data, prepared(data, kind)))
    return found


def _content(path: Path, limits: Limits) -> bytes:
    """The file's bytes; none where they are over the limit."""
    return path.read_bytes() if path.stat().st_size <= limits.file_bytes else b""
