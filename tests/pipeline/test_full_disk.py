"""A run that is short of room leaves the former dataset, and the next one the new one."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from two_forms import OTHER, PAGE, published_and_another

import pipeline

if TYPE_CHECKING:
    from pathlib import Path

LITTLE_ROOM = """
import resource, sys
from pipeline.cli import main

room = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
sys.argv = ["kaoping", "run", *sys.argv[2:]]
main()
"""


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A folder whose one form was published, and another has come."""
    return published_and_another(tmp_path)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a run over both forms that nothing disturbed."""
    folder = tmp_path_factory.mktemp("undisturbed")
    (folder / "raw").mkdir()
    (folder / "raw" / "甲.html").write_bytes(PAGE)
    (folder / "raw" / "乙.html").write_bytes(OTHER)
    pipeline.run(folder / "raw", folder / "clean")
    return files(folder / "clean")


def files(folder: Path) -> dict[str, bytes]:
    apart = {"run.json", "kaoping.db", "kaoping.db-journal", ".readings"}
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file() and p.name not in apart}


@pytest.mark.parametrize("room", [1_000, 120_000])
def test_a_full_disk_leaves_the_former_dataset_and_the_next_run_the_new_one(
    room: int, raw: Path, expected: dict[str, bytes]
) -> None:
    before = files(raw.parent / "clean")
    done = subprocess.run(
        [sys.executable, "-c", LITTLE_ROOM, str(room), raw, "--out", raw.parent / "clean"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "原有的数据集没有改动" in done.stderr.splitlines()[-1]
    assert files(raw.parent / "clean") == before
    pipeline.run(raw, raw.parent / "clean")
    assert files(raw.parent / "clean") == expected
