"""The command as a whole process: what it takes, by the clock, of processors, of memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

KAOPING = "from pipeline.cli import main; main()"
PEAK = """
import atexit
def say():
    status = dict(line.split(":", 1) for line in open("/proc/self/status"))
    print("\\npeak", status["VmHWM"].split()[0])
atexit.register(say)
"""
# The kernel's count of a process alone: what getrusage says is that of the process that it was
# forked from, if that had more.
ENDS = {0, 3}  # that a file could not be read (3) is no fault of the command


@dataclass(frozen=True, slots=True)
class Taken:
    """What a process took: seconds by the clock, processor seconds with its children's, MB.

    `megabytes` is the most that the process itself had, its children apart.
    """

    wall: float
    cores: float
    megabytes: float = 0.0


def kaoping(*arguments: str) -> Taken:
    """Runs the command with these arguments.

    Raises:
        RuntimeError: it ended with a status other than 0 or 3; holds what it said.
    """
    return process(sys.executable, "-c", PEAK + KAOPING, *arguments)


def process(*command: str) -> Taken:
    """Runs a process; `megabytes` is 0 where it does not say its peak last.

    Raises:
        RuntimeError: it ended with a status other than 0 or 3; holds what it said.
    """
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        started = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(started.pid, 0)
        wall = time.perf_counter() - began
        started.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        output = said.read().decode("utf-8", "replace")
    if started.returncode not in ENDS:
        raise RuntimeError(output)
    *_, last = output.split() or [""]
    peak = int(last) / 1024 if last.isdigit() and "\npeak " in output else 0.0
    return Taken(wall, usage.ru_utime + usage.ru_stime, peak)
