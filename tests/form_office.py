"""Files as LibreOffice makes them: a real layout engine, at 3 to 5 seconds a file."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

SECONDS = 90


def office_pdf(document: bytes) -> bytes:
    """A docx printed to PDF; the bytes differ from run to run."""
    return converted(document, "docx", "pdf")


def converted(content: bytes, source: str, target: str, opened: str = "") -> bytes:
    """The content in another format, both by their endings; a target may name its filter.

    `opened` is the filter that it is opened by, with its settings, empty for the usual one.

    Raises:
        RuntimeError: LibreOffice made no file of it.
    """
    with TemporaryDirectory(prefix="forms-") as folder:
        given = Path(folder) / f"form.{source}"
        given.write_bytes(content)
        command = [
            shutil.which("soffice") or "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            *([f"--infilter={opened}"] if opened else []),
            "--convert-to",
            target,
            "--outdir",
            f"{folder}/out",
            str(given),
        ]
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        made = Path(folder) / "out" / f"form.{target.partition(':')[0]}"
        if not made.is_file():
            raise RuntimeError(f"soffice made no {target}: {done.stderr.decode(errors='replace')}")
        return made.read_bytes()
