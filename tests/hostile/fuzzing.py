"""Mutations read one after another in a child, until one costs it its life or its reader's calm."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import parsers
from hostile.good import GOOD, PACKED
from hostile.mutator import mutated
from parsers.archive import NoRoom, Packed, unpack
from parsers.detect import kind_of
from parsers.errors import FileProblem
from parsers.limits import DEFAULT_LIMITS
from parsers.model import PACKED as PACKED_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SLOW = 20.0
"""Seconds of processor time that no mutation of a small file should take; loading the recogniser
takes the first picture of a child some two."""

ALL = {**GOOD, **PACKED}


@dataclass(frozen=True, slots=True)
class Oddity:
    """A mutation that met no answer of its reader's: an exception that `read` had to catch.

    `what` is its type and the line that raised it; or `slow` and how many seconds it took.
    """

    name: str
    seed: int
    what: str


@dataclass(frozen=True, slots=True)
class Round:
    """Mutations of one good file, by seeds from `first` up to `stop`.

    The seed at work is written to `mark` first, so that it is known which one ended the child.
    """

    name: str
    first: int
    stop: int
    mark: Path

    def __call__(self) -> tuple[Oddity, ...]:
        """What was odd."""
        return tuple(oddities(self.name, range(self.first, self.stop), self.mark, self._answered))

    def _answered(self, seed: int) -> str:
        return answered(mutation(self.name, seed), self.mark.parent / f"{self.name}-{seed}")


def oddities(name: str, seeds: range, mark: Path, answer: Callable[[int], str]) -> Iterator[Oddity]:
    """What was odd of these seeds, by what the answer to each says, and how long it takes."""
    for seed in seeds:
        mark.write_text(str(seed), encoding="ascii")
        start = time.process_time()
        what = answer(seed)
        seconds = time.process_time() - start
        if what:
            yield Oddity(name, seed, what)
        if seconds > SLOW:
            yield Oddity(name, seed, f"slow: {seconds:.1f} s")


def mutation(name: str, seed: int) -> bytes:
    """The mutation of a good file of this name; every third seed has pieces of another file."""
    names = sorted(ALL)
    other = _good(names[seed % len(names)]) if seed % 3 == 0 else b""
    return mutated(_good(name), seed, other)


@cache
def _good(name: str) -> bytes:
    return ALL[name]()


def answered(data: bytes, path: Path) -> str:
    """Empty where the readers had an answer for the file; else where they failed."""
    path.write_bytes(data)
    try:
        if _is_packed(data):
            _unpack(path, data)
        else:
            parsers.read(path)
    except NoRoom:
        return ""
    except FileProblem as problem:
        return _raised_at(problem.__cause__) if _is_caught_last(problem) else ""
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is what is looked for
        return _raised_at(fault)
    finally:
        path.unlink()
    return ""


def _is_caught_last(problem: FileProblem) -> bool:
    """Whether it is the one that `parsers.read` makes of what no reader foresaw."""
    trace = problem.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and trace.tb_frame.f_code is parsers.read.__code__


def _is_packed(data: bytes) -> bool:
    try:
        return kind_of(data) in PACKED_KINDS
    except FileProblem:
        return False


def _unpack(path: Path, data: bytes) -> None:
    import tempfile  # noqa: PLC0415 - few need it

    with tempfile.TemporaryDirectory() as folder:
        inner = Path(folder) / "members"
        inner.mkdir()
        unpack(Packed(path, kind_of(data)), inner, DEFAULT_LIMITS, lambda _parts: True)


def _raised_at(fault: BaseException | None) -> str:
    """The type of an exception and its own last line in the readers; empty for none."""
    if fault is None:
        return ""
    place, trace = "", fault.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if "/parsers/" in code.co_filename:
            place = f"{code.co_filename.rpartition('/parsers/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(fault).__name__} at {place}"
