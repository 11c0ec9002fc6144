"""The whole run against pdfplumber's `extract_tables` on the same pages, and a worker's memory.

Usage: python benchmarks/whole_run.py [FOLDER] [--forms N]

Without a folder, N made-up forms (48 unless told) are drawn as PDF, one in six with a fault. Both
are whole processes: pdfplumber in one, `kaoping run` with as many workers as the machine has cores,
and with one. They take turns, two rounds, and each one's best round counts.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from figures.figure import Figure, tell

TESTS = Path(__file__).resolve().parents[1] / "tests"
ROUNDS = 2
FAULTY = 6
RUN_GOAL = 0.5  # of pdfplumber's time
MEMORY_GOAL = 250  # MB

PLUMBER = """
import sys, pdfplumber
for path in sys.argv[1:]:
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_tables()
            page.close()
"""
OURS = "from pipeline.cli import main; main()"
ONE = """
import sys
from pathlib import Path
from pipeline.model import Submission
from pipeline.process import process
for path in map(Path, sys.argv[1:]):
    process(Submission(path.name, (path,)))
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
print(status["VmHWM"].split()[0])
"""


def main() -> None:
    """Prints seconds, ratios and memory."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--forms", type=int, default=48)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or drawn(Path(temporary) / "forms", arguments.forms)
        measure(sorted(folder.glob("*.pdf")), Path(temporary))


def drawn(folder: Path, count: int) -> Path:
    """A folder of this many made-up forms."""
    sys.path.insert(0, str(TESTS))
    from form_defects import missing_weight  # noqa: PLC0415 - found only now
    from forms import Kind, build, random_form  # noqa: PLC0415

    folder.mkdir()
    for seed in range(count):
        spec, style = random_form(10_000 + seed)
        if seed % FAULTY == 0:
            spec = missing_weight(spec, "1-2-1")
        (folder / f"{seed:04}.pdf").write_bytes(build(spec, style, Kind.PDF))
    return folder


def measure(files: list[Path], temporary: Path) -> None:
    """Prints what the three need for these files."""
    names = [str(f) for f in files]
    out = ["--out", str(temporary / "out"), "--fresh"]
    commands = {
        "pdfplumber": [sys.executable, "-c", PLUMBER, *names],
        "kaoping": [sys.executable, "-c", OURS, "run", *names, *out],
        "one worker": [sys.executable, "-c", OURS, "run", *names, *out, "--workers", "1"],
    }
    best = dict.fromkeys(commands, float("inf"))
    for _ in range(ROUNDS):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            best[name] = min(best[name], time.perf_counter() - start)
    print(f"{len(files)} files")
    for name, seconds in best.items():
        print(f"{name:12} {seconds:7.2f} s {seconds / best['pdfplumber']:6.2f} of pdfplumber")
    memory = subprocess.run(
        [sys.executable, "-c", ONE, *names[:1]], check=True, capture_output=True
    )
    tell(
        Figure("whole run, by pdfplumber", best["kaoping"] / best["pdfplumber"], "", RUN_GOAL),
        Figure("whole run with one worker, by pdfplumber", best["one worker"] / best["pdfplumber"]),
        Figure(
            "memory of a worker that reads a digital PDF",
            int(memory.stdout.split()[-1]) / 1024,
            "MB",
            MEMORY_GOAL,
        ),
    )


if __name__ == "__main__":
    main()
