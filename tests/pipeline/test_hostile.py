"""A run over hostile files: each ends as it may, the good ones as if they were alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from forms import Kind, build, random_form
from hostile.corpus import corpus
from hostile.trial import SECRET, Trial, lured, rows_of, tried, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hostile.model import Hostile

EVERY = 5
"""Of the files that cost little, each fifth: `python benchmarks/hostile.py` tries them all."""
CONTROLS = {"甲局.docx": Kind.DOCX, "乙局.pdf": Kind.PDF, "丙局.html": Kind.HTML}
LIMITS = ("--timeout", "20", "--memory", "1024")
FORMS = ("submissions", "indicators", "totals", "documents", "duties", "references", "repairs")


def controls(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for seed, (name, kind) in enumerate(CONTROLS.items()):
        (folder / name).write_bytes(build(*random_form(seed), kind))
    return folder


def chosen(files: tuple[Hostile, ...]) -> tuple[Hostile, ...]:
    return tuple(f for f in files if not f.dear)[::EVERY]


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Trial, Path, Path]]:
    """The run, its folder, and that of a run over the controls alone."""
    folder, alone = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("alone")
    with lured(folder) as (lure, asked):
        tried(controls(alone / "raw"), alone, lure, asked)
        raw = controls(written(chosen(corpus(lure)), folder / "raw"))
        (raw / "链接.txt").symlink_to(lure.file)
        yield tried(raw, folder, lure, asked, *LIMITS), folder, alone


def test_every_file_ends_in_a_finding_or_a_reading_that_it_may_end_in(
    trial: tuple[Trial, Path, Path],
) -> None:
    ran, folder, _ = trial
    with lured(folder / "again") as (lure, _asked):
        files = chosen(corpus(lure))
    ends = {f.name: ran.ends.get(f.name, frozenset({"nothing"})) for f in files}
    assert {f.name: set(ends[f.name]) for f in files if not ends[f.name] <= f.ends} == {}
    assert ran.ends["链接.txt"] == {"file.unsafe"}
    assert ran.status == 3


def test_nothing_is_fetched_started_or_written_elsewhere(trial: tuple[Trial, Path, Path]) -> None:
    ran, _, _ = trial
    assert (ran.complaints, ran.asked) == ((), ())


def test_nothing_is_left_in_the_scratch_folder(trial: tuple[Trial, Path, Path]) -> None:
    ran, _, _ = trial
    assert ran.left == ()


def test_nothing_but_progress_stands_on_stderr(trial: tuple[Trial, Path, Path]) -> None:
    ran, _, _ = trial
    lines = [line for line in ran.stderr.splitlines() if line]
    assert [line for line in lines if not line.startswith(("共 ", "已读 "))] == []


def test_a_file_that_may_not_be_read_is_told_nowhere(trial: tuple[Trial, Path, Path]) -> None:
    _, folder, _ = trial
    told = [p.name for p in (folder / "out").iterdir() if SECRET.encode() in p.read_bytes()]
    assert told == []


def test_good_files_are_read_as_if_they_were_alone(trial: tuple[Trial, Path, Path]) -> None:
    _, folder, alone = trial
    for table in FORMS:
        kept = [r for r in rows_of(folder / "out", table) if r["提交编号"] in CONTROLS]
        assert kept == rows_of(alone / "out", table)


def test_a_file_that_does_what_it_must_not_is_seen(tmp_path: Path) -> None:
    """The watch itself: what these do is told."""
    from hostile.trial import watched  # noqa: PLC0415 - for this test only

    with lured(tmp_path) as (lure, asked):
        deeds = (
            f"open({lure.file!r}).read()",
            f"import urllib.request as u; u.urlopen({lure.url!r})",
            f"open({str(tmp_path / 'elsewhere')!r}, 'w')",
            "import os; os.system('true')",
            "import subprocess; subprocess.run(['true'])",
        )
        told = [watched(tmp_path / str(n), lure, "-c", deed) for n, deed in enumerate(deeds)]
    assert all(t.complaints for t in told)
    assert len(asked) <= 1
