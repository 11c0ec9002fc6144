"""The merged cells of a form, as 指标明细 of the published workbook has them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from lxml import etree
from xlsxwriter.utility import xl_cell_to_rowcol

from pipeline.merged_cells import VALUES
from pipeline.publish import WORKBOOK
from pipeline.publish.indicator_sheet import HEADINGS
from pipeline.publish.places import INDICATORS
from pipeline.published_csv import DatasetProblem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from normalizers.model import Field

_MERGE = re.compile(rb'<mergeCell ref="([A-Z]+\d+):([A-Z]+\d+)"')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FIELDS = {HEADINGS.index(field): field for field in VALUES}


@dataclass(frozen=True, slots=True)
class Span:
    """A cell over the rows `first` to `last`, counted from 0 over the form."""

    field: Field
    first: int
    last: int

    def moved(self, rows: int) -> Span:
        """The same, counted from elsewhere."""
        return replace(self, first=self.first + rows, last=self.last + rows)


def read_merges(folder: Path, first: int, count: int) -> tuple[Span, ...]:
    """The merges of a form: `count` rows of indicators.csv from `first` on, counted from 0.

    The sheet has the rows of indicators.csv in their order, below one row of headings.

    Raises:
        DatasetProblem: the folder has no such workbook.
    """
    try:
        with ZipFile(folder / WORKBOOK) as package:
            sheet = package.read(_part_of(package, INDICATORS))
    except (OSError, BadZipFile, KeyError, StopIteration, etree.XMLSyntaxError) as problem:
        reason = f"“{folder / WORKBOOK}”打不开，或没有“{INDICATORS}”；请重新运行 kaoping run。"
        raise DatasetProblem(reason) from problem
    spans = (span.moved(-first - 1) for span in _spans(sheet))
    return tuple(span for span in spans if span.first >= 0 and span.last < count)


def _part_of(package: ZipFile, title: str) -> str:
    book = _parsed(package, "xl/workbook.xml")
    key = next(s.get(_RELATION) for s in book.iter("{*}sheet") if s.get("name") == title)
    relations = _parsed(package, "xl/_rels/workbook.xml.rels")
    target = next(r.get("Target") or "" for r in relations if r.get("Id") == key)
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _parsed(package: ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(package.read(name), parser)


def _spans(sheet: bytes) -> Iterator[Span]:
    for start, end in _MERGE.findall(sheet):
        row, column = xl_cell_to_rowcol(start.decode())
        last, _ = xl_cell_to_rowcol(end.decode())
        if column in _FIELDS:
            yield Span(_FIELDS[column], row, last)
