"""The benchmark's parts: the pages' pictures, processes of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from form_scan import shots_of
from forms import Kind, Style, build, clean_form
from scan_speed import PICTURES, drawn, memory_of, pictures_of, two_workers
from scans.making import FIRST_SEED, form_of
from scans.settings import SETTINGS

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_pictures_are_the_pages_as_the_file_holds_them_blue_first(tmp_path: Path) -> None:
    setting = next(s for s in SETTINGS if s.name == "SMALL")
    (file,) = drawn(tmp_path, "SMALL", 1)
    assert setting.quality
    shots = shots_of(*form_of(setting, FIRST_SEED), setting.quality.at(FIRST_SEED))
    pictures = pictures_of(file)
    assert [p.shape for p in pictures] == [s.pixels.shape for s in shots]
    true = np.asarray(shots[0].image.convert("RGB"))[..., ::-1]
    assert np.abs(pictures[0].astype(int) - true).max() <= 1


def test_only_files_of_one_picture_a_page_are_timed() -> None:
    assert {"OFFICE", "PHOTO", "COPY"} < set(PICTURES)
    assert not {"digital", "STRIPS", "MIXED", "TIFF"} & set(PICTURES)


def test_memory_and_workers_are_those_of_processes_of_their_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "form.pdf"
    file.write_bytes(build(clean_form(1), Style(), Kind.PDF))
    assert 30 < memory_of(file).measured < 1000
    assert two_workers([file], tmp_path).measured > 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines] == [["1", "worker(s)"], ["2", "worker(s)"]]
