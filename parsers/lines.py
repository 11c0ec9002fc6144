"""Pieces -> lines and paragraphs of text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from .model import Source
from .page import moved, outline_of
from .pieces import WORD_GAP, upright_piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .model import Box, Doubt, Place
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

    `crowded` says that some of it is printed over the rest. `doubts` are its characters of which
    a recogniser is not sure.
    """

    text: str
    box: Box
    size: float
    crowded: bool = False
    doubts: tuple[Doubt, ...] = ()


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
    parted = (_parted([p for _, p in row]) for row in rows)
    return [sorted(row, key=lambda piece: upright_piece(piece).box.x0) for row in parted]


def _parted(row: list[Piece]) -> list[Piece]:
    """The pieces, cut where another one stands in a hole of theirs.

    A character that the font lacks comes from another one, in a piece of its own (quotation marks
    in Chinese text): what stands around it is one piece with a hole.
    """
    found: list[Piece] = []
    for piece in row:
        centres = (other.centre for other in row if other is not piece)
        cuts = sorted({cut for centre in centres if (cut := _hole_at(piece, centre))})
        bounds = pairwise((0, *cuts, len(piece.text)))
        found += [piece.part(a, b) for a, b in bounds] if cuts else [piece]
    return found


def _hole_at(piece: Piece, x: float) -> int:
    """Before which character of a piece there is a hole at x; 0 if there is none within it."""
    for index, (end, start) in enumerate(zip(piece.ends, piece.starts[1:], strict=False), start=1):
        if end <= x <= start:
            return index
    return 0


def _line(row: list[Piece]) -> Line:
    if len(row) == 1:
        return Line(_tidy(row[0].text), row[0].box, row[0].size, doubts=row[0].doubts)
    laid = [upright_piece(p) for p in row]
    gaps = [(b.box.x0 - a.box.x1) / b.size for a, b in pairwise(laid)]
    text, doubts = laid[0].text, row[0].doubts
    for piece, gap, read in zip(laid[1:], gaps, row[1:], strict=True):
        text += " " if _blank_between(text[-1], piece.text[0], gap) else ""
        doubts += moved(read.doubts, len(text))
        text += piece.text
    size = max(p.size for p in row)
    return Line(_tidy(text), outline_of(row), size, crowded=min(gaps) < -ON_TOP, doubts=doubts)


def _blank_between(left: str, right: str, gap: float) -> bool:
    wide = ord(left) >= FIRST_WIDE or ord(right) >= FIRST_WIDE
    return gap > (WIDE_GAP if wide else WORD_GAP)


def _tidy(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def source_of(lines: Sequence[Line], place: Place) -> Source:
    """The text of these lines, one below the other, and what is not sure of it."""
    text = ""
    doubts: tuple[Doubt, ...] = ()
    for line in lines:
        text += "\n" if text else ""
        doubts += moved(line.doubts, len(text))
        text += line.text
    confidence = min((d.certainty for d in doubts), default=1.0)
    return Source(text, place, confidence, doubts=doubts)
