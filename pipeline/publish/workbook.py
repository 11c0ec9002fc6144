"""考评汇总.xlsx, the workbook that the office reads.

Made by XlsxWriter with constant memory, part by part: 66,000 rows of 16 columns take 50 MB, where
its usual way takes 550 MB, and less time than openpyxl. What it costs:
benchmarks/publish_speed.py.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from . import dictionary_sheet, duty_sheet, indicator_sheet, overview_sheet
from .list_sheets import (
    CHANGE_SHEET,
    COVERAGE_SHEET,
    DOCUMENT_SHEET,
    FINDING_SHEET,
    REPAIR_SHEET,
)
from .look import Look
from .overview_sheet import finish_overview
from .quick_sheet import QuickSheet
from .sheet import SheetWriter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pipeline.overview import Overview

    from .sheet_model import Sheet, Stretch

_MADE = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The workbook's own date: any, but always the same, so that its bytes are."""

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "use_zip64": True,  # where a sheet has more than 2 GB of XML: 10,000 forms come near it
}


class Book:
    """The workbook in the making; it has the sheet of changes where results are `compared`."""

    def __init__(self, path: Path, sections: Sequence[str], *, compared: bool) -> None:
        # Beside the file: who clears up after a writer that was killed takes it along.
        self._folder = TemporaryDirectory(prefix="sheets-", dir=path.parent)
        self._book = xlsxwriter.Workbook(str(path), _OPTIONS | {"tmpdir": self._folder.name})
        self._book.set_properties({"title": "考评汇总", "created": _MADE})
        self._look = Look(self._book)
        sheets = sheets_of(sections, compared=compared)
        self._writers = {sheet.title: self._writer(sheet) for sheet in sheets}

    def add(self, stretches: Mapping[str, Stretch]) -> None:
        """Writes what comes next on these sheets, by their titles.

        Raises:
            OSError: the disk for temporary files is full.
        """
        for title, stretch in stretches.items():
            self._writers[title].add(stretch)

    def close(self, overview: Overview) -> None:
        """Ends the sheets and the file.

        Raises:
            OSError: a disk is full.
        """
        for title, writer in self._writers.items():
            if title == overview_sheet.TITLE:
                finish_overview(writer, self._look, overview)
            else:
                writer.finish()
        with _told_by_the_system():
            self._book.close()
        self._folder.cleanup()

    def wait(self) -> None:
        """Nothing: the file is there once it is closed."""

    def discard(self) -> None:
        """Ends it without a file: something has failed."""
        for writer in self._writers.values():
            writer.worksheet.discard()
        with suppress(OSError):
            self._folder.cleanup()

    def _writer(self, sheet: Sheet) -> SheetWriter:
        return SheetWriter(self._book.add_worksheet(sheet.title, QuickSheet), self._look, sheet)


def sheets_of(sections: Sequence[str], *, compared: bool) -> tuple[Sheet, ...]:
    """The sheets in their order."""
    return (
        overview_sheet.sheet_of(sections),
        indicator_sheet.SHEET,
        FINDING_SHEET,
        REPAIR_SHEET,
        DOCUMENT_SHEET,
        duty_sheet.SHEET,
        *((CHANGE_SHEET,) if compared else ()),
        COVERAGE_SHEET,
        dictionary_sheet.SHEET,
    )


@contextmanager
def _told_by_the_system() -> Iterator[None]:
    try:
        yield
    except FileCreateError as problem:
        raise OSError(*problem.args[0].args) from problem
