"""Kills runs at random moments; afterwards nothing may be lost, half done, or read twice.

Usage: python benchmarks/kills.py [--times N] [--forms N] [--seed N]

Each time `kaoping run` over made-up forms gets SIGKILL at a random moment of the time that a whole
run takes. Then the next run is looked at: the files that it leaves must be those of a run that
nobody disturbed, and it must read no form that the killed one had put down. Ends with status 1 if
any of that is not so. Moments are drawn from the seed; what they hit differs by machine.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from unchanged import draw

from pipeline.circumstances import circumstances_of
from pipeline.journal import Journal

OURS = "from pipeline.cli import main; main()"
APART = frozenset({"run.json", "kaoping.db", "考评汇总.xlsx"})


def main() -> None:
    """Prints how many kills hit what, and what went wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--forms", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    moments = random.Random(arguments.seed)  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as temporary:
        raw, out = Path(temporary) / "raw", Path(temporary) / "clean"
        draw(raw, arguments.forms, "html")
        began = time.perf_counter()
        started(raw, out).wait()
        whole = time.perf_counter() - began
        expected = files(out)
        seen: Counter[str] = Counter()
        for _ in range(arguments.times):
            shutil.rmtree(out)
            seen[killed(raw, out, moments.uniform(0, whole), expected)] += 1
    for told, count in sorted(seen.items()):
        print(f"{count:5} {told}")
    sys.exit(any(told.startswith("WRONG") for told in seen))


def killed(raw: Path, out: Path, seconds: float, expected: dict[str, bytes]) -> str:
    """What came of a run that was killed after so long, and of the next one."""
    run = started(raw, out)
    try:
        run.wait(seconds)
    except subprocess.TimeoutExpired:
        run.kill()
    run.wait()
    put_down = len(Journal(out).noted(circumstances_of(None, None).digest))
    status = started(raw, out).wait()
    record = json.loads((out / "run.json").read_bytes())
    count = len(list(raw.iterdir()))
    if status or files(out) != expected:
        return "WRONG: the next run's dataset is another"
    if record["read"] + record["unchanged"] != count or record["read"] > count - put_down:
        return f"WRONG: {record['read']} were read again of {count}, {put_down} had been put down"
    if not record["read"]:
        return "after all were read"
    return "while forms were read" if put_down else "before a form was read"


def started(raw: Path, out: Path) -> subprocess.Popen[bytes]:
    """A run under way."""
    command = [sys.executable, "-c", OURS, "run", str(raw), "--out", str(out)]
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(command, stdout=nowhere, stderr=nowhere)


def files(folder: Path) -> dict[str, bytes]:
    """The published files by name, without those that may differ from run to run."""
    if not folder.is_dir():
        return {}
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file() and p.name not in APART}


if __name__ == "__main__":
    main()
