"""A folder whose one form was published before another has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms import Kind, build, random_form

import pipeline

if TYPE_CHECKING:
    from pathlib import Path

PAGE = build(*random_form(5), Kind.HTML)
OTHER = build(*random_form(6), Kind.HTML)


def published_and_another(folder: Path) -> Path:
    """The folder of the two in a new one beside the dataset `clean` of the first."""
    (folder / "raw").mkdir()
    (folder / "raw" / "甲.html").write_bytes(PAGE)
    pipeline.run(folder / "raw", folder / "clean")
    (folder / "raw" / "乙.html").write_bytes(OTHER)
    return folder / "raw"
