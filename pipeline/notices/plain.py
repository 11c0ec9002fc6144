"""Text that any document can hold and that does nothing in it: no controls, no hidden marks."""

from __future__ import annotations

import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Cn"})
"""Unicode's controls, format characters (such as those that turn the line round), surrogates and
what is no character: XML forbids some, and none of them says anything on paper."""


def plain(text: str) -> str:
    """The text on one line: line breaks and tabs are blanks, other controls are gone."""
    shown = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in _HIDDEN)
    return " ".join(shown.split())
