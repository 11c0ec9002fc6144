"""The store: every version of every submission, in SQLite or PostgreSQL.

`open_store(url)` opens one, made and migrated as needed; a run is one transaction of it. The
modules hold what is asked of its tables: `runs`, `readings` (results that need not be had again),
`versions`, `publications` (datasets and their files), `contents`, `decisions`.

Files and store are brought together by `publish.swap`: the new files take their places, then the
store commits, then the mark of the swap goes. Whoever finds the mark asks the store whether that
run was committed: if not, the old files come back. So files and store are of one run, whenever
the process is killed.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .engine import default_url, file_at
    from .opening import Store, existing_store, open_store
    from .problems import BusyStore, ForeignStore, NewerStore, NotStored, StoreProblem

__all__ = [
    "BusyStore",
    "ForeignStore",
    "NewerStore",
    "NotStored",
    "Store",
    "StoreProblem",
    "default_url",
    "existing_store",
    "file_at",
    "open_store",
]

_HOMES = {
    "Store": ".opening",
    "default_url": ".engine",
    "existing_store": ".opening",
    "file_at": ".engine",
    "open_store": ".opening",
}


def __getattr__(name: str) -> object:
    # Loaded when first asked for: SQLAlchemy takes 0.2 s, and most commands need no store.
    if name in __all__:
        return getattr(import_module(_HOMES.get(name, ".problems"), __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
