"""A sheet of XlsxWriter that takes cells by a shorter way.

XlsxWriter takes 10 microseconds to check, keep, escape and write a cell, of which a dataset of
1,000 forms has 1.2 million; where the kinds of all cells of a row are known, a tenth of it. Of
merges, links and heights it keeps a few hundred bytes each until the end; here they go to files. It
leans on inner names of XlsxWriter 3.2: `table`, `fh`, `tmpdir`, `row_data_fh`, `previous_row`,
`dim_rowmax`, and those that are overridden.
"""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from functools import cache, cached_property
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, TextIO, cast

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlsxwriter.format import Format

_SPECIAL = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x")


class QuickSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter is not typed
    """Needs `constant_memory`: rows come in order. The head is written in XlsxWriter's own way.

    Targets of links are XML already.
    """

    def put_row(self, row: int, height: float | None, cells: Iterable[str]) -> None:
        """Writes a whole row of cells; its height in points, None for the usual one."""
        if self.table:  # the head, which waits for what comes next
            self._write_single_row(row)
        self.previous_row = self.dim_rowmax = row
        pixels = None if height is None else int(height * 4 / 3 + 0.5)
        tall = "" if pixels is None else f' ht="{pixels * 0.75:.16g}" customHeight="1"'
        self.fh.write(f'<row r="{row + 1}"{tall}>{"".join(cells)}</row>')

    def text(self, row: int, column: int, text: str, look: Format) -> str:
        """A cell with a text, which may be long and hold anything."""
        kind = f'{_opening(row, column, look)} t="inlineStr"'
        return f'{kind}><is><t xml:space="preserve">{self._escaped(text)}</t></is></c>'

    def number(self, row: int, column: int, number: float, look: Format) -> str:
        """A cell with a number."""
        return f"{_opening(row, column, look)}><v>{number:.16G}</v></c>"

    def formula(self, at: tuple[int, int], text: str, value: float, look: Format) -> str:
        """A cell with a formula, which begins with =, and what it comes to."""
        content = f"<f>{self._escaped(text[1:])}</f><v>{value:.16G}</v>"
        return f"{_opening(*at, look)}>{content}</c>"

    def blank(self, row: int, column: int, look: Format) -> str:
        """An empty cell."""
        return f"{_opening(row, column, look)}/>"

    def link(self, row: int, column: int, target: str) -> None:
        """Makes a cell lead to a place of the workbook; Excel takes 65,530 of them on a sheet."""
        place = f'ref="{_letters(column)}{row + 1}"'
        self._links.put(f'<hyperlink {place} location="{target}" display="→"/>')

    def join(self, column: int, first: int, last: int) -> None:
        """Merges these rows of a column; the cells under the merge keep their values."""
        letters = _letters(column)
        self._joins.put(f'<mergeCell ref="{letters}{first + 1}:{letters}{last + 1}"/>')

    def discard(self) -> None:
        """Lets go of its files: there will be no workbook."""
        for file in (self.row_data_fh, self._links, self._joins):
            with suppress(OSError):  # a full disk, once more
                file.close()

    @cached_property
    def _links(self) -> _Lines:
        return _Lines(self.tmpdir)

    @cached_property
    def _joins(self) -> _Lines:
        return _Lines(self.tmpdir)

    def _write_hyperlinks(self) -> None:
        if self._links.count:
            self._put_all("hyperlinks", "", self._links)

    def _write_merge_cells(self) -> None:
        if self._joins.count:
            self._put_all("mergeCells", f' count="{self._joins.count}"', self._joins)

    def _put_all(self, element: str, attributes: str, lines: _Lines) -> None:
        self.fh.write(f"<{element}{attributes}>")
        lines.move(self.fh)
        self.fh.write(f"</{element}>")

    def _escaped(self, text: str) -> str:
        if not _SPECIAL.search(text):
            return text
        return str(self._escape_data(self._escape_control_characters(text)))


class _Lines:
    """Pieces of XML in a file without a name, until their place in the sheet comes."""

    def __init__(self, folder: str | None) -> None:
        self.count = 0
        self._folder = folder
        self._file: TextIO | None = None

    def put(self, piece: str) -> None:
        """Writes a piece at the end."""
        if self._file is None:
            file = TemporaryFile("w+", encoding="utf-8", dir=self._folder)  # noqa: SIM115 - see `close`
            self._file = cast("TextIO", file)
        self.count += 1
        self._file.write(piece)

    def move(self, target: TextIO) -> None:
        """Writes them all there."""
        if self._file is not None:
            self._file.seek(0)
            shutil.copyfileobj(self._file, target)
            self.close()

    def close(self) -> None:
        """Forgets them."""
        if self._file is not None:
            self._file.close()


def _opening(row: int, column: int, look: Format) -> str:
    return f'<c r="{_letters(column)}{row + 1}" s="{look._get_xf_index()}"'  # noqa: SLF001


@cache
def _letters(column: int) -> str:
    return str(xl_col_to_name(column))
