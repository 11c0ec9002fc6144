"""The sections of a document: which elements stand in each, and the headers of its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.word.names import RELATION_ID, W, find, switch_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


@dataclass(frozen=True, slots=True)
class Section:
    """Elements of the body in order, and the relationship ids of the headers printed with them."""

    elements: tuple[_Element, ...]
    headers: tuple[str, ...]


def sections_of(body: _Element) -> Iterator[Section]:
    """The sections of a body, in order.

    The properties of a section stand in its last paragraph, the last section's at the end of
    the body (17.6). A section that names no header has the one before's, which is not repeated.
    """
    elements: list[_Element] = []
    for child in body:
        elements.append(child)
        properties = _section_properties(child)
        if properties is not None:
            yield Section(tuple(elements), _headers(properties))
            elements = []
    if elements:
        yield Section(tuple(elements), ())


def _section_properties(element: _Element) -> _Element | None:
    if element.tag == f"{W}sectPr":
        return element
    if element.tag == f"{W}sdt":
        return next(element.iter(f"{W}sectPr"), None)
    return find(element, "pPr", "sectPr")


def _headers(properties: _Element) -> tuple[str, ...]:
    """The first page's header, where it has one of its own, then the other pages'."""
    kinds = ["default"]
    if switch_value(find(properties, "titlePg")):
        kinds.insert(0, "first")
    named = {e.get(f"{W}type"): e for e in properties.iterfind(f"{W}headerReference")}
    return tuple(named[kind].get(RELATION_ID, "") for kind in kinds if kind in named)
