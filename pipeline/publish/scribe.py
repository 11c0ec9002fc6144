"""The workbook written by a child, while this process goes on to the next submissions.

Of what publishing a form takes, the workbook has a third. Rows are handed over as they come; a pipe
holds a few of them, so that who hands over waits for who writes.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from typing import TYPE_CHECKING

from pipeline.overview_lines import Overview
from pipeline.worker import Bounds, Call, Done, wait_for

from .workbook import Book

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from multiprocessing.connection import Connection
    from pathlib import Path

    from .sheet_model import Stretch

    Fault = tuple[int | None, str | None, str | None]

_BOUNDS = Bounds(seconds=24 * 3600, memory=2048)
"""What the child may use: as long as its parent needs, and ten times the room that it takes."""


class ScribeLost(Exception):
    """The child was killed: the workbook is to be written by somebody else."""


class Scribe:
    """A `Book` that a child writes.

    Raises:
        ScribeLost: there can be no child.
    """

    def __init__(self, path: Path, sections: Sequence[str], *, compared: bool) -> None:
        receiver, self._sender = Pipe(duplex=False)
        writing = _Writing(receiver, path, tuple(sections), compared)
        try:
            self._call: Call[Fault | None] = Call(writing, _BOUNDS)
        except (EOFError, OSError) as problem:
            self._sender.close()
            raise ScribeLost(problem) from problem
        finally:
            receiver.close()  # so that sending fails once the child has gone
        self._ended = False

    def add(self, stretches: Mapping[str, Stretch]) -> None:
        """Hands over what comes next on these sheets, by their titles.

        Raises:
            OSError: the disk for temporary files is full.
            ScribeLost: the child was killed.
        """
        self._send(stretches)

    def close(self, overview: Overview) -> None:
        """Has the sheets and the file ended.

        Raises:
            OSError: the disk for temporary files is full.
            ScribeLost: the child was killed.
        """
        self._send(overview)

    def wait(self) -> None:
        """Waits until the file is there.

        Raises:
            OSError: a disk is full.
            ScribeLost: the child was killed.
        """
        while (outcome := self._call.outcome()) is None:
            wait_for((self._call,))
        self._ended = True
        self._sender.close()
        if not isinstance(outcome, Done):
            raise ScribeLost(outcome)
        if outcome.value is not None:
            raise OSError(*outcome.value)

    def discard(self) -> None:
        """Ends it without a file: something has failed."""
        self._sender.close()
        if not self._ended:
            with suppress(ValueError):  # it had just ended
                self._call.stop()

    def _send(self, message: Mapping[str, Stretch] | Overview) -> None:
        try:
            self._sender.send(message)
        except OSError:  # it has gone: why, its outcome says
            self.wait()
            raise ScribeLost("ended before its time") from None


@dataclass(frozen=True, slots=True)
class _Writing:
    """What the child does."""

    receiver: Connection
    path: Path
    sections: tuple[str, ...]
    compared: bool

    def __call__(self) -> Fault | None:
        """Writes what it is handed, until the overview comes. Answers what the system refused."""
        book = Book(self.path, self.sections, compared=self.compared)
        try:
            while not isinstance(message := self.receiver.recv(), Overview):
                book.add(message)
            book.close(message)
        except OSError as problem:
            fault = problem.errno, problem.strerror, problem.filename
            book.discard()
            return fault
        except EOFError:  # nobody wants it any more
            book.discard()
        return None
