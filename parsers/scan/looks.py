"""One line of print read in two looks of its page -> what it says, and where the two differ.

What takes a seal off a page takes some of the print beneath it too, and leaves some of the seal. In
the lightest of its colours the page has both, the seal as a shade: the recogniser mostly reads
through it. Where the two looks say the same it is sure; where they differ, each is a doubt of the
other.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .decode import Sign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .decode import Signs
    from .ink import Tones

UNLIKE = 30
"""Tones by which a pixel differs between two looks where a stain lies."""
STAINED = 0.005
"""Of a line's pixels, from which on it is read in both looks: a comma has as many."""
NEAR = 0.6
"""Heights of a line within which two signs stand in the same place."""
SUBSTITUTED, PASSED_OVER = 1.0, 0.7
"""What it costs to pair two different characters, and to leave one alone."""
LONE = 0.6
"""What a character's certainty counts for that one look alone shows."""


def differ(one: Tones, other: Tones) -> bool:
    """Whether a stain lies on what is shown in two looks."""
    lighter, darker = np.maximum(one, other), np.minimum(one, other)
    return float(np.mean(lighter - darker > UNLIKE)) > STAINED


class _Pair(NamedTuple):
    """What two looks say in one place."""

    shown: Sign | None
    cleaned: Sign | None


def agreed(shown: Signs, cleaned: Signs, shape: tuple[int, int]) -> Signs:
    """The signs of a line that was read twice.

    Args:
        shown: what it says in the look that has its stains, which is taken where both are sure.
        cleaned: what it says in the look without.
        shape: rows and columns of the line's picture.
    """
    reach = NEAR * shape[0] / shape[1]
    written = [s for s in cleaned if s.character]
    pairs = _pairs([s for s in shown if s.character], written, reach)
    passed = (s for s in shown if not s.character)
    return tuple(sorted([*map(_together, pairs), *passed], key=lambda s: s.start))


def _together(pair: _Pair) -> Sign:
    shown, cleaned = pair
    if shown is None or cleaned is None:
        return _alone(pair)
    if shown.character == cleaned.character:
        return max(shown, cleaned, key=lambda s: s.certainty)
    first, second = sorted((shown, cleaned), key=lambda s: -s.certainty)
    both = first.certainty + second.certainty
    own = tuple((c, p) for c, p in first.others if c != second.character)
    others = ((second.character, second.certainty / both), *own)
    return replace(
        shown, character=first.character, certainty=first.certainty / both, others=others
    )


def _alone(pair: _Pair) -> Sign:
    """What one look alone shows: read if it was shown, passed over if only the cleaned has it."""
    if pair.shown is not None:
        return replace(pair.shown, certainty=LONE * pair.shown.certainty)
    sign = pair.cleaned
    assert sign is not None
    share = LONE * sign.certainty
    return Sign("", 1 - share, sign.start, sign.end, ((sign.character, share),))


def _pairs(shown: list[Sign], cleaned: list[Sign], reach: float) -> Iterator[_Pair]:
    """The signs of both in the order of the line, those in one place together at the least cost."""
    rows, columns = len(shown), len(cleaned)
    costs = np.zeros((rows + 1, columns + 1))
    costs[:, 0], costs[0] = np.arange(rows + 1) * PASSED_OVER, np.arange(columns + 1) * PASSED_OVER
    for i in range(1, rows + 1):
        for j in range(1, columns + 1):
            costs[i, j] = min(
                costs[i - 1, j - 1] + _cost(shown[i - 1], cleaned[j - 1], reach),
                costs[i - 1, j] + PASSED_OVER,
                costs[i, j - 1] + PASSED_OVER,
            )
    pairs: list[_Pair] = []
    i, j = rows, columns
    while i or j:
        if (
            i
            and j
            and costs[i, j] == costs[i - 1, j - 1] + _cost(shown[i - 1], cleaned[j - 1], reach)
        ):
            i, j = i - 1, j - 1
            pairs.append(_Pair(shown[i], cleaned[j]))
        elif i and costs[i, j] == costs[i - 1, j] + PASSED_OVER:
            i -= 1
            pairs.append(_Pair(shown[i], None))
        else:
            j -= 1
            pairs.append(_Pair(None, cleaned[j]))
    return reversed(pairs)


def _cost(one: Sign, other: Sign, reach: float) -> float:
    apart = abs(one.start + one.end - other.start - other.end) / 2
    if apart > reach:
        return 2 * PASSED_OVER + 1
    return 0.0 if one.character == other.character else SUBSTITUTED
