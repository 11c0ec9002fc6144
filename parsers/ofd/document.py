"""OFD.xml and Document.xml -> a file's documents: pages, templates, resources (7.4, 7.5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.errors import Encrypted, TooLarge

from .container import ENTRY
from .extras import extras_of
from .nodes import box_of, child, children, name_of, text_of
from .resources import resources_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from parsers.limits import Limits

    from .container import Container
    from .resources import Resources

A4 = (0.0, 0.0, 210.0, 297.0)
"""Millimetres: a page of which nothing says how large it is."""
_RESOURCES = ("PublicRes", "DocumentRes")

Area = tuple[float, float, float, float]
"""The visible part of a page: x, y, width, height in millimetres."""


@dataclass(frozen=True, slots=True)
class Template:
    """A template page; `root` is None where it is damaged or missing."""

    root: _Element | None
    part: str
    order: str


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a file.

    `part` is the name of its Document.xml; `pages` are numbers and locations in order;
    `annotations` are locations, as `annotations_part` gives them, by the number of their page.
    `notes` are Chinese sentences about what else it holds.
    """

    part: str
    pages: tuple[tuple[str, str], ...]
    area: Area | None
    templates: Mapping[str, Template]
    resources: Resources
    annotations: Mapping[str, tuple[str, ...]]
    annotations_part: str
    notes: tuple[str, ...]


def documents_of(container: Container, limits: Limits) -> Iterator[Document]:
    """The documents in order; later ones are read when they are asked for.

    Raises:
        Encrypted: the file is locked.
        Unreadable: OFD.xml or a document is missing or damaged; names the part.
        TooLarge: there are too many documents.
        Unsafe: a location leads outside the file.
    """
    if any(name.lower().rpartition("/")[2] == "encryptions.xml" for name in container.names):
        raise Encrypted("文件已加密，请取消密码后再报送")
    entry = container.root(ENTRY)
    bodies = list(children(entry, "DocBody"))
    if len(bodies) > limits.pages:
        raise TooLarge(f"文件里有 {len(bodies)} 个文档，超过上限 {limits.pages} 个")
    for body in bodies:
        yield _document(container, body, limits)


def area_of(element: _Element | None) -> Area | None:
    """The visible part of a page: what its boxes have in common (7.5, CT_PageArea).

    A box that is damaged, empty or wholly outside the page does not count; None where none does.
    """
    area = _sound_box(child(element, "PhysicalBox"))
    for name in ("ApplicationBox", "CropBox"):
        box = _sound_box(child(element, name))
        area = (area and box and _common(area, box)) or area or box
    return area


def _document(container: Container, body: _Element, limits: Limits) -> Document:
    root, part = container.root_at(text_of(child(body, "DocRoot")), ENTRY)
    data = child(root, "CommonData")
    pages = [
        (p.get("ID", ""), p.get("BaseLoc", "")) for p in children(child(root, "Pages"), "Page")
    ]
    if len(pages) > limits.pages:
        raise TooLarge(f"文件有 {len(pages)} 页，超过上限 {limits.pages} 页")
    listed = [] if data is None else [e for e in data if name_of(e) in _RESOURCES]
    annotations, annotations_part, notes = _annotations(container, root, part)
    return Document(
        part=part,
        pages=tuple(pages),
        area=area_of(child(data, "PageArea")),
        templates={
            t.get("ID", ""): _template(container, t, part) for t in _templates(data, limits)
        },
        resources=resources_of(container, listed, part),
        annotations=annotations,
        annotations_part=annotations_part,
        notes=(*notes, *extras_of(container, body, root, part)),
    )


def _templates(data: _Element | None, limits: Limits) -> list[_Element]:
    templates = list(children(data, "TemplatePage"))
    if len(templates) > limits.pages:
        raise TooLarge(f"文件有 {len(templates)} 个模板页，超过上限 {limits.pages} 个")
    return templates


def _template(container: Container, element: _Element, part: str) -> Template:
    found = container.root_if_sound(element.get("BaseLoc", ""), part)
    root, name = found or (None, part)
    return Template(root, name, element.get("ZOrder", ""))


def _annotations(
    container: Container, root: _Element, part: str
) -> tuple[dict[str, tuple[str, ...]], str, tuple[str, ...]]:
    """The locations of each page's annotations, the part that gives them, what is to be said."""
    location = text_of(child(root, "Annotations"))
    if not location:
        return {}, part, ()
    found = container.root_if_sound(location, part)
    if found is None:
        return {}, part, ("有批注，但批注清单已损坏，没有读入",)
    listing, name = found
    located: dict[str, tuple[str, ...]] = {}
    for page in children(listing, "Page"):
        number = page.get("PageID", "")
        own = tuple(text_of(location) for location in children(page, "FileLoc"))
        located[number] = located.get(number, ()) + own
    return located, name, ()


def _sound_box(element: _Element | None) -> Area | None:
    try:
        box = box_of(text_of(element))
    except ValueError:
        return None
    return box if box and min(box[2], box[3]) > 0 else None


def _common(area: Area, box: Area) -> Area | None:
    left, top = max(area[0], box[0]), max(area[1], box[1])
    right = min(area[0] + area[2], box[0] + box[2])
    bottom = min(area[1] + area[3], box[1] + box[3])
    return (left, top, right - left, bottom - top) if left < right and top < bottom else None
