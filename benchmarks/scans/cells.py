"""Cells as they were read from a scan, before any repair, against the same cells read digitally."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import LCSseq, Levenshtein
from rapidfuzz.process import cdist

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.model import Reading


@dataclass(frozen=True, slots=True)
class CellScore:
    """`exact` of the `cells` that say something say the same; `edits` are needed elsewhere.

    Cells are compared in their order, row by row; `characters` is their length together. An edit
    is a character to insert, delete or replace.
    """

    cells: int = 0
    exact: int = 0
    characters: int = 0
    edits: int = 0

    def __add__(self, other: CellScore) -> CellScore:
        """Both together."""
        return CellScore(
            self.cells + other.cells,
            self.exact + other.exact,
            self.characters + other.characters,
            self.edits + other.edits,
        )


def bare(text: str) -> str:
    """The text as it is compared: NFKC, without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def texts_of(reading: Reading) -> list[str]:
    """The cells that say something, bare, table by table and row by row."""
    texts = (
        bare(cell.source.text)
        for grid in reading.grids
        for cell in sorted(grid.cells, key=lambda c: (c.row, c.column))
    )
    return [text for text in texts if text]


def cell_score(wanted: Sequence[str], read: Sequence[str]) -> CellScore:
    """How the cells that were read differ from those that should have been."""
    exact = 0
    lost, extra = Counter[str](), Counter[str]()
    for tag, a0, a1, b0, b1 in LCSseq.opcodes(wanted, read):
        if tag == "equal":
            exact += a1 - a0
        lost.update(wanted[a0:a1] if tag == "delete" else ())
        extra.update(read[b0:b1] if tag == "insert" else ())
    # A cell that stands elsewhere is not exact, but its characters were read.
    moved = lost & extra
    edits = _edits(list((lost - moved).elements()), list((extra - moved).elements()))
    return CellScore(len(wanted), exact, sum(map(len, wanted)), edits)


def _edits(lost: list[str], extra: list[str]) -> int:
    """The edits between cells: each was misread as the one that saves most of them."""
    edits = sum(map(len, lost)) + sum(map(len, extra))
    if not (lost and extra):
        return edits
    lengths = np.add.outer([*map(len, lost)], [*map(len, extra)])
    saved = lengths - cdist(lost, extra, scorer=Levenshtein.distance)
    free = np.ones(len(lost), bool), np.ones(len(extra), bool)
    for place in np.argsort(-saved, axis=None, kind="stable"):
        row, column = divmod(int(place), len(extra))
        if free[0][row] and free[1][column]:
            free[0][row] = free[1][column] = False
            edits -= int(saved[row, column])
    return edits
