"""The stages joined, and what surrounds them.

`run` is what the command `kaoping run` calls; `Settings` is how to run, and `RunSummary` what
comes of it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .ingest import run
    from .run_summary import RunSummary
    from .settings import Settings

__all__ = ["RunSummary", "Settings", "run"]

_HOMES = {"RunSummary": ".run_summary", "Settings": ".settings", "run": ".ingest"}


def __getattr__(name: str) -> object:
    # Loaded when first asked for: the command's own start must be quick.
    if name in _HOMES:
        return getattr(import_module(_HOMES[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
