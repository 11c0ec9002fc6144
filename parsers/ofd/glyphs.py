"""Runs of characters -> a page's glyphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from parsers.pieces import ASCENT, DESCENT
from parsers.printed import letters_printed
from parsers.written import Glyphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .runs import Run

LEAST_SIZE = 1.0
"""Points: smaller type cannot be read, and would have no line of its own."""


def glyphs_of(runs: Sequence[Run]) -> Glyphs:
    """The glyphs of these runs, in the order in which they are painted."""
    counts = np.array([len(run.letters) for run in runs], dtype=np.int64)
    sizes = np.repeat(np.array([max(run.size, LEAST_SIZE) for run in runs], np.float64), counts)
    angles = np.repeat(np.array([run.angle for run in runs], np.float64), counts)
    origins = np.array([pen for run in runs for pen in run.pens], np.float64).reshape(-1, 2)
    advances = np.array([a for run in runs for a in run.advances], np.float64)
    along = np.stack((np.cos(np.radians(angles)), np.sin(np.radians(angles))), axis=1)
    up = np.stack((-along[:, 1], along[:, 0]), axis=1)
    first = origins + ASCENT * sizes[:, None] * up
    last = origins + advances[:, None] * along - DESCENT * sizes[:, None] * up
    return Glyphs(
        letters=letters_printed("".join(c for run in runs for c in run.letters)),
        boxes=np.concatenate((first, last), axis=1),
        origins=origins,
        sizes=sizes,
        angles=angles,
        runs=np.repeat(np.arange(len(runs), dtype=np.int64), counts),
        parted=np.array([p for run in runs for p in run.parted], dtype=np.bool_),
    )
