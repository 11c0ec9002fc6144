"""The elements and simple values of OFD's XML (GB/T 33190-2016, 7.3), by local name.

Writers name the namespace by year, by an older address, or not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.marks import Transform

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from parsers.marks import Point

GREATEST = 1e7
"""No number that places or sizes anything is greater: a page this many millimetres wide is none."""
_NUMBERS_OF_BOX = 4
_NUMBERS_OF_MAP = 6
_TRUE = ("true", "1")


def name_of(element: _Element) -> str:
    """The element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def children(element: _Element | None, name: str) -> Iterator[_Element]:
    """The children of this name, in order; none of what is not there."""
    for child in () if element is None else element:
        if name_of(child) == name:
            yield child


def child(element: _Element | None, *names: str) -> _Element | None:
    """The first child of the first name, its first child of the second, and so on."""
    for name in names:
        if element is None:
            return None
        element = next((c for c in element if name_of(c) == name), None)
    return element


def text_of(element: _Element | None) -> str:
    """What stands in an element, without blanks around it; empty if there is none."""
    return "" if element is None else (element.text or "").strip()


def number_of(text: str) -> float:
    """One number.

    Raises:
        ValueError: it is none, or one that places nothing on a page.
    """
    value = float(text)
    if not abs(value) <= GREATEST:  # nor is “nan” a number here
        raise ValueError(text)
    return value


def numbers_of(text: str) -> tuple[float, ...]:
    """An array (ST_Array) of numbers.

    Raises:
        ValueError: something in it is no number.
    """
    return tuple(map(number_of, text.split()))


def is_true(element: _Element, name: str, *, otherwise: bool) -> bool:
    """An attribute that says yes or no; `otherwise` where it does not stand."""
    text = element.get(name)
    return otherwise if text is None else text.strip().lower() in _TRUE


def box_of(text: str | None) -> tuple[float, float, float, float] | None:
    """A box (ST_Box): x, y, width and height in millimetres; None where there is none.

    Raises:
        ValueError: it is no box.
    """
    if text is None or not text.strip():
        return None
    values = numbers_of(text)
    if len(values) != _NUMBERS_OF_BOX:
        raise ValueError(text)
    x, y, width, height = values
    return x, y, width, height


def map_of(text: str | None) -> Transform | None:
    """A transformation matrix (CTM); None where there is none.

    Raises:
        ValueError: it is none.
    """
    if text is None or not text.strip():
        return None
    values = numbers_of(text)
    if len(values) != _NUMBERS_OF_MAP:
        raise ValueError(text)
    return Transform(*values)


def corners_of(box: tuple[float, float, float, float]) -> tuple[Point, Point, Point, Point]:
    """The four corners of a box."""
    x, y, width, height = box
    return (x, y), (x + width, y), (x + width, y + height), (x, y + height)
