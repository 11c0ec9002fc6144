"""Benchmarks as processes of their own: what is told by them, and which of them fail."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from .figure import KEPT_IN, Figure, told_in


@dataclass(frozen=True, slots=True)
class Program:
    """A benchmark, and the sizes that it is called with."""

    file: Path
    arguments: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """How it is called."""
        return " ".join((self.file.stem, *self.arguments))


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a program: its figures, told before a `fault` too; None says that it had none.

    `seconds` are by the clock.
    """

    program: Program
    seconds: float
    figures: tuple[Figure, ...]
    fault: str | None = None


def ran(program: Program, most: float) -> Ran:
    """Runs a program, for at most so many seconds; what it prints goes where this one prints."""
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "figures"
        environment = {**os.environ, KEPT_IN: str(kept)}
        command = [sys.executable, str(program.file), *program.arguments]
        began = time.perf_counter()
        try:
            status = subprocess.run(command, env=environment, timeout=most, check=False).returncode
            fault = f"ended with status {status}" if status else None
        except subprocess.TimeoutExpired:
            fault = f"was ended after {most:,.0f} s"
        return Ran(program, time.perf_counter() - began, told_in(kept), fault)
