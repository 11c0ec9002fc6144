"""What is slow to load is loaded for what needs it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from forms import Kind, build, random_form

if TYPE_CHECKING:
    from pathlib import Path

SLOW = "scipy pandas numpy cv2 onnxruntime PIL lxml openpyxl xlsxwriter jinja2 pdfplumber pypdfium2"
COMMAND = f"""
import atexit, sys
atexit.register(lambda: print("\\nloaded", *sorted(set({SLOW!r}.split()) & set(sys.modules))))
from pipeline.cli import main
main()
"""


def loaded_by(*arguments: str) -> list[str]:
    """What of the slow modules a command has loaded when it ends."""
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()[-1].split()[1:]


@pytest.mark.parametrize("command", [(), ("run",), ("notices",), ("scheme", "learn")])
def test_help_needs_nothing_that_is_slow_to_load(command: tuple[str, ...]) -> None:
    assert loaded_by(*command, "--help") == []


def test_a_run_over_files_that_have_not_changed_needs_nothing_that_is_slow_to_load(
    tmp_path: Path,
) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "民政局.html").write_bytes(build(*random_form(7), Kind.HTML))
    command = ("run", str(tmp_path / "raw"), "--out", str(tmp_path / "clean"))
    assert "xlsxwriter" in loaded_by(*command)
    assert loaded_by(*command) == []
