"""Random rulings and characters laid out: tables tile, and no character is lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from form_dice import dice

from hostile.fuzzing import Oddity, oddities
from parsers.errors import TooLarge
from parsers.limits import DEFAULT_LIMITS
from parsers.model import Box
from parsers.page import Drawing, Page, Piece, Ruling
from parsers.rulings import Layout, lay_out

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

WIDTH, HEIGHT = 595.0, 842.0
_LETTERS = "序号指标权重完成时限1-2.5甲乙丙 "


@dataclass(frozen=True, slots=True)
class LatticeRound:
    """Random pages, by seeds from `first` up to `stop`; `mark` as in `Round`."""

    first: int
    stop: int
    mark: Path

    def __call__(self) -> tuple[Oddity, ...]:
        """What was odd."""
        seeds = range(self.first, self.stop)
        return tuple(oddities("lattice", seeds, self.mark, _answered))


def _answered(seed: int) -> str:
    return broken_law(random_page(seed))


def random_page(seed: int) -> Page:
    """A page of rules, shades and characters at random, near a grid or anywhere."""
    random = dice(seed)
    xs = sorted(random.uniform(-20, WIDTH + 20) for _ in range(random.randrange(2, 12)))
    ys = sorted(random.uniform(-20, HEIGHT + 20) for _ in range(random.randrange(2, 20)))
    count = random.choice((0, 3, 10, 40, 200))
    lying = tuple(_rule(random, ys, xs) for _ in range(count))
    standing = tuple(_rule(random, xs, ys) for _ in range(count))
    fills = tuple(_box(random, xs, ys) for _ in range(random.choice((0, 0, 1, 8))))
    pieces = tuple(_piece(random) for _ in range(random.choice((0, 1, 10, 60))))
    return Page(1, WIDTH, HEIGHT, pieces, Drawing(lying, standing, fills))


def broken_law(page: Page) -> str:
    """What a layout of the page gets wrong; empty if nothing.

    A `Grid` refuses cells that do not tile; what is left to see is that every character on the
    page, blanks apart, stands in one cell or in the rest, once.
    """
    try:
        layout = lay_out(page, DEFAULT_LIMITS)
    except TooLarge:
        return ""
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is what is looked for
        return f"{type(fault).__name__}: {fault}"
    lost = _printed(page) - _read(layout)
    if lost and not layout.cut_off:
        return "characters are lost"
    return "characters are made up" if _read(layout) - _printed(page) else ""


def _printed(page: Page) -> Counter[str]:
    return Counter("".join("".join(p.text.split()) for p in page.pieces))


def _read(layout: Layout) -> Counter[str]:
    cells = [cell.source.text for grid in layout.grids for cell in grid.cells]
    return Counter("".join("".join(t.split()) for t in (*cells, *(p.text for p in layout.rest))))


def _rule(random: Random, places: list[float], ends: list[float]) -> Ruling:
    """One that stands at a place, or anywhere, from end to end, or between any two."""
    at = random.choice(places) + random.choice((0.0, 0.0, random.uniform(-3, 3)))
    start, end = sorted(random.choice(ends) + random.uniform(-2, 2) for _ in range(2))
    if random.random() < 0.2:
        at, end = random.uniform(0, HEIGHT), start + random.choice((0.0, 0.01, 1e4))
    return Ruling(at, start, end)


def _box(random: Random, xs: list[float], ys: list[float]) -> Box:
    x0, x1 = sorted(random.choices(xs, k=2))
    y0, y1 = sorted(random.choices(ys, k=2))
    return Box(x0, y0, x1, y1)


def _piece(random: Random) -> Piece:
    text = "".join(random.choices(_LETTERS, k=random.randrange(1, 12))).strip() or "字"
    size = random.choice((5.0, 9.0, 10.5, 22.0))
    x, y = random.uniform(0, WIDTH - 12 * size), random.uniform(0, HEIGHT - size)
    starts = tuple(x + i * size for i in range(len(text)))
    known = random.random() < 0.8
    return Piece(
        text,
        Box(x, y, x + size * len(text), y + size),
        size,
        random.choice((0, 0, 0, 0, 90, 45)),
        starts if known else (),
        tuple(s + size for s in starts) if known else (),
    )
