"""What tells one submission's content from another's."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from parsers.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from pathlib import Path

    from .model import Submission


def fingerprint_of(submission: Submission, limits: Limits = DEFAULT_LIMITS) -> str:
    """The SHA-256 of the content, in hexadecimal; of several files, of their names and contents.

    Empty where there is no file, or one cannot be opened or is over the limit of size.
    """
    try:
        digests = [_digest(path, limits) for path in submission.files]
    except OSError:
        return ""
    if len(digests) < 2 or "" in digests:  # noqa: PLR2004 - one file needs no name
        return "" if "" in digests else "".join(digests)
    named = (
        f"{digest} {path.name}\n" for digest, path in zip(digests, submission.files, strict=True)
    )
    return hashlib.sha256("".join(named).encode("utf-8", "surrogateescape")).hexdigest()


def _digest(path: Path, limits: Limits) -> str:
    if not path.is_file() or path.stat().st_size > limits.file_bytes:
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
