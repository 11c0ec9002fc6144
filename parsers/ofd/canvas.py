"""The graphic units of a page -> what they paint: texts, paths, pictures (GB/T 33190, 8 to 13)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parsers.errors import TooLarge
from parsers.marks import MOST_NESTED, MOST_SEGMENTS, Path, Transform, subpaths_of

from .ink import is_seen, leaves_mark
from .nodes import box_of, child, is_true, map_of, name_of, number_of, text_of
from .outline import steps_of
from .runs import runs_of
from .setting import is_hidden, setting_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from .resources import Resources
    from .runs import Run
    from .setting import Setting

MOST_UNITS = 200_000
"""Graphic units and characters on one page, those of drawings within drawings counted each time.
A full page of print has some thousand."""
_OPAQUE = 255
_DEEPEST = 100
"""Page blocks within one another."""


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """A picture on a page: its number, and the map from its unit square to the page's points.

    The square's y runs downward from the picture's top. `part` is None where the file does not hold
    it; `runs_before` tells how many runs of text were painted before it. It is a veil if its object
    lets what lies beneath shine through.
    """

    part: str | None
    transform: Transform
    runs_before: int
    is_veil: bool = False


@dataclass(slots=True)
class Painted:
    """What a page paints, and how many of its units could not be made out.

    `faults` are Chinese phrases about parts that are missing.
    """

    runs: list[Run] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    images: list[PlacedImage] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    broken: int = 0
    units: int = 0
    segments: int = 0

    def count(self, units: int = 0, segments: int = 0) -> None:
        """Take note of so much more.

        Raises:
            TooLarge: it is more than a page may hold.
        """
        self.units += units
        self.segments += segments
        if self.units > MOST_UNITS:
            raise TooLarge(f"页面上的图元和文字超过 {MOST_UNITS} 个")
        if self.segments > MOST_SEGMENTS:
            raise TooLarge(f"页面上的线段超过 {MOST_SEGMENTS} 条")


def paint(
    units: Iterable[_Element], outer: Setting, painted: Painted, blocks: int = 0, nested: int = 0
) -> None:
    """Paint these units, one after the other; one that is damaged is left out and counted.

    Args:
        units: elements, of which those that paint nothing are passed over.
        outer: what they are drawn in.
        painted: what is added to.
        blocks: how many page blocks they lie in.
        nested: how many composite objects they lie in.

    Raises:
        TooLarge: they are too many, or lie too deep in one another.
    """
    if blocks > _DEEPEST:
        raise TooLarge(f"页面内容嵌套超过 {_DEEPEST} 层")
    for unit in units:
        painted.count(units=1)
        try:
            _paint_one(unit, outer, painted, blocks, nested)
        except ValueError:
            painted.broken += 1


def _paint_one(unit: _Element, outer: Setting, painted: Painted, blocks: int, nested: int) -> None:
    name = name_of(unit)
    if name not in _UNITS or is_hidden(unit):
        return
    if name == "PageBlock":
        paint(unit, outer.inked(unit), painted, blocks + 1, nested)
        return
    inner = setting_of(unit, outer)
    match name:
        case "TextObject":
            _paint_text(unit, inner, painted)
        case "PathObject":
            _paint_path(unit, inner, painted)
        case "ImageObject":
            _paint_image(unit, outer, painted)
        case _:
            drawing = inner.resources.composites.get(unit.get("ResourceID", ""))
            if drawing is None or nested >= MOST_NESTED:
                raise ValueError(unit.get("ResourceID"))
            content = child(drawing, "Content")
            paint(() if content is None else content, inner, painted, blocks, nested + 1)


_UNITS = frozenset({"PageBlock", "TextObject", "PathObject", "ImageObject", "CompositeObject"})


def _paint_text(unit: _Element, inner: Setting, painted: Painted) -> None:
    ink = inner.ink
    filled = is_true(unit, "Fill", otherwise=True) and (ink.fill is None or leaves_mark(ink.fill))
    stroked = is_true(unit, "Stroke", otherwise=False)
    if not filled and not (stroked and (ink.stroke is None or leaves_mark(ink.stroke))):
        return
    for run in runs_of(unit, inner.transform):
        painted.count(units=len(run.letters))
        painted.runs.append(run)


def _paint_path(unit: _Element, inner: Setting, painted: Painted) -> None:
    """A line is black, an area transparent where no colour is named (9.1, table 35)."""
    ink, resources = inner.ink, inner.resources
    stroked = is_true(unit, "Stroke", otherwise=True) and _marks(ink.stroke, resources)
    filled = is_true(unit, "Fill", otherwise=False) and ink.fill is not None
    filled = filled and _marks(ink.fill, resources)
    if stroked or filled:
        steps = list(steps_of(text_of(child(unit, "AbbreviatedData")), inner.transform))
        painted.count(segments=len(steps))
        painted.paths.append(Path(tuple(subpaths_of(steps)), stroked, filled, inner.clip))


def _marks(colour: _Element | None, resources: Resources) -> bool:
    return colour is None or is_seen(colour, resources)


def _paint_image(unit: _Element, outer: Setting, painted: Painted) -> None:
    """A picture fills the unit square of its map; where it has none, its boundary (10)."""
    box = box_of(unit.get("Boundary"))
    own = map_of(unit.get("CTM"))
    if own is None and box:
        own = Transform(box[2], 0, 0, box[3], 0, 0)
    placed = (outer.moved(box) if box else outer).transform
    part = outer.resources.media.get(unit.get("ResourceID", ""))
    transform = own.then(placed) if own else placed
    veil = number_of(unit.get("Alpha", "255")) < _OPAQUE or "ImageMask" in unit.attrib
    painted.images.append(PlacedImage(part, transform, len(painted.runs), veil))
