"""The benchmark's parts: clocks, goals, the pages' pictures, processes of their own."""

from __future__ import annotations

import re
import time
from pathlib import Path

import numpy as np
import pytest
from form_scan import shots_of
from forms import Kind, Style, build, clean_form
from scan_speed import (
    PICTURES,
    Clock,
    Goal,
    command_run,
    drawn,
    memory_of,
    pictures_of,
    two_workers,
)
from scans.making import FIRST_SEED, form_of
from scans.settings import SETTINGS


def test_a_goal_says_whether_it_is_reached() -> None:
    assert re.split(r" {2,}", str(Goal("ratio", 0.5, 0.55))) == [
        "ratio",
        "0.50",
        "goal 0.55: reached",
    ]
    assert str(Goal("ratio", 0.6, 0.55)).endswith("goal 0.55: MISSED")


def test_a_clock_keeps_each_files_best_round() -> None:
    waits = iter((1.0, 0.0, 0.02))
    clock = Clock("sleep", lambda _: time.sleep(next(waits)))
    for name in ("a", "a", "b"):
        clock.run(Path(name))
    walls, cores = clock.sums
    assert 0.02 <= walls < 1
    assert cores < walls


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


def test_a_command_that_fails_is_no_figure() -> None:
    with pytest.raises(RuntimeError, match="no such thing"):
        command_run(["sh", "-c", "echo no such thing >&2; exit 2"])
