"""A form as an OFD: the same drawing as its PDF, on a canvas that writes OFD's elements."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from form_pdf import drawn_by
from ofd_parts import DOCUMENT, document, entry, page, part, zipped
from reportlab.pdfbase.pdfmetrics import stringWidth

from parsers.marks import UNMOVED, Transform

if TYPE_CHECKING:
    from form_layout import Block
    from form_style import Style

MM = 25.4 / 72  # millimetres in a point
RESOURCES = (
    '<ofd:Fonts><ofd:Font ID="1" FontName="宋体" FamilyName="宋体"/></ofd:Fonts>'
    '<ofd:DrawParams><ofd:DrawParam ID="2" LineWidth="0.1764">'
    '<ofd:StrokeColor Value="0 0 0"/></ofd:DrawParam></ofd:DrawParams>'
)


def ofd_of(blocks: tuple[Block, ...], style: Style) -> bytes:
    """The blocks as an OFD; the same bytes for the same blocks.

    OFD knows no turned pages: what a PDF stores turned stands on its side here.

    Raises:
        FileNotFoundError: the style's font is not installed; names the Debian package.
    """
    canvas = OfdCanvas(folded=style.runs_split)
    drawn_by(canvas, blocks, style)
    names = [f"Pages/Page_{i}/Content.xml" for i in range(len(canvas.pages))]
    common = "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
    return zipped(
        {
            "OFD.xml": entry(DOCUMENT),
            DOCUMENT: document(names, common),
            "Doc_0/PublicRes.xml": part("Res", RESOURCES, ' BaseLoc="Res"'),
            **{f"Doc_0/{name}": xml for name, xml in zip(names, canvas.pages, strict=True)},
        }
    )


class OfdCanvas:
    """As much of reportlab's canvas as forms need; its methods bear reportlab's names.

    Lengths are points, y upward; `folded` writes equal offsets as `g n v`.
    """

    def __init__(self, *, folded: bool) -> None:
        self.folded = folded
        self.pages: list[str] = []
        self.units: list[str] = []
        self.size = (0.0, 0.0)
        self.map, self.saved = UNMOVED, list[Transform]()
        self.font, self.type_size = "", 0.0
        self.grey, self.width, self.dash = 0.0, 1.0, ""

    def setPageSize(self, size: tuple[float, float]) -> None:  # noqa: N802
        self.size = size

    def setPageRotation(self, degrees: int) -> None:  # noqa: N802
        if degrees:
            self.size = self.size[::-1]

    def transform(self, *numbers: float) -> None:
        self.map = Transform(*numbers).then(self.map)

    def saveState(self) -> None:  # noqa: N802
        self.saved.append(self.map)

    def restoreState(self) -> None:  # noqa: N802
        self.map = self.saved.pop()

    def showPage(self) -> None:  # noqa: N802
        width, height = self.size
        content = f'<ofd:PageBlock ID="8">{"".join(self.units)}</ofd:PageBlock>'
        self.pages.append(page(content, size=f"0 0 {_said(width * MM)} {_said(height * MM)}"))
        self.units, self.map = [], UNMOVED

    def save(self) -> None:
        """All is kept in `pages`."""

    def setFont(self, name: str, size: float) -> None:  # noqa: N802
        self.font, self.type_size = name, size

    def setLineWidth(self, width: float) -> None:  # noqa: N802
        self.width = width

    def setDash(self, *lengths: float) -> None:  # noqa: N802
        said = " ".join(_said(length * MM) for length in lengths)
        self.dash = f' DashPattern="{said}"' if lengths else ""

    def setFillGray(self, grey: float) -> None:  # noqa: N802
        self.grey = grey

    def drawString(self, x: float, y: float, text: str) -> None:  # noqa: N802
        """A text object whose map turns it as the canvas is turned."""
        if not text:
            return
        left, top = self._place(x, y)
        size = self.type_size * MM
        steps = [_said(stringWidth(c, self.font, self.type_size) * MM) for c in text[:-1]]
        deltas = f' DeltaX="{_folded(steps) if self.folded else " ".join(steps)}"' if steps else ""
        code = f'<ofd:TextCode X="0" Y="0"{deltas}>{_escaped(text)}</ofd:TextCode>'
        m = self.map
        turned = "" if (m.a, m.b) == (1, 0) else f' CTM="{m.a} {-m.b} {-m.c} {m.d} 0 0"'
        length = _said(stringWidth(text, self.font, self.type_size) * MM)
        self.units.append(
            f'<ofd:TextObject ID="3" Boundary="{_said(left)} {_said(top)} {length} {_said(size)}"'
            f' Font="1" Size="{_said(size)}"{turned}>{code}</ofd:TextObject>'
        )

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A path that counts from the corner of its boundary."""
        self._path(((x0, y0), (x1, y1)), f' DrawParam="2" Stroke="true"{self.dash}', "")

    def rect(self, *box: float, stroke: int = 1, fill: int = 0) -> None:
        x, y, width, height = box
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        value = " ".join([str(round(255 * self.grey))] * 3)
        colour = f'<ofd:FillColor Value="{value}"/>' if fill else ""
        said = f' Stroke="{_truth(stroke)}" Fill="{_truth(fill)}"'
        self._path((*corners, corners[0]), said, colour)

    def _path(self, points: tuple[tuple[float, float], ...], said: str, colour: str) -> None:
        placed = [self._place(x, y) for x, y in points]
        left, top = min(x for x, _ in placed), min(y for _, y in placed)
        right, below = max(x for x, _ in placed), max(y for _, y in placed)
        steps = [f"{_said(x - left)} {_said(y - top)}" for x, y in placed]
        box = " ".join(map(_said, (left, top, right - left, below - top)))
        self.units.append(
            f'<ofd:PathObject ID="4" Boundary="{box}" LineWidth="{_said(self.width * MM)}"{said}>'
            f"{colour}<ofd:AbbreviatedData>M {' L '.join(steps)}</ofd:AbbreviatedData>"
            "</ofd:PathObject>"
        )

    def _place(self, x: float, y: float) -> tuple[float, float]:
        """A point of the canvas in millimetres from the page's upper left corner."""
        across, up = self.map.of(x, y)
        return across * MM, (self.size[1] - up) * MM


def _said(number: float) -> str:
    return f"{number:.4f}".rstrip("0").rstrip(".")


def _truth(value: int) -> str:
    return "true" if value else "false"


def _escaped(text: str) -> str:
    """Blanks are written as codes, as the standard asks (11.3)."""
    return escape(text).replace(" ", "\\0020")


def _folded(steps: list[str]) -> str:
    runs = [(step, len(list(same))) for step, same in groupby(steps)]
    return " ".join(f"g {count} {step}" if count > 1 else step for step, count in runs)
