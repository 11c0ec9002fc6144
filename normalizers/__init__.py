"""Reading -> Form: clean values, each with its source and its repairs. Never judges."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .submission import normalize, titles_of

__all__ = ["normalize", "titles_of"]


def __getattr__(name: str) -> object:
    # Loaded when first asked for: the models and schemes alone must load quickly.
    if name in __all__:
        return getattr(import_module(".submission", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
