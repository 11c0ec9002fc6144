"""Ink within a cell -> the lines of print that stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import cv2
import numpy as np

from .components import components_of
from .ink import PAPER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from .erase import Erased
    from .ink import Mask, Tones
    from .plate import Plate

SPECK = 0.55
"""Points: ink smaller than this in both directions is dirt; the dot of a 7 point type is larger."""
SMALL = 3.5
"""Points: smaller ink must be as dark as print is; dots and commas are."""
FAINT = 0.3
"""Of the way from usual ink to paper."""
FRINGE = 1.5
"""Points beside a rule within which thin ink is the rule's own: its other stroke, or its blur."""
NEARLY_ALL, MOSTLY = 0.9, 0.5
"""Of a blot's pixels: what lies at a rule, or where rules cross; and beneath a stain."""
LOWEST, HIGHEST = 5.0, 18.0
"""Points: how high a line of print may be; the titles of forms are 18 points high."""
USUAL = 9.0
"""Points: the height of print where a page has too little of it to tell."""
JOINED = 1.25
"""Heights of print that the parts of one line may take together: 三 has three of them."""
SLIGHT = 0.4
"""Heights of print: a run of ink that is lower is a stroke, which belongs to the line beside it if
that is near, or is dirt."""
NEAR = 0.3
"""Heights of print between a stroke and the line that it belongs to; between lines there is more,
or print would run into one another."""
ALONE = 0.4
"""Heights of print: a smaller mark does not make a line; a dash is 0.4 wide, a 1 is 0.7 high."""
FUSED = 1.62
"""Heights of print from which on a strip of ink holds two lines that touch."""
LEADING = 1.25
"""Heights of print from line to line, usually."""
REACHING = 0.6
"""Of a line's height, that ink must cover to stand in it: the same character may stand below, and
touch it."""
VALLEY = 0.35
"""Heights of print within which two touching lines are parted at the least ink."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Where a line of print lies, in pixels; `x1` and `y1` are the first beyond it."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def height(self) -> int:
        """Pixels."""
        return self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Blots:
    """Connected ink: the boxes of all, (count, 4) as left, top, right, bottom, and their areas."""

    boxes: NDArray[np.int64]
    areas: NDArray[np.int64]

    @property
    def centres(self) -> NDArray[np.float64]:
        """(count, 2): x and y of the middles of the boxes."""
        boxes = self.boxes
        return np.stack(((boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2), axis=1)

    def only(self, kept: NDArray[np.bool_] | NDArray[np.int64]) -> Blots:
        """The blots for which `kept` is true, or that it numbers."""
        return Blots(self.boxes[kept], self.areas[kept])


def blots_of(plate: Plate, rules: Erased) -> Blots:
    """The connected ink of a page without its rules, its dirt, and what is left of the rules.

    Args:
        plate: the page.
        rules: where its rules are.
    """
    scale, ink = plate.scale, plate.ink & ~rules.gone
    parts = components_of(ink.astype(np.uint8))
    count, labels, stats = parts.number, parts.labels, parts.stats
    left, top, width, height, area = stats[1:].T.astype(np.int64)
    boxes = np.stack((left, top, left + width, top + height), axis=1)
    speck = SPECK * scale
    clean = (width > speck) | (height > speck)
    clean &= area > speck * speck
    reach = 2 * round(FRINGE * scale) + 1
    beside = cv2.dilate(rules.gone.astype(np.uint8), np.ones((reach, reach), np.uint8)) > 0
    near = np.bincount(labels[beside & ink], minlength=count)[1:]
    clean &= (np.minimum(width, height) > FRINGE * scale) | (near < NEARLY_ALL * area)
    crossing = np.bincount(labels[rules.crossings & ink], minlength=count)[1:]
    clean &= crossing < NEARLY_ALL * area
    clean &= (np.maximum(width, height) > SMALL * scale) | ~_faint(plate.tones, ink, labels, count)
    if plate.stained:
        near = np.bincount(labels[plate.stained.beside & ink], minlength=count)[1:]
        clean &= (near < MOSTLY * area) | ~_faint(plate.stained.shown, ink, labels, count)
    return Blots(boxes[clean], area[clean])


def _faint(
    tones: Tones, ink: Mask, labels: NDArray[np.uint16] | NDArray[np.int32], count: int
) -> NDArray[np.bool_]:
    """Which blots are nowhere nearly as dark as the page's print: what stains leave behind."""
    numbers, levels = labels[ink], tones[ink]
    if not len(levels):
        return np.zeros(count - 1, dtype=bool)
    darkest = np.full(count, PAPER, dtype=np.uint8)
    np.minimum.at(darkest, numbers, levels)
    usual = float(np.percentile(levels, 25))
    faint: NDArray[np.bool_] = darkest[1:] > usual + FAINT * (PAPER - usual)
    return faint


def usual_height(cells: Iterable[Blots], scale: float) -> float:
    """The height in pixels of most of a page's lines: that of their fullest characters."""
    heights = [bottom - top for cell in cells for top, bottom in _runs(cell)]
    likely = [h for h in heights if LOWEST * scale <= h <= HIGHEST * scale]
    return float(np.median(likely)) if likely else USUAL * scale


def strips_of(blots: Blots, height: float) -> list[Strip]:
    """The lines of print that these blots of one cell make, from top to bottom.

    Args:
        blots: the ink of one cell.
        height: the usual height of print around, in pixels.
    """
    runs = _runs(blots)
    joined = _joined(runs, height)
    parted = [part for run in joined for part in _parted(run, blots, height)]
    strips = [_strip(part, blots) for part in parted]
    return [s for s in strips if s and max(s.height, s.x1 - s.x0) >= ALONE * height]


Run = tuple[int, int]
"""Rows from, and up to."""


def _runs(blots: Blots) -> list[Run]:
    """Stretches of rows with ink."""
    spans = sorted(zip(blots.boxes[:, 1].tolist(), blots.boxes[:, 3].tolist(), strict=True))
    runs: list[Run] = []
    for top, bottom in spans:
        if runs and top <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(runs[-1][1], bottom))
        else:
            runs.append((top, bottom))
    return runs


def _joined(runs: Sequence[Run], height: float) -> list[Run]:
    """The runs, with the strokes of one line's characters together.

    The two runs between which there is the least air come together first.
    """
    joined = list(runs)
    while len(joined) > 1:
        pairs = [
            (below[0] - above[1], index)
            for index, (above, below) in enumerate(pairwise(joined))
            if _are_one(above, below, height)
        ]
        if not pairs:
            break
        _, index = min(pairs)
        joined[index : index + 2] = [(joined[index][0], joined[index + 1][1])]
    return joined


def _are_one(above: Run, below: Run, height: float) -> bool:
    if below[1] - above[0] <= JOINED * height:
        return True
    slight = min(above[1] - above[0], below[1] - below[0]) < SLIGHT * height
    return slight and below[0] - above[1] <= NEAR * height


def _parted(run: Run, blots: Blots, height: float) -> Iterator[Run]:
    """The lines of a run that touch one another, or the run."""
    top, bottom = run
    count = round((bottom - top - height) / (LEADING * height)) + 1
    if bottom - top < FUSED * height or count < 2:  # noqa: PLR2004 - two lines
        yield run
        return
    profile = _profile(blots, top, bottom)
    cuts = [top]
    for number in range(1, count):
        near = round((bottom - top) * number / count)
        reach = max(1, round(VALLEY * height))
        low = max(near - reach, 1)
        part = profile[low : near + reach]
        cuts.append(top + low + int(part.argmin()))
    cuts.append(bottom)
    yield from pairwise(cuts)


def _profile(blots: Blots, top: int, bottom: int) -> NDArray[np.int64]:
    """How many characters' boxes each row crosses."""
    changes = np.zeros(bottom - top + 1, dtype=np.int64)
    for _, y0, _, y1 in blots.boxes.tolist():
        if y0 < bottom and y1 > top:
            changes[max(y0 - top, 0)] += 1
            changes[min(y1, bottom) - top] -= 1
    return changes.cumsum()[:-1]


def _strip(run: Run, blots: Blots) -> Strip | None:
    """The line of a run: as wide as all ink that stands in it, be it joined to the next line's."""
    top, bottom = run
    boxes, middles = blots.boxes, blots.centres[:, 1]
    own = boxes[(middles >= top) & (middles < bottom)]
    if not len(own):
        return None
    within = np.minimum(boxes[:, 3], bottom) - np.maximum(boxes[:, 1], top)
    reaching = boxes[within >= REACHING * (bottom - top)]
    wide = np.concatenate((own, reaching))
    x0, x1 = wide[:, 0].min(), wide[:, 2].max()
    y0, y1 = own[:, 1].min(), own[:, 3].max()
    return Strip(int(x0), max(int(y0), top), int(x1), min(int(y1), bottom))


def groups_of(strips: Iterable[Strip], gap: float) -> list[list[Strip]]:
    """Strips in stretches that follow one another without a gap wider than this."""
    groups: list[list[Strip]] = []
    for strip in sorted(strips, key=lambda s: s.x0):
        if groups and strip.x0 - max(s.x1 for s in groups[-1]) <= gap:
            groups[-1].append(strip)
        else:
            groups.append([strip])
    return groups
