"""A form as a PDF of our own drawing: every layout that a test may want, at no great cost."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from form_layout import Block, Look, PageBreak, Text
from form_pages import PAD, Fragment, Frame, fragments, wrapped
from form_rules import draw_rules
from form_style import Style, Turn
from form_table import Part, Table
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

from normalizers.model import Field

if TYPE_CHECKING:
    from form_ofd import OfdCanvas

FONT_FILES = {
    "uming": ("/usr/share/fonts/truetype/arphic/uming.ttc", "fonts-arphic-uming"),
    "zenhei": ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", "fonts-wqy-zenhei"),
    "ukai": ("/usr/share/fonts/truetype/arphic/ukai.ttc", "fonts-arphic-ukai"),
    "gbsn": ("/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf", "fonts-arphic-gbsn00lp"),
    "microhei": ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", "fonts-wqy-microhei"),
    "wenkai": (
        "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",
        "fonts-lxgw-wenkai",
    ),
}
A4 = (595.0, 842.0)  # points
MARGIN = 36.0  # points around a table
LETTER_MARGIN = 72.0  # points around a letter
TEXT_SIZE = 12.0  # points, outside tables
ASCENT = 0.88  # a line's baseline below its top, as a multiple of the size
LEFT = {Field.BASIS, Field.LEVEL1, Field.LEVEL2, Field.REMARK}


def pdf_of(blocks: tuple[Block, ...], style: Style) -> bytes:
    """The blocks as a PDF; the same bytes for the same blocks.

    Raises:
        FileNotFoundError: the style's font is not installed; names the Debian package.
    """
    buffer = BytesIO()
    drawn_by(Canvas(buffer, pageCompression=1, invariant=1), blocks, style)
    return buffer.getvalue()


def drawn_by(canvas: Canvas | OfdCanvas, blocks: tuple[Block, ...], style: Style) -> None:
    """Draw the blocks on a canvas, and save it."""
    pen = Pen(canvas, style)
    for block in blocks:
        if isinstance(block, PageBreak):
            pen.new_page(landscape=block.landscape)
        elif isinstance(block, Table):
            pen.table(block)
        else:
            pen.text(block)
    pen.close()


@cache
def font_of(name: str) -> str:
    """The font's name, registered."""
    path, package = FONT_FILES[name]
    if not Path(path).is_file():
        raise FileNotFoundError(f"{path} is missing: apt-get install {package}")
    registerFont(_simplified(name, path))
    return name


def _simplified(name: str, path: str) -> TTFont:
    """The font; of a collection the member made for mainland China, else the first."""
    if not path.endswith(".ttc"):
        return TTFont(name, path)
    index = 0
    while True:
        try:
            font = TTFont(name, path, subfontIndex=index)
        except TTFError:
            return TTFont(name, path, subfontIndex=0)
        if font.face.name.decode().endswith(("CN", "ZenHei")):
            return font
        index += 1


class Pen:
    """Writes blocks one below the other; y counts from the page's top, in points."""

    def __init__(self, canvas: Canvas | OfdCanvas, style: Style) -> None:
        self.canvas, self.style = canvas, style
        self.font = font_of(style.font)
        self.landscape = False
        self.pages = 0
        self.y = LETTER_MARGIN

    @property
    def size(self) -> tuple[float, float]:
        """The page's width and height as it is read."""
        return (A4[1], A4[0]) if self.landscape else A4

    @property
    def margin(self) -> float:
        return MARGIN if self.landscape else LETTER_MARGIN

    def new_page(self, *, landscape: bool) -> None:
        """Begin a page; the one before is finished."""
        if self.pages:
            self._finish()
        self.landscape = landscape
        self.pages += 1
        self.y = self.margin
        self._turn()

    def _turn(self) -> None:
        """Set the page's size, and its y downward."""
        width, height = self.size
        turned = self.landscape and self.style.turn is not Turn.NONE
        if not turned:
            self.canvas.setPageSize((width, height))
            self.canvas.setPageRotation(0)
            self.canvas.transform(1, 0, 0, -1, 0, height)
            return
        rotated = self.style.turn is Turn.ROTATED
        # reportlab takes a rotated page's size as it is viewed.
        self.canvas.setPageSize((width, height) if rotated else (height, width))
        self.canvas.setPageRotation(90 if rotated else 0)
        # Viewed x runs up the stored page, viewed y from its left to its right.
        self.canvas.transform(0, 1, 1, 0, 0, 0)

    def close(self) -> None:
        """Finish the last page and the file."""
        self._finish()
        self.canvas.save()

    def _finish(self) -> None:
        if self.style.page_numbers:
            width, height = self.size
            self.line(f"— {self.pages} —", width / 2, height - MARGIN / 2 - 9, 9, centred=True)
        self.canvas.showPage()

    def line(self, text: str, x: float, y: float, size: float, *, centred: bool) -> None:
        """One line of text whose top is at y; x is its left end, or its middle."""
        if centred:
            x -= stringWidth(text, self.font, size) / 2
        self.canvas.saveState()
        self.canvas.transform(1, 0, 0, -1, x, y + ASCENT * size)
        self.canvas.setFont(self.font, size)
        self.canvas.drawString(0, 0, text)
        self.canvas.restoreState()

    def text(self, text: Text) -> None:
        """A paragraph, cut at the margins."""
        if not self.pages:
            self.new_page(landscape=False)
        width, height = self.size
        room = width - 2 * self.margin
        for line in _cut(text.text, room, self.font):
            if self.y + TEXT_SIZE > height - self.margin:
                self.new_page(landscape=self.landscape)
            indent = room - stringWidth(line, self.font, TEXT_SIZE)
            centred = text.look in {Look.TITLE, Look.CENTRE}
            x = self.margin + (indent if text.look is Look.RIGHT else 0)
            self.line(line, width / 2 if centred else x, self.y, TEXT_SIZE, centred=centred)
            self.y += TEXT_SIZE * 1.6

    def table(self, table: Table) -> None:
        """A table, over as many pages as it takes."""
        width, height = self.size
        flow = wrapped(table, self.style, lambda t: stringWidth(t, self.font, self.style.size))
        left = (width - sum(table.widths)) / 2
        frame = Frame(left, self.margin, height - self.margin)
        parts = fragments(flow, frame, self.style, self.y)
        for page, own in groupby(parts, key=lambda p: p.page):
            if page:
                self.new_page(landscape=self.landscape)
            here = tuple(own)
            draw_rules(self.canvas, here, self.style.rules)
            for part in here:
                self._fill(part, flow.pitch)
            self.y = max(p.y1 for p in here) + TEXT_SIZE

    def _fill(self, part: Fragment, pitch: float) -> None:
        centred = part.cell.part in {Part.HEAD, Part.TOTAL} or (
            part.cell.part is Part.BODY and part.cell.field not in LEFT
        )
        x = (part.x0 + part.x1) / 2 if centred else part.x0 + PAD
        spare = part.y1 - part.y0 - len(part.lines) * pitch
        y = part.y0 + (spare / 2 if self.style.centred and part.whole else PAD)
        for number, line in enumerate(part.lines):
            self.line(line, x, y + number * pitch, self.style.size, centred=centred)


def _cut(text: str, room: float, font: str) -> list[str]:
    lines = [""]
    for character in text:
        if stringWidth(lines[-1] + character, font, TEXT_SIZE) > room:
            lines.append("")
        lines[-1] += character
    return lines
