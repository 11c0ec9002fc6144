"""The dataset in the making: every file of it, filled as the results come by."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from pipeline.batch_tables import CHANGES
from pipeline.pile import facts
from pipeline.standing import standing_of
from pipeline.tables import tables_of

from .csv_files import CsvFile
from .dictionary_sheet import TITLE as DICTIONARY
from .dictionary_sheet import dictionary_stretch
from .list_sheets import COVERAGE_SHEET, coverage_stretch
from .names import DESCRIPTOR, NOT_ALWAYS, REPORT, WORKBOOK
from .overview_sheet import TITLE as OVERVIEW
from .overview_sheet import unreported_stretch
from .package import descriptor_of
from .report import Report
from .unit_stretches import UnitStretches
from .workbook import Book

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

    from pipeline.columns import AnyTable, Filled
    from pipeline.model import Outstanding, Result
    from pipeline.overview import Line, Overview

    from .scribe import Scribe


@dataclass(frozen=True, slots=True)
class Scope:
    """What a dataset is of: the names of all sections that schemes of its forms have.

    `compared` says whether results are compared with last year's.
    """

    sections: tuple[str, ...]
    compared: bool

    @classmethod
    def of(cls, results: Sequence[Result], *, compared: bool) -> Self:
        """The scope of these results."""
        known = (s.scheme for s in facts(results, standing_of) if s.has_form and s.scheme)
        sections = dict.fromkeys(section.name for scheme in known for section in scheme.sections)
        return cls(tuple(sections), compared)


class DatasetFiles:
    """The files in a folder of their own, until they are published. All but `run.json`.

    `writer` is who writes the workbook: this process, or a child (then `ScribeLost` may be raised).
    """

    def __init__(self, folder: Path, scope: Scope, writer: type[Book | Scribe] = Book) -> None:
        self._folder = folder
        self._scope = scope
        self._tables = tables_of(compared=scope.compared)
        self._stretches = UnitStretches(scope.sections)
        with ExitStack() as stack:
            self._csv = {t.name: self._csv_file(t, stack) for t in self._tables}
            self._report = Report(folder, scope.sections, compared=scope.compared)
            stack.callback(self._report.discard)
            self._book = writer(folder / WORKBOOK, scope.sections, compared=scope.compared)
            stack.callback(self._book.discard)
            self._unfinished = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            with suppress(OSError):
                self._unfinished.close()

    def add(self, result: Result, line: Line) -> None:
        """Puts the next result into all of them; `line` is what the overview says of it.

        Raises:
            OSError: a disk is full.
        """
        tables = {table.name: table.filled((result,)) for table in self._tables}
        for name, filled in tables.items():
            self._csv[name].add(filled.rows)
        self._book.add(self._stretches.of(result, line, tables))
        self._report.add(line, result)

    def finish(
        self, coverage: Filled, overview: Overview, outstanding: Outstanding | None
    ) -> dict[str, Path | None]:
        """The files by name, once all results have come by; `coverage` is the table of that name.

        None stands for a file that this dataset has not got, and a former one may have left.

        Raises:
            OSError: a disk is full.
        """
        described = self._described(coverage)
        self._finish_book(described, coverage, overview)
        files = {
            **dict.fromkeys(NOT_ALWAYS),
            **self._finished_csv(coverage),
            REPORT: self._report.finish(overview, coverage, outstanding),
            DESCRIPTOR: self._descriptor(described),
        }
        self._book.wait()
        return {**files, WORKBOOK: self._folder / WORKBOOK}

    def _described(self, coverage: Filled) -> tuple[AnyTable, ...]:
        """All tables, in the order in which they are published."""
        last = (CHANGES,) if self._scope.compared else ()
        return (*(t for t in self._tables if t is not CHANGES), coverage, *last)

    def _csv_file(self, table: AnyTable, stack: ExitStack) -> CsvFile:
        file = CsvFile(self._folder / f"{table.name}.csv", table.headings)
        stack.callback(file.discard)
        return file

    def _finished_csv(self, coverage: Filled) -> dict[str, Path]:
        files = {**self._csv, coverage.name: self._csv_file(coverage, self._unfinished)}
        files[coverage.name].add(coverage.rows)
        for file in files.values():
            file.close()
        return {file.path.name: file.path for file in files.values()}

    def _finish_book(
        self, described: Sequence[AnyTable], coverage: Filled, overview: Overview
    ) -> None:
        self._book.add(
            {
                OVERVIEW: unreported_stretch(overview),
                COVERAGE_SHEET.title: coverage_stretch(coverage),
                DICTIONARY: dictionary_stretch(described),
            }
        )
        self._book.close(overview)

    def _descriptor(self, described: Sequence[AnyTable]) -> Path:
        path = self._folder / DESCRIPTOR
        path.write_bytes(descriptor_of(described))
        return path
