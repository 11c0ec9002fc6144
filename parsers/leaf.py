"""Pages read one by one -> a Reading: PDF, OFD and scans end alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .model import Grid, Reading
from .prose import paragraphs_of
from .rulings import lay_out
from .stitch import stitched

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .limits import Limits
    from .model import Block, Kind
    from .page import Page

ALIGNED = "按文字对齐分格"
"""What is said of how a page was read whose tables have no rules."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page read: its blocks from top to bottom, and what is to be said of it.

    `method` names the way it was read, or several parted by 、. `faults` are Chinese phrases that
    follow “第3页”. A page is unread if it may hold what was not read: a table does not go on
    across it.
    """

    number: int
    method: str
    blocks: tuple[Block, ...] = ()
    faults: tuple[str, ...] = ()
    unsure: bool = False
    unread: bool = False


def leaf_of(page: Page, method: str, limits: Limits, faults: tuple[str, ...] = ()) -> Leaf:
    """The tables and paragraphs of a page whose text and rules are known.

    `method` is what the page was read with; that its tables have no rules is added to it.

    Raises:
        TooLarge: more cells than `limits` allow.
    """
    layout = lay_out(page, limits)
    cut_off = ("有文字印在页面之外，没有读入",) if layout.cut_off else ()
    blocks: tuple[Block, ...] = (*layout.grids, *paragraphs_of(layout.rest, page.number))
    method += f"、{ALIGNED}" if layout.aligned else ""
    unsure = layout.unsure or bool(faults) or bool(cut_off)
    return Leaf(page.number, method, ascending(blocks), (*faults, *cut_off), unsure=unsure)


def ascending(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks of a page from top to bottom."""
    return tuple(sorted(blocks, key=_corner))


def reading_of(leaves: Sequence[Leaf], kind: Kind) -> Reading:
    """The reading that these pages make, with tables that go on over pages as one grid."""
    return Reading(
        kind=kind,
        blocks=tuple(block for run in _runs(leaves) for block in stitched(run)),
        pages=len(leaves),
        method="、".join(dict.fromkeys(m for x in leaves for m in x.method.split("、") if m)),
        notes=tuple(f"第{leaf.number}页{fault}" for leaf in leaves for fault in leaf.faults),
        unsure_pages=tuple(leaf.number for leaf in leaves if leaf.unsure),
    )


def _corner(block: Block) -> tuple[float, float]:
    source = block.cells[0].source if isinstance(block, Grid) else block.source
    box = source.place.box
    return (box.y0, box.x0) if box else (0.0, 0.0)


def _runs(leaves: Iterable[Leaf]) -> list[list[tuple[Block, ...]]]:
    """The blocks of the pages, in stretches between which a page could not be read."""
    runs: list[list[tuple[Block, ...]]] = [[]]
    for leaf in leaves:
        if leaf.unread:
            runs.append([])
        runs[-1].append(leaf.blocks)
    return runs
