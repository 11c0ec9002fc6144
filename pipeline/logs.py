"""The log of a command: lines of text or of JSON, on stderr or in a file."""

from __future__ import annotations

import json
import logging
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from .events import LOGGER, Event

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class LogFormat(StrEnum):
    """How a line of the log is written."""

    JSON = "json"
    TEXT = "text"


@contextmanager
def logged(file: Path | None = None, form: LogFormat | None = None) -> Iterator[None]:
    """Writes what is logged while the context lasts.

    Everything goes to the end of the `file`, as JSON unless `form` says otherwise; without a file
    but with a `form`, to stderr. Warnings go to stderr in any case, as text unless all does.

    Raises:
        OSError: the file cannot be written.
    """
    handlers = _handlers(file, form)
    level = LOGGER.level
    LOGGER.setLevel(logging.INFO)
    for handler in handlers:
        LOGGER.addHandler(handler)
    try:
        yield
    finally:
        LOGGER.setLevel(level)
        for handler in handlers:
            LOGGER.removeHandler(handler)
            handler.close()


def _handlers(file: Path | None, form: LogFormat | None) -> tuple[logging.Handler, ...]:
    stderr = _Stderr()
    if file is None and form is not None:
        stderr.setFormatter(_FORMATTERS[form]())
        return (stderr,)
    stderr.setLevel(logging.WARNING)
    stderr.setFormatter(TextLines())
    if file is None:
        return (stderr,)
    written = logging.FileHandler(file, encoding="utf-8", errors="backslashreplace")
    written.setFormatter(_FORMATTERS[form or LogFormat.JSON]())
    return stderr, written


class _Stderr(logging.Handler):
    """Writes to what stderr is at the time: a bar of progress stands in for it while it lasts."""

    def emit(self, record: logging.LogRecord) -> None:
        """Writes one line."""
        sys.stderr.write(f"{self.format(record)}\n")
        sys.stderr.flush()


class JsonLines(logging.Formatter):
    """One JSON object a line; all keys are always there, null where there is nothing to say."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        event = event_of(record)
        told = {
            "time": _time_of(record).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "stage": event.stage,
            "submission": event.submission or None,
            "seconds": None if event.seconds is None else round(event.seconds, 3),
            "outcome": event.outcome,
            "detail": event.detail or None,
        }
        return json.dumps(told, ensure_ascii=False)


class TextLines(logging.Formatter):
    """One line to be read by a person; of a traceback only what it ends in."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        event = event_of(record)
        lasted = "" if event.seconds is None else f"{event.seconds:.3f} s"
        detail = event.detail.strip().rpartition("\n")[2]
        parts = (event.stage, event.submission, event.outcome, lasted, detail)
        told = " | ".join(_on_one_line(part) for part in parts if part)
        return f"{_time_of(record).isoformat(timespec='seconds')} {record.levelname} {told}"


_FORMATTERS = {LogFormat.JSON: JsonLines, LogFormat.TEXT: TextLines}


def event_of(record: logging.LogRecord) -> Event:
    """What a record tells; one that another made for this logger is its message."""
    event = getattr(record, "event", None)
    return event if isinstance(event, Event) else Event("run", record.getMessage())


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _time_of(record: logging.LogRecord) -> datetime:
    return datetime.fromtimestamp(record.created, UTC)
