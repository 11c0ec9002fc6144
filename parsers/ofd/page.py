"""One page of a document -> what it holds: pieces of text, rules, shaded areas, pictures (7.7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.covering import is_scanned
from parsers.drawing import drawing_of
from parsers.errors import Unreadable
from parsers.model import Box
from parsers.page import Page
from parsers.pieces import pieces_of
from parsers.printed import nameless_faults
from parsers.upright import Frame, writing_turn

from .canvas import Painted, paint
from .document import A4, area_of
from .glyphs import glyphs_of
from .nodes import box_of, child, children, is_true
from .photograph import is_opaque
from .resources import Resources, resources_of
from .setting import POINTS, Setting, is_hidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from parsers.marks import Transform

    from .canvas import PlacedImage
    from .container import Container
    from .document import Area, Document, Template

_ORDER = {"background": 0, "body": 1, "foreground": 2}
"""What is painted first (table 15)."""
WHOLE_PAGE = 0.9
"""Of the page, in both directions: a picture this large is the page itself."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a page holds, and Chinese phrases about what is wrong with it.

    `area` is the visible part of the page in millimetres; `images` lie on it as it is stored.
    `is_picture` says whether they are what it shows; the text of `page` stands over them then.
    `hidden` is text that lies beneath them.
    """

    page: Page
    area: Area
    images: tuple[PlacedImage, ...] = ()
    faults: tuple[str, ...] = ()
    is_picture: bool = False
    hidden: str = ""


def content_of(container: Container, document: Document, index: int, number: int) -> Content | None:
    """What a page holds; None where it is missing or damaged.

    Args:
        container: the file.
        document: one of its documents.
        index: which of the document's pages, from 0.
        number: which page of the file, from 1.

    Raises:
        TooLarge: it paints too much.
        Unsafe: it points outside the file.
    """
    identity, location = document.pages[index]
    found = container.root_if_sound(location, document.part)
    if found is None:
        return None
    root, part = found
    painted = Painted()
    setting = Setting(document.resources.covered_by(_own_resources(container, root, part, painted)))
    templates = list(_templates(root, document, painted))
    for layer in _layers(root, templates):
        paint(layer, setting.inked(layer), painted)
    for location in document.annotations.get(identity, ()):
        annotations = container.root_if_sound(location, document.annotations_part)
        _paint_annotations(annotations and annotations[0], setting, painted)
    areas = (area_of(child(page, "Area")) for page in (root, *(t.root for t, _ in templates)))
    area = next((a for a in areas if a), document.area or A4)
    return _content(container, painted, area, number)


def _own_resources(container: Container, root: _Element, part: str, painted: Painted) -> Resources:
    try:
        return resources_of(container, children(root, "PageRes"), part)
    except Unreadable:
        painted.faults.append("的资源清单已损坏，没有读入")
        return Resources()


def _templates(
    root: _Element, document: Document, painted: Painted
) -> Iterator[tuple[Template, str]]:
    """The templates that a page lies on, each with where it lies."""
    for reference in children(root, "Template"):
        template = document.templates.get(reference.get("TemplateID", ""))
        if template is None or template.root is None:
            painted.faults.append("的模板页已损坏，没有读入")
        else:
            yield template, reference.get("ZOrder") or template.order or "Background"


def _layers(root: _Element, templates: list[tuple[Template, str]]) -> list[_Element]:
    """All layers in the order of painting; of one order, templates' before the page's own."""
    layers = [(order, layer) for t, order in templates for layer in _own_layers(t.root)]
    layers += [(layer.get("Type", "Body"), layer) for layer in _own_layers(root)]
    return [layer for _, layer in sorted(layers, key=lambda x: _ORDER.get(x[0].lower(), 1))]


def _own_layers(root: _Element | None) -> Iterator[_Element]:
    for content in children(root, "Content"):
        yield from children(content, "Layer")


def _paint_annotations(root: _Element | None, setting: Setting, painted: Painted) -> None:
    """The looks of a page's annotations, such as stamps; they lie over all layers (15.2)."""
    if root is None:
        painted.faults.append("的批注已损坏，没有读入")
    for annotation in children(root, "Annot"):
        try:
            _paint_annotation(annotation, setting, painted)
        except ValueError:
            painted.broken += 1


def _paint_annotation(annotation: _Element, setting: Setting, painted: Painted) -> None:
    look = child(annotation, "Appearance")
    if look is None or not is_true(annotation, "Visible", otherwise=True) or is_hidden(look):
        return
    box = box_of(look.get("Boundary"))
    paint(look, (setting.moved(box) if box else setting).inked(look), painted)


def _content(container: Container, painted: Painted, area: Area, number: int) -> Content:
    written = glyphs_of(painted.runs)
    seen = written.runs >= _buried(container, painted, area)
    glyphs = written.only(seen)
    frame = _frame(area, writing_turn(glyphs.angles, 0))
    pieces = pieces_of(glyphs, frame)
    boxes = [_box(image, frame) for image in painted.images]
    whole = Box(0, 0, frame.width, frame.height)
    faults = (*_faults(painted), *nameless_faults(glyphs.letters.tolist()))
    return Content(
        page=Page(number, frame.width, frame.height, pieces, drawing_of(painted.paths, frame)),
        area=area,
        images=tuple(painted.images),
        faults=tuple(dict.fromkeys(faults)),
        is_picture=bool(boxes) and (not pieces or is_scanned(boxes, pieces, whole)),
        hidden="".join(written.only(~seen).letters.tolist()),
    )


def _buried(container: Container, painted: Painted, area: Area) -> int:
    """How many runs lie beneath a picture of the page that nothing shines through."""
    covers = (
        image.runs_before
        for image in painted.images
        if image.runs_before and _covers(image.transform, area) and is_opaque(container, image)
    )
    return max(covers, default=0)


def _box(image: PlacedImage, frame: Frame) -> Box:
    xs, ys = zip(*(image.transform.of(x, y) for x in (0, 1) for y in (0, 1)), strict=True)
    return frame.box((min(xs), min(ys)), (max(xs), max(ys)))


def _faults(painted: Painted) -> Iterator[str]:
    yield from painted.faults
    if painted.broken:
        yield f"有 {painted.broken} 处内容已损坏，没有读入"


def _frame(area: Area, turn: int) -> Frame:
    x, y, width, height = (POINTS * length for length in area)
    return Frame(x, -y - height, x + width, -y, turn)


def _covers(transform: Transform, area: Area) -> bool:
    """Whether a picture hides the page, and so the text that was painted before it."""
    width = max(abs(transform.a), abs(transform.c))
    height = max(abs(transform.b), abs(transform.d))
    return width >= WHOLE_PAGE * POINTS * area[2] and height >= WHOLE_PAGE * POINTS * area[3]
