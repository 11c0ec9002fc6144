"""The names of WordprocessingML (ECMA-376 part 1, 17), and how its values are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VML = "{urn:schemas-microsoft-com:vml}"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

_OFF = frozenset({"0", "false", "off"})
_GREATEST = 2**31 - 1  # Word keeps numbers in 32 bits
# What may stand around paragraphs, rows, cells and runs without changing what they say.
_WRAPPERS = frozenset(f"{W}{name}" for name in ("ins", "moveTo", "customXml", "smartTag"))


def text_value(element: _Element | None) -> str:
    """The w:val of an element; empty where there is no element or no value."""
    return "" if element is None else str(element.get(f"{W}val", ""))


def number_value(element: _Element | None, default: int) -> int:
    """The w:val of an element as a whole number, `default` where it is none."""
    try:
        return max(-_GREATEST, min(_GREATEST, int(text_value(element))))
    except ValueError:
        return default


def switch_value(element: _Element | None) -> bool | None:
    """Whether a switch (17.3.2: on unless it says off) is on; None where it does not stand."""
    return None if element is None else text_value(element).lower() not in _OFF


def find(element: _Element | None, *path: str) -> _Element | None:
    """The first element at the end of a path of w: names, each a child of the one before."""
    for name in path:
        if element is None:
            return None
        element = element.find(f"{W}{name}")
    return element


def unwrapped(container: Iterable[_Element]) -> Iterator[_Element]:
    """The children of a container, those inside content controls and insertions among them.

    Of alternative contents only the one that `alternative` picks is taken.
    """
    for child in container:
        if child.tag in _WRAPPERS:
            yield from unwrapped(child)
        elif child.tag == f"{W}sdt":
            yield from unwrapped_control(child)
        elif child.tag == f"{MC}AlternateContent":
            chosen = alternative(child)
            if chosen is not None:
                yield from unwrapped(chosen)
        else:
            yield child


def unwrapped_control(control: _Element) -> Iterator[_Element]:
    """The content of a content control; nothing where only its prompt stands."""
    content = find(control, "sdtContent")
    if content is not None and not is_prompt(control):
        yield from unwrapped(content)


def is_prompt(control: _Element) -> bool:
    """Whether a content control was never filled in and shows its prompt (17.5.2.39)."""
    return bool(switch_value(find(control, "sdtPr", "showingPlcHdr")))


def alternative(element: _Element) -> _Element | None:
    """The one branch of mc:AlternateContent to read: the first with text, else the last."""
    chosen = None
    for branch in element:
        chosen = branch
        if next(branch.iter(f"{W}t", f"{W}tbl"), None) is not None:
            return branch
    return chosen
