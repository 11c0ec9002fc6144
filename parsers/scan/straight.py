"""A page bent or seen aslant, made straight by its own rules.

Each long rule of a form is straight and lies level or stands upright. How far it strays from that
is known at each of its points; a smooth surface through what all of them say, a polynomial in x and
y, tells how far every point of the page is to be moved. Shears, perspective and the curl of a
page beside its spine are such surfaces.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from .rules import LEVEL, UPRIGHT, strokes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .ink import Flags, Mask, Tones

Numbers = NDArray[np.float64]

LONG = 60.0
"""Points: shorter strokes say little of how a page is bent, and are many."""
SAMPLE = 12.0
"""Points between the places at which a rule is asked."""
STEEPEST = 0.12
"""Height of a stroke against its width, at most: a page is turned back before."""
FEWEST = 4
"""Rules of one direction from which a surface is drawn."""
STRAY = 1.5
"""Points by which a rule may miss the surface before it is left out."""
ROUNDS = 3
LEAST = 0.35
"""Pixels: a page that would be moved less stays as it is."""
MESH = 32
"""Pixels between the places for which the movement is computed; between them it is interpolated."""


@dataclass(frozen=True, slots=True)
class _Samples:
    """Points of rules, with the number of the rule that each lies on; x runs along the rules."""

    x: Numbers
    y: Numbers
    rule: NDArray[np.int64]


def straightened(tones: Tones, inks: Sequence[Mask], scale: float) -> Tones:
    """The page with its rules straight; as it is where they are, or are too few to tell.

    Args:
        tones: the page.
        inks: its ink, and what else may be ink: asked where the ink before shows no rules.
        scale: pixels a point.
    """
    rows, columns = tones.shape
    for black in inks:
        ink = black.astype(np.uint8)
        down = _surface(ink, scale, LEVEL)
        across = _surface(np.ascontiguousarray(ink.T), scale, UPRIGHT)
        if down is not None or across is not None:
            break
    else:
        return tones
    x, y = _mesh(rows, columns)
    # How far a point of the straight page lies from where it stands on the bent one, found by
    # asking the surface there once more: it is nearly level over such distances.
    dx, dy = np.zeros_like(x), np.zeros_like(y)
    for _ in range(ROUNDS):
        sx, sy = x - dx, y - dy
        dy = _heights(down, sx / columns, sy / rows) if down is not None else dy
        dx = _heights(across, sy / rows, sx / columns) if across is not None else dx
    if max(float(np.abs(dx).max()), float(np.abs(dy).max())) < LEAST:
        return tones
    map_x, map_y = (_spread(m, rows, columns) for m in (x - dx, y - dy))
    moved: Tones = cv2.remap(tones, map_x, map_y, cv2.INTER_CUBIC, borderValue=255)
    return moved


def _surface(ink: Flags, scale: float, shortest: float) -> Numbers | None:
    """The coefficients of how far down each point of level rules is to be moved, in pixels."""
    samples = _samples(strokes_of(ink, scale, shortest), scale)
    rows, columns = ink.shape
    while len(np.unique(samples.rule)) >= FEWEST:
        terms = _terms(samples.x / columns, samples.y / rows)
        numbers, which = np.unique(samples.rule, return_inverse=True)
        # Each rule has a level of its own; moved by the surface, its points lie on it.
        strayed, varied = _about_mean(samples.y[:, None], which), _about_mean(terms, which)
        solved, *_ = np.linalg.lstsq(-varied, strayed[:, 0])
        strays = np.abs(strayed[:, 0] + varied @ solved)
        worst = np.zeros(len(numbers))
        np.maximum.at(worst, which, strays)
        if worst.max() <= STRAY * scale:
            surface: Numbers = solved.astype(np.float64)
            return surface
        kept = (worst <= max(STRAY * scale, float(np.median(worst))))[which]
        if kept.all():
            kept = (worst < worst.max())[which]
        samples = _Samples(samples.x[kept], samples.y[kept], samples.rule[kept])
    return None


def _about_mean(values: Numbers, which: NDArray[np.intp]) -> Numbers:
    """The values, (samples, columns), against the mean of those of the same rule."""
    counts = np.bincount(which)
    sums = np.stack([np.bincount(which, weights=column) for column in values.T], axis=1)
    centred: Numbers = values - (sums / counts[:, None])[which]
    return centred


def _samples(strokes: Flags, scale: float) -> _Samples:
    joined = cv2.dilate(strokes, np.ones((3, 3), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
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
        return _Samples(empty, empty, np.empty(0, dtype=np.int64))
    return _Samples(
        np.concatenate(xs).astype(np.float64), np.concatenate(ys), np.concatenate(rules)
    )


def _terms(x: Numbers, y: Numbers) -> Numbers:
    """What the surface is made of; terms of y alone are the rules' own levels."""
    return np.stack((x, x * x, x**3, x * y, x * x * y, x * y * y), axis=-1)


def _heights(surface: Numbers, x: Numbers, y: Numbers) -> Numbers:
    heights: Numbers = _terms(x, y) @ surface
    return heights


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
