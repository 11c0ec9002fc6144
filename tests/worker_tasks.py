"""What test children do; here, because a child must be able to import it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
