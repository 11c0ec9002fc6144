"""A table as CSV: RFC 4180 (lines end in CR LF), UTF-8 with the BOM that spreadsheets look for."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from pipeline.columns import written

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pipeline.columns import CellValue, Heading


class CsvFile:
    """A file that is written row by row: one header row, then the rows."""

    def __init__(self, path: Path, headings: Iterable[Heading]) -> None:
        self.path = path
        self._stream = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._stream, lineterminator="\r\n")
        self._writer.writerow([heading.name for heading in headings])

    def add(self, rows: Iterable[tuple[CellValue, ...]]) -> None:
        """Puts these rows at the end.

        Raises:
            OSError: the disk is full.
        """
        self._writer.writerows(
            [value if isinstance(value, str) else written(value) for value in row] for row in rows
        )

    def close(self) -> None:
        """Ends the file.

        Raises:
            OSError: the disk is full.
        """
        self._stream.close()

    discard = close
