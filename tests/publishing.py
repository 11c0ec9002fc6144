"""Datasets of results by hand: their tables, their files."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pipeline.batch_tables import CHANGES, coverage_table
from pipeline.overview import Glance
from pipeline.publish import RUN_RECORD, replace_files
from pipeline.publish.csv_files import CsvFile
from pipeline.publish.dataset_files import DatasetFiles, Scope
from pipeline.publish.names import REPORT, WORKBOOK
from pipeline.tables import tables_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.columns import Filled
    from pipeline.model import Outstanding, Result
    from pipeline.ownership import Ownership


def dataset_of(
    results: Sequence[Result], ownership: Ownership | None = None, *, compared: bool = False
) -> tuple[Filled, ...]:
    """All tables, in the order in which they are published."""
    own = [table.filled(results) for table in tables_of(compared=False)]
    last = [CHANGES.filled(results)] if compared else []
    return (*own, coverage_table(ownership).filled(results), *last)


def csv_of(table: Filled) -> bytes:
    """The table's file."""
    with TemporaryDirectory(prefix="tables-") as folder:
        file = CsvFile(Path(folder) / "table.csv", table.headings)
        file.add(table.rows)
        file.close()
        return file.path.read_bytes()


def publish(
    results: Sequence[Result],
    out: Path,
    outstanding: Outstanding | None = None,
    ownership: Ownership | None = None,
    *,
    compared: bool = False,
) -> None:
    """Publishes the results in the folder `out`, with an empty run.json."""
    glance = Glance()
    coverage = coverage_table(ownership).filled(results)
    with (
        TemporaryDirectory(prefix="kaoping-") as made,
        DatasetFiles(Path(made), Scope.of(results, compared=compared)) as files,
    ):
        for result in results:
            files.add(result, glance.line(result))
        content = files.finish(coverage, glance.overview(outstanding), outstanding)
        replace_files(out, {**content, RUN_RECORD: b"{}\n"})


def workbook_of(results: Sequence[Result], *, compared: bool = False) -> bytes:
    """The workbook's bytes."""
    with TemporaryDirectory(prefix="books-") as folder:
        publish(results, Path(folder), compared=compared)
        return (Path(folder) / WORKBOOK).read_bytes()


def report_of(
    results: Sequence[Result], outstanding: Outstanding | None = None, *, compared: bool = False
) -> bytes:
    """The page's bytes."""
    with TemporaryDirectory(prefix="pages-") as folder:
        publish(results, Path(folder), outstanding, compared=compared)
        return (Path(folder) / REPORT).read_bytes()
