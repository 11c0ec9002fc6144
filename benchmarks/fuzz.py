"""Mutations of small good files read for as long as one likes, and random rulings laid out.

Usage: python benchmarks/fuzz.py [--minutes N] [--seed N] [--only NAME ...]

Takes turns over every reader and the lattice, in children with small bounds. Prints each mutation
that ended its child, was slow, or met an exception that its reader had no answer for: each once, by
where it was raised. `--only a.pdf --seed N` repeats one. Ends with 1 if any child came to harm.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from hostile.fuzzing import ALL, Oddity, Round
from hostile.lattices import LatticeRound

from pipeline.worker import Bounds, Done, call

if TYPE_CHECKING:
    from collections.abc import Iterator

BOUNDS = Bounds(seconds=600, memory=2048)
EACH = 25
"""Mutations a child; starting one takes as long as reading two."""

LATTICE = "lattice"


def main() -> None:
    """Fuzzes, and prints what it found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", nargs="+", choices=[*ALL, LATTICE], default=[*ALL, LATTICE])
    arguments = parser.parse_args()
    counts: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    deadline = time.monotonic() + arguments.minutes * 60
    with tempfile.TemporaryDirectory() as folder:
        for name, first in _turns(arguments.only, arguments.seed, deadline):
            oddities = tuple(_round(name, first, Path(folder)))
            counts[name] += EACH
            for oddity in oddities:
                _tell(oddity, seen)
    for name, count in counts.items():
        print(f"{name:8} {count:8,} mutations")
    fatal = sum(count for what, count in seen.items() if what.split()[0] in {"ended", "slow:"})
    print(f"{counts.total():,} in all; {len(seen)} places with an unforeseen exception or worse")
    sys.exit(1 if fatal else 0)


def _turns(names: list[str], seed: int, deadline: float) -> Iterator[tuple[str, int]]:
    while True:
        for name in names:
            yield name, seed
            if time.monotonic() > deadline:
                return
        seed += EACH


def _round(name: str, first: int, folder: Path) -> Iterator[Oddity]:
    """What was odd; after a mutation that ended its child the next ones are read in another."""
    mark = folder / "seed"
    last = first + EACH
    while first < last:
        task = (
            LatticeRound(first, last, mark) if name == LATTICE else Round(name, first, last, mark)
        )
        outcome = call(task, BOUNDS)
        if isinstance(outcome, Done):
            yield from outcome.value
            return
        seed = int(mark.read_text(encoding="ascii"))
        yield Oddity(name, seed, f"ended its child: {outcome}")
        first = seed + 1


def _tell(oddity: Oddity, seen: Counter[str]) -> None:
    seen[oddity.what] += 1
    if seen[oddity.what] == 1:
        print(f"{oddity.name} seed {oddity.seed}: {oddity.what}", flush=True)


if __name__ == "__main__":
    main()
