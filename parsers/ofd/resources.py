"""What pages refer to by number: drawing parameters, colour spaces, pictures, drawings (7.9)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .nodes import child, children, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.etree import _Element

    from .container import Container

BITS = 8
"""Bits of a colour's component, where its colour space says nothing (table 25)."""


@dataclass(frozen=True, slots=True)
class ColourSpace:
    """How many bits a component has, and the colours that are called by number."""

    bits: int = BITS
    palette: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Resources:
    """By number: `media` holds parts, the others elements. Those of a page cover its document's."""

    draw_params: Mapping[str, _Element] = field(default_factory=dict)
    colour_spaces: Mapping[str, ColourSpace] = field(default_factory=dict)
    media: Mapping[str, str] = field(default_factory=dict)
    composites: Mapping[str, _Element] = field(default_factory=dict)

    def covered_by(self, other: Resources) -> Resources:
        """Both, of which the other's count where a number stands in both."""
        return Resources(
            {**self.draw_params, **other.draw_params},
            {**self.colour_spaces, **other.colour_spaces},
            {**self.media, **other.media},
            {**self.composites, **other.composites},
        )


def resources_of(container: Container, locations: Iterable[_Element], part: str) -> Resources:
    """What stands in the resource parts at these locations; a part that is missing holds nothing.

    Args:
        container: the file.
        locations: the elements that give them.
        part: the part that these stand in.

    Raises:
        Unreadable: one is damaged.
        Unsafe: one leads outside the file.
    """
    resources = Resources()
    for location in locations:
        name = container.find(text_of(location), part)
        if name:
            resources = resources.covered_by(_resources(container, name))
    return resources


def _resources(container: Container, part: str) -> Resources:
    root = container.root(part)
    folder = root.get("BaseLoc", "").strip("/ ")
    media = (
        (element, _media(container, folder, text_of(child(element, "MediaFile")), part))
        for element in _listed(root, "MultiMedias", "MultiMedia")
    )
    return Resources(
        {e.get("ID", ""): e for e in _listed(root, "DrawParams", "DrawParam")},
        {e.get("ID", ""): _space(e) for e in _listed(root, "ColorSpaces", "ColorSpace")},
        {element.get("ID", ""): name for element, name in media if name},
        {
            e.get("ID", ""): e
            for e in _listed(root, "CompositeGraphicUnits", "CompositeGraphicUnit")
        },
    )


def _listed(root: _Element, group: str, name: str) -> Iterator[_Element]:
    for listing in children(root, group):
        yield from children(listing, name)


def _media(container: Container, folder: str, location: str, part: str) -> str | None:
    """The picture's part: in the folder for all resources, else beside the part that lists it."""
    if location.startswith("/") or not folder:
        return container.find(location, part)
    return container.find(f"{folder}/{location}", part) or container.find(location, part)


def _space(element: _Element) -> ColourSpace:
    bits = element.get("BitsPerComponent", "")
    colours = children(child(element, "Palette"), "CV")
    return ColourSpace(
        int(bits) if bits.isascii() and bits.isdigit() and 0 < int(bits) <= 2 * BITS else BITS,
        tuple(tuple(text_of(colour).split()) for colour in colours),
    )
