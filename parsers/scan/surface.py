"""Points of rules that ought to be straight -> how far each point of the page is to be moved.

A smooth surface, a polynomial in x along the rules and y across them, through what all of them say.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

FEWEST = 4
"""Rules of one direction from which a surface is drawn."""
STRAY = 1.5
"""Points by which a rule may miss the surface before it is left out."""
STIFF = 0.001
"""How much a movement costs, against the misses of samples: nothing where these are many, and all
where no rule says what the page does there. Of a bend of 16 pixels on a small page, 0.01 leaves 2,
0.001 less than 1."""
STEEPEST = 0.3
"""Down against along, at most: strokes that lie steeper than 0.12 are no samples."""
PLACES = 9
"""Along and across the page, at which a surface's steepness is looked at."""


@dataclass(frozen=True, slots=True)
class Samples:
    """Points of rules, with the number of the rule that each lies on; x runs along the rules."""

    x: Numbers
    y: Numbers
    rule: NDArray[np.int64]

    def only(self, kept: NDArray[np.bool_]) -> Samples:
        """Those of these points."""
        return Samples(self.x[kept], self.y[kept], self.rule[kept])


def surface_of(samples: Samples, shape: tuple[int, int], scale: float) -> Numbers | None:
    """The coefficients of how far down points are to be moved, in pixels; None if not to be told.

    Args:
        samples: in pixels.
        shape: the page's rows and columns, those along the rules.
        scale: pixels a point.
    """
    rows, columns = shape
    while len(np.unique(samples.rule)) >= FEWEST:
        terms = _terms(samples.x / columns, samples.y / rows)
        numbers, which = np.unique(samples.rule, return_inverse=True)
        # Each rule has a level of its own; moved by the surface, its points lie on it.
        strayed, varied = _about_mean(samples.y[:, None], which), _about_mean(terms, which)
        solved = _solved(varied, -strayed[:, 0])
        strays = np.abs(strayed[:, 0] + varied @ solved)
        worst = np.zeros(len(numbers))
        np.maximum.at(worst, which, strays)
        if worst.max() <= STRAY * scale:
            return solved if _steepness(solved) <= STEEPEST * columns else None
        kept = (worst <= max(STRAY * scale, float(np.median(worst))))[which]
        if kept.all():
            kept = (worst < worst.max())[which]
        samples = samples.only(kept)
    return None


def heights(surface: Numbers, x: Numbers, y: Numbers) -> Numbers:
    """How far down points are to be moved, in pixels; x and y are shares of the page's sides."""
    found: Numbers = _terms(x, y) @ surface
    return found


def _solved(terms: Numbers, wanted: Numbers) -> Numbers:
    """The coefficients, the small ones among those that fit about as well."""
    square = terms.T @ terms + STIFF * np.eye(terms.shape[1])
    return np.linalg.solve(square, terms.T @ wanted).astype(np.float64)


def _steepness(surface: Numbers) -> float:
    """The most that the surface falls or rises along the rules, in pixels for the page's width."""
    x, y = np.meshgrid(*[np.linspace(0, 1, PLACES)] * 2)
    slopes = np.stack((np.ones_like(x), 2 * x, 3 * x * x, y, 2 * x * y, y * y), axis=-1)
    return float(np.abs(slopes @ surface).max())


def _about_mean(values: Numbers, which: NDArray[np.intp]) -> Numbers:
    """The values, (samples, columns), against the mean of those of the same rule."""
    counts = np.bincount(which)
    sums = np.stack([np.bincount(which, weights=column) for column in values.T], axis=1)
    centred: Numbers = values - (sums / counts[:, None])[which]
    return centred


def _terms(x: Numbers, y: Numbers) -> Numbers:
    """What the surface is made of; terms of y alone are the rules' own levels."""
    return np.stack((x, x * x, x**3, x * y, x * x * y, x * y * y), axis=-1)
