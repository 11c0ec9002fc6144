"""Who hears how a run gets on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from .model import Result


class Watcher(Protocol):
    """What hears how a run gets on."""

    def started(self, total: int) -> None:
        """So many submissions are to be read."""

    def finished(self, result: Result) -> None:
        """One has been read."""

    def waiting(self, place: str) -> None:
        """Another run uses the store at this place; this one waits for it."""


class Nobody:
    """Hears nothing."""

    def started(self, total: int) -> None:
        """Nothing."""

    def finished(self, result: Result) -> None:
        """Nothing."""

    def waiting(self, place: str) -> None:
        """Nothing."""
