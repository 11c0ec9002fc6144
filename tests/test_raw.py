"""data/raw holds what make_raw makes of it, no more and no less."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile, is_zipfile

import numpy as np
import pypdfium2
import pytest
from make_raw import RAW, Sample, samples

README = "README.md"
MOST_BYTES = 3_000_000
TELLING = ("word/document", "xl/work", "Doc_0/")
ALIKE = 3.0
"""Levels of 255 by which pictures may differ that two versions of a library wrote."""
SAMPLES = samples()


def content_of(data: bytes) -> object:
    """What a file says, whatever the version of the library that packed it."""
    if is_zipfile(BytesIO(data)):
        with ZipFile(BytesIO(data)) as package:
            told = [n for n in package.namelist() if n.startswith(TELLING)]
            inner = [n for n in package.namelist() if n.endswith((".docx", ".xlsx"))]
            packed = {name: content_of(package.read(name)) for name in inner}
            return packed | {name: package.read(name) for name in told}
    if data.startswith(b"%PDF"):
        with pypdfium2.PdfDocument(data) as document:
            return [page.get_textpage().get_text_range() for page in document]
    return data


def pictures_of(data: bytes) -> list[np.ndarray]:
    """The pages of a PDF, small."""
    with pypdfium2.PdfDocument(data) as document:
        return [page.render(scale=0.5).to_numpy().astype(float) for page in document]


def test_the_folder_holds_the_samples_and_its_readme() -> None:
    found = {p.relative_to(RAW).as_posix() for p in RAW.rglob("*") if p.is_file()}
    assert found == {s.path for s in SAMPLES} | {README}
    assert sum(p.stat().st_size for p in RAW.rglob("*") if p.is_file()) < MOST_BYTES


def test_the_readme_names_every_submission() -> None:
    text = (RAW / README).read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    names = {s.path.partition("/")[0] for s in SAMPLES}
    assert {row.split("`")[1].rstrip("/") for row in rows} == names


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: s.path)
def test_each_file_says_what_its_maker_says(sample: Sample) -> None:
    kept = (RAW / sample.path).read_bytes()
    if sample.exact:
        assert content_of(kept) == content_of(sample.content())
    elif sample.path.endswith("-扫描.pdf"):
        pairs = zip(pictures_of(kept), pictures_of(sample.content()), strict=True)
        assert all(np.abs(a - b).mean() < ALIKE for a, b in pairs)
    else:
        said = "".join("".join(map(str, content_of(kept))).split())  # type: ignore[call-overload]
        assert [r.number for _, _, r in sample.spec.items if r.number not in said] == []
