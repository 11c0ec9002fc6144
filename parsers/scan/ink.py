"""Tones -> ink: which pixels of a page, whose light is even, are print or rules."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Tones = NDArray[np.uint8]
"""(rows, columns), from 0 for black ink to 255 for paper."""

Mask = NDArray[np.bool_]
"""(rows, columns)."""

Levels = NDArray[np.float32]
"""(rows, columns), in levels of 255."""

Flags = NDArray[np.uint8]
"""(rows, columns), 1 where a mask is true, as OpenCV takes it."""

PAPER = 255
NEAR_PAPER = 55
"""Levels below paper within which its own noise lies."""
FAINTEST, NOISES = 26.0, 6.0
"""By how many levels, and by how many times the usual difference between pixels of bare paper, the
faintest ink is darker than paper."""


def black_of(tones: Tones) -> Mask:
    """Which pixels are ink: darker than halfway between the paper and the page's usual ink."""
    return tones < (PAPER + usual_ink(tones)) / 2


def usual_ink(tones: Tones) -> float:
    """How dark most of a page's ink is."""
    dark = tones[tones < 200]  # noqa: PLR2004 - far from paper
    return float(np.percentile(dark, 25)) if len(dark) else 0.0


def faint_of(tones: Tones) -> Mask:
    """Which pixels may be ink, however faint: those that stand out of the paper's own noise."""
    counts = np.bincount(tones.ravel(), minlength=PAPER + 1)
    counts[: PAPER - NEAR_PAPER] = 0
    usual = _middle(counts)
    levels = np.abs(np.arange(len(counts)) - usual)
    noise = _middle(np.bincount(levels, weights=counts))
    return tones < PAPER - max(FAINTEST, NOISES * noise)


def _middle(counts: NDArray[Any]) -> int:
    """The level below which half of all lie."""
    return int(np.searchsorted(counts.cumsum(), counts.sum() / 2))
