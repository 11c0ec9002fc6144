"""Folders of made-up forms, by the tests' builder."""

from __future__ import annotations

import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[2] / "tests"
DRAWN = 100
"""So many forms of a folder differ at most, unless told otherwise: drawing is slow."""


def form_file(seed: int, kind: str) -> bytes:
    """A made-up form's file, of a kind by its ending: docx, pdf, ofd, xlsx, html."""
    if str(TESTS) not in sys.path:
        sys.path.insert(0, str(TESTS))
    from forms import Kind, build, random_form  # noqa: PLC0415 - found only now

    return build(*random_form(seed), Kind(kind))


def drawn(folder: Path, count: int, kind: str, seed: int = 20_000) -> list[Path]:
    """So many forms in a new folder, the hundred-and-first like the first."""
    folder.mkdir(parents=True)
    forms = [form_file(seed + number, kind) for number in range(min(count, DRAWN))]
    files = [folder / f"{number:05}.{kind}" for number in range(count)]
    for number, file in enumerate(files):
        file.write_bytes(forms[number % DRAWN])
    return files
