"""Milliseconds a page that readers need for the tables of digital PDFs, and their ratios.

Usage: python benchmarks/pdf_tables.py [FOLDER_OR_PDF ...] [--forms N] [--rounds N] [--all]

Without a file, N made-up forms (12 unless told) are drawn. Each reader goes over all files in turn,
some rounds (4 unless told), and each file's best round counts: a machine that slows down for a
while then hits all readers alike. `--all` adds the slow ones (camelot, img2table), for one round.
Cycles are collected as seldom as in the children of a run, for all readers.

The floor is what it takes to have from pdfium every character with its box and every point of
every path, through pypdfium2: whoever reads by pdfium from Python pays it. Parsing is what pdfium
takes of that to parse the pages and find their characters. Handing over is what we ask besides
(whose a character is, its origin, its text's mode, matrix and size, a path's mode, colours, matrix
and clip), in the least costly way known.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import io
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium
from figures.clock import Clock
from figures.figure import Figure, tell
from figures.forms import form_file

from parsers.drawn import read_painted
from parsers.foreign import address_of
from parsers.glyphs import read_glyphs
from parsers.limits import DEFAULT_LIMITS
from parsers.pdf import read_pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

OURS, PLUMBER = "kaoping", "pdfplumber"
FLOOR, PARSED, HANDED = "the pdfium floor", "pdfium, parsing alone", "pdfium, handing over"
FLOOR_GOAL = 3.0  # times the floor
PLUMBER_GOAL = 0.2  # of pdfplumber's time
SELDOM = 200_000  # objects made between two collections, as in `pipeline.preload`
SEED = 10_000
IMG2TABLE = Path(__file__).resolve().parents[1] / ".venv-img2table" / "bin" / "python"
"""The Python of an environment of its own: img2table's OpenCV takes the place of ours."""
READ_IMG2TABLE = """
import sys, time
from img2table.document import PDF
PDF(sys.argv[1]).extract_tables()
wall, cores = time.perf_counter(), time.process_time()
for path in sys.argv[1:]:
    PDF(path).extract_tables()
print(time.perf_counter() - wall, time.process_time() - cores)
"""


def main() -> None:
    """Prints one line per reader, and the ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--forms", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--all", action="store_true")
    arguments = parser.parse_args()
    documents = found(arguments.files) or [
        form_file(SEED + number, "pdf") for number in range(arguments.forms)
    ]
    gc.freeze()
    gc.set_threshold(SELDOM)
    clocks = [Clock(name, reader) for name, reader in READERS.items()]
    slow = [Clock("camelot", read_camelot)] if arguments.all else []
    for number in range(arguments.rounds):
        for document in documents:
            for clock in [*clocks, *slow] if not number else clocks:
                clock.run(document)
    seconds = {clock.name: clock.sums for clock in (*clocks, *slow)}
    report(documents, seconds | (by_img2table(documents) if arguments.all else {}))


def found(paths: Iterable[Path]) -> list[bytes]:
    """The files, and those in the folders, by name."""
    files = [f for p in paths for f in (sorted(p.glob("*.pdf")) if p.is_dir() else [p])]
    return [f.read_bytes() for f in files]


def report(documents: list[bytes], seconds: dict[str, tuple[float, float]]) -> None:
    """Prints each reader's time, and ours by that of each other one."""
    pages = sum(len(pypdfium2.PdfDocument(d)) for d in documents)
    print(f"{len(documents)} files, {pages} pages")
    for name, (wall, cores) in seconds.items():
        print(
            f"{name:21} {1000 * wall / pages:8.1f} ms a page,"
            f" {1000 * cores / pages:8.1f} of processors"
        )
    ours = seconds[OURS][0]
    goals = {FLOOR: FLOOR_GOAL, PLUMBER: PLUMBER_GOAL}
    for name, (wall, _) in seconds.items():
        if name != OURS:
            tell(Figure(f"PDF to tables, by {name}", ours / wall, "", goals.get(name)))


def read_floor(data: bytes) -> None:
    """All characters with their boxes, and all points of all paths."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        text_page = page.get_textpage()
        read_characters(text_page)
        text_page.close()
        read_paths(page)
        page.close()
    document.close()


def read_characters(text_page: pypdfium2.PdfTextPage) -> None:
    """Each character of the page, and its box."""
    edges = [ctypes.c_double() for _ in range(4)]
    for index in range(pdfium.FPDFText_CountChars(text_page)):
        pdfium.FPDFText_GetUnicode(text_page, index)
        pdfium.FPDFText_GetCharBox(text_page, index, *edges)


def read_paths(page: pypdfium2.PdfPage) -> None:
    """Each point of each path on the page."""
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        drawn = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(drawn) == pdfium.FPDF_PAGEOBJ_PATH:
            for number in range(pdfium.FPDFPath_CountSegments(drawn)):
                segment = pdfium.FPDFPath_GetPathSegment(drawn, number)
                pdfium.FPDFPathSegment_GetPoint(segment, x, y)
                pdfium.FPDFPathSegment_GetType(segment)


def read_parsed(data: bytes) -> None:
    """What pdfium needs to parse the pages and find the characters: nothing can be faster."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        text_page = page.get_textpage()
        pdfium.FPDFText_CountChars(text_page)
        text_page.close()
        page.close()
    document.close()


def read_handed(data: bytes) -> None:
    """What it takes to ask pdfium for every character and path, and to make nothing of them."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        text_page = page.get_textpage()
        read_glyphs(address_of(text_page), read_painted(address_of(page)).texts)
        text_page.close()
        page.close()
    document.close()


def read_ours(data: bytes) -> None:
    """Our tables, and the text beside them."""
    read_pdf(data, DEFAULT_LIMITS)


def read_pdfplumber(data: bytes) -> None:
    """Pdfplumber's tables."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_tables()


READERS: dict[str, Callable[[bytes], None]] = {
    FLOOR: read_floor,
    PARSED: read_parsed,
    HANDED: read_handed,
    OURS: read_ours,
    PLUMBER: read_pdfplumber,
}


def read_camelot(data: bytes) -> None:
    """Camelot's tables, by its rules."""
    import camelot  # noqa: PLC0415 - slow to import, not always asked for

    camelot.read_pdf(io.BytesIO(data), pages="all", flavor="lattice")


def by_img2table(documents: list[bytes]) -> dict[str, tuple[float, float]]:
    """What img2table takes without text recognition, if it is there."""
    if not IMG2TABLE.exists():
        print(f"img2table is not measured: there is no {IMG2TABLE}; `make bench` makes it")
        return {}
    with tempfile.TemporaryDirectory() as temporary:
        files = [Path(temporary) / f"{number}.pdf" for number in range(len(documents))]
        for file, document in zip(files, documents, strict=True):
            file.write_bytes(document)
        command = [str(IMG2TABLE), "-c", READ_IMG2TABLE, *map(str, files)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    *_, wall, cores = map(float, done.stdout.split())
    return {"img2table": (wall, cores)}


if __name__ == "__main__":
    main()
