"""Whether what is drawn can be seen: drawing parameters and colours (GB/T 33190-2016, 8.2, 8.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.marks import MOST_NESTED, PAPER_WHITE

from .nodes import name_of, number_of
from .resources import ColourSpace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from .resources import Resources

_PATTERNS = ("Pattern", "AxialShd", "RadialShd", "GouraudShd", "LaGourandShd")
_COMPONENTS_OF_CMYK = 4
_OPAQUE = 255


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours in force for lines and areas; None where the standard's default counts."""

    stroke: _Element | None = None
    fill: _Element | None = None


NO_COLOUR = Ink()


def ink_of(unit: _Element, resources: Resources, outer: Ink) -> Ink:
    """The unit's own colours, else those of its drawing parameters, else the outer ones."""
    colours: dict[str, _Element] = {}
    for source in (unit, *_drawing_parameters(unit, resources)):
        for part in source:
            colours.setdefault(name_of(part), part)
    return Ink(colours.get("StrokeColor", outer.stroke), colours.get("FillColor", outer.fill))


def leaves_mark(colour: _Element) -> bool:
    """Whether anything is painted with this colour, white or not.

    Raises:
        ValueError: it is no colour.
    """
    return number_of(colour.get("Alpha", str(_OPAQUE))) > 0


def is_seen(colour: _Element, resources: Resources) -> bool:
    """Whether a mark of this colour can be seen on paper.

    Raises:
        ValueError: it is no colour.
    """
    if not leaves_mark(colour):
        return False
    if any(name_of(part) in _PATTERNS for part in colour):
        return True
    space = resources.colour_spaces.get(colour.get("ColorSpace", ""), ColourSpace())
    values = _components(colour, space)
    if len(values) == _COMPONENTS_OF_CMYK:
        return max(values) > _OPAQUE - PAPER_WHITE
    return not values or min(values) < PAPER_WHITE


def _drawing_parameters(unit: _Element, resources: Resources) -> Iterator[_Element]:
    """The drawing parameters that a unit names, then those that they rest on (8.2)."""
    number = unit.get("DrawParam", "")
    for _ in range(MOST_NESTED):
        parameters = resources.draw_params.get(number)
        if parameters is None:
            return
        yield parameters
        number = parameters.get("Relative", "")


def _components(colour: _Element, space: ColourSpace) -> list[float]:
    """The components, each from 0 to 255; none where the colour is its space's first: black."""
    words: Sequence[str] = colour.get("Value", "").split()
    index = colour.get("Index", "")
    if not words and index.isascii() and index.isdigit() and int(index) < len(space.palette):
        words = space.palette[int(index)]
    scale = _OPAQUE / (2**space.bits - 1)
    return [scale * _component(word) for word in words]


def _component(word: str) -> float:
    return float(int(word[1:], 16)) if word.startswith("#") else number_of(word)
