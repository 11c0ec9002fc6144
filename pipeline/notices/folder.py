"""The folder of letters: what is ours is renewed, what is the user's is left alone.

A record beside the letters holds the SHA-256 of each as it was written. A file whose bytes are
others is the user's: one that was there before, or a letter that has been edited since.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.publish.swap import recover, replace_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

RECORD = ".kaoping-notices.json"


@dataclass(frozen=True, slots=True)
class Piece:
    """A file to be written, and what it is about; no two letters to one subject stand together."""

    name: str
    subject: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """Names of files: written, kept because they are the user's, and superseded by others.

    The superseded are removed, or `left` where they have been edited.
    """

    written: tuple[str, ...]
    kept: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the record says of a file."""

    subject: str
    digest: str


def write_pieces(folder: Path, pieces: tuple[Piece, ...]) -> Outcome:
    """Writes the files, all or none of them, and takes away those that they supersede.

    A file that is not ours, or not any more, is neither overwritten nor removed.

    Raises:
        OSError: the folder cannot be written; its files are as they were.
    """
    folder.mkdir(parents=True, exist_ok=True)
    recover(folder)
    record = _record_in(folder)
    kept = tuple(p.name for p in pieces if not _is_free(folder, p.name, record))
    written = tuple(p for p in pieces if p.name not in kept)
    superseded = _superseded(pieces, record)
    removed = tuple(name for name in superseded if _is_free(folder, name, record))
    left = tuple(name for name in superseded if name not in removed)
    # What is superseded stays on record until the next time: it is ours until it is gone.
    entries = record | {p.name: _Entry(p.subject, _digest(p.content)) for p in written}
    replace_files(folder, {p.name: p.content for p in written} | {RECORD: _recorded(entries)})
    for name in removed:
        (folder / name).unlink(missing_ok=True)
    return Outcome(tuple(p.name for p in written), kept, removed, left)


def _is_free(folder: Path, name: str, record: Mapping[str, _Entry]) -> bool:
    """Whether nothing stands there, or what we put there ourselves."""
    path = folder / name
    if not path.exists():
        return True
    return path.is_file() and name in record and _digest(path.read_bytes()) == record[name].digest


def _superseded(pieces: tuple[Piece, ...], record: Mapping[str, _Entry]) -> tuple[str, ...]:
    """Letters on the same subjects under other names: a form that was returned now passes."""
    subjects = {piece.subject for piece in pieces}
    names = {piece.name for piece in pieces}
    return tuple(n for n, entry in record.items() if entry.subject in subjects and n not in names)


def _record_in(folder: Path) -> dict[str, _Entry]:
    """The record; without one, or with one that says something else, nothing is ours."""
    try:
        told: object = json.loads((folder / RECORD).read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    if not isinstance(told, dict):
        return {}
    return {
        name: _Entry(entry["subject"], entry["sha256"])
        for name, entry in told.items()
        if _is_name(name) and (folder / name).is_file() and _is_entry(entry)
    }


def _is_name(name: str) -> bool:
    """Whether it names a file in the folder itself, and no other."""
    return not set(name) & set("/\\:") and name not in {"", ".", ".."}


def _is_entry(told: object) -> bool:
    return isinstance(told, dict) and told.keys() == {"subject", "sha256"}


def _recorded(entries: Mapping[str, _Entry]) -> bytes:
    told = {n: {"subject": e.subject, "sha256": e.digest} for n, e in sorted(entries.items())}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
