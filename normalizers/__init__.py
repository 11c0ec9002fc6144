"""Reading -> Form: clean values, each with its source and its repairs. Never judges."""

from __future__ import annotations

from .form import normalize, titles_of

__all__ = ["normalize", "titles_of"]
