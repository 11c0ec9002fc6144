"""How fast a run gets on, and how long it will still take."""

from __future__ import annotations

import time
from dataclasses import dataclass

MINUTE, HOUR = 60.0, 3600.0


@dataclass(frozen=True, slots=True)
class Pace:
    """`done` of `total` submissions were read in so many `seconds`."""

    done: int
    total: int
    seconds: float

    @property
    def per_minute(self) -> float:
        """Submissions read in a minute."""
        return self.done * MINUTE / max(self.seconds, 1e-9)

    @property
    def left(self) -> float | None:
        """Seconds until all are read if it goes on so, None before the first."""
        return (self.total - self.done) * self.seconds / self.done if self.done else None

    @property
    def told(self) -> str:
        """Rate and remaining time for a clerk."""
        rate = f"每分钟 {self.per_minute:.0f} 份" if self.per_minute >= 1 else "每份一分钟以上"
        return rate if self.left is None else f"{rate}，约剩 {duration_told(self.left)}"


class Pacer:
    """Counts what is done from the time when it is made."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._began = time.monotonic()

    def one_more(self) -> Pace:
        """The pace with one more done."""
        self._done += 1
        return Pace(self._done, self._total, time.monotonic() - self._began)


def duration_told(seconds: float) -> str:
    """So many seconds, as exactly as anybody wants to know."""
    if seconds < MINUTE:
        return f"{seconds:.0f} 秒"
    if seconds < HOUR:
        return f"{seconds / MINUTE:.0f} 分钟"
    return f"{seconds / HOUR:.1f} 小时"
