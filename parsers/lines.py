"""Pieces -> lines and paragraphs of text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from .page import outline_of
from .pieces import WORD_GAP, upright_piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .model import Box
    from .page import Piece

SAME_LINE = 0.5
"""Sizes between the middles of two pieces of one line: lines are at least 0.8 sizes apart, a
raised note mark stands 0.35 sizes off."""
WIDE_GAP = 0.5
"""Sizes beside a Chinese character that are read as a blank: typesetters put 0.25 sizes of air
between Chinese and Latin characters."""
FIRST_WIDE = 0x2000
"""Characters from here on (general punctuation, Chinese) are set without blanks."""
_BLANKS = re.compile(r"[ \t]{2,}")


ON_TOP = 0.5
"""Sizes by which two pieces of one line may lie over each other; more, and one hides the other."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text with its outline and its type size, in points.

    `crowded` says that some of it is printed over the rest.
    """

    text: str
    box: Box
    size: float
    crowded: bool = False


def lines_of(pieces: Sequence[Piece]) -> list[Line]:
    """The pieces as lines of text in reading order; turned writing follows the upright."""
    if len(pieces) == 1:
        rows = [[pieces[0]]]
    else:
        by_turn: dict[int, list[Piece]] = {}
        for piece in pieces:
            by_turn.setdefault(piece.turn, []).append(piece)
        rows = [row for turn in sorted(by_turn) for row in _rows(by_turn[turn])]
    lines = map(_line, rows)
    return [line for line in lines if line.text]


def _rows(pieces: list[Piece]) -> list[list[Piece]]:
    """The pieces of each line, from left to right."""
    rows: list[list[tuple[Piece, Piece]]] = []
    straight = sorted(((upright_piece(p), p) for p in pieces), key=lambda two: two[0].middle)
    for laid, piece in straight:
        head = rows[-1][0][0] if rows else None
        if head and laid.middle - head.middle <= SAME_LINE * max(laid.size, head.size):
            rows[-1].append((laid, piece))
        else:
            rows.append([(laid, piece)])
    return [[p for _, p in sorted(row, key=lambda two: two[0].box.x0)] for row in rows]


def _line(row: list[Piece]) -> Line:
    if len(row) == 1:
        return Line(_tidy(row[0].text), row[0].box, row[0].size)
    laid = [upright_piece(p) for p in row]
    gaps = [(b.box.x0 - a.box.x1) / b.size for a, b in pairwise(laid)]
    text = laid[0].text
    for piece, gap in zip(laid[1:], gaps, strict=True):
        text += f" {piece.text}" if _blank_between(text[-1], piece.text[0], gap) else piece.text
    size = max(p.size for p in row)
    return Line(_tidy(text), outline_of(row), size, crowded=min(gaps) < -ON_TOP)


def _blank_between(left: str, right: str, gap: float) -> bool:
    wide = ord(left) >= FIRST_WIDE or ord(right) >= FIRST_WIDE
    return gap > (WIDE_GAP if wide else WORD_GAP)


def _tidy(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()
