from dataclasses import replace
from pathlib import Path

import pytest
from form_defects import missing_weight
from forms import Kind, build, random_form

from normalizers.model import Part
from normalizers.scheme import load_scheme
from parsers import read
from parsers.limits import DEFAULT_LIMITS
from parsers.model import Grid, Reading
from pipeline.consult import Judged, consulted, doubtful_pages, judged

SCHEME = load_scheme("luojiang-2024-series2")
SEED = 4


def submission(tmp_path: Path, *, defect: bool = False) -> tuple[Judged, Path]:
    spec, style = random_form(SEED)
    if defect:
        spec = missing_weight(spec, "1-2-1")
    path = tmp_path / "表.pdf"
    path.write_bytes(build(spec, style, Kind.PDF))
    return judged((Part(path.name, read(path)),), SCHEME), path


def misread(reading: Reading, number: str) -> Reading:
    """The reading with the weight of an item lost, as if its characters had not been found."""
    blocks = tuple(_without(b, number) if isinstance(b, Grid) else b for b in reading.blocks)
    return replace(reading, blocks=blocks)


def _without(grid: Grid, number: str) -> Grid:
    rows = [c.row for c in grid.cells if c.source.text == number]
    lost = [
        c
        for c in grid.cells
        if c.row in rows
        and c.source.text.strip("分０.．") in {"1", "１", "2", "２", "1.5", "１．５"}
    ]
    cells = tuple(
        replace(c, source=replace(c.source, text="")) if c in lost else c for c in grid.cells
    )
    return Grid(cells, grid.breaks)


def weight_of(found: Judged, number: str) -> object:
    assert found.form is not None
    return next(i.weight.value for i in found.form.indicators if i.number.value == number)


def codes(found: Judged) -> set[str]:
    return {f.code for f in found.findings}


def test_a_form_without_doubt_is_not_read_again(tmp_path: Path) -> None:
    first, path = submission(tmp_path)
    assert doubtful_pages(first.parts[0].reading, first, SCHEME) == ()
    assert consulted(first, (path,), SCHEME, DEFAULT_LIMITS) is first


def test_a_gap_that_the_others_see_too_stays_a_gap(tmp_path: Path) -> None:
    first, path = submission(tmp_path, defect=True)
    found = consulted(first, (path,), SCHEME, DEFAULT_LIMITS)
    assert weight_of(found, "1-2-1") is None
    assert "weight.missing" in codes(found)
    assert "parse.disagreement" not in codes(found)


def test_a_value_that_only_ours_lacks_is_taken_from_the_others_and_flagged(tmp_path: Path) -> None:
    first, path = submission(tmp_path)
    right = weight_of(first, "1-2-1")
    part = first.parts[0]
    wrong = judged((replace(part, reading=misread(part.reading, "1-2-1")),), SCHEME)
    assert weight_of(wrong, "1-2-1") is None
    found = consulted(wrong, (path,), SCHEME, DEFAULT_LIMITS)
    assert weight_of(found, "1-2-1") == right
    assert "weight.missing" not in codes(found)
    assert "parse.disagreement" in codes(found)


def test_a_submission_without_form_is_worse_than_any_with_one() -> None:
    assert Judged((), None, ()).errors > 1000


@pytest.mark.parametrize("kind", [Kind.DOCX, Kind.XLSX])
def test_only_pdf_files_are_read_again(tmp_path: Path, kind: Kind) -> None:
    spec, style = random_form(SEED)
    path = tmp_path / f"表.{kind}"
    path.write_bytes(build(missing_weight(spec, "1-2-1"), style, kind))
    first = judged((Part(path.name, read(path)),), SCHEME)
    assert consulted(first, (path,), SCHEME, DEFAULT_LIMITS) is first
