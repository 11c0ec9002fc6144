"""Print that straddles a rule, put together again after the rule was taken out of it.

Where lines of print touch a rule from both sides, their strokes meet across it as those of one
character do. But what meets is two lines high then, and one where a line lies across the rule.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

import numpy as np

from .print_lines import Blots

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .erase import Erased

ACROSS = 1.8
"""Points from ink above a rule to ink below it, at most: the rule with its blur."""
WHOLE = 1.2
"""Heights of print that both may have together, at most."""
SHARED = 0.5
"""Of the narrower one's width, over which they stand one above the other."""
Box = tuple[int, int, int, int]
"""Left, top, right, bottom, in pixels."""


def rejoined(blots: Blots, rules: Erased, height: float, scale: float) -> Blots:
    """The blots, those that a rule parts as one; `height` of print and `scale` in pixels."""
    boxes: list[Box] = [(int(a), int(b), int(c), int(d)) for a, b, c, d in blots.boxes]
    parted = list(_parted(boxes, rules, height, scale))
    if not parted:
        return blots
    owner = list(range(len(boxes)))
    for above, below in parted:
        owner[_root(owner, below)] = _root(owner, above)
    groups: dict[int, list[int]] = {}
    for index in range(len(boxes)):
        groups.setdefault(_root(owner, index), []).append(index)
    merged = [_around([boxes[i] for i in own]) for own in groups.values()]
    areas = [int(sum(blots.areas[i] for i in own)) for own in groups.values()]
    return Blots(np.array(merged, dtype=np.int64), np.array(areas, dtype=np.int64))


def _parted(
    boxes: list[Box], rules: Erased, height: float, scale: float
) -> Iterator[tuple[int, int]]:
    """The pairs of blots, above and below a rule, that are one, by their numbers."""
    order = sorted(range(len(boxes)), key=lambda i: boxes[i][1])
    tops = [boxes[i][1] for i in order]
    for above, (left, top, right, bottom) in enumerate(boxes):
        near = order[bisect_left(tops, bottom) : bisect_right(tops, bottom + ACROSS * scale)]
        for below in near:
            other = boxes[below]
            shared = min(right, other[2]) - max(left, other[0])
            narrow = min(right - left, other[2] - other[0])
            if shared >= SHARED * narrow and other[3] - top <= WHOLE * height:
                middle = (max(left, other[0]) + min(right, other[2])) // 2
                if rules.gone[bottom : other[1], middle].any():
                    yield above, below


def _root(owner: list[int], index: int) -> int:
    while owner[index] != index:
        index = owner[index]
    return index


def _around(boxes: list[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
