"""A second run over submissions that have not changed: seconds of the whole command, and memory.

Usage: python benchmarks/unchanged.py [--forms N] [--kind docx|pdf|xlsx|html] [--most S]

N made-up forms (1,000 unless told, a hundred different ones) are ingested; then `kaoping run` is
called again with one of them changed, then as they are. With --most the program ends with status 1
when the best of three runs without a change takes longer than so many seconds.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1] / "tests"
ROUNDS = 3
DRAWN = 100
OURS = "from pipeline.cli import main; main()"


def main() -> None:
    """Prints seconds and memory."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--forms", type=int, default=1000)
    parser.add_argument("--kind", default="docx", choices=["docx", "pdf", "xlsx", "html"])
    parser.add_argument("--most", type=float)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        raw, out = Path(temporary) / "raw", Path(temporary) / "clean"
        draw(raw, arguments.forms, arguments.kind)
        print(f"{arguments.forms} forms (.{arguments.kind})")
        print(f"first run        {seconds_of(raw, out):7.2f} s")
        changed = next(raw.iterdir())
        changed.write_bytes(form(DRAWN + 1, arguments.kind))
        print(f"one has changed  {seconds_of(raw, out):7.2f} s")
        best = min(seconds_of(raw, out) for _ in range(ROUNDS))
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"nothing changed  {best:7.2f} s (best of {ROUNDS}); no process over {memory:.0f} MB")
        print(f"                 {processor_seconds_of(raw, out):7.2f} s of processor time")
    sys.exit(arguments.most is not None and best > arguments.most)


def draw(folder: Path, count: int, kind: str) -> None:
    """A folder of this many forms, of which up to a hundred differ: drawing is slow."""
    folder.mkdir()
    drawn = [form(seed, kind) for seed in range(min(count, DRAWN))]
    for number in range(count):
        (folder / f"{number:04}.{kind}").write_bytes(drawn[number % DRAWN])


def form(seed: int, kind: str) -> bytes:
    """A made-up form's file."""
    sys.path.insert(0, str(TESTS))
    from forms import Kind, build, random_form  # noqa: PLC0415 - found only now

    spec, style = random_form(20_000 + seed)
    return build(spec, style, Kind(kind))


def seconds_of(raw: Path, out: Path) -> float:
    """How long the command takes, from its start to its end."""
    start = time.perf_counter()
    command = [sys.executable, "-c", OURS, "run", str(raw), "--out", str(out)]
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def processor_seconds_of(raw: Path, out: Path) -> float:
    """How long processors work for the command: what it takes where nothing else runs."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds_of(raw, out)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
