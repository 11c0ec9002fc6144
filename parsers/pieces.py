"""Characters -> pieces: what was painted side by side on one baseline."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from .model import Box
from .page import Piece
from .upright import straightened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from .upright import Frame, Numbers
    from .written import Glyphs

ASCENT, DESCENT = 0.88, 0.12
"""Where a type's em box lies about the baseline, in sizes: the values of all Chinese fonts."""
SAME_BASELINE = 0.3
"""Sizes by which a raised or lowered character may leave the line and still belong to it."""
GAP, OVERLAP = 0.8, 0.5
"""Sizes between two characters of one piece: wider apart they may stand in two cells (cells pad
by 0.5 sizes on either side); a step backward begins anew."""
WORD_GAP = 0.15
"""Sizes between two Latin characters that are a blank: squeezed words stand 0.2 sizes apart."""
INK = 0.02
"""Sizes from the pen to a box's edge that show that it holds the ink alone."""
FIRST_WIDE = "\u2e80"
"""Characters from here on are Chinese, and as wide as high."""
SAME_SPOT = 0.2
"""Sizes between two copies of a character that print as one bold one."""


def pieces_of(glyphs: Glyphs, frame: Frame) -> tuple[Piece, ...]:
    """The pieces in the order of painting, as they stand in the frame, copies left out."""
    glyphs = glyphs.only(~_repeated(glyphs))
    if not len(glyphs.letters):
        return ()
    turns = _turns(glyphs, frame)
    starts, ends, baselines = _laid_straight(glyphs, frame, turns)
    cuts = _cuts(glyphs, turns, starts, ends, baselines)
    stops = np.append(cuts[1:], len(glyphs.letters))
    columns = (cuts, stops, starts[cuts], np.maximum.reduceat(ends, cuts), baselines[cuts])
    rows = zip(*(c.tolist() for c in (*columns, glyphs.sizes[cuts], turns[cuts])), strict=True)
    letters, start_list, end_list = glyphs.letters.tolist(), starts.tolist(), ends.tolist()
    pieces = (
        _piece(letters[a:b], (start_list[a:b], end_list[a:b]), (x0, x1, baseline), size, turn)
        for a, b, x0, x1, baseline, size, turn in rows
    )
    return tuple(_without_copies([p for p in pieces if p is not None]))


def upright_piece(piece: Piece) -> Piece:
    """A piece of turned writing as if it were laid straight: for putting lines in order only."""
    b = piece.box
    match piece.turn:
        case 90:
            box = Box(-b.y1, b.x0, -b.y0, b.x1)
        case 180:
            box = Box(-b.x1, -b.y1, -b.x0, -b.y0)
        case 270:
            box = Box(b.y0, -b.x1, b.y1, -b.x0)
        case _:
            return piece
    return Piece(piece.text, box, piece.size)


def _repeated(glyphs: Glyphs) -> NDArray[np.bool_]:
    """Which glyphs print the one before again, a little aside: letter by letter bold writing."""
    near = np.abs(np.diff(glyphs.origins, axis=0)) < SAME_SPOT * glyphs.sizes[1:, None]
    same = (glyphs.letters[1:] == glyphs.letters[:-1]) & near.all(axis=1)
    # The letters of a ligature share one origin.
    ligature = (np.diff(glyphs.runs) == 0) & (np.diff(glyphs.origins, axis=0) == 0).all(axis=1)
    return np.concatenate((np.zeros(min(len(glyphs.letters), 1), bool), same & ~ligature))


def _turns(glyphs: Glyphs, frame: Frame) -> NDArray[np.int64]:
    angles, which = np.unique(glyphs.angles, return_inverse=True)
    turned = [(straightened(a) - frame.turn) % 360 for a in angles.tolist()]
    return np.array(turned, dtype=np.int64)[which]


def _laid_straight(
    glyphs: Glyphs, frame: Frame, turns: NDArray[np.int64]
) -> tuple[Numbers, Numbers, Numbers]:
    """Where each character begins and ends along its line, and how far down the line's base is."""
    left, top, right, bottom = glyphs.boxes.T
    ax, ay = frame.point(left, top)
    bx, by = frame.point(right, bottom)
    x0, x1, y0, y1 = np.minimum(ax, bx), np.maximum(ax, bx), np.minimum(ay, by), np.maximum(ay, by)
    x, y = frame.point(glyphs.origins[:, 0], glyphs.origins[:, 1])
    kinds = [turns == 90, turns == 180, turns == 270]  # noqa: PLR2004 - quarter turns
    starts = np.select(kinds, [-y1, -x1, y0], x0)
    ends = np.select(kinds, [-y0, -x0, y1], x1)
    pens = np.select(kinds, [-y, -x, y], x)
    starts, ends = _advanced(glyphs, starts, ends, pens)
    return starts, ends, np.select(kinds, [x, -y, -x], y)


def _advanced(
    glyphs: Glyphs, starts: Numbers, ends: Numbers, pens: Numbers
) -> tuple[Numbers, Numbers]:
    """From where the pen was to where it went on, also where the boxes hold the ink alone.

    A font may not say how far its pen goes on: a Chinese character takes its size.
    """
    inked = (starts > pens + INK * glyphs.sizes) & (glyphs.letters >= FIRST_WIDE)
    ends = np.where(inked, np.maximum(ends, pens + glyphs.sizes), ends)
    return np.minimum(starts, pens), ends


def _cuts(
    glyphs: Glyphs, turns: NDArray[np.int64], starts: Numbers, ends: Numbers, baselines: Numbers
) -> NDArray[np.int64]:
    """The indices at which a new piece begins; the first is 0."""
    size = glyphs.sizes[1:]
    gaps = starts[1:] - ends[:-1]
    apart = (gaps > GAP * size) | (gaps < -OVERLAP * size)
    # The letters of a ligature share one place.
    apart &= (starts[1:] != starts[:-1]) | (glyphs.runs[1:] != glyphs.runs[:-1])
    narrow = glyphs.letters < FIRST_WIDE
    apart |= glyphs.parted[1:] & narrow[1:] & narrow[:-1] & (gaps > WORD_GAP * size)
    apart |= np.abs(np.diff(baselines)) > SAME_BASELINE * size
    apart |= np.diff(turns) != 0
    return np.concatenate(([0], np.flatnonzero(apart) + 1))


def _piece(
    letters: list[str],
    pens: tuple[list[float], list[float]],
    line: tuple[float, float, float],
    size: float,
    turn: int,
) -> Piece | None:
    text = "".join(letters)
    if not text or text.isspace():
        return None
    x0, x1, baseline = line
    box = Box(x0, baseline - ASCENT * size, x1, baseline + DESCENT * size)
    if turn:
        return Piece(text, _turned(box, turn), size, turn)
    if len(text) != len(letters):
        return Piece(text, box, size)
    return Piece(text, box, size, 0, tuple(pens[0]), tuple(pens[1]))


def _turned(box: Box, turn: int) -> Box:
    """The inverse of what `upright_piece` does; writing aslant has not been laid straight."""
    match turn:
        case 90:
            return Box(box.y0, -box.x1, box.y1, -box.x0)
        case 180:
            return Box(-box.x1, -box.y1, -box.x0, -box.y0)
        case 270:
            return Box(-box.y1, box.x0, -box.y0, box.x1)
        case _:
            return box


def _without_copies(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Leaves out what is printed again on the same spot to look bold or to throw a shadow."""
    counts = Counter(p.text for p in pieces)
    seen: set[tuple[str, int, int]] = set()
    for piece in pieces:
        if counts[piece.text] == 1:
            yield piece
            continue
        reach = SAME_SPOT * piece.size
        x, y = piece.box.x0, piece.box.y0
        spot = (piece.text, int(x // (2 * reach)), int(y // (2 * reach)))
        if spot in seen:
            continue
        seen.update(
            (piece.text, int((x + dx) // (2 * reach)), int((y + dy) // (2 * reach)))
            for dx in (-reach, reach)
            for dy in (-reach, reach)
        )
        yield piece
