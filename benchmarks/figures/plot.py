"""How much of its goal each figure takes, as SVG."""

from __future__ import annotations

from math import log10
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from .figure import with_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .figure import Figure

ROW, LEFT, WIDTH, TOP, RIGHT = 20, 340, 360, 28, 110
"""Pixels: a bar's height with its space, the names', the axis', the heading's, the numbers'."""
LEAST, MOST = 0.03, 5.0
"""The axis goes from the one to the other, by powers: bars beyond end there."""
TICKS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5)


def plot_of(figures: Sequence[Figure]) -> str:
    """A bar for each figure with a goal: up to the line at 1 the goal is reached."""
    shown = [(f, f.strain) for f in figures if f.strain is not None]
    width, height = LEFT + WIDTH + RIGHT, TOP + ROW * len(shown) + 24
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11">'
    )
    bars = [line for place, (f, strain) in enumerate(shown) for line in _bar(place, f, strain)]
    body = "\n".join([*_axis(TOP + ROW * len(shown)), *bars])
    return f'{head}\n<rect width="100%" height="100%" fill="white"/>\n{body}\n</svg>\n'


def _axis(bottom: int) -> Iterator[str]:
    yield f'<text x="{LEFT}" y="14">share of the goal that is taken: at most 1 is wanted</text>'
    for tick in TICKS:
        x, stroke = _x(tick), "#333" if tick == 1 else "#ccc"
        yield f'<line x1="{x}" y1="{TOP - 4}" x2="{x}" y2="{bottom}" stroke="{stroke}"/>'
        yield f'<text x="{x}" y="{bottom + 16}" text-anchor="middle">{tick:g}</text>'


def _bar(place: int, figure: Figure, strain: float) -> Iterator[str]:
    y, end = TOP + ROW * place, _x(strain)
    colour = "#2a7" if strain <= 1 else "#c33"
    told = escape(with_unit(figure.measured, figure.unit))
    yield f'<text x="{LEFT - 8}" y="{y + 12}" text-anchor="end">{escape(figure.name)}</text>'
    yield (
        f'<rect x="{LEFT}" y="{y + 2}" width="{max(end - LEFT, 1):.1f}" height="{ROW - 6}"'
        f' fill="{colour}" fill-opacity="0.7"><title>{escape(figure.goal)}</title></rect>'
    )
    yield f'<text x="{end + 5:.1f}" y="{y + 12}">{told}</text>'


def _x(strain: float) -> float:
    share = log10(min(max(strain, LEAST), MOST) / LEAST) / log10(MOST / LEAST)
    return round(LEFT + WIDTH * share, 1)
