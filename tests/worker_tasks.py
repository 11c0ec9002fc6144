"""What test children do; here, because a child must be able to import it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

SLEEP = 60.0
"""Seconds; longer than any test waits."""


@dataclass(frozen=True)
class Square:
    number: int

    def __call__(self) -> int:
        return self.number**2


@dataclass(frozen=True)
class Note:
    """Writes its process's number to a file, then hangs with a child of its own."""

    path: Path

    def __call__(self) -> None:
        program = f"import time; time.sleep({SLEEP})"
        child = subprocess.Popen([sys.executable, "-c", program])
        unfinished = self.path.with_suffix(".unfinished")
        unfinished.write_text(f"{os.getpid()} {child.pid}")
        unfinished.replace(self.path)
        child.wait()


def hang() -> None:
    time.sleep(SLEEP)


def spin() -> None:
    while True:
        pass


def hog() -> int:
    blocks = []
    while len(blocks) < 10_000:
        blocks.append(bytearray(10_000_000))
    return len(blocks)


def starve() -> None:
    raise MemoryError


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def leave() -> None:
    os._exit(7)


def fail() -> None:
    raise KeyError("no such cell")


def chatter() -> str:
    os.write(1, b"noise of a native library")
    os.write(2, b"noise of a native library")
    print("noise")  # noqa: T201 - that is the noise
    return "quiet"


def unpicklable() -> object:
    return lambda: None


def kill_dask_worker() -> None:
    """Ends the worker of Dask's that this child belongs to: the child of its nanny."""
    process = os.getpid()
    while (parent := parent_of(process)) and not is_nanny(parent):
        process = parent
    os.kill(process, signal.SIGKILL)


def parent_of(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])


def is_nanny(process: int) -> bool:
    return b"dask\0worker\0" in Path(f"/proc/{process}/cmdline").read_bytes()


@dataclass(frozen=True)
class KillWorker:
    """Ends its worker the first so many times; notes each time in a folder."""

    folder: Path
    times: int

    def __call__(self) -> str:
        if len(list(self.folder.iterdir())) == self.times:
            return "survived"
        (self.folder / str(os.getpid())).touch()
        kill_dask_worker()
        time.sleep(SLEEP)
        return "nothing was killed"


class Boundless:
    """What no memory is left to send."""

    def __reduce__(self) -> str:
        raise MemoryError


def boundless() -> Boundless:
    return Boundless()
