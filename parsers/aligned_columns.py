"""Text that stands in columns, without any rules -> the stretches of a page that may be tables."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from .ground import AIR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .page import Piece

WIDE = 0.6
"""Of the width of all print on a page: longer lines are running text, between tables."""
WHITE = 0.4
"""Sizes: the least width of the white between two columns; cells pad by 2 points and more."""
BESIDE = 2
"""Lines that stand beside one that tells of columns: titles and sums stand alone, or nearly."""
FAR = 4.0
"""Sizes of white from side to side, below which another text begins: a page's number."""

FEW_CROSS = 2
"""Lines that may lie across a strip: heads over several columns, texts that outgrew their cell."""
FEWEST_LINES = 2
"""Of a column; the last may have its head alone."""
SAME_LEVEL = 0.5
"""Sizes between the middles of two pieces of one line."""
FEW = 3
"""Texts of such a line, at most: who submits the table, and when; a page's number with dashes."""
ASIDE = 2.0
"""Sizes from line to line, beyond which a line that stands alone is no part of the table: rows of
one line are 1.8 sizes high."""


class Stretch(NamedTuple):
    """Pieces between lines of running text, from top to bottom, and the x between columns."""

    pieces: tuple[Piece, ...]
    cuts: tuple[float, ...]

    def columns(self, piece: Piece) -> tuple[int, int]:
        """The first and the last of the columns, counted from 0, that a piece lies in."""
        reach = 0.1 * piece.size
        first = bisect_left(self.cuts, piece.box.x0 + reach)
        return first, max(first, bisect_left(self.cuts, piece.box.x1 - reach))


def stretches_of(pieces: Sequence[Piece], columns: int) -> Iterator[Stretch]:
    """The stretches that have at least so many columns, without what stands alone at their ends."""
    for whole in _bands(pieces):
        band = _unmixed(whole)
        stretch = Stretch(tuple(band), tuple(_cuts(band)))
        if len(stretch.cuts) + 1 >= columns:
            yield _trimmed(stretch)


def _unmixed(band: Sequence[Piece]) -> list[Piece]:
    """The pieces, those parted that were painted over the white between two columns in one go.

    The air within a name (张　三) lies across no such white.
    """
    holes = {piece: list(_holes(piece)) for piece in band}
    solid = [p for p in _crowded(band) if not holes[p]]
    strips = list(_white(solid, 0, WHITE * solid[0].size)) if solid else []
    return [
        part
        for piece in band
        for part in _parts(
            piece,
            [i for i in holes[piece] if any(_straddles(piece, i, strip) for strip in strips)],
        )
    ]


def _holes(piece: Piece) -> Iterator[int]:
    """The indices of characters before which there is air."""
    marks = [i for i, c in enumerate(piece.text) if not c.isspace()] if piece.starts else []
    for before, after in pairwise(marks):
        if piece.starts[after] - piece.ends[before] >= AIR * piece.size:
            yield after


def _straddles(piece: Piece, index: int, strip: tuple[float, float]) -> bool:
    """Whether a strip lies in the air before a character, within the piece."""
    start, end = strip
    before = len(piece.text[:index].rstrip()) - 1
    met = piece.ends[before] < end and start < piece.starts[index]
    return met and piece.box.x0 < start and end < piece.box.x1


def _parts(piece: Piece, cuts: Sequence[int]) -> Iterator[Piece]:
    """The stretches of a piece before, between and after these characters."""
    if not cuts:
        yield piece
        return
    for start, stop in pairwise((0, *cuts, len(piece.text))):
        yield piece.part(start, start + len(piece.text[start:stop].rstrip()))


def _bands(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The pieces between lines of running text, and between wide white strips."""
    left = min((p.box.x0 for p in pieces), default=0.0)
    right = max((p.box.x1 for p in pieces), default=0.0)
    band: list[Piece] = []
    bottom = 0.0
    for piece in sorted(pieces, key=lambda p: p.middle):
        running = piece.box.x1 - piece.box.x0 > WIDE * (right - left)
        if band and (running or piece.box.y0 - bottom > FAR * piece.size):
            yield band
            band = []
        if not running:
            band.append(piece)
            bottom = max(bottom, piece.box.y1)
    if band:
        yield band


def _cuts(band: Sequence[Piece]) -> Iterator[float]:
    """The middles of the strips that lines which stand side by side leave white."""
    told = list(_crowded(band))
    if not told:
        return
    least = WHITE * min(p.size for p in told)
    strict = list(_white(told, 0, least))
    loose = (
        strip
        for strip in _white(told, FEW_CROSS, least)
        if not any(a < strip[1] and strip[0] < b for a, b in strict)
    )
    cuts = [_clearest(start, end, band) for start, end in sorted((*strict, *loose))]
    for before, cut, after in zip([0.0, *cuts], cuts, [*cuts[1:], None], strict=False):
        # A head stands in the middle of its column, the short texts below it at the left.
        held = sum(cut < p.centre < after for p in told) if after else FEWEST_LINES
        if held >= FEWEST_LINES and any(before < p.centre < cut for p in told):
            yield cut


def _crowded(band: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces that others stand beside; `band` is sorted by their middles."""
    middles = [p.middle for p in band]
    for piece in band:
        reach = SAME_LEVEL * piece.size
        first = bisect_left(middles, piece.middle - reach)
        if bisect_left(middles, piece.middle + reach) - first > BESIDE:
            yield piece


def _white(pieces: Iterable[Piece], crossed: int, least: float) -> Iterator[tuple[float, float]]:
    """The strips between pieces, at least so wide, across which no more than so many lie."""
    steps = sorted(step for p in pieces for step in ((p.box.x0, 1), (p.box.x1, -1)))
    depth, start = 0, None
    for x, step in steps[:-1]:
        before, depth = depth, depth + step
        if before > crossed >= depth:
            start = x
        elif before <= crossed < depth and start is not None and x - start >= least:
            yield start, x


def _clearest(start: float, end: float, band: Iterable[Piece]) -> float:
    """The middle of the widest part of a strip that the fewest of all pieces lie across."""
    over = [p.box for p in band if p.box.x0 < end and p.box.x1 > start]
    inner = {x for b in over for x in (b.x0, b.x1) if start < x < end}
    parts = list(pairwise(sorted({start, end} | inner)))
    ranks = [(sum(b.x0 <= a and b.x1 >= z for b in over), a - z) for a, z in parts]
    a, z = parts[ranks.index(min(ranks))]
    return (a + z) / 2


def _trimmed(stretch: Stretch) -> Stretch:
    """Without the lines at either end that stand off the table: titles, page numbers."""
    lines: list[list[Piece]] = []
    for piece in stretch.pieces:
        if lines and piece.middle - lines[-1][-1].middle <= SAME_LEVEL * piece.size:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    while len(lines) > 1 and _is_off(lines[0], lines[1], stretch):
        del lines[0]
    while len(lines) > 1 and _is_off(lines[-1], lines[-2], stretch):
        del lines[-1]
    return stretch._replace(pieces=tuple(p for line in lines for p in line))


def _is_off(line: Sequence[Piece], neighbour: Sequence[Piece], stretch: Stretch) -> bool:
    """Whether a line stands alone and lies across columns, or at a distance from the next."""
    away = abs(neighbour[0].middle - line[0].middle) > ASIDE * line[0].size
    first, last = stretch.columns(line[0])
    return (away and len(line) <= FEW) or (len(line) == 1 and first != last)
