"""Reading scans against a plain `RapidOCR()(page)`; a worker's memory; two workers against one.

Usage: python benchmarks/scan_speed.py [--forms N] [--quality NAME] [--rounds N]

The same pages in one run: N made-up forms (2 unless told) of one quality (OFFICE), read as PDFs by
us and as pictures by RapidOCR with its defaults. Both have their models loaded before the clock
starts and take turns, file by file; each file's best round counts. Then the whole command over
twice as many files, with one worker and with two.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
from figures.clock import Clock
from figures.command import kaoping
from figures.figure import Figure, tell
from PIL import Image
from scans.making import FIRST_SEED, file_of
from scans.settings import SETTINGS, Carrier

import parsers

SPEED_GOAL = 0.55  # of RapidOCR's time
MEMORY_GOAL = 1200  # MB of a worker
PICTURES = [s.name for s in SETTINGS if s.quality and s.carrier is Carrier.PDF]
"""The qualities whose files hold each page as one picture."""
BLANK = np.full((400, 600, 3), 255, np.uint8)

ONE = """
import sys
from pathlib import Path
from pipeline.model import Submission
from pipeline.process import process
path = Path(sys.argv[1])
process(Submission(path.name, (path,)))
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
print(status["VmHWM"].split()[0])
"""
# getrusage would tell the peak of the process that this one was forked from, if that was higher.


def main() -> None:
    """Prints times, ratios and memory, each against its goal."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--forms", type=int, default=2)
    parser.add_argument("--quality", default="OFFICE", choices=PICTURES)
    parser.add_argument("--rounds", type=int, default=2)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        files = drawn(folder, arguments.quality, arguments.forms * 2)
        some = files[: arguments.forms]
        print(f"{len(some)} forms of {arguments.quality}")
        tell(against_rapidocr(some, arguments.rounds))
        tell(memory_of(some[0]))
        tell(two_workers(files, folder))


def drawn(folder: Path, quality: str, count: int) -> list[Path]:
    """So many scanned forms in this folder."""
    setting = next(s for s in SETTINGS if s.name == quality)
    files = [folder / f"{number:02}.{setting.ending}" for number in range(count)]
    for number, file in enumerate(files):
        file.write_bytes(file_of(setting, FIRST_SEED + number))
    return files


def pictures_of(file: Path) -> list[np.ndarray]:
    """The pages' pictures as the file holds them: blue, green, red, as RapidOCR wants them."""
    with pypdfium2.PdfDocument(file) as document:
        buffers = [BytesIO() for _ in range(len(document))]
        for page, buffer in zip(document, buffers, strict=True):
            next(iter(page.get_objects())).extract(buffer)
    return [np.asarray(Image.open(b).convert("RGB"))[:, :, ::-1].copy() for b in buffers]


def against_rapidocr(files: list[Path], rounds: int) -> Figure:
    """Prints what both need for a page; the goal is their ratio."""
    parsers.read(files[0])  # first: it keeps ONNX Runtime from telling its makers what runs
    from rapidocr import RapidOCR  # noqa: PLC0415 - loaded where it is measured

    plain = RapidOCR(params={"Global.log_level": "critical"})
    pages = {file: pictures_of(file) for file in files}
    plain(BLANK)

    def theirs(file: Path) -> None:
        for page in pages[file]:
            plain(page)

    ours, plainly = Clock("parsers.read", parsers.read), Clock("RapidOCR", theirs)
    for file in files * rounds:
        ours.run(file)
        plainly.run(file)
    count = sum(map(len, pages.values()))
    for clock in (ours, plainly):
        wall, cores = (1000 * seconds / count for seconds in clock.sums)
        print(f"{clock.name:12} {wall:8.0f} ms a page, {cores:8.0f} ms of processors")
    ratio = ours.sums[0] / plainly.sums[0]
    return Figure("scan to tables, by RapidOCR", ratio, "", SPEED_GOAL)


def memory_of(file: Path) -> Figure:
    """The most that a process of its own has in memory for one file."""
    done = subprocess.run([sys.executable, "-c", ONE, str(file)], check=True, capture_output=True)
    megabytes = int(done.stdout.split()[-1]) / 1024
    return Figure("memory of a worker that reads a scan", megabytes, "MB", MEMORY_GOAL)


def two_workers(files: list[Path], folder: Path) -> Figure:
    """Prints the whole command's time with one worker and with two; the goal is their ratio."""
    seconds = {}
    for workers in (1, 2):
        out = ["--out", str(folder / f"out{workers}"), "--fresh", "--workers", str(workers)]
        seconds[workers] = kaoping("run", *map(str, files), *out).wall
        print(f"{workers} worker(s)  {seconds[workers] / len(files):8.2f} s a file")
    return Figure("scans with two workers, by one", seconds[2] / seconds[1], "", 1.0)


if __name__ == "__main__":
    main()
