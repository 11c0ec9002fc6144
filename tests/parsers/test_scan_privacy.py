"""The recogniser runs on this machine alone."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LOADED = "from parsers.scan.recogniser import engine; engine(1)._load_rec_model()"
QUIETENED = ("CI", "ORT_DISABLE_TELEMETRY", "ORT_RUNNING_UNIT_TESTS", "GITHUB_ACTIONS")
"""What else keeps ONNX Runtime from reporting to its makers."""


def test_loading_a_model_starts_no_report_to_its_makers(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if name not in QUIETENED}
    subprocess.run(
        [sys.executable, "-c", LOADED], env={**kept, "TMPDIR": str(tmp_path)}, check=True
    )
    # The report's session is a file of the folder for scratch: .ses
    assert list(tmp_path.iterdir()) == []
