"""Milliseconds a page that readers need for the tables of digital PDFs, and their ratios.

Usage: python benchmarks/pdf_tables.py FOLDER_OR_PDF ... [--all]

Each reader goes over all files in turn, three rounds, and its best round counts: a machine that
slows down for a while then hits all readers alike. `--all` adds the slow ones (camelot, img2table).
"""

from __future__ import annotations

import importlib.util
import io
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium

from parsers.limits import DEFAULT_LIMITS
from parsers.pdf import read_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 3


def main(arguments: list[str]) -> None:
    """Prints one line per reader."""
    paths = [Path(a) for a in arguments if a != "--all"]
    files = [f for p in paths for f in (sorted(p.glob("*.pdf")) if p.is_dir() else [p])]
    documents = [f.read_bytes() for f in files]
    pages = sum(len(pypdfium2.PdfDocument(d)) for d in documents)
    best = dict.fromkeys(chosen := readers(arguments), float("inf"))
    for _ in range(ROUNDS):
        for name, reader in chosen.items():
            start = time.perf_counter()
            for data in documents:
                reader(data)
            best[name] = min(best[name], time.perf_counter() - start)
    print(f"{len(files)} files, {pages} pages")
    for name, seconds in best.items():
        ratio = seconds / best["pdfplumber"]
        print(f"{name:12} {1000 * seconds / pages:8.1f} ms/page {ratio:6.2f} of pdfplumber")


def readers(arguments: list[str]) -> dict[str, Callable[[bytes], object]]:
    """The readers by name."""
    chosen: dict[str, Callable[[bytes], object]] = {
        "pdfium": read_floor,
        "kaoping": lambda data: read_pdf(data, DEFAULT_LIMITS),
        "pdfplumber": read_pdfplumber,
    }
    if "--all" in arguments:
        chosen["camelot"] = read_camelot
        if importlib.util.find_spec("img2table"):
            chosen["img2table"] = read_img2table
    return chosen


def read_floor(data: bytes) -> None:
    """What pdfium needs to parse the pages and find the characters: nothing can be faster."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        text_page = page.get_textpage()
        pdfium.FPDFText_CountChars(text_page)
        text_page.close()
        page.close()
    document.close()


def read_pdfplumber(data: bytes) -> None:
    """Pdfplumber's tables."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_tables()


def read_camelot(data: bytes) -> None:
    """Camelot's tables, by its rules."""
    import camelot  # noqa: PLC0415 - slow to import, not always asked for

    camelot.read_pdf(io.BytesIO(data), pages="all", flavor="lattice")


def read_img2table(data: bytes) -> None:
    """img2table's tables, without text recognition."""
    from img2table.document import PDF  # noqa: PLC0415 - may be missing

    PDF(io.BytesIO(data)).extract_tables()


if __name__ == "__main__":
    main(sys.argv[1:])
