"""A table as CSV: RFC 4180 (lines end in CR LF), UTF-8 with the BOM that spreadsheets look for."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from pipeline.columns import written

if TYPE_CHECKING:
    from pipeline.columns import Filled


def csv_of(table: Filled) -> bytes:
    """The file's bytes: one header row, then the rows."""
    data = io.BytesIO()
    stream = io.TextIOWrapper(data, encoding="utf-8-sig", newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(heading.name for heading in table.headings)
    writer.writerows(
        [value if isinstance(value, str) else written(value) for value in row] for row in table.rows
    )
    stream.flush()
    return data.getvalue()
