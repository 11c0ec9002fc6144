"""One line of print read in two looks of its page -> what it says, and where the two differ.

What takes a seal off a page takes some of the print beneath it too, and leaves some of the seal. In
the lightest of its colours the page has both, the seal as a shade: the recogniser mostly reads
through it. Where the two looks say the same it is sure; where they differ, each is a doubt of the
other.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import Levenshtein

from .decode import Sign

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .decode import Signs
    from .ink import Tones

UNLIKE = 30
"""Tones by which a pixel differs between two looks where a stain lies."""
STAINED = 0.005
"""Of a line's pixels, from which on it is read in both looks: a comma has as many."""
NEAR = 0.6
"""Heights of a line within which two signs stand in the same place."""
LONE = 0.6
"""What a character's certainty counts for that one look alone shows."""


def differ(one: Tones, other: Tones) -> bool:
    """Whether a stain lies on what is shown in two looks."""
    lighter, darker = np.maximum(one, other), np.minimum(one, other)
    return float(np.mean(lighter - darker > UNLIKE)) > STAINED


def agreed(shown: Signs, cleaned: Signs, shape: tuple[int, int]) -> Signs:
    """The signs of a line that was read twice.

    Args:
        shown: what it says in the look that has its stains.
        cleaned: what it says in the look without.
        shape: rows and columns of the line's picture.
    """
    reach = NEAR * shape[0] / shape[1]
    first, second = ([s for s in signs if s.character] for signs in (shown, cleaned))
    passed = [s for s in shown if not s.character]
    return tuple(sorted([*_together(first, second, reach), *passed], key=lambda s: s.start))


def _together(shown: Sequence[Sign], cleaned: Sequence[Sign], reach: float) -> Iterator[Sign]:
    """What both say, sign by sign, in the order of the line."""
    texts = [[s.character for s in signs] for signs in (shown, cleaned)]
    for change in Levenshtein.opcodes(*texts):
        ours = shown[change.src_start : change.src_end]
        theirs = cleaned[change.dest_start : change.dest_end]
        if change.tag == "equal":
            yield from map(_surer, ours, theirs)
        elif change.tag == "replace" and all(map(partial(_meet, reach), ours, theirs)):
            yield from map(_either, ours, theirs)
        else:
            yield from map(_alone, ours)
            yield from map(_passed_over, theirs)


def _meet(reach: float, one: Sign, other: Sign) -> bool:
    """Whether two signs stand in one place."""
    return abs(one.start + one.end - other.start - other.end) / 2 <= reach


def _surer(one: Sign, other: Sign) -> Sign:
    return max(one, other, key=lambda s: s.certainty)


def _either(one: Sign, other: Sign) -> Sign:
    """The surer of two signs, the other among what it may be."""
    first, second = sorted((one, other), key=lambda s: -s.certainty)
    both = first.certainty + second.certainty
    own = tuple((c, p) for c, p in first.others if c != second.character)
    others = ((second.character, second.certainty / both), *own)
    return replace(first, certainty=first.certainty / both, others=others)


def _alone(shown: Sign) -> Sign:
    """What only the look with the stains has: it is read, with doubt."""
    return replace(shown, certainty=LONE * shown.certainty)


def _passed_over(cleaned: Sign) -> Sign:
    """What only the look without has: it was passed over, with doubt."""
    share = LONE * cleaned.certainty
    return Sign("", 1 - share, cleaned.start, cleaned.end, ((cleaned.character, share),))
