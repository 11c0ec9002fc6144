"""Pieces -> lines and paragraphs of text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .page import Piece, outline_of
from .pieces import upright_piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .model import Box

SAME_LINE = 0.5
"""Sizes between the middles of two pieces of one line: lines are at least 0.8 sizes apart, a
raised note mark stands 0.35 sizes off."""
WORD_GAP, WIDE_GAP = 0.15, 0.5
"""Sizes between two characters that are read as a blank: Latin letters print words 0.2 sizes
apart when squeezed; between Chinese and Latin characters typesetters put 0.25 sizes of air."""
FIRST_WIDE = 0x2000
"""Characters from here on (general punctuation, Chinese) are set without blanks."""
_BLANKS = re.compile(r"[ \t]{2,}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text with its outline and its type size, in points."""

    text: str
    box: Box
    size: float


def text_of(pieces: Sequence[Piece]) -> str:
    """The pieces as text, its lines from top to bottom; turned writing follows the upright."""
    if len(pieces) == 1:
        return _tidy(pieces[0].text)
    return "\n".join(line.text for line in lines_of(pieces))


def lines_of(pieces: Iterable[Piece]) -> list[Line]:
    """The pieces as lines of text in reading order; turned writing follows the upright."""
    by_turn: dict[int, list[Piece]] = {}
    for piece in pieces:
        by_turn.setdefault(piece.turn, []).append(piece)
    rows = (row for turn in sorted(by_turn) for row in _rows(by_turn[turn]))
    lines = [Line(_joined(row), outline_of(row), max(p.size for p in row)) for row in rows]
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


def _joined(row: list[Piece]) -> str:
    text = ""
    end = 0.0
    for piece in row:
        laid = upright_piece(piece)
        if text and _blank_between(text[-1], laid.text[0], (laid.box.x0 - end) / laid.size):
            text += " "
        text += laid.text
        end = laid.box.x1
    return _tidy(text)


def _blank_between(left: str, right: str, gap: float) -> bool:
    wide = ord(left) >= FIRST_WIDE or ord(right) >= FIRST_WIDE
    return gap > (WIDE_GAP if wide else WORD_GAP)


def _tidy(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()
