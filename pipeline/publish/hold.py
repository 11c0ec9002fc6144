"""One run at a time publishes in a folder, also where each of two has a store of its own.

The lock is on the folder itself, so that nothing is left in it. Windows cannot lock a folder, nor
can some network shares: there only the store keeps two runs apart.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_PAUSE = 0.1  # seconds between two attempts


@contextmanager
def held(folder: Path, waiting: Callable[[str], None]) -> Iterator[None]:
    """The folder, which is made if it is not there, for this run alone.

    `waiting` is called once, with the folder, if another run is at work.

    Raises:
        OSError: the folder cannot be made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        _lock(handle, lambda: waiting(str(folder)))
        yield
    finally:
        os.close(handle)  # the lock goes with it


def _lock(handle: int, waiting: Callable[[], None]) -> None:
    # The system would wait by itself, but could not be interrupted then by every signal.
    told = False
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not told:
                waiting()
                told = True
            time.sleep(_PAUSE)
        except OSError:  # the share cannot
            return
        else:
            return
