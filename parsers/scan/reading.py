"""A plate -> a Page: its rules, and the print between them, recognised line by line."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from parsers.ground import Ground
from parsers.page import Drawing, Page, Ruling
from parsers.rulings import lattices_on

from .detector import found_lines
from .ends import stretched
from .erase import beside, erased
from .ink import PAPER
from .lifted import lifted
from .looks import agreed, differ
from .lying import lies
from .print_lines import Blots, Strip, blots_of, strips_of, usual_height
from .recogniser import recognised
from .rules import rules_of
from .straddling import rejoined
from .transcribed import Place, piece_of
from .upright_print import without_print

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsers.lattice import Lattice
    from parsers.model import Box

    from .decode import Signs
    from .ink import Mask, Tones
    from .plate import Plate
    from .transcribed import Gap

AIR = 0.12
"""Heights of print around a line that are cut out with it: farther away the next line begins."""
PALEST = 55
"""Tones below paper of the palest stroke of print; what is left of a seal is paler."""
VEILED = 0.5
"""Of a gap in a line that a stain lies on, that may have lost a character to it."""
MARGIN = 2.0
"""Heights of print around the ink outside tables in which lines are looked for."""
PROBES = 10
"""Lines that are read to see whether print can be read at all."""
FULLNESS = 0.6
"""Characters for each height of a line's length, at least, where all of them are read."""
LONG = 2.5
"""Heights: shorter lines of print say little: 1, 一 and 十 are the same upside down."""
SLIGHT = 0.5
"""Heights of print: what is lower is a stroke, and no long line: a 1 on its side is one."""


@dataclass(frozen=True, eq=False)
class Printed:
    """A plate's rules and print apart.

    `tones` are the page without its rules, `cells` the ink of each cell of its `lattices`, `blots`
    all its ink, and `pale` what is ink or nearly as dark; no line goes over `walls`. `height` is
    that of most of its print, in pixels, and `scale` is in pixels a point. `shown` are the tones
    with the page's stains left in, and `stain` is where these lie, where it has any.
    """

    tones: Tones
    drawing: Drawing
    lattices: tuple[Lattice, ...]
    blots: Blots
    cells: tuple[Blots, ...]
    pale: Mask
    walls: Mask
    height: float
    scale: float
    shown: Tones | None = None
    stain: Mask | None = None

    @property
    def inside(self) -> list[Strip]:
        """The lines of print within tables, cell by cell."""
        return [line for lines in self._lines for line in lines] if self.cells else []

    @cached_property
    def longer(self) -> list[Strip]:
        """The longer lines of print within tables, or of the page where it has none."""
        return [line for lines in self._lines for line in lines if _is_long(line, self.height)]

    @cached_property
    def lies(self) -> bool:
        """Whether its print lies on its side."""
        return lies(self._lines, ((line, _gaps(self, line)) for line in self.longer))

    @cached_property
    def _lines(self) -> list[list[Strip]]:
        return [strips_of(blots, self.height) for blots in self.cells or (self.blots,)]


def printed_on(plate: Plate) -> Printed:
    """The rules and the print of a plate."""
    ruled = plate.ruled
    rules = rules_of(ruled, plate.faint | ruled, plate.scale)
    rules = without_print(rules, plate.tones, plate.scale)
    drawing = _in_points(rules.horizontal, rules.vertical, plate.scale)
    lattices = tuple(lattices_on(Page(0, plate.width, plate.height, (), drawing)))
    without = erased(rules.level, rules.upright, plate.scale)
    blots = blots_of(plate, without)
    first = tuple(_by_cell(blots, lattices, plate.scale))
    blots = rejoined(blots, without, usual_height(first or (blots,), plate.scale), plate.scale)
    cells = tuple(_by_cell(blots, lattices, plate.scale))
    height = usual_height(cells or (blots,), plate.scale)
    tones = lifted(plate.tones, without, plate.scale)
    walls = beside(rules.upright, plate.scale)
    pale = (plate.tones < PAPER - PALEST) & ~without.gone
    shown = lifted(plate.stained.shown, without, plate.scale) if plate.stained else None
    stain = plate.stained.near if plate.stained else None
    return Printed(
        tones, drawing, lattices, blots, cells, pale, walls, height, plate.scale, shown, stain
    )


@dataclass(frozen=True, slots=True, eq=False)
class Transcript:
    """What stands on a page: its lines, what was cut out for each, and what each says."""

    printed: Printed
    strips: tuple[Strip, ...]
    crops: tuple[Strip, ...]
    signs: tuple[Signs, ...]

    @property
    def legibility(self) -> float:
        """How sure the recogniser is of the longer lines, 0 to 1; what it cannot read counts 0."""
        height = self.printed.height
        long = [
            (signs, _length(strip) / height)
            for signs, strip in zip(self.signs, self.strips, strict=True)
            if _is_long(strip, height)
        ]
        expected = sum(max(len(signs), FULLNESS * length) for signs, length in long)
        certain = sum(sign.certainty for signs, _ in long for sign in signs if sign.character)
        return certain / expected if expected else 0.0

    def page(self, number: int) -> Page:
        """The page, in points from its upper left corner; `number` counts from 1."""
        printed = self.printed
        rows, columns = printed.tones.shape
        lines = zip(self.signs, self.strips, self.crops, strict=True)
        pieces = (piece_of(signs, self._place(strip, crop)) for signs, strip, crop in lines)
        size = columns / printed.scale, rows / printed.scale
        return Page(number, *size, tuple(p for p in pieces if p is not None), printed.drawing)

    def _place(self, strip: Strip, crop: Strip) -> Place:
        printed = self.printed
        gaps = _gaps(printed, strip)
        veiled = [gap for gap in gaps if _is_veiled(printed, strip, gap)]
        return Place(strip, crop, gaps, printed.height, printed.scale, veiled)


def transcribed(printed: Printed, threads: int) -> Transcript:
    """All that is printed, read."""
    inside = stretched(printed.inside, printed.pale, printed.walls, printed.height)
    return _read(printed, [*inside, *_outside(printed, threads)], threads)


def glimpsed(printed: Printed, threads: int) -> Transcript:
    """Some of the longer lines, read: enough to see whether they can be."""
    long = sorted(printed.longer, key=_length)
    return _read(printed, long[:: max(1, len(long) // PROBES)][:PROBES], threads)


def _read(printed: Printed, strips: Sequence[Strip], threads: int) -> Transcript:
    crops = tuple(_cut(printed, strip) for strip in strips)
    signs = recognised([_within(c, printed.tones) for c in crops], threads)
    if printed.shown is not None:
        signs = _looked_at_again(printed.tones, printed.shown, crops, signs, threads)
    return Transcript(printed, tuple(strips), crops, tuple(signs))


def _looked_at_again(
    tones: Tones, shown: Tones, crops: Sequence[Strip], signs: Sequence[Signs], threads: int
) -> list[Signs]:
    """The signs, those of lines with stains as both looks of the page have them."""
    looks = [(_within(c, tones), _within(c, shown)) for c in crops]
    stained = [n for n, (tidy, plain) in enumerate(looks) if differ(tidy, plain)]
    again = recognised([looks[n][1] for n in stained], threads)
    both = list(signs)
    for number, second in zip(stained, again, strict=True):
        rows, columns = looks[number][0].shape
        both[number] = agreed(second, signs[number], (rows, columns))
    return both


def _within(strip: Strip, tones: Tones) -> Tones:
    return tones[strip.y0 : strip.y1, strip.x0 : strip.x1]


def _is_long(strip: Strip, height: float) -> bool:
    return _length(strip) >= LONG * max(strip.height, SLIGHT * height)


def _length(strip: Strip) -> int:
    return strip.x1 - strip.x0


def _in_points(horizontal: Sequence[Ruling], vertical: Sequence[Ruling], scale: float) -> Drawing:
    def points(rules: Sequence[Ruling]) -> tuple[Ruling, ...]:
        return tuple(Ruling(r.at / scale, r.start / scale, r.end / scale) for r in rules)

    return Drawing(points(horizontal), points(vertical))


def _by_cell(blots: Blots, lattices: Sequence[Lattice], scale: float) -> Iterator[Blots]:
    """The ink of each cell of a table that has any, in the order of the cells."""
    ground = Ground(lattices)
    cells: dict[tuple[int, int], list[int]] = {}
    for index, (x, y) in enumerate((blots.centres / scale).tolist()):
        spot = ground.spot(x, y)
        if spot is not None:
            cells.setdefault(spot, []).append(index)
    for spot in sorted(cells):
        yield blots.only(np.array(cells[spot]))


def _outside(printed: Printed, threads: int) -> Iterator[Strip]:
    """The lines of print outside tables, found in what lies above, between and below them."""
    rows, columns = printed.tones.shape
    outlines = [_pixels(x.outline, printed.scale) for x in printed.lattices]
    free = np.ones((rows, columns), dtype=bool)
    for box in outlines:
        free[box.y0 : box.y1, box.x0 : box.x1] = False
    tones = np.where(free, printed.tones, np.uint8(PAPER))
    inked = np.zeros(rows, dtype=bool)
    for x0, y0, x1, y1 in printed.blots.boxes.tolist():
        if free[(y0 + y1) // 2, (x0 + x1) // 2]:
            inked[y0:y1] = True
    for top, bottom in _stretches(inked, round(MARGIN * printed.height)):
        for strip in found_lines(tones[top:bottom], printed.scale, threads):
            yield Strip(strip.x0, strip.y0 + top, strip.x1, strip.y1 + top)


def _stretches(inked: np.ndarray, margin: int) -> Iterator[tuple[int, int]]:
    """Rows from, and up to, between which ink stands, with some air."""
    rows = np.flatnonzero(inked)
    if not len(rows):
        return
    cuts = np.flatnonzero(np.diff(rows) > 2 * margin)
    starts = [rows[0], *rows[cuts + 1]]
    ends = [*rows[cuts], rows[-1]]
    for start, end in zip(starts, ends, strict=True):
        yield max(int(start) - margin, 0), min(int(end) + margin, len(inked))


def _gaps(printed: Printed, strip: Strip) -> list[tuple[float, float]]:
    """The stretches of a line without ink."""
    boxes = printed.blots.boxes
    middles = printed.blots.centres[:, 1]
    own = boxes[(middles >= strip.y0) & (middles < strip.y1)]
    own = own[(own[:, 0] >= strip.x0) & (own[:, 2] <= strip.x1)]
    own = own[np.argsort(own[:, 0])]
    ends = np.maximum.accumulate(own[:, 2])
    return [
        (float(end), float(start))
        for end, start in zip(ends[:-1].tolist(), own[1:, 0].tolist(), strict=True)
        if start > end
    ]


def _is_veiled(printed: Printed, strip: Strip, gap: Gap) -> bool:
    """Whether a stain lies on most of a gap in a line."""
    if printed.stain is None:
        return False
    part = printed.stain[strip.y0 : strip.y1, round(gap[0]) : round(gap[1])]
    return bool(part.size) and float(part.mean()) > VEILED


def _pixels(box: Box, scale: float) -> Strip:
    return Strip(
        round(box.x0 * scale), round(box.y0 * scale), round(box.x1 * scale), round(box.y1 * scale)
    )


def _cut(printed: Printed, strip: Strip) -> Strip:
    """The line with air around it, at least as high as print is: a dash is no full stop."""
    rows, columns = printed.tones.shape
    lacking = max(0.0, 0.9 * printed.height - strip.height) / 2
    air = AIR * printed.height
    return Strip(
        max(round(strip.x0 - air), 0),
        max(round(strip.y0 - lacking - air), 0),
        min(round(strip.x1 + air), columns),
        min(round(strip.y1 + lacking + air), rows),
    )
