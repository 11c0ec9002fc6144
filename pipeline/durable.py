"""What is on the disk, and would still be there after a power cut.

A file's bytes are on the disk when the file is synced, its name when its folder is: a rename that
was not synced may be lost, or, worse, be there when what it names is not.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """Writes a file whose bytes, though not its name, are on the disk then.

    Raises:
        OSError: it cannot be written.
    """
    with path.open("wb") as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except OSError as problem:
            problem.filename = str(path)  # which the system tells only when it is opened
            raise


def copy(source: Path, target: Path) -> None:
    """Copies a file, as `write` writes one.

    Raises:
        OSError: it cannot be read or written.
    """
    with source.open("rb") as old, target.open("wb") as new:
        try:
            shutil.copyfileobj(old, new)
            new.flush()
            os.fsync(new.fileno())
        except OSError as problem:
            problem.filename = problem.filename or str(target)
            raise


def sync_names(*folders: Path) -> None:
    """Puts the names of what was made, renamed or removed in the folders on the disk.

    Raises:
        OSError: a folder is gone, or its disk fails.
    """
    # Windows cannot open a folder.
    for folder in folders:
        with suppress(PermissionError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
