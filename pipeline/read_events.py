"""What the log tells of a submission that was read."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from .events import Event, tell
from .worker import Crashed, TimedOut

if TYPE_CHECKING:
    from .model import Result
    from .worker import Outcome


def tell_read(result: Result, outcome: Outcome[Result]) -> None:
    """Logs what came of a submission; that a child failed is a warning."""
    name = result.submission.id
    match outcome:
        case TimedOut(seconds):
            tell(Event("read", "timed out", name, seconds), logging.WARNING)
        case Crashed(cause, detail):
            tell(Event("read", "crashed", name, None, f"{cause}: {detail}"), logging.WARNING)
        case _:
            codes = sorted({f.code for f in result.findings if f.code.startswith("file.")})
            state = result.state.name.lower()
            tell(Event("read", state, name, result.seconds, " ".join(codes)))
