"""Rules and text of a page -> its tables, and what text is left over.

Knows nothing of where they come from: a PDF's own drawing, an OFD, or lines found in a scan.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .aligned_tables import aligned_lattices
from .edges import TOUCH
from .errors import TooLarge
from .ground import Ground
from .lattice import lattices_of
from .lines import lines_of, source_of
from .model import Box, Cell, Grid, Place
from .open_tables import FEWEST_RULES, open_lattices
from .overflow import resettled
from .page import Ruling
from .segments import whole_rules
from .upright_tables import upright_lattices

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .ground import Spot
    from .lattice import Lattice
    from .limits import Limits
    from .lines import Line
    from .page import Drawing, Page, Piece

MOST_RULES = 3_000
"""Whole rules of one direction on a page, the longest of them; a page of 5 point type has 200."""
TOUCH_WIDTH, TOUCH_HEIGHT = 0.5, 0.25
"""Sizes by which a line outside a table may lie within it: its box is higher than its print."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A page's tables, in reading order, and the pieces outside them, as painted.

    `unsure` says that some cell was no rectangle, that text lies half outside its table or on other
    text, or that no rules say what its cells are. `cut_off` counts the pieces that stand beyond
    the page and in no table on it. `aligned` says that no rules draw the tables.
    """

    grids: tuple[Grid, ...]
    rest: tuple[Piece, ...]
    unsure: bool = False
    cut_off: int = 0
    aligned: bool = False


def lay_out(page: Page, limits: Limits) -> Layout:
    """The tables that a page's rules draw, with its text in them.

    Raises:
        TooLarge: more cells than `limits` allow.
    """
    paper = Box(0, 0, page.width, page.height)
    rules = _rules_of(page.drawing)
    ruled = [x for x in _lattices(page, rules) if _overlap(x.outline, paper)]
    aligned = _upright(page, rules, ruled) or ([] if ruled else _aligned(page))
    lattices = sorted(ruled + aligned, key=_corner)
    boxes = sum((len(x.xs) - 1) * (len(x.ys) - 1) for x in lattices)
    if boxes > limits.cells:
        raise TooLarge(f"第{page.number}页的表格有 {boxes} 格，超过上限 {limits.cells} 格")
    cells = _cells([p for p in page.pieces if p.turn % 90 == 0], lattices)
    outside = cells.pop(None, [])
    lines = {spot: lines_of(pieces) for spot, pieces in cells.items()}
    rest = [p for p in outside if _overlap(p.box, paper)]
    aslant = [p for p in page.pieces if p.turn % 90]
    strays = any(_reaches_into(p, x.outline) for p in rest for x in lattices)
    crowded = any(line.crowded for found in lines.values() for line in found)
    return Layout(
        tuple(_grid(i, lattice, lines, page.number) for i, lattice in enumerate(lattices)),
        (*rest, *aslant),
        unsure=strays or crowded or bool(aligned) or any(x.ragged for x in lattices),
        cut_off=len(outside) - len(rest),
        aligned=bool(aligned),
    )


def lattices_on(page: Page) -> list[Lattice]:
    """The tables that a page's rules draw, in reading order."""
    paper = Box(0, 0, page.width, page.height)
    rules = _rules_of(page.drawing)
    ruled = _lattices(page, rules)
    return sorted(
        (x for x in ruled + _upright(page, rules, ruled) if _overlap(x.outline, paper)), key=_corner
    )


def _upright(page: Page, rules: _Rules, ruled: Sequence[Lattice]) -> list[Lattice]:
    """The tables of which only the columns are ruled, beside those whose rows are too."""
    outlines = [x.outline for x in ruled]
    columns = [
        rule
        for rule in rules.vertical
        if not any(_holds(o, rule.at, (rule.start + rule.end) / 2) for o in outlines)
    ]
    text = [p for p in page.pieces if not p.turn and not _is_in(p, outlines)]
    return upright_lattices(columns, text)


def _aligned(page: Page) -> list[Lattice]:
    """The tables of a page on which no rules draw any."""
    paper = Box(0, 0, page.width, page.height)
    return aligned_lattices([p for p in page.pieces if not p.turn and _overlap(p.box, paper)])


def _cells(pieces: Sequence[Piece], lattices: Sequence[Lattice]) -> dict[Spot | None, list[Piece]]:
    """The pieces of each cell, and of no cell under None, in the order of painting."""
    settled = list(Ground(lattices).settled(pieces))
    parts = [piece for piece, _ in settled]
    cells: dict[Spot | None, list[Piece]] = {}
    spots = resettled(parts, [spot for _, spot in settled], lattices)
    for part, spot in zip(parts, spots, strict=True):
        cells.setdefault(spot, []).append(part)
    return cells


def _lattices(page: Page, rules: _Rules) -> list[Lattice]:
    """The page's tables in reading order."""
    lattices = _closed_lattices(page.drawing, rules)
    outlines = [x.outline for x in lattices]
    level = [
        rule
        for rule in rules.horizontal
        if not any(_holds(o, (rule.start + rule.end) / 2, rule.at) for o in outlines)
    ]
    if len(level) >= FEWEST_RULES:
        text = [p for p in page.pieces if not _is_in(p, outlines)]
        lattices += open_lattices(level, text)
    return sorted(lattices, key=_corner)


def _closed_lattices(drawing: Drawing, rules: _Rules) -> list[Lattice]:
    """The tables whose columns are ruled or shaded."""
    ruled = lattices_of(rules.horizontal, rules.vertical)
    fills = [
        f
        for f in drawing.fills
        if not any(_holds(x.outline, (f.x0 + f.x1) / 2, (f.y0 + f.y1) / 2) for x in ruled)
    ]
    if not fills:
        return ruled
    tops = [Ruling(y, f.x0, f.x1) for f in fills for y in (f.y0, f.y1)]
    sides = [Ruling(x, f.y0, f.y1) for f in fills for x in (f.x0, f.x1)]
    shaded = lattices_of(
        _longest((*drawing.horizontal, *tops)), _longest((*drawing.vertical, *sides))
    )
    known = [x.outline for x in ruled]
    return [x for x in shaded if _has_both_ways(x) or any(_overlap(x.outline, k) for k in known)]


@dataclass(frozen=True, slots=True)
class _Rules:
    """The whole rules of a page. Its bits are many: they are put together once."""

    horizontal: list[Ruling]
    vertical: list[Ruling]


def _rules_of(drawing: Drawing) -> _Rules:
    return _Rules(_longest(drawing.horizontal), _longest(drawing.vertical))


def _longest(bits: Iterable[Ruling]) -> list[Ruling]:
    rules = whole_rules(bits)
    if len(rules) <= MOST_RULES:
        return rules
    return sorted(sorted(rules, key=lambda r: -r.length)[:MOST_RULES])


def _holds(box: Box, x: float, y: float) -> bool:
    return box.x0 <= x <= box.x1 and box.y0 - TOUCH <= y <= box.y1 + TOUCH


def _is_in(piece: Piece, outlines: Iterable[Box]) -> bool:
    return any(_holds(o, piece.centre, piece.middle) for o in outlines)


def _corner(lattice: Lattice) -> tuple[float, float]:
    return lattice.ys[0], lattice.xs[0]


def _has_both_ways(lattice: Lattice) -> bool:
    """Several rows and columns: shaded lines of running text make one column."""
    return min(len(lattice.xs), len(lattice.ys)) > 2  # noqa: PLR2004 - edges of two rows


def _overlap(a: Box, b: Box) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1


def _reaches_into(piece: Piece, table: Box) -> bool:
    """Whether more of a piece outside the table lies within than print may touch a border."""
    width = min(piece.box.x1, table.x1) - max(piece.box.x0, table.x0)
    height = min(piece.box.y1, table.y1) - max(piece.box.y0, table.y0)
    return width > TOUCH_WIDTH * piece.size and height > TOUCH_HEIGHT * piece.size


def _grid(number: int, lattice: Lattice, lines: dict[Spot | None, list[Line]], page: int) -> Grid:
    return Grid(
        tuple(
            Cell(
                source_of(lines.get((number, i), ()), Place(page, region.box)),
                region.row,
                region.column,
                region.row_span,
                region.column_span,
            )
            for i, region in enumerate(lattice.regions)
        )
    )
