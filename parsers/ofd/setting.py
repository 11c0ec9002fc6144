"""Where a graphic unit stands: its map to the page, what cuts it off, its colours (8.1 to 8.5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from parsers.marks import Transform, common_extent, extent_of

from .ink import NO_COLOUR, Ink, ink_of
from .nodes import box_of, child, children, corners_of, is_true, map_of, number_of, text_of
from .outline import steps_of
from .resources import Resources

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from parsers.marks import Extent, Point

POINTS = 72 / 25.4
"""Points in a millimetre."""
PAGE = Transform(POINTS, 0, 0, -POINTS, 0, 0)
"""From a page's millimetres, y downward, to its points, y upward."""
SPILL = 1.0
"""Millimetres by which a drawing may leave its boundary: writers leave out the width of rules."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What graphic units are drawn in.

    `transform` maps their coordinates to the page's points, y upward; `clip` is None where nothing
    cuts them off.
    """

    resources: Resources
    transform: Transform = PAGE
    clip: Extent | None = None
    ink: Ink = NO_COLOUR

    def inked(self, unit: _Element) -> Setting:
        """The same with the colours that the unit names."""
        return replace(self, ink=ink_of(unit, self.resources, self.ink))

    def moved(self, box: Sequence[float]) -> Setting:
        """The same, counted from a box's upper left corner."""
        return replace(self, transform=self.transform.from_point(box[0], box[1]))


def is_hidden(unit: _Element) -> bool:
    """Whether a unit is switched off, or wholly transparent (8.5, table 41).

    Raises:
        ValueError: its transparency is no number.
    """
    shown = is_true(unit, "Visible", otherwise=True)
    return not shown or number_of(unit.get("Alpha", "255")) <= 0


def setting_of(unit: _Element, outer: Setting) -> Setting:
    """The setting within a unit: its boundary, map, clips and colours.

    Raises:
        ValueError: one of them is not what it should be.
    """
    box = box_of(unit.get("Boundary"))
    placed = outer.transform.from_point(box[0], box[1]) if box else outer.transform
    own = map_of(unit.get("CTM"))
    transform = own.then(placed) if own else placed
    boundary = _boundary(box, outer.transform) if box else None
    clips = (outer.clip, boundary, *_clips(unit, transform, placed))
    ink = ink_of(unit, outer.resources, outer.ink)
    return Setting(outer.resources, transform, common_extent(clips), ink)


def _boundary(box: tuple[float, float, float, float], transform: Transform) -> Extent | None:
    """What a unit's boundary leaves of it; a boundary without any size is none."""
    x, y, width, height = box
    if width <= 0 and height <= 0:
        return None
    wider = (x - SPILL, y - SPILL, width + 2 * SPILL, height + 2 * SPILL)
    return extent_of(transform.of(*corner) for corner in corners_of(wider))


def _clips(unit: _Element, inner: Transform, placed: Transform) -> Iterator[Extent | None]:
    """The rectangle around each clip; several areas of one clip add to each other (8.4)."""
    for clips in children(unit, "Clips"):
        transform = inner if is_true(clips, "TransFlag", otherwise=True) else placed
        for clip in children(clips, "Clip"):
            areas = children(clip, "Area")
            yield extent_of(point for area in areas for point in _area(area, transform))


def _area(area: _Element, transform: Transform) -> Iterator[Point]:
    own = map_of(area.get("CTM"))
    outer = Setting(Resources(), own.then(transform) if own else transform)
    for path in children(area, "Path"):
        inner = setting_of(path, outer).transform
        data = text_of(child(path, "AbbreviatedData"))
        yield from (point for _, point, _ in steps_of(data, inner))
    for text in children(area, "Text"):
        box = box_of(text.get("Boundary"))
        yield from (outer.transform.of(*corner) for corner in corners_of(box)) if box else ()
