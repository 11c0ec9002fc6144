"""Rules and text of a page -> its tables, and what text is left over.

Knows nothing of where they come from: a PDF's own drawing, an OFD, or lines found in a scan.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .errors import TooLarge
from .ground import Ground
from .lattice import Lattice, lattices_of
from .lines import text_of
from .model import Cell, Grid, Place, Source
from .overflow import resettled
from .page import Ruling
from .segments import whole_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .ground import Spot
    from .limits import Limits
    from .model import Box
    from .page import Drawing, Page, Piece

MOST_RULES = 3_000
"""Whole rules of one direction on a page, the longest of them; a page of 5 point type has 200."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A page's tables, in reading order, and the pieces outside them, as painted.

    `unsure` says that a table was ragged, or text overhung it or lay on other text.
    """

    grids: tuple[Grid, ...]
    rest: tuple[Piece, ...]
    unsure: bool = False


def lay_out(page: Page, limits: Limits) -> Layout:
    """The tables that a page's rules draw, with its text in them.

    Raises:
        TooLarge: more cells than `limits` allow.
    """
    lattices = _lattices(page.drawing)
    boxes = sum((len(x.xs) - 1) * (len(x.ys) - 1) for x in lattices)
    if boxes > limits.cells:
        raise TooLarge(f"第{page.number}页的表格有 {boxes} 格，超过上限 {limits.cells} 格")
    straight = [p for p in page.pieces if p.turn % 90 == 0]
    aslant = [p for p in page.pieces if p.turn % 90]
    settled = list(Ground(lattices).settled(straight))
    parts = [piece for piece, _ in settled]
    spots = resettled(parts, [spot for _, spot in settled], lattices)
    cells: dict[Spot | None, list[Piece]] = {}
    for part, spot in zip(parts, spots, strict=True):
        cells.setdefault(spot, []).append(part)
    grids = tuple(_grid(i, lattice, cells, page.number) for i, lattice in enumerate(lattices))
    unsure = any(x.ragged for x in lattices)
    return Layout(grids, (*cells.get(None, ()), *aslant), unsure)


def _lattices(drawing: Drawing) -> list[Lattice]:
    horizontal, vertical = _longest(drawing.horizontal), _longest(drawing.vertical)
    ruled = lattices_of(horizontal, vertical)
    fills = [f for f in drawing.fills if not any(_lies_within(f, x.outline) for x in ruled)]
    if not fills:
        return ruled
    tops = [Ruling(y, f.x0, f.x1) for f in fills for y in (f.y0, f.y1)]
    sides = [Ruling(x, f.y0, f.y1) for f in fills for x in (f.x0, f.x1)]
    shaded = lattices_of(
        _longest((*drawing.horizontal, *tops)), _longest((*drawing.vertical, *sides))
    )
    return [x for x in shaded if _has_both_ways(x) or any(_overlap(x, r) for r in ruled)]


def _longest(bits: Iterable[Ruling]) -> list[Ruling]:
    rules = whole_rules(bits)
    if len(rules) <= MOST_RULES:
        return rules
    return sorted(sorted(rules, key=lambda r: -r.length)[:MOST_RULES])


def _lies_within(inner: Box, outer: Box) -> bool:
    x, y = (inner.x0 + inner.x1) / 2, (inner.y0 + inner.y1) / 2
    return outer.x0 <= x <= outer.x1 and outer.y0 <= y <= outer.y1


def _has_both_ways(lattice: Lattice) -> bool:
    """Several rows and columns: shaded lines of running text make one column."""
    return min(len(lattice.xs), len(lattice.ys)) > 2  # noqa: PLR2004 - edges of two rows


def _overlap(first: Lattice, second: Lattice) -> bool:
    a, b = first.outline, second.outline
    return a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1


def _grid(number: int, lattice: Lattice, cells: dict[Spot | None, list[Piece]], page: int) -> Grid:
    return Grid(
        tuple(
            Cell(
                Source(_text(cells.get((number, i), ())), Place(page, region.box)),
                region.row,
                region.column,
                region.row_span,
                region.column_span,
            )
            for i, region in enumerate(lattice.regions)
        )
    )


def _text(pieces: Sequence[Piece]) -> str:
    return text_of(pieces) if pieces else ""
