"""What happens in a run, as records of the standard library's logging.

Every record is of the logger `kaoping` and carries an `Event`; `logs` writes them down. Whoever
calls `pipeline.run` from Python hears nothing unless they add a handler.
"""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LOGGER = logging.getLogger("kaoping")
LOGGER.addHandler(logging.NullHandler())  # else logging itself would write warnings to stderr


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    `stage` is the part of a run that it belongs to, `outcome` what came of it, in one word.
    `submission` is the 提交编号, empty where it is about all; `seconds` of wall-clock time, None
    where nothing lasted. `detail` is what else a maintainer wants to know, in English.
    """

    stage: str
    outcome: str
    submission: str = ""
    seconds: float | None = None
    detail: str = ""


def tell(event: Event, level: int = logging.INFO) -> None:
    """Logs what happened."""
    LOGGER.log(level, "%s %s", event.stage, event.outcome, extra={"event": event})


class Stages:
    """The seconds that each stage of one run has taken."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}

    @property
    def seconds(self) -> tuple[tuple[str, float], ...]:
        """Those that are over, in the order in which they first began."""
        return tuple(self._seconds.items())

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Counts the time of what is done in the context to this stage, and logs it."""
        began = time.perf_counter()
        outcome = "stopped"
        try:
            yield
            outcome = "done"
        finally:
            seconds = time.perf_counter() - began
            self._seconds[stage] = self._seconds.get(stage, 0.0) + seconds
            tell(Event(stage, outcome, seconds=seconds))
