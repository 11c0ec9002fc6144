"""What XML can hold."""

from __future__ import annotations

import re

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """The text with a mark in place of each character that XML 1.0 cannot hold (2.2)."""
    return _UNPRINTABLE.sub("\ufffd", text)
