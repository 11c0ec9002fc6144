"""When two texts say the same: for comparison, never for publication."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MARKS = re.compile(r"(?<!\d)[.\-~]|[.\-~](?!\d)|[^\w%+=<>≥≤±°.\-~]|_")
_DASHES = str.maketrans(dict.fromkeys("－–—―‐‑‒−﹣", "-"))


@lru_cache(maxsize=4096)
def wording(text: str) -> str:
    """What is said, without how it is set: blanks, widths, quotation and punctuation marks go.

    Per cent and signs of comparison stay, and so do the decimal point and the dash between digits,
    however long it is: 1.5 is not 15. Every text of a form is asked for many times over, so answers
    are kept.
    """
    plain = unicodedata.normalize("NFKC", text.translate(_DASHES)).casefold()
    return _MARKS.sub("", plain)


def same_wording(one: str, other: str) -> bool:
    """Whether both say the same, word for word."""
    return wording(one) == wording(other)
