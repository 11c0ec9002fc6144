"""docs/scans.md: what was measured, explained."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .report import about_table, cell_table, false_table, field_table, threshold_table, whole_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .tally import Tally

PAGE = Path(__file__).resolve().parents[2] / "docs" / "scans.md"

ABOUT = """# Scans, measured

Written by `make eval`; do not edit. Made-up forms ({forms}, {pages} pages) are printed in six
fonts, spoilt on paper, taken by a machine, read, and compared value by value with what they said,
NFKC and without blanks. Their seeds are not those of the tests. Seals and stamps, skew and noise
are drawn by chance within each kind:
"""

WHOLE_ABOUT = """
## As published

A merged cell's value counts on every row that it covers.

- *found*: rows of the form for which there is a published row; *extra*: published rows for which
  there is none. *wholly right*: rows of which every field is.
- *wrong characters*: edits between true and published values, by the true ones' characters; rows
  that were not found count whole.
- *letters right*: 发文字号 and 发文日期 of the letters.
- *told*: of the wrong values, those with a finding or a suggestion on them; *told on row*: on
  their row. The rest is wrong in silence.
- *seconds a page* are those of the whole processing, models loaded within, two files at a time on
  two cores.
"""

CELLS_ABOUT = """
## As read, before any repair

Cells of the tables against those of the digital file, in their order. *wrong characters*: edits
between them, by the characters of the digital file.
"""

FIELDS_ABOUT = """
## By field

The share of values that is published right; values of rows that were not found are wrong.
"""

THRESHOLD_ABOUT = """
## How sure a value must be

A value whose least sure character, after reading in context, is below the scheme's `uncertain` is
flagged (`parse.uncertain`). For each certainty that might be chosen: of the wrong values the share
that would be flagged, or is told otherwise / of the right values the share that would be flagged.
The last column is what is flagged, or told, now.
"""

FALSE_ABOUT = """
## False errors

Findings of the level 错误 that the same form's digital file has not got.
"""


def write_page(tallies: Mapping[str, Tally]) -> None:
    """Writes the page."""
    PAGE.write_text("\n".join(_lines(tallies)) + "\n", encoding="utf-8")


def _lines(tallies: Mapping[str, Tally]) -> Iterator[str]:
    forms, pages = (sum(getattr(t, n) for t in tallies.values()) for n in ("forms", "pages"))
    yield ABOUT.format(forms=forms, pages=pages)
    yield from about_table()
    yield WHOLE_ABOUT
    yield from whole_table(tallies)
    yield CELLS_ABOUT
    yield from cell_table(tallies)
    yield FIELDS_ABOUT
    yield from field_table(tallies)
    yield THRESHOLD_ABOUT
    yield from threshold_table(tallies)
    yield FALSE_ABOUT
    yield from false_table(tallies)
