"""The rules of a table as different programs draw them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from form_style import Rules
from form_table import Part

if TYPE_CHECKING:
    from form_ofd import OfdCanvas
    from form_pages import Fragment
    from reportlab.pdfgen.canvas import Canvas

WIDTH = 0.5  # points
APART = 0.6  # points from the middle to each line of a double rule
SHORT = 0.8  # points by which a broken rule misses its corner
GREY = 0.85


def draw_rules(canvas: Canvas | OfdCanvas, parts: tuple[Fragment, ...], rules: Rules) -> None:
    """Draw the sides of these parts of one page, on a canvas whose y runs downward."""
    if rules is Rules.NONE:
        return
    canvas.setLineWidth(WIDTH)
    left, right = min(p.x0 for p in parts), max(p.x1 for p in parts)
    if rules is Rules.SHADED:
        _shade(canvas, parts)
    if rules is Rules.DASHED:
        canvas.setDash(2, 1)
    for part in parts:
        if rules is Rules.BOXES:
            canvas.rect(part.x0, part.y0, part.x1 - part.x0, part.y1 - part.y0)
            continue
        for side in _sides(part):
            upright = side[0] == side[2]
            if rules is Rules.OPEN and upright and side[0] in {left, right}:
                continue
            _draw_side(canvas, side, rules)
    canvas.setDash()


def _sides(part: Fragment) -> tuple[tuple[float, float, float, float], ...]:
    x0, y0, x1, y1 = part.x0, part.y0, part.x1, part.y1
    return ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1))


def _draw_side(
    canvas: Canvas | OfdCanvas, side: tuple[float, float, float, float], rules: Rules
) -> None:
    x0, y0, x1, y1 = side
    upright = x0 == x1
    if rules is Rules.THIN:
        half = WIDTH / 2
        canvas.rect(x0 - half, y0 - half, x1 - x0 + WIDTH, y1 - y0 + WIDTH, stroke=0, fill=1)
    elif rules is Rules.DOUBLE:
        dx, dy = (APART, 0.0) if upright else (0.0, APART)
        canvas.line(x0 - dx, y0 - dy, x1 - dx, y1 - dy)
        canvas.line(x0 + dx, y0 + dy, x1 + dx, y1 + dy)
    elif rules is Rules.BROKEN:
        dx, dy = (0.0, SHORT) if upright else (SHORT, 0.0)
        canvas.line(x0 + dx, y0 + dy, x1 - dx, y1 - dy)
    else:
        canvas.line(x0, y0, x1, y1)


def _shade(canvas: Canvas | OfdCanvas, parts: tuple[Fragment, ...]) -> None:
    canvas.setFillGray(GREY)
    for part in parts:
        if part.cell.part is Part.HEAD:
            canvas.rect(part.x0, part.y0, part.x1 - part.x0, part.y1 - part.y0, stroke=0, fill=1)
    canvas.setFillGray(0)
