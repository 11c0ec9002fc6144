"""Programs that no other test runs still find what they stand on."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

PROGRAMS = sorted((Path(__file__).parent.parent / "benchmarks").glob("*.py"))


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
def test_a_benchmark_finds_all_that_it_imports(program: Path) -> None:
    assert "main" in runpy.run_path(str(program), run_name="looked at")
