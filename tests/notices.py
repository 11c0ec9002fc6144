"""Published datasets by hand, and what the letters on them say."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

import docx
from form_values import SCHEME
from publishing import csv_of, dataset_of

from pipeline.model import Level, State
from pipeline.notices.model import Sender
from pipeline.published import (
    PublishedFinding,
    PublishedIndicator,
    PublishedSubmission,
    PublishedTotal,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.model import Result

SENDER = Sender("区效能办", date(2025, 1, 3), date(2025, 1, 10))
TOTALS = tuple((s.name, s.total) for s in SCHEME.sections)
DUTIES, ABILITIES, SPIRIT = (name for name, _ in TOTALS)


def write_dataset(folder: Path, results: tuple[Result, ...]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for table in dataset_of(results):
        (folder / f"{table.name}.csv").write_bytes(csv_of(table))
    return folder


def edit_cell(file: Path, line: int, heading: str, content: str) -> None:
    """Changes a cell of a published file; lines count from 1, which is the headings'."""
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))
    rows[line - 1][rows[0].index(heading)] = content
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    file.write_text(stream.getvalue(), encoding="utf-8-sig")


def found(  # noqa: PLR0913 - one argument for each column
    code: str,
    message: str,
    number: str = "",
    *,
    level: Level = Level.ERROR,
    field: str = "",
    expected: str = "",
    actual: str = "",
    advice: str = "",
) -> PublishedFinding:
    return PublishedFinding(
        "民政局.docx", level, code, number, field, None, message, expected, actual, advice
    )


def row(number: str, section: str, category: str = "", text: str = "") -> PublishedIndicator:
    return PublishedIndicator("民政局.docx", section, category, number, text, "", None)


ROWS = (
    row("1-1-1", DUTIES, "重点工作目标", "推进养老服务"),
    row("1-1-2", DUTIES, "重点工作目标", "推进社会救助"),
    row("3-1", ABILITIES, "党的建设", "落实党建责任制"),
    row("", SPIRIT, "平安建设", "做好平安建设工作"),
)


def submission(
    *findings: PublishedFinding,
    state: State = State.PENDING,
    name: str = "民政局.docx",
    unit: str = "洛江区民政局",
    rows: tuple[PublishedIndicator, ...] = ROWS,
) -> PublishedSubmission:
    return PublishedSubmission(
        id=name,
        files=name,
        unit=unit,
        year=2024,
        series="第二系列",
        letter_number="泉洛民函〔2025〕1号",
        state=state,
        level1_count=15,
        level2_count=45,
        indicators=rows,
        totals=tuple(PublishedTotal(name, section, total, total) for section, total in TOTALS),
        findings=findings,
    )


def unread(*findings: PublishedFinding, name: str = "财政局.pdf") -> PublishedSubmission:
    return PublishedSubmission(
        name, name, "", None, "", "", State.RETURNED, None, None, (), (), findings
    )


def lines_of(document: bytes) -> list[tuple[str, str]]:
    """Style and text of each paragraph that has any."""
    paragraphs = docx.Document(io.BytesIO(document)).paragraphs
    return [(str(p.style.name), p.text) for p in paragraphs if p.style and p.text]


def texts_of(document: bytes) -> list[str]:
    return [text for _, text in lines_of(document)]
