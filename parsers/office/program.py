"""Where LibreOffice is, and what it says of itself."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = ("soffice", "libreoffice", "loffice")
ADVICE = (
    "请安装 LibreOffice（Debian、Ubuntu、统信、麒麟：sudo apt-get install libreoffice-writer "
    "libreoffice-calc；Windows、macOS：从 https://zh-cn.libreoffice.org 下载安装）"
)
_LINUX = (
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/usr/local/lib/libreoffice/program/soffice",
    "/snap/bin/libreoffice.soffice",
)
_OWN_PACKAGES = "/opt"  # where The Document Foundation's packages install, a folder a version
_MACOS = ("/Applications/LibreOffice.app/Contents/MacOS/soffice",)
_PROGRAM_FOLDERS = ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)")  # of the environment
_ITSELF = "soffice.bin"


def program() -> Path | None:
    """The program to start; None where LibreOffice is not installed.

    It is the program itself, where that lies beside the script of the same name: the script
    starts others, which would outlive it when it is killed.
    """
    for found in _candidates():
        if found.is_file():
            resolved = found.resolve()
            itself = resolved.with_name(_ITSELF)
            return itself if itself.is_file() else resolved
    return None


def _candidates() -> Iterator[Path]:
    named = (shutil.which(name) for name in NAMES)
    yield from (Path(found) for found in named if found)
    if sys.platform == "win32":
        yield from _windows()
    elif sys.platform == "darwin":
        yield from map(Path, _MACOS)
    else:
        yield from map(Path, _LINUX)
        yield from sorted(Path(_OWN_PACKAGES).glob("libreoffice*/program/soffice"), reverse=True)


def _windows() -> Iterator[Path]:
    for name in _PROGRAM_FOLDERS:
        folder = os.environ.get(name)
        if folder:
            yield Path(folder) / "LibreOffice" / "program" / "soffice.exe"
