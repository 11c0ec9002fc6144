"""A sheet's texts, borders and merged cells -> paragraphs and grids."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.errors import TooLarge
from parsers.model import Cell, Grid, Paragraph, Source
from parsers.sheet.regions import regions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from parsers.limits import Limits
    from parsers.model import Block
    from parsers.sheet.places import Place, Span
    from parsers.sheet.regions import Region


@dataclass(frozen=True, slots=True)
class Layout:
    """What a sheet shows; `covered` are the texts that a merged cell hides.

    `merges` are keyed by their upper left places, and hold at least two.
    """

    texts: Mapping[Place, str]
    bordered: AbstractSet[Place]
    merges: Mapping[Place, Span]
    covered: tuple[Place, ...]


def layout_of(
    texts: Mapping[Place, str], bordered: AbstractSet[Place], merges: Sequence[Span], limits: Limits
) -> Layout:
    """Find what merged cells hide.

    Raises:
        TooLarge: they cover more places than the limit.
    """
    edge = _edge([*texts, *bordered])
    kept: dict[Place, Span] = {}
    area = 0
    for merge in merges:
        span = merge if (merge.top, merge.left) in texts else merge.within(edge)
        if span.places > 1:
            kept.setdefault((merge.top, merge.left), span)
            area += span.places
            if area > limits.cells:
                raise TooLarge(f"合并单元格的范围过大（上限 {limits.cells} 个单元格）")
    hidden = {place for anchor, span in kept.items() for place in span if place != anchor}
    visible = {place: text for place, text in texts.items() if place not in hidden}
    return Layout(visible, bordered, kept, tuple(sorted(texts.keys() - visible.keys())))


def blocks_of(layout: Layout, limits: Limits) -> Iterator[Block]:
    """The lines and tables of a sheet, from top to bottom.

    Raises:
        TooLarge: a table has more places than the limit.
    """
    texted = [span for anchor, span in layout.merges.items() if anchor in layout.texts]
    columns = _columns_by_row(layout)
    before = range(0)
    for region in regions_of(layout.texts.keys(), layout.bordered, texted):
        if region.is_line:
            yield _line(layout, region.first)
            continue
        width = _width(columns, region, before)
        if len(width) * (region.last - region.first + 1) > limits.cells:
            raise TooLarge(f"工作表的表格过大（上限 {limits.cells} 个单元格），请拆分后再报送")
        yield _grid(layout, region, width)
        before = width


def _edge(places: Iterable[Place]) -> Place:
    """The last row and the last column in which anything stands."""
    rows, columns = {-1}, {-1}
    for row, column in places:
        rows.add(row)
        columns.add(column)
    return max(rows), max(columns)


def _columns_by_row(layout: Layout) -> dict[int, set[int]]:
    """The columns that each row uses: texts, as wide as they are merged, and borders."""
    columns: dict[int, set[int]] = defaultdict(set)
    for row, column in layout.bordered:
        columns[row].add(column)
    for row, column in layout.texts:
        span = layout.merges.get((row, column))
        columns[row] |= {column, span.right if span else column}
    return columns


def _line(layout: Layout, row: int) -> Paragraph:
    texts = sorted((place, text) for place, text in layout.texts.items() if place[0] == row)
    return Paragraph(Source("\t".join(text for _, text in texts)))


def _width(columns: Mapping[int, set[int]], region: Region, before: range) -> range:
    """The columns of a table.

    One that lies below another begins where that does, so that columns which the lower part has
    lost at its left keep their places.
    """
    used = set().union(*(columns.get(r, ()) for r in range(region.first, region.last + 1)))
    left = min(used)
    return range(before.start if left in before else left, max(used) + 1)


def _grid(layout: Layout, region: Region, width: range) -> Grid:
    corner = (region.first, width.start)
    covered: set[Place] = set()
    cells = []
    for row in range(region.first, region.last + 1):
        for column in width:
            if (row, column) in covered:
                continue
            span = _free_span(layout.merges.get((row, column)), covered, (region.last, width[-1]))
            covered |= set(span or ())
            cells.append(_cell(layout.texts.get((row, column), ""), (row, column), corner, span))
    return Grid(tuple(cells))


def _free_span(span: Span | None, covered: AbstractSet[Place], last: Place) -> Span | None:
    """A merged cell as far as the table goes; None where it overlaps another, as in damage."""
    clipped = span.within(last) if span else None
    return None if clipped is None or any(p in covered for p in clipped) else clipped


def _cell(text: str, place: Place, corner: Place, span: Span | None) -> Cell:
    row, column = place
    return Cell(
        Source(text),
        row - corner[0],
        column - corner[1],
        span.bottom - row + 1 if span else 1,
        span.right - column + 1 if span else 1,
    )
