"""Stated confidence against the share that was right, as SVG."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from .report import buckets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .tally import Tally

SIDE, LEFT, TOP = 320, 56, 16  # pixels: the square that is drawn in, and what is left around it
LEAST = 0.4
"""The axes begin at this share."""


def plot_of(whole: Tally) -> str:
    """A circle for each stated confidence, the larger the more repairs; on the line all is well."""
    width, height = LEFT + SIDE + 24, TOP + SIDE + 48
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11">'
    )
    body = "\n".join([*_axes(), *_circles(whole)])
    return f'{head}\n<rect width="100%" height="100%" fill="white"/>\n{body}\n</svg>\n'


def _axes() -> Iterator[str]:
    grey = 'stroke="#ccc"'
    for tenth in range(round(10 * LEAST), 11):
        share = tenth / 10
        x, y = _x(share), _y(share)
        yield f'<line x1="{x}" y1="{TOP}" x2="{x}" y2="{TOP + SIDE}" {grey}/>'
        yield f'<line x1="{LEFT}" y1="{y}" x2="{LEFT + SIDE}" y2="{y}" {grey}/>'
        yield f'<text x="{x}" y="{TOP + SIDE + 16}" text-anchor="middle">{share:.1f}</text>'
        yield f'<text x="{LEFT - 6}" y="{y + 4}" text-anchor="end">{share:.1f}</text>'
    low, high = (_x(LEAST), _y(LEAST)), (_x(1), _y(1))
    yield (
        f'<line x1="{low[0]}" y1="{low[1]}" x2="{high[0]}" y2="{high[1]}"'
        ' stroke="#888" stroke-dasharray="4 3"/>'
    )
    yield f'<text x="{LEFT + SIDE / 2}" y="{TOP + SIDE + 36}" text-anchor="middle">stated</text>'
    yield f'<text transform="translate(16 {TOP + SIDE / 2}) rotate(-90)">right</text>'


def _circles(whole: Tally) -> Iterator[str]:
    for stated, made, right in buckets(whole):
        share = right / made
        colour = "#2a7" if share >= stated else "#c33"
        radius = min(14.0, 3 + sqrt(made) / 12)
        yield (
            f'<circle cx="{_x(stated)}" cy="{_y(max(share, LEAST))}" r="{radius:.1f}"'
            f' fill="{colour}" fill-opacity="0.6"><title>{stated:.2f}: {share:.1%} of {made}'
            "</title></circle>"
        )


def _x(share: float) -> float:
    return round(LEFT + SIDE * (share - LEAST) / (1 - LEAST), 1)


def _y(share: float) -> float:
    return round(TOP + SIDE - SIDE * (share - LEAST) / (1 - LEAST), 1)
