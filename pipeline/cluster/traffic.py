"""What the tasks of a run on a cluster must know of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .edition import Edition
    from .line import Answer, Line


class Traffic:
    """Which errands are out, and which folders the workers do not see."""

    def __init__(self, line: Line, edition: Edition) -> None:
        self.edition = edition
        self._line = line
        self._out: set[int] = set()
        self._unseen: set[Path] = set()

    def send(self, sender: object, errand: bytes) -> Answer:
        """Has the sender's errand done; `ended` is to be called when its answer is there."""
        self._out.add(id(sender))
        return self._line.send(self.edition, errand)

    def ended(self, sender: object) -> None:
        """Its errand is done, or given up."""
        self._out.discard(id(sender))

    def is_idle(self) -> bool:
        """Whether the workers have nothing to do for this run."""
        return not self._out

    def sees(self, files: Iterable[Path]) -> bool:
        """Whether the workers may see these files: none has told otherwise of their folders."""
        return self._unseen.isdisjoint(file.parent for file in files)

    def not_seen(self, files: Iterable[Path]) -> None:
        """A worker did not see these files: others of their folders need not be tried."""
        self._unseen.update(file.parent for file in files)
