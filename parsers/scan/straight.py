"""A page bent or seen aslant, made straight by its own rules.

Each long rule of a form is straight and lies level or stands upright. How far it strays from that
is known at each of its points; a smooth surface through what all of them say, a polynomial in x and
y, tells how far every point of the page is to be moved. Shears, perspective and the curl of a
page beside its spine are such surfaces.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import cv2
import numpy as np

from .components import components_of
from .dashes import dashes_of
from .rules import LEVEL, UPRIGHT, strokes_of
from .surface import Samples, heights, surface_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from .ink import Flags, Mask, Tones
    from .surface import Numbers

    Movement = Callable[[Tones], Tones]

LONG = 60.0
"""Points: shorter strokes say little of how a page is bent, and are many."""
SAMPLE = 12.0
"""Points between the places at which a rule is asked."""
STEEPEST = 0.12
"""Height of a stroke against its width, at most: a page is turned back before."""
ENOUGH = 4.0
"""Lengths of the page, that rules have together where no others need be looked for: a table of five
level rules has more."""
ROUNDS = 3
LEAST = 0.35
"""Pixels: a page that would be moved less stays as it is."""
MESH = 32
"""Pixels between the places for which the movement is computed; between them it is interpolated."""


def straightening(black: Mask, faint: Mask, scale: float) -> Movement:
    """What makes a page straight by its rules; it leaves it as it is where they are, or are few.

    Args:
        black: the page's ink.
        faint: what else may be ink: asked where the ink shows few rules.
        scale: pixels a point.
    """
    rows, columns = black.shape
    flags = [ink.astype(np.uint8) for ink in (black, faint)]
    down = _surface(flags, scale, LEVEL)
    across = _surface([np.ascontiguousarray(ink.T) for ink in flags], scale, UPRIGHT)
    if down is None and across is None:
        return _as_it_is
    x, y = _mesh(rows, columns)
    # How far a point of the straight page lies from where it stands on the bent one, found by
    # asking the surface there once more: it is nearly level over such distances.
    dx, dy = np.zeros_like(x), np.zeros_like(y)
    for _ in range(ROUNDS):
        sx, sy = x - dx, y - dy
        dy = heights(down, sx / columns, sy / rows) if down is not None else dy
        dx = heights(across, sy / rows, sx / columns) if across is not None else dx
    if max(float(np.abs(dx).max()), float(np.abs(dy).max())) < LEAST:
        return _as_it_is
    return partial(_moved, _spread(x - dx, rows, columns), _spread(y - dy, rows, columns))


def _as_it_is(tones: Tones) -> Tones:
    return tones


def _moved(map_x: NDArray[np.float32], map_y: NDArray[np.float32], tones: Tones) -> Tones:
    moved: Tones = cv2.remap(tones, map_x, map_y, cv2.INTER_CUBIC, borderValue=255)
    return moved


def _surface(inks: Sequence[Flags], scale: float, shortest: float) -> Numbers | None:
    """The surface that most samples make; what is seen easily is asked first."""
    best, most = None, 0
    shape = (inks[0].shape[0], inks[0].shape[1])
    for strokes in _evidence(inks, scale, shortest):
        samples = _samples(strokes, scale)
        surface = surface_of(samples, shape, scale) if len(samples.x) > most else None
        if surface is not None:
            best, most = surface, len(samples.x)
        if most * SAMPLE * scale >= ENOUGH * shape[1]:
            break
    return best


def _evidence(inks: Sequence[Flags], scale: float, shortest: float) -> Iterator[Flags]:
    """Level strokes of a page: of ink, of what may be ink, and with them those made of dashes."""
    strokes = np.zeros_like(inks[0])
    for ink in inks:
        strokes = strokes_of(ink, scale, shortest)
        yield strokes
    yield strokes | dashes_of(inks[0], scale, shortest)


def _samples(strokes: Flags, scale: float) -> Samples:
    joined = cv2.dilate(strokes, np.ones((3, 3), np.uint8))
    labels, stats, _ = components_of(joined)
    xs, ys, rules = [], [], []
    for number, (left, top, width, height, _) in enumerate(stats.tolist()):
        if not number or width < LONG * scale or height > STEEPEST * width + 4 * scale:
            continue
        own = (labels[top : top + height, left : left + width] == number) & (
            strokes[top : top + height, left : left + width] > 0
        )
        inked = np.flatnonzero(own.any(axis=0))
        chosen = inked[:: max(1, round(SAMPLE * scale))]
        tall = np.arange(height)[:, None]
        columns = own[:, chosen]
        xs.append(left + chosen)
        ys.append(top + (columns * tall).sum(axis=0) / columns.sum(axis=0))
        rules.append(np.full(len(chosen), number))
    if not xs:
        empty = np.empty(0)
        return Samples(empty, empty, np.empty(0, dtype=np.int64))
    return Samples(np.concatenate(xs).astype(np.float64), np.concatenate(ys), np.concatenate(rules))


def _mesh(rows: int, columns: int) -> tuple[Numbers, Numbers]:
    across = np.linspace(0, columns - 1, max(2, columns // MESH))
    down = np.linspace(0, rows - 1, max(2, rows // MESH))
    x, y = np.meshgrid(across, down)
    return x, y


def _spread(mesh: Numbers, rows: int, columns: int) -> NDArray[np.float32]:
    """The mesh's values at every pixel, whose corners are the mesh's corners."""
    high, wide = mesh.shape
    x = np.linspace(0, wide - 1, columns, dtype=np.float32)
    y = np.linspace(0, high - 1, rows, dtype=np.float32)
    map_x, map_y = np.meshgrid(x, y)
    spread: NDArray[np.float32] = cv2.remap(
        mesh.astype(np.float32), map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return spread
