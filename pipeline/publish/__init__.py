"""Writes the published dataset, all of it or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .swap import Seal, recover, replace_files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.columns import Filled
    from pipeline.model import Outstanding, Result

__all__ = [
    "REPORT",
    "RUN_RECORD",
    "WORKBOOK",
    "Seal",
    "dataset_files",
    "publish",
    "recover",
    "replace_files",
]

WORKBOOK = "考评汇总.xlsx"
REPORT = "report.html"
RUN_RECORD = "run.json"
DESCRIPTOR = "datapackage.json"
COVERAGE = "coverage"

NOT_ALWAYS = ("changes.csv",)
"""Tables of a run with last year's dataset: one that is left from a former run goes."""


def publish(
    tables: Sequence[Filled],
    results: Sequence[Result],
    run_record: bytes,
    out: Path,
    outstanding: Outstanding | None = None,
) -> None:
    """Writes the dataset into the folder `out`, made if it is not there.

    Other files in the folder stay. The bytes depend on the tables and results alone, but for the
    `run_record`, which is written as it is.

    Raises:
        OSError: the folder cannot be written; the former dataset is whole.
    """
    files = dataset_files(tables, results, outstanding)
    replace_files(out, {**files, RUN_RECORD: run_record})


def dataset_files(
    tables: Sequence[Filled], results: Sequence[Result], outstanding: Outstanding | None = None
) -> dict[str, bytes | None]:
    """The files by name: all but `run.json`, which alone differs from run to run.

    None stands for a file that this dataset has not got, and that a former one may have left.
    """
    from .csv_files import csv_of  # noqa: PLC0415 - a run that changes nothing needs none of them
    from .package import descriptor_of  # noqa: PLC0415
    from .report import report_of  # noqa: PLC0415
    from .workbook import workbook_of  # noqa: PLC0415

    files: dict[str, bytes | None] = dict.fromkeys(NOT_ALWAYS)
    # What takes most memory while it is made comes first, before there are the bytes of the rest.
    files[WORKBOOK] = workbook_of(tables, results, outstanding)
    coverage = next(table for table in tables if table.name == COVERAGE)
    files[REPORT] = report_of(results, coverage, outstanding)
    files[DESCRIPTOR] = descriptor_of(tables)
    files |= {f"{table.name}.csv": csv_of(table) for table in tables}
    return files
