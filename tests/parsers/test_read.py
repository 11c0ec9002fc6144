"""The door: one function reads any file, and raises nothing but a FileProblem."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from archives import zip_of
from ooxml import docx, paragraph, row, table, zipped

import parsers
from parsers.archive import UNPACKERS
from parsers.errors import Empty, FileProblem, TooLarge, Unreadable, Unsupported
from parsers.limits import DEFAULT_LIMITS, Limits
from parsers.model import NOWHERE, PACKED, Cell, Grid, Kind, Paragraph, Reading, Source

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_read_by_its_content_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "考评表.pdf"
    path.write_bytes(docx(paragraph("函") + table(row("序号", "权重"))))
    assert parsers.read(path) == Reading(
        Kind.DOCX,
        (
            Paragraph(Source("函", NOWHERE)),
            Grid((Cell(Source("序号"), 0, 0), Cell(Source("权重"), 0, 1))),
        ),
        method="Word 结构",
    )


def test_a_path_may_be_a_string(tmp_path: Path) -> None:
    (tmp_path / "函.docx").write_bytes(docx(paragraph("函")))
    assert parsers.read(str(tmp_path / "函.docx")) == parsers.read(tmp_path / "函.docx")


def test_a_file_that_is_not_there_is_told_in_the_clerks_words(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="没有这个文件或文件夹"):
        parsers.read(tmp_path / "没有.pdf")


def test_every_kind_has_a_reader_or_is_unpacked() -> None:
    assert set(parsers.READERS) | PACKED == set(Kind)
    assert set(UNPACKERS) == PACKED
    assert not PACKED & set(parsers.READERS)


def test_an_archive_is_not_read_as_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zip_of({"a.docx": b"1"}))
    with pytest.raises(Unsupported, match="解压"):
        parsers.read(tmp_path / "a.zip")


def test_importing_the_door_loads_no_heavy_library() -> None:
    program = (
        "import sys, parsers; "
        "print(sorted({m.partition('.')[0] for m in sys.modules} & "
        "{'camelot', 'pdfplumber', 'pypdfium2', 'docx', 'lxml', 'openpyxl', 'pandas', 'numpy'}))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert ran.stdout == "[]\n"


def test_a_missing_file_a_folder_and_an_empty_file_are_problems(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="无法打开"):
        parsers.read(tmp_path / "没有.docx")
    with pytest.raises(Unreadable, match="无法打开"):
        parsers.read(tmp_path)
    (tmp_path / "空.docx").touch()
    with pytest.raises(Empty):
        parsers.read(tmp_path / "空.docx")


def test_a_file_over_the_limit_is_refused_before_it_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    path.write_bytes(b"a" * 101)
    with pytest.raises(TooLarge):
        parsers.read(path, replace(DEFAULT_LIMITS, file_bytes=100))


@pytest.mark.parametrize(
    ("raised", "becomes"),
    [
        (KeyError("x"), Unreadable),
        (RecursionError(), TooLarge),
        (MemoryError(), TooLarge),
        (Empty("空"), Empty),
    ],
)
def test_whatever_a_reader_raises_comes_out_as_a_file_problem(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    raised: Exception,
    becomes: type[FileProblem],
) -> None:
    def fail(_data: bytes, _limits: Limits) -> Reading:
        raise raised

    monkeypatch.setattr(parsers, "READERS", {Kind.TEXT: fail})
    path = tmp_path / "a.txt"
    path.write_text("考评表", encoding="utf-8")
    with pytest.raises(becomes) as caught:
        parsers.read(path)
    assert type(caught.value) is becomes


def test_what_stands_in_for_a_document_is_a_problem_in_every_kind(tmp_path: Path) -> None:
    path = tmp_path / "坏.docx"
    for data in (
        docx(""),
        zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"}),
        zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<a/>"}),
        b"%PDF-1.7\nnothing",
    ):
        path.write_bytes(data)
        with pytest.raises(FileProblem):
            parsers.read(path)
