"""Starts LibreOffice so that it ends with whoever started it, and within bounds.

It stays in its starter's process group, so that what ends that group (a worker's end, Ctrl-C)
ends it too, and carries a timer in the kernel in case its starter is killed alone. It inherits
the starter's bounds of memory. A form of four pages takes it less than 200 MiB of RLIMIT_DATA; a
worker, whose readers count too, converts and reads such a .doc from 470 MiB on (two cores).
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

SECONDS = 600.0
"""The longest that a start may take where no clock of its starter's is shorter."""

_RESTART = 81  # what it ends with when it has made its profile and wants to be started again
_MOST_STARTS = 3
# exec keeps the timer and the process; so this is no process more.
_TIMED = (
    "import os, signal, sys\n"
    "signal.signal(signal.SIGALRM, signal.SIG_DFL)\n"
    "signal.setitimer(signal.ITIMER_REAL, float(sys.argv[1]))\n"
    "os.execv(sys.argv[2], sys.argv[2:])\n"
)
_KEPT = ("LANG", "LC_ALL", "PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC")


class TookTooLongError(Exception):
    """The program was ended because its time was over."""


def run(command: Sequence[str | Path], folder: Path, seconds: float = SECONDS) -> int:
    """Run the program in a folder of its own; its exit status, negative for a signal.

    Raises:
        TookTooLongError: it was not done in time, and is gone.
    """
    status = _RESTART
    for _ in range(_MOST_STARTS):
        status = _run_once(command, folder, min(seconds, _seconds_left()))
        if status != _RESTART:
            break
    return status


def _seconds_left() -> float:
    """What is left of the timer that a worker lives by."""
    if sys.platform == "win32":
        return SECONDS
    left, _ = signal.getitimer(signal.ITIMER_REAL)
    return left or SECONDS


def _run_once(command: Sequence[str | Path], folder: Path, seconds: float) -> int:
    process = subprocess.Popen(  # noqa: S603 - no shell; the program is the one installed
        [*_timer(seconds), *map(str, command)],
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        status = process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise TookTooLongError from None
    finally:
        _end(process)
    if sys.platform != "win32" and status == -signal.SIGALRM:
        raise TookTooLongError
    return status


def _timer(seconds: float) -> tuple[str, ...]:
    if sys.platform == "win32":
        return ()
    return (sys.executable, "-I", "-S", "-c", _TIMED, str(seconds))


def _environment(folder: Path) -> Mapping[str, str]:
    """Little of ours: a home of its own, no display, no proxies, no settings of Python's."""
    home = str(folder)
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    own = {"HOME": home, "TMPDIR": home, "TEMP": home, "TMP": home, "SAL_USE_VCLPLUGIN": "svp"}
    return {**kept, **own}


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        if sys.platform == "win32":  # it starts a child, which only this reaches
            ending = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
            subprocess.run(ending, capture_output=True, check=False)  # noqa: S603
        process.kill()
        process.wait()
