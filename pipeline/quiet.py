"""Moments in which nobody is to be interrupted: while the server of children is spoken to."""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def undisturbed() -> Iterator[None]:
    """Puts off Ctrl-C and a request to end until the context is over."""
    # Ctrl-C amid the words with the server would leave it with half of them, and a traceback of
    # its own in the terminal. A signal mask would not do: another thread takes the signal, and
    # the main thread is interrupted all the same.
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = {
        s: signal.signal(s, lambda number, _: came.append(number))
        for s in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for late in came:
            signal.raise_signal(late)


@contextmanager
def unheard() -> Iterator[None]:
    """Has what is started in the context hear no Ctrl-C."""
    # A terminal sends Ctrl-C to all of its processes: the server, which ends with its parent,
    # must not hear it while it loads.
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
