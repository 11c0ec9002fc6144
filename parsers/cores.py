"""How many processors there are for us."""

from __future__ import annotations

import os


def cores() -> int:
    """The processors that this process may use."""
    bound = getattr(os, "sched_getaffinity", None)  # Linux alone tells
    return len(bound(0)) if bound else os.cpu_count() or 1
